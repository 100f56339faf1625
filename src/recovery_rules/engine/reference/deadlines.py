"""Step 9: when single time limits end, counted day by day. The order of limits, by which steps 6 and 7 compare them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from recovery_rules.language.reading import BEYOND
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, TimeLimit, nominal
from recovery_rules.language.time_steps import months_later

if TYPE_CHECKING:
    from recovery_rules.language.calendars import Calendar
    from recovery_rules.model.ruleset import Model


def end_of(model: Model, begin: datetime | int, limit: Any) -> datetime | None:
    """When a limit ends that runs from a time, or from the end of a day; None beyond the year 9999.

    It is told by the clock of the zone; where the ruleset names none, by that of the time from which the limit runs.
    """
    try:
        if isinstance(limit, TimeLimit):
            return end_of_counted(model, begin, limit)
        start = midnight(model, begin + 1) if isinstance(begin, int) else begin
        end = start.astimezone(UTC) + timedelta(microseconds=math.floor(limit))
        return by_clock_of(model, end) if model.zone else end.astimezone(start.tzinfo)
    except OverflowError:
        return None


def end_of_counted(model: Model, begin: datetime | int, limit: TimeLimit) -> datetime:
    """The end of so many working days, working hours, calendar days or months; the day on which they begin is day 0."""
    day = begin if isinstance(begin, int) else begin.astimezone(ZoneInfo(model.zone)).toordinal()
    calendar = model.calendar
    if limit.unit == MONTHS:
        later = months_later(day, limit.count, model.month_end, BEYOND)
        if isinstance(begin, int):
            return midnight(model, later + 1)
        return at(model, later, begin.astimezone(ZoneInfo(model.zone)).time())
    if limit.unit == CALENDAR_DAYS:
        return midnight(model, day + limit.count + 1)
    assert calendar is not None
    if limit.unit == WORKING_DAYS:
        last = nth_working_day(calendar, day, limit.count)
        if model.working_day_ends == "close_of_business":
            return closing(model, calendar, last)
        return midnight(model, last + 1)
    return after_work(model, calendar, begin, timedelta(hours=limit.count))


def nth_working_day(calendar: Calendar, day: int, count: int) -> int:
    """Step by step; beyond all days where there are not so many."""
    while count and day < BEYOND:
        day += 1
        count -= day < BEYOND and calendar.is_working_day(date.fromordinal(day))
    return day


def after_work(model: Model, calendar: Calendar, begin: datetime | int, work: timedelta) -> datetime:
    """The time at which so much of the business hours has passed, day by day."""
    now = (midnight(model, begin + 1) if isinstance(begin, int) else begin).astimezone(UTC)
    for day in range(now.astimezone(ZoneInfo(model.zone)).toordinal() - 1, BEYOND):
        if not calendar.is_working_day(date.fromordinal(day)):
            continue
        for opens, closes in hours_of(model, calendar, day):
            since, until = max(now, opens), closes
            if since < until:
                if work <= until - since:
                    return by_clock_of(model, since.astimezone(UTC) + work)
                work -= until - since
                now = until
    raise OverflowError("beyond the year 9999")


def closing(model: Model, calendar: Calendar, day: int) -> datetime:
    """When the hours of a working day end, the last ones where it has breaks."""
    *_, (_, closes) = hours_of(model, calendar, day)
    return closes


def hours_of(model: Model, calendar: Calendar, day: int) -> Iterator[tuple[datetime, datetime]]:
    """The hours of a working day, one after the other; over midnight, they end on the next day."""
    assert calendar.hours is not None
    times = iter(calendar.hours)
    for opens, closes in zip(times, times, strict=True):
        yield at(model, day, opens), at(model, day if opens < closes else day + 1, closes)


def midnight(model: Model, day: int) -> datetime:
    """The beginning of a day."""
    return at(model, day, time())


def at(model: Model, day: int, clock: time) -> datetime:
    """An hour of a day by the clock of the zone, with the offset that it then has."""
    if day >= BEYOND:
        raise OverflowError("beyond the year 9999")
    there = datetime.combine(date.fromordinal(day), clock, tzinfo=ZoneInfo(model.zone))
    return by_clock_of(model, there.astimezone(UTC))


def by_clock_of(model: Model, moment: datetime) -> datetime:
    """A time by the clock of the zone, with the offset that it then has."""
    there = moment.astimezone(ZoneInfo(model.zone))
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)


def sooner(model: Model, begin: datetime | int | None) -> Callable[[Any], tuple[Any, ...]]:
    """The order of limits that run from one time: by when they end, if they ever do; then by nominal length."""

    def place(limit: Any) -> tuple[Any, ...]:
        end = None if begin is None else end_of(model, begin, limit)
        return (0, end, *nominal(limit)) if end is not None else (1, *nominal(limit))

    return place
