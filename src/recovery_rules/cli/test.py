"""`recovery-rules test`: examples and case files, decided and compared with what they expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from attrs import frozen

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, INTERRUPTED, CommandError, reading
from recovery_rules.cli.screen import console, prose, write

if TYPE_CHECKING:
    from rich.console import Console

    from recovery_rules.cli.files import CheckedFile
    from recovery_rules.cli.waiting import Waiting
    from recovery_rules.model.ruleset import Model
    from recovery_rules.testing.case import Case
    from recovery_rules.testing.handed_over import HandedOver
    from recovery_rules.testing.verdict import Verdict

FIXTURES: Final = "fixtures"
_MARKS: Final = {"ok": "green", "FAILED": "bold red", "BROKEN": "bold red"}


@frozen
class _Tested:
    """What came of the cases of one file; none, where it does not load."""

    name: str
    verdicts: tuple[Verdict, ...]
    broken: bool = False
    model: Model | None = None

    @property
    def failed(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if not verdict.passed]

    @property
    def mark(self) -> str:
        return "BROKEN" if self.broken else "FAILED" if self.failed else "ok"


def decide_and_compare(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Rulesets, case files, folders of them, names of shipped rulesets; without any, what ships and the "
            "folder `fixtures`.",
        ),
    ] = None,
    pattern: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="Only cases with this in their name or title.")
    ] = "",
    calendar: Annotated[
        str, typer.Option("--calendar", metavar="FILE", help="For rulesets that count working days by one of its name.")
    ] = "",
) -> None:
    """Decide the examples of rulesets and the cases of case files, and show where a decision is not as expected.

    Exit code: 0 all as expected, 1 some are not, 2 something does not load, 130 interrupted.
    """
    from recovery_rules.cli.handed_over import calendar_in, of_one_of_them
    from recovery_rules.cli.waiting import Waiting

    screen = console()
    handed_over = calendar_in(calendar) if calendar else None
    tested: list[_Tested] = []
    with Waiting("the rest was not decided") as waiting:
        for name in _named(paths or []):
            if tested and tested[-1].mark != "ok":
                write("\n")
            one = _test(name, pattern, handed_over, waiting)
            if one is not None:
                tested.append(one)
                _show(one, screen)
            if waiting.interrupted:
                break
    if waiting.interrupted:
        _show_sum(tested, screen)
        raise typer.Exit(INTERRUPTED)
    if handed_over is not None:
        of_one_of_them(handed_over, [one.model for one in tested if one.model is not None])
    if pattern and not any(one.verdicts or one.broken for one in tested):
        raise CommandError(f"no case has `{pattern}` in its name or title")
    _show_sum(tested, screen)
    broken, failed = (any(one.broken for one in tested), any(one.failed for one in tested))
    raise typer.Exit(BROKEN if broken else FINDINGS if failed else CLEAN)


def _named(paths: list[str]) -> Iterator[str]:
    """Every file that is meant."""
    from recovery_rules.cli.files import files_in
    from recovery_rules.source.shipped import shipped_root, shipped_rulesets

    if not paths:
        yield from (str(shipped_root() / path) for _, path in sorted(shipped_rulesets().items()))
        paths = [FIXTURES] if Path(FIXTURES).is_dir() else []
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        found = [file.as_posix() for file, _ in files_in(Path(path))]
        if not found:
            raise CommandError(f"there is no ruleset and no case file in {path}")
        yield from found


def _test(name: str, pattern: str, handed_over: HandedOver | None, waiting: Waiting) -> _Tested | None:
    """The cases of one file; None where the pattern leaves none."""
    from recovery_rules.cli.files import checked
    from recovery_rules.cli.handed_over import counting_by
    from recovery_rules.cli.problems import show_problems, show_problems_of_cases
    from recovery_rules.testing.verifying import verify

    with reading(name):
        found = checked(name)
    if not found.loads:
        console().print(_marked("BROKEN", f"{_shown(found)} does not load"), soft_wrap=True)
        if found.is_cases:
            show_problems_of_cases(found.diagnostics, found.sources, file=name)
        else:
            show_problems(found.diagnostics, found.sources)
        return _Tested(_shown(found), (), broken=True)
    cases = [case for case in found.cases if _is_meant(case, pattern)]
    if pattern and not cases:
        return None
    ruleset = found.ruleset
    if handed_over is not None and handed_over.is_of(ruleset.model):
        ruleset = counting_by(handed_over, ruleset)
    verdicts: list[Verdict] = []
    with waiting.part():
        waiting.show(f"cases of {name} that are not decided as expected")
        for case in cases:
            verdicts.append(verify(ruleset, case))  # noqa: PERF401 - whoever interrupts keeps those that came
    return _Tested(_shown(found), tuple(verdicts), model=ruleset.model)


def _shown(found: CheckedFile) -> str:
    """A shipped ruleset by its name, wherever it is installed."""
    from recovery_rules.ruleset import Ruleset

    shipped = isinstance(found.content, Ruleset) and found.content.model.file.startswith("shipped/")
    return found.content.model.file if isinstance(found.content, Ruleset) and shipped else found.name


def _is_meant(case: Case, pattern: str) -> bool:
    texts = (case.id, *case.example.title.texts.values())
    return any(pattern.casefold() in text.casefold() for text in texts)


def _show(tested: _Tested, screen: Console) -> None:
    if tested.broken:
        return
    screen.print(_marked(tested.mark, f"{tested.name}: {_counts(tested.verdicts)}"), soft_wrap=True)
    for verdict in tested.failed:
        write("\n")
        prose(str(verdict), screen)


def _marked(mark: str, text: str) -> object:
    from rich.text import Text

    return Text.assemble((mark, _MARKS[mark]), " " * (7 - len(mark)), text)


def _counts(verdicts: Sequence[Verdict]) -> str:
    """`23 cases; apart: convention 4, general 5`."""
    if not verdicts:
        return "no examples"
    own = [verdict for verdict in verdicts if not verdict.case.apart]
    apart = Counter(verdict.case.apart for verdict in verdicts if verdict.case.apart)
    told = [_counted(own)] if own else []
    if apart:
        parts = [f"{word} {_passed([one for one in verdicts if one.case.apart == word])}" for word in sorted(apart)]
        told.append(f"counted apart: {', '.join(parts)}")
    return "; ".join(told)


def _counted(verdicts: Sequence[Verdict]) -> str:
    failed = sum(not verdict.passed for verdict in verdicts)
    told = f"{len(verdicts)} case{'' if len(verdicts) == 1 else 's'}"
    return f"{told}, {failed} not as expected" if failed else told


def _passed(verdicts: Sequence[Verdict]) -> str:
    failed = sum(not verdict.passed for verdict in verdicts)
    return f"{len(verdicts)} ({failed} not as expected)" if failed else str(len(verdicts))


def _show_sum(tested: list[_Tested], screen: Console) -> None:
    if len(tested) == 1:
        return
    if tested and tested[-1].mark != "ok":
        write("\n")
    verdicts = [verdict for one in tested for verdict in one.verdicts]
    broken = sum(one.broken for one in tested)
    files = f"{len(tested)} files" + (f", {broken} of them broken" if broken else "")
    screen.print(f"{files}: {_counts(verdicts) if verdicts else 'no cases'}", soft_wrap=True)
