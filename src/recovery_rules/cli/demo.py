"""`recovery-rules demo`: real incidents decided, and one of them explained in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from attrs import frozen

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, CommandError, reading
from recovery_rules.cli.screen import console, prose, write
from recovery_rules.cli.test import FIXTURES
from recovery_rules.source.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from recovery_rules.decision import Decision
    from recovery_rules.engine.outcome import Action
    from recovery_rules.testing.case import Case, CaseFile
    from recovery_rules.testing.verdict import Verdict

_EXPLAINED: Final = "C01"  # room 1606: what is disputed is not charged, and courtesy stays
_MOST_ACTIONS: Final = 3  # named in the table; the others are counted


@frozen
class _Decided:
    """A case of a file, and what came of it."""

    file: CaseFile
    verdict: Verdict


def demo(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder of the case files.")] = FIXTURES,
) -> None:
    """Decide every incident in `fixtures`, and explain one of them in English and Chinese.

    Exit code: 0 all decided as expected, 1 some are not, 2 there are no case files or one of them does not load.
    """
    screen = console()
    files = list(_files(folder))
    decided = list(_decided(files, screen))
    written = [one for one in decided if not _from_table(one.verdict.case)]
    if written:
        _show_table(written, screen)
    _show_tables_of_cases([one for one in decided if _from_table(one.verdict.case)], files, screen)
    failed = [one for one in decided if not one.verdict.passed]
    write(_sum(decided, failed))
    for one in failed:
        write("\n")
        prose(str(one.verdict), screen)
    _explain(decided, screen)
    raise typer.Exit(FINDINGS if failed else CLEAN)


def _files(folder: str) -> Iterator[CaseFile]:
    from recovery_rules.cli.files import files_in
    from recovery_rules.cli.problems import show_problems_of_cases
    from recovery_rules.testing.casefile import check_cases

    paths = [path for path, sort in files_in(Path(folder)) if sort in {"cases", "unreadable"}]
    if not paths:
        help_line = "name the folder of the incidents, or start the demo where the folder `fixtures` is"
        raise CommandError(f"there are no case files in {folder}", help_line)
    for path in paths:
        with reading(path.as_posix()):
            checked = check_cases(path)
        if checked.cases is None:
            show_problems_of_cases(checked.diagnostics, checked.sources, stderr=True)
            raise typer.Exit(BROKEN)
        yield checked.cases


def _decided(files: list[CaseFile], screen: Console) -> Iterator[_Decided]:
    from recovery_rules.testing.verifying import verify

    cases = [(file, case) for file in files for case in file.cases]
    with _progress(cases, screen) as shown:
        for file, case in shown:
            yield _Decided(file, verify(file.ruleset, case))


@contextmanager
def _progress(cases: list[tuple[CaseFile, Case]], screen: Console) -> Generator[Iterable[tuple[CaseFile, Case]]]:
    """A bar on a terminal, nothing elsewhere."""
    if not screen.is_terminal:
        yield cases
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(TextColumn("deciding"), BarColumn(), MofNCompleteColumn(), console=screen) as progress:
        yield progress.track(cases, total=len(cases))


def _from_table(case: Case) -> bool:
    return case.example.span is not None and case.example.span.file.endswith(".csv")


def _show_table(decided: list[_Decided], screen: Console) -> None:
    from recovery_rules.cli.columns import show_rows

    rarity = _rarity(decided)
    rows = [_cells(one, rarity[one.file.ruleset.id]) for one in decided]
    styles = {"ok": "green", "differs": "bold red"}
    show_rows(screen, ("case", "incident", "ruleset", "decided", ""), rows, shares={1: 2, 3: 3}, styles=styles)


def _rarity(decided: list[_Decided]) -> dict[str, Counter[str]]:
    """For each ruleset, how many of its cases get each kind: the rare ones tell a case from the others."""
    given: dict[str, Counter[str]] = {}
    for one in decided:
        actions = one.verdict.decision or ()
        given.setdefault(one.file.ruleset.id, Counter()).update({action.kind for action in actions})
    return given


def _cells(one: _Decided, rarity: Mapping[str, int]) -> list[str]:
    verdict, decision = one.verdict, one.verdict.decision
    title = verdict.case.example.title.in_locale("en")
    told = "not a valid case" if decision is None else _in_short(decision, rarity)
    return [verdict.case.id, title, one.file.ruleset.id, told, "ok" if verdict.passed else "differs"]


def _in_short(decision: Decision, rarity: Mapping[str, int]) -> str:
    """Money first, then what few cases get, as many as fit; what is held or refused is always told."""
    from recovery_rules.cli.words import short
    from recovery_rules.trace.kinds import kinds_given

    def rank(action: Action) -> tuple[bool, int]:
        return not action.held and "amount" not in action.values, rarity[action.kind]

    first = sorted(decision.actions, key=rank)
    names = [short(decision, action) + (" (held)" if action.held else "") for action in first]
    given = kinds_given(decision.actions)
    refused = [
        f"no {'other ' if one.kind in given else ''}{one.kind.replace('_', ' ')}"
        for one in dict.fromkeys(decision.refused)
    ]
    more = len(names) - _MOST_ACTIONS
    told = [*names[:_MOST_ACTIONS], *refused, *([f"{more} more"] if more > 0 else [])]
    return ", ".join(told) or "nothing"


def _show_tables_of_cases(decided: list[_Decided], files: list[CaseFile], screen: Console) -> None:
    from recovery_rules.cli.columns import show_rows

    rows = []
    for file in files:
        own = [one.verdict for one in decided if one.file is file]
        if own:
            apart = [verdict.case.apart for verdict in own if verdict.case.apart]
            note = f"{len(apart)} rest on: {', '.join(sorted(set(apart)))}" if apart else ""
            passed = sum(verdict.passed for verdict in own)
            rows.append((file.ruleset.id, file.title.in_locale("en"), f"{passed} of {len(own)} as expected", note))
    if rows:
        write("\n")
        show_rows(screen, ("ruleset", "table of cases", "decided", "counted apart"), rows, shares={1: 1})


def _sum(decided: list[_Decided], failed: list[_Decided]) -> str:
    rulesets = len({one.file.ruleset.id for one in decided})
    by = f"{rulesets} ruleset{'' if rulesets == 1 else 's'}"
    told = f"\n{len(decided)} case{'' if len(decided) == 1 else 's'} decided by {by}, "
    return told + (f"{len(failed)} not as expected" if failed else "all as expected")


def _explain(decided: list[_Decided], screen: Console) -> None:
    one = next((one for one in decided if one.verdict.case.id == _EXPLAINED), decided[0])
    decision = one.verdict.decision
    if decision is None:
        return
    for locale in ("en", "zh"):
        title = f"{one.verdict.case.id}  {one.verdict.case.example.title.in_locale(locale)}".strip()
        write("\n")
        screen.rule(printable(title), align="left", style="none", characters="─")
        prose(decision.explain(locale), screen)
