"""`recovery-rules crosscheck`: cases decided by three engines that share as little as possible."""

from __future__ import annotations

import itertools
import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from recovery_rules.cli.decide import CalendarFile, Ruleset_
from recovery_rules.cli.mistakes import CLEAN, FINDINGS, INTERRUPTED, CommandError
from recovery_rules.cli.screen import console, write

if TYPE_CHECKING:
    from recovery_rules.cli.crosschecked import Cases
    from recovery_rules.cli.files import CheckedFile
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.testing.crosschecking import Asked, Crosscheck

_DRAWN: Final = 500
_AT_ONCE: Final = 100  # cases for one process of durable-rules


def crosscheck(
    ruleset: Ruleset_,
    file: Annotated[
        str, typer.Option("--cases", metavar="FILE", help="The cases of a case file, or the examples of a ruleset.")
    ] = "",
    draw: Annotated[
        int | None,
        typer.Option("--draw", metavar="N", min=1, help=f"Draw as many cases; {_DRAWN} where nothing is said."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="NUMBER", help="Another number draws other cases.")] = 0,
    calendar: CalendarFile = "",
    require: Annotated[
        str, typer.Option("--require", metavar="ENGINE", help="Fail where this engine is not there: durable-rules.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The result for programs.")] = False,
) -> None:
    """Decide cases by the reference, the matcher and durable-rules, and show where they do not agree.

    Exit code: 0 all agree; 1 one does not, or durable-rules fails; 2 something does not load.
    """
    from recovery_rules.cli.crosschecked import as_data, show
    from recovery_rules.cli.files import case_files, loaded
    from recovery_rules.cli.handed_over import by_calendar
    from recovery_rules.engine.durable.asking import is_installed
    from recovery_rules.testing.crosschecking import DURABLE, Crosscheck, durable_rules_for

    if file and draw is not None:
        raise CommandError("either --cases or --draw")
    if require and require != DURABLE:
        raise CommandError(f"--require {require}: the only engine that may be missing is {DURABLE}")
    if require and not is_installed():
        raise CommandError(f"{DURABLE} is not installed", "pip install 'recovery-rules[durable]', up to Python 3.12")
    files = [*case_files([file])] if file else []
    decides = by_calendar(loaded(ruleset), calendar, files)
    cases = _of_file(ruleset, files[0]) if files else _drawn(ruleset, decides, draw or _DRAWN, seed)
    if calendar:
        cases = cases.with_words("--calendar", calendar)
    checked = Crosscheck(decides, durable_rules_for(decides) if is_installed() else None)
    interrupted = not _check(checked, cases)
    if not checked.decided and not interrupted:
        raise CommandError(f"no case that {ruleset} accepts was found by drawing", "name some: --cases FILE")
    if checked.refused == checked.decided and not interrupted:
        raise CommandError(f"no case of {file} is valid for {ruleset}, so nothing was decided")
    if as_json:
        write(json.dumps(as_data(decides, checked, cases, interrupted=interrupted), ensure_ascii=False, indent=2))
    else:
        show(decides, checked, cases, interrupted=interrupted)
    raise typer.Exit(INTERRUPTED if interrupted else FINDINGS if checked.found else CLEAN)


def _of_file(ruleset: str, found: CheckedFile) -> Cases:
    from recovery_rules.cli.crosschecked import Cases
    from recovery_rules.cli.facts import moment
    from recovery_rules.testing.crosschecking import Asked

    file = found.name
    if not found.is_cases and file != ruleset:
        raise CommandError(f"{file} is no case file")
    if not found.cases:
        raise CommandError(f"there are no cases in {file}")
    examples = [case.example for case in found.cases]
    return Cases(
        (Asked(one.id, one.given, moment(one.as_of), one.role or None) for one in examples),
        len(examples),
        lambda case: [*dict.fromkeys([ruleset, file]), "-k", case.name],
    )


def _drawn(name: str, ruleset: Ruleset, count: int, seed: int) -> Cases:
    from recovery_rules.cells.shape import shape_of
    from recovery_rules.cli.crosschecked import Cases
    from recovery_rules.testing.crosschecking import Asked
    from recovery_rules.testing.drawing import Drawing

    drawn = Drawing(ruleset.model, shape_of(ruleset.model), seed).cases(count)
    cases = (Asked(f"draw-{number}", one.given, one.as_of, one.role) for number, one in enumerate(drawn, 1))
    return Cases(cases, count, lambda case: [name, *_words(ruleset, case)])


def _words(ruleset: Ruleset, case: Asked) -> list[str]:
    """A case as words of a command."""
    from recovery_rules.language.literals import plain_of, text_of
    from recovery_rules.model.own_clock import by_own_clock

    types = {name: fact.type for name, fact in ruleset.model.facts.items()}
    given = by_own_clock(ruleset.model, {name: plain_of(value, types[name]) for name, value in case.given.items()})
    words = [f"{name}={text_of(plain, types[name])}" for name, plain in given.items() if plain is not None]
    words += ["--as-of", case.as_of.isoformat()] if case.as_of else []
    return words + (["--role", case.role] if case.role else [])


def _check(checked: Crosscheck, cases: Cases) -> bool:
    """Decides the cases, some at a time; whether it came to the end."""
    try:
        with _progress(cases) as coming:
            while checked.check(itertools.islice(coming, _AT_ONCE)):
                pass
    except KeyboardInterrupt:
        return False
    return True


@contextmanager
def _progress(cases: Cases) -> Generator[Iterator[Asked]]:
    """The cases, with a bar on a terminal that goes away at the end."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield iter(cases.all)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("deciding"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=screen, transient=True) as progress:
        yield iter(progress.track(cases.all, total=cases.count))
