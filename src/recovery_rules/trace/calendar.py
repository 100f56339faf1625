"""The calendar of a decision as data: its name, its week, and the exceptions among the days that were looked at.

In: a model and the account of a decision. Out: what `Calendar(**...)` needs, in texts, to decide the case once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from recovery_rules.language.calendar_use import Span, spans_of, uses_calendar
from recovery_rules.language.calendars import WEEKDAYS
from recovery_rules.language.expressions import Expression
from recovery_rules.language.types import Plain
from recovery_rules.model.expressions import expressions_of
from recovery_rules.model.ruleset import Model


class CalendarWriter:
    """Writes the calendars of the decisions of one ruleset.

    Args:
        model: the ruleset.
    """

    def __init__(self, model: Model) -> None:
        self._calendar = model.calendar
        self._counting: list[Expression] = []
        if model.calendar is not None:
            self._counting = [one for one in expressions_of(model) if uses_calendar(one)]

    def data(self, values: Mapping[str, Plain | None], more: tuple[Span, ...] = ()) -> dict[str, Any] | None:
        """The calendar as data; None where the ruleset has none. `more` are days at which something else looked."""
        calendar = self._calendar
        if calendar is None:
            return None
        off: set[int] = set()
        worked: set[int] = set()
        for first, last in (*(span for one in self._counting for span in spans_of(one, values)), *more):
            days_off, days_worked = calendar.exceptions(first, last)
            off.update(days_off)
            worked.update(days_worked)
        found: dict[str, Any] = {
            "name": calendar.name,
            "weekend": tuple(WEEKDAYS[day] for day in sorted(calendar.weekend)),
            "days_off": _texts(off),
            "days_worked": _texts(worked),
        }
        if calendar.hours is not None:
            *hours, closes = (time.isoformat("minutes") for time in calendar.hours)
            found["hours"] = *hours, closes if closes != "00:00" else "24:00"
        return found


def _texts(days: set[int]) -> tuple[str, ...]:
    return tuple(date.fromordinal(day).isoformat() for day in sorted(days))
