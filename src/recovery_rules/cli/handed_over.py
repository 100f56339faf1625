"""A calendar that a user hands over in a file, in the form of `calendar` in the head of a ruleset.

In: the name of the file. Out: the calendar, and rulesets that count by it. Called by the commands that decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import typer

from recovery_rules.cli.files import CheckedFile
from recovery_rules.cli.mistakes import BROKEN, CommandError, reading
from recovery_rules.cli.problems import show_problems
from recovery_rules.engine.calendars import missing_calendar
from recovery_rules.language.calendars import Calendar
from recovery_rules.model.ruleset import Model
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.errors import FactsError
from recovery_rules.source.files import read_file
from recovery_rules.source.limits import LoadLimits
from recovery_rules.testing.handed_over import HandedOver, read_handed_over


def by_calendar(ruleset: Ruleset, name: str, files: Iterable[CheckedFile] = ()) -> Ruleset:
    """A ruleset by the calendar of a file, if one is named; where it still awaits one, ends the command.

    Args:
        ruleset: the ruleset.
        name: of the file.
        files: case files, whose calendar counts where none is named.
    """
    [found] = all_by_calendar([ruleset], name, files)
    if found.model.awaits_calendar:
        problem = missing_calendar(found.model)
        raise CommandError(f"{found.id}: {problem}", "hand it over in a file: --calendar FILE")
    return found


def all_by_calendar(rulesets: Sequence[Ruleset], name: str, files: Iterable[CheckedFile] = ()) -> list[Ruleset]:
    """Some rulesets, those that count by the calendar of a file by this one; the same for any that await one."""
    if name:
        handed_over = calendar_in(name)
        of_one_of_them(handed_over, [one.model for one in rulesets])
        return [
            counting_by(handed_over, one) if len(rulesets) == 1 or handed_over.is_of(one.model) else one
            for one in rulesets
        ]
    calendars = [*{file.calendar: None for file in files if file.calendar is not None}]
    if len(calendars) > 1:
        raise CommandError("the case files count working days by different calendars", "name one: --calendar FILE")
    return [_by(calendars[0], one) if calendars else one for one in rulesets]


def _by(calendar: Calendar, ruleset: Ruleset) -> Ruleset:
    if ruleset.model.calendar is None or ruleset.model.calendar.name != calendar.name:
        return ruleset
    try:
        return ruleset.with_calendar(calendar)
    except FactsError as error:
        raise CommandError(f"{ruleset.id}: {error.problems[0]}", "hand it over in a file: --calendar FILE") from None


def calendar_in(name: str) -> HandedOver:
    """The calendar of a file; where something is wrong in it, shows that and ends the command."""
    with reading(name):
        content = read_file(Path(name), LoadLimits())
    problems = Problems()
    return read_handed_over(content, name, problems) or _end(problems)


def counting_by(handed_over: HandedOver, ruleset: Ruleset) -> Ruleset:
    """The ruleset by a calendar; where it cannot count by it, shows why and ends the command."""
    problems = Problems()
    return handed_over.by(ruleset, problems) or _end(problems)


def of_one_of_them(handed_over: HandedOver, models: list[Model]) -> None:
    """Ends the command where none of some rulesets counts by the calendar."""
    if not any(map(handed_over.is_of, models)):
        name = handed_over.calendar.name
        raise CommandError(f"no ruleset here counts working days by a calendar `{name}`")


def _end(problems: Problems) -> NoReturn:
    show_problems(problems.found, problems.sources, stderr=True, what="calendar")
    raise typer.Exit(BROKEN)
