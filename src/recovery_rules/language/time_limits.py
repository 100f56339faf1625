"""Time limits that are no elapsed time: so many working days, working hours, calendar days or months.

How long such a limit is, the calendar decides. In: a text. Out: a `TimeLimit`, or a duration where it is elapsed time.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from recovery_rules.language.durations import DAY, duration
from recovery_rules.source.printable import quote

Elapsed: TypeAlias = int | Fraction  # microseconds
WORKING_HOURS: Final = "working hours"
CALENDAR_DAYS: Final = "calendar days"
WORKING_DAYS: Final = "working days"
MONTHS: Final = "months"
UNITS: Final = (WORKING_HOURS, CALENDAR_DAYS, WORKING_DAYS, MONTHS)  # of equal lengths, the earlier is the shorter
WORKED: Final = frozenset({WORKING_HOURS, WORKING_DAYS})  # units that a calendar counts
_HOUR: Final = DAY // 24
# What a unit comes to where no day is known from which to count, and at most how many there can be: a thousand years.
_NOMINAL: Final = {WORKING_HOURS: _HOUR, CALENDAR_DAYS: DAY, WORKING_DAYS: DAY, MONTHS: 30 * DAY}
MOST: Final = {WORKING_HOURS: 2_000_000, CALENDAR_DAYS: 365_000, WORKING_DAYS: 250_000, MONTHS: 12_000}
_WRITTEN: Final = re.compile(r"([0-9]+)\s+(working\s+(?:hour|day)|calendar\s+day|month|year)s?")
_DIGITS: Final = 12
_SHORT: Final = re.compile(
    r"(-?[0-9.]+)\s*(?:(?P<hours>work(?:ing)?[\s_-]*hours?|(?:business|office)\s+hours?)"
    r"|(?P<calendar>calend[ae]r[\s_-]*days?|(?:cal|natural|consecutive|running)\s+days?)"
    r"|workdays?|working[\s_-]*days?|(?:business|banking|office)\s+days?|bd)"
)


def _unit(_: Any, __: Any, unit: str) -> None:
    if unit not in UNITS:
        raise ValueError(f"a time limit is so many of {', '.join(UNITS)}")


def _count(limit: Any, _: Any, count: int) -> None:
    if type(count) is not int or count < 1 or (limit.unit in MOST and count > MOST[limit.unit]):
        raise ValueError("a time limit is a whole number of its units, 1 or more, and at most a thousand years")


@frozen
class TimeLimit:
    """So many working days, working hours, calendar days or months, from a time that is not known yet.

    Attributes:
        count: how many.
        unit: `working hours`, `calendar days`, `working days` or `months`.

    Raises:
        ValueError: there is no such unit, or the count is no whole number from 1 to a thousand years.

    Example:
        >>> str(TimeLimit(3, "working days")), str(TimeLimit(1, "months"))
        ('3 working days', '1 month')
    """

    count: int = field(validator=_count)
    unit: str = field(validator=_unit)

    def __str__(self) -> str:
        """As authors write it."""
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


def time_limit(text: str) -> Elapsed | TimeLimit:
    """The plain value of a limit: microseconds, or what only the calendar can tell.

    Raises:
        ValueError: It is no time limit, or one of more than a thousand years.

    Example:
        >>> time_limit("3 working days"), time_limit("2 years"), time_limit("1 h")
        (TimeLimit(count=3, unit='working days'), TimeLimit(count=24, unit='months'), 3600000000)
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        if short := _SHORT.fullmatch(text):
            unit = WORKING_HOURS if short["hours"] else CALENDAR_DAYS if short["calendar"] else WORKING_DAYS
            if not short[1].isdecimal():
                raise ValueError(f"{quote(text)}: {unit} are counted whole, from 1 on")
            raise ValueError(f"{quote(text)} is not a time limit: write `{short[1]} {unit}`")
        found = duration(text)
        if found < 0:
            raise ValueError(f"{quote(text)}: no time limit is below zero")
        return found
    unit = " ".join(match[2].split()) + "s"
    count = int(match[1][:_DIGITS]) if len(match[1]) <= _DIGITS else MOST[MONTHS] * 1000
    if unit == "years":
        count, unit = 12 * count, MONTHS
    if not count:
        raise ValueError(f"{quote(text)} leaves no time: write 1 or more")
    if count > MOST[unit]:
        raise ValueError(f"{quote(text)} is longer than a thousand years")
    return TimeLimit(count, unit)


def is_counted(text: str) -> bool:
    """Whether a text is written like a limit that is no elapsed time, or nearly so."""
    return (_WRITTEN.fullmatch(text) or _SHORT.fullmatch(text)) is not None


def nominal(limit: Elapsed | TimeLimit) -> tuple[Elapsed, int]:
    """The order of limits where no time is known from which they run: a day counts as 24 h, a month as 30 days.

    Example:
        >>> nominal(TimeLimit(2, "working days")) > nominal(time_limit("2 d")) > nominal(TimeLimit(8, "working hours"))
        True
    """
    if isinstance(limit, TimeLimit):
        return limit.count * _NOMINAL[limit.unit], 1 + UNITS.index(limit.unit)
    return limit, 0


def nominal_length(limit: Elapsed | TimeLimit) -> Elapsed:
    """About how long a limit is, in microseconds."""
    return nominal(limit)[0]
