"""What operations about time give, over plain values: months, working days, and what lies between two instants.

In: the typed operation, for what it carries beside its operands, and known plain values. Out: a plain value within the
admitted years, so that nothing raises. Both evaluators call it: what the calendar says has no second way to be said.
"""

from __future__ import annotations

import calendar as months_of
import math
from collections.abc import Callable
from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from recovery_rules.language.durations import DAY
from recovery_rules.language.reading import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from recovery_rules.language.time_limits import MOST, TimeLimit
from recovery_rules.language.zones import day_of

if TYPE_CHECKING:
    from recovery_rules.language.expressions import Apply
    from recovery_rules.language.rationals import Number

_START: Final = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 - the offset is put aside while counting
_LONGEST: Final = (LAST_DAY - FIRST_DAY + 1) * DAY - 1
_MICROSECOND: Final = timedelta(microseconds=1)
_YEAR: Final = 12
_MOST_MONTHS: Final = (LAST_YEAR - FIRST_YEAR + 1) * _YEAR


def between(later: datetime, earlier: datetime) -> int:
    """The duration between two instants."""
    return (later - earlier) // _MICROSECOND


def moved(moment: datetime, length: Number) -> datetime:
    """An instant some time later, with the same offset.

    Example:
        >>> from datetime import UTC
        >>> moved(datetime(8999, 12, 31, tzinfo=UTC), 10 * DAY).isoformat()
        '8999-12-31T23:59:59.999999+00:00'
    """
    since = (moment.replace(tzinfo=None) - _START) // _MICROSECOND + math.floor(length)
    return (_START + timedelta(microseconds=min(max(0, since), _LONGEST))).replace(tzinfo=moment.tzinfo)


def months_later(day: int, count: int, month_end: str, last_day: int = LAST_DAY) -> int:
    """The same day of the month so many months later, or what `month_end` says where there is none.

    Beyond `last_day`, or before the first admitted day, it is that.

    Example:
        >>> january = date(2025, 1, 31).toordinal()
        >>> [date.fromordinal(months_later(january, 1, rule)).isoformat() for rule in ("last_day", "next_day")]
        ['2025-02-28', '2025-03-01']
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * _YEAR + start.month - 1 + min(max(-_MOST_MONTHS, count), _MOST_MONTHS), _YEAR)
    if year < FIRST_YEAR:
        return FIRST_DAY
    if year > MAXYEAR:
        return last_day
    last = months_of.monthrange(year, month + 1)[1]
    extra = 1 if start.day > last and month_end == "next_day" else 0
    return min(date(year, month + 1, min(start.day, last)).toordinal() + extra, last_day)


def weekday(day: int) -> int:
    """The place of a day in the week, Monday first."""
    return (day - 1) % 7


def _whole(day: Number) -> int:
    """A day; whoever looks for the day on which a condition turns also tries what lies between two of them."""
    return min(max(FIRST_DAY, math.floor(day)), LAST_DAY)


def _working_day(node: Apply, day: Number, count: Number) -> int:
    assert node.calendar is not None
    return node.calendar.shift(_whole(day), int(count))


def _working_days(node: Apply, after: Number, until: Number) -> int:
    assert node.calendar is not None
    return node.calendar.between(_whole(after), _whole(until))


def _span(_: Apply, later: datetime, earlier: datetime) -> int:
    return between(later, earlier)


def _move(_: Apply, moment: datetime, length: Number) -> datetime:
    return moved(moment, length)


def _months(node: Apply, day: Number, count: Number) -> int:
    return months_later(_whole(day), int(count), node.detail)


def _day(node: Apply, moment: datetime) -> int:
    return day_of(moment, node.detail)


def _limit(node: Apply, count: Number) -> TimeLimit:
    """A limit; whoever looks for the number at which something turns also tries what no case gives."""
    return TimeLimit(min(max(1, math.floor(count)), MOST[node.detail]), node.detail)


def _weekday(_: Apply, day: Number) -> int:
    return weekday(_whole(day))


TIMES: Final[dict[str, Callable[..., Any]]] = {
    "span": _span,
    "move": _move,
    "months": _months,
    "day": _day,
    "weekday": _weekday,
    "working_day": _working_day,
    "working_days": _working_days,
    "counted": _limit,
}
