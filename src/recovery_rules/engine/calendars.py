"""The calendar that a caller hands over, or does not.

In: a model and what a caller gave. Out: what is wrong with it; and a way of deciding that reports it with all other
problems of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NoReturn

from recovery_rules.engine.admission import admit
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.given import got
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactProblem, FactsError
from recovery_rules.source.printable import quote


def missing_calendar(model: Model) -> str:
    """What to say where a ruleset leaves its calendar to the caller, and the caller gives none."""
    name = model.calendar.name if model.calendar is not None else ""
    told = f"the ruleset counts working days by {quote(name)}"
    return f"missing: {told}, which its caller hands over (`calendar=`, `--calendar`)"


def calendar_problem(model: Model, calendar: object) -> str:
    """What is wrong with a calendar; empty where nothing is. A ruleset that names none takes any."""
    if type(calendar) is not Calendar:
        return f"expected a Calendar, {got(calendar)}"
    if model.calendar is not None and calendar.name != model.calendar.name:
        return f"the ruleset counts working days by {quote(model.calendar.name)}, this is {quote(calendar.name)}"
    if model.needs_hours and calendar.hours is None:
        return "needs the hours that a working day has: `Calendar(..., hours=(time(9), time(17)))`"
    return ""


def refusing(model: Model, problem: str) -> Callable[[Mapping[str, Any], datetime | None, str | None], NoReturn]:
    """Instead of deciding, refuse every case for its calendar, and for what else is wrong with it.

    Requirements may read facts that count working days, so they are not looked at.
    """
    requirements = {one.id for one in model.admissions}

    def refuse(given: Mapping[str, Any], as_of: datetime | None, role: str | None) -> NoReturn:
        others: list[FactProblem] = []
        try:
            admit(model, given, as_of, role)
        except FactsError as error:
            others = [one for one in error.problems if one.fact not in requirements]
        raise FactsError([*others, FactProblem("calendar", problem)])

    return refuse
