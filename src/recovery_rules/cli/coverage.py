"""`recovery-rules coverage`: how much of a ruleset examples and cases reach."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from recovery_rules.cli.decide import CalendarFile
from recovery_rules.cli.mistakes import CLEAN, FINDINGS, INTERRUPTED, CommandError, reading
from recovery_rules.cli.screen import console, fail, prose, write

if TYPE_CHECKING:
    from recovery_rules.analysis.coverage.points import Part, Point
    from recovery_rules.analysis.coverage.result import Coverage
    from recovery_rules.model.examples import Example
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.source.span import Span

_SHOWN: Final = 10  # of what is missing, a part


def coverage(
    ruleset: Annotated[
        str, typer.Argument(metavar="RULESET", help="A ruleset by path or shipped name; its examples count.")
    ],
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASES", help="Case files whose cases count as well.")
    ] = None,
    *,
    fail_under: Annotated[
        int, typer.Option("--fail-under", metavar="PERCENT", min=0, max=100, help="Exit with 1 where less is reached.")
    ] = 0,
    missing: Annotated[bool, typer.Option("--missing", help="List everything that is not reached.")] = False,
    calendar: CalendarFile = "",
    html: Annotated[str, typer.Option("--html", metavar="FILE", help="Write a page for people.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Every point, for programs.")] = False,
) -> None:
    """Measure how much of a ruleset its examples, and cases, reach: rules, rows, conditions both ways, limits, cells.

    Exit code: 0 measured; 1 less than --fail-under is reached, or a case is not valid; 2 something does not load; 130
    interrupted.
    """
    from recovery_rules.cli.files import case_files, loaded
    from recovery_rules.cli.handed_over import by_calendar
    from recovery_rules.cli.waiting import Waiting

    if html:
        _spare(html)
    files = [*case_files(cases or [])]
    found = by_calendar(loaded(ruleset), calendar, files)
    given = [*found.model.examples, *(case.example for file in files for case in file.cases)]
    with Waiting("nothing was measured") as waiting:
        waiting.show("what the cases reach")
        examples, refused = _valid(found, given)
        result = found.coverage(examples)
    if waiting.interrupted:
        raise typer.Exit(INTERRUPTED)
    if html:
        _write_page(html, ruleset, result)
    if as_json:
        write(json.dumps(result.as_data(), ensure_ascii=False, indent=2))
    else:
        _show(result, most=None if missing else _SHOWN)
    for line in refused:
        fail(line)
    if result.percent < fail_under:
        fail(f"{result.percent} % is reached, less than {fail_under} %")
    raise typer.Exit(FINDINGS if refused or result.percent < fail_under else CLEAN)


def _valid(ruleset: Ruleset, examples: list[Example]) -> tuple[list[Example], list[str]]:
    """The examples that are cases of the ruleset, and why the others are not."""
    from recovery_rules.testing.verifying import verify

    valid, refused = [], []
    for example in examples:
        verdict = verify(ruleset, example)
        if verdict.decision is None:
            first = verdict.differences[0]
            refused.append(f"{example.id} is not valid, and does not count: {first.subject}: {first.message}")
        else:
            valid.append(example)
    return valid, refused


def _spare(name: str) -> None:
    """Ends the command where something else than such a page would be written over."""
    from recovery_rules.analysis.coverage.page import is_page

    with reading(name):
        if Path(name).exists() and not is_page(Path(name).read_bytes()):
            raise CommandError(f"{name} is there already, and is no such page", "name another file")


def _write_page(name: str, ruleset: str, result: Coverage) -> None:
    from recovery_rules.analysis.coverage.page import page
    from recovery_rules.loading import check

    with reading(ruleset):
        sources = check(ruleset).sources
    with reading(name):
        Path(name).write_text(page(result, sources), "utf-8")


def _show(result: Coverage, *, most: int | None) -> None:
    from recovery_rules.analysis.coverage.points import PARTS
    from recovery_rules.cli.columns import show_rows

    screen = console()
    number = len(result.cases)
    prose(f"{result.ruleset}: {result.percent} % reached by {number} case{'' if number == 1 else 's'}\n\n", screen)
    rows = []
    for part in PARTS:
        tally = result.tally(part)
        if tally.total + tally.impossible:
            share = f"{tally.percent:3} %"
            rows.append((part, str(tally.reached), str(tally.total), share, str(tally.impossible or "")))
    show_rows(screen, ("part", "reached", "of", "share", "impossible"), rows)
    for part in PARTS:
        lines = _missing(result, part)
        if lines:
            write(f"\n{part} not reached")
            for line in lines[:most]:
                prose(f"  {line}", screen)
            if most is not None and len(lines) > most:
                write(f"  and {len(lines) - most} more: --missing lists them")


def _missing(result: Coverage, part: Part) -> list[str]:
    """A line a point, of cells a line for all of one thing."""
    points = result.missing_of(part)
    if part != "cells":
        return [f"{point.never}{_place(point.span)}" for point in points]
    together: dict[str, list[Point]] = {}
    for point in points:
        together.setdefault(point.owner, []).append(point)
    return [
        f"{owner}: {'; '.join(one.what for one in found)}{_place(found[0].span)}" for owner, found in together.items()
    ]


def _place(span: Span | None) -> str:
    return "" if span is None else f"  ({span.file}:{span.line})"
