"""Due times of single time limits. In: a limit and the time or day from which it runs. Out: the time at which it ends.

A limit of elapsed time needs nothing else. All others are counted on the calendar and by the clock of the ruleset's
zone; a limit that runs from a day begins when that day is over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from attrs import frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import BEYOND
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, WORKING_HOURS, TimeLimit, nominal
from recovery_rules.language.time_steps import months_later
from recovery_rules.language.zones import by_clock_of, zone
from recovery_rules.model.ruleset import Model

Start: TypeAlias = datetime | int | None  # a time, a day as a plain date, or not known
Limit: TypeAlias = Number | TimeLimit
Order: TypeAlias = Callable[[Limit], tuple[Any, ...]]

_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_AT_ONCE: Final = 14  # working days
_ONE_CHANGE: Final = 28  # days, within which no clock changes twice


@frozen
class Deadlines:
    """How one ruleset counts time limits.

    Attributes:
        calendar: which days are worked, and from when until when.
        zone: where days begin and end; None where nothing depends on it.
        month_end: which day a month later is, where that month is too short.
        ends_at: when a limit of working days ends, since the midnight with which its last day begins.
    """

    calendar: Calendar | None
    zone: ZoneInfo | None
    month_end: str
    ends_at: timedelta = _DAY

    def end(self, start: Start, limit: Limit) -> datetime | None:
        """When a limit ends; None where it is not known from when it runs, and beyond the year 9999."""
        if start is None:
            return None
        try:
            if isinstance(limit, TimeLimit):
                return self._counted(start, limit)
            return self.told(moved(self._over(start) if isinstance(start, int) else start, limit))
        except OverflowError:  # long limits, and limits that add up, may lie beyond the year 9999
            return None

    def told(self, end: datetime | None) -> datetime | None:
        """An end of elapsed time by the clock of the zone, if there is one; None beyond the year 9999 there."""
        if end is None or self.zone is None:
            return end
        try:
            return by_clock_of(self.zone, end)
        except OverflowError:
            return None

    def order(self, start: Start) -> Order:
        """The order of limits that run from one time: by when they end, then by their nominal length."""
        return lambda limit: self.rank(start, limit)

    def rank(self, start: Start, limit: Limit) -> tuple[Any, ...]:
        """The place of a limit in that order; one that never ends comes after all others."""
        end = self.end(start, limit)
        return end is None, end or _NEVER, *nominal(limit)

    def day_of(self, start: datetime | int) -> int:
        """The day on which a limit begins to run."""
        return start if isinstance(start, int) else start.astimezone(self.zone).toordinal()

    def looks_from(self, start: datetime | int, limit: TimeLimit) -> int:
        """The first day at which counting a limit looks: hours that began the day before may run still."""
        day = self.day_of(start)
        if limit.unit != WORKING_HOURS or isinstance(start, int) or self.calendar is None:
            return day
        return day - 1 if self._at(day - 1, self.calendar.closes) > start else day

    def after(self, due: datetime | None) -> Start:
        """From when days are counted that follow a due time: where a day ends with it, from that day.

        The clocks need not read 00:00 then: where they change at midnight, they jump to 01:00 or read 00:00 twice.
        """
        if due is None or self.zone is None:
            return due
        day_before = due.astimezone(self.zone).toordinal() - 1
        return day_before if due == self._over(day_before) else due

    def _counted(self, start: datetime | int, limit: TimeLimit) -> datetime:
        day = self.day_of(start)
        if limit.unit == MONTHS:
            later = months_later(day, limit.count, self.month_end, BEYOND)
            if isinstance(start, int):
                return self._over(later)
            return self._at(later, _since_midnight(start.astimezone(self.zone).time()))
        if limit.unit == CALENDAR_DAYS:
            return self._over(day + limit.count)
        assert self.calendar is not None  # the linker saw to it
        if limit.unit == WORKING_DAYS:
            return self._at(self.calendar.shift(day, limit.count, BEYOND), self.ends_at)
        return self._worked(self.calendar, start, limit.count * _HOUR)

    def _worked(self, calendar: Calendar, start: datetime | int, work: timedelta) -> datetime:
        """The time at which so much of the business hours has passed."""
        spans = calendar.spans
        closes = spans[-1][1]
        a_day = sum((ends - begins for begins, ends in spans), timedelta())
        now = self._instant(start, _DAY) if isinstance(start, int) else start.astimezone(UTC)
        day = self.day_of(now)
        first = day - 1 if closes > _DAY else day  # the hours of the day before may run still
        day = calendar.shift(first - 1, 1, BEYOND)
        while True:
            for since, until in spans:
                begins, ends = max(self._instant(day, since), now), self._instant(day, until)
                if begins < ends:
                    if work <= ends - begins:
                        return self._by_clock(begins + work)
                    now, work = ends, work - (ends - begins)
            if now == self._instant(day, closes):
                whole_days = min(-(-work // a_day) - 1, _AT_ONCE)  # that it takes, and more
                last = calendar.shift(day, whole_days, BEYOND)
                if last - day <= _ONE_CHANGE and self._instant(last, closes) - now == timedelta(days=last - day):
                    day, work = last, work - whole_days * a_day  # no clock has changed in between
            day = calendar.shift(day, 1, BEYOND)

    def _over(self, day: int) -> datetime:
        """The end of a day."""
        return self._at(day, _DAY)

    def _at(self, day: int, since: timedelta) -> datetime:
        """An hour of a day in the zone, by its clock."""
        return self._by_clock(self._instant(day, since))

    def _instant(self, day: int, since: timedelta) -> datetime:
        """An hour of a day in the zone; one that a change of the clocks leaves out is as late as if it had not."""
        if day >= BEYOND:
            raise OverflowError("beyond the year 9999")
        return (datetime.combine(date.fromordinal(day), time(), tzinfo=self.zone) + since).astimezone(UTC)

    def _by_clock(self, moment: datetime) -> datetime:
        assert self.zone is not None  # the linker saw to it
        return by_clock_of(self.zone, moment)


def deadlines_of(model: Model) -> Deadlines:
    """How a ruleset counts."""
    closes = model.working_day_ends == "close_of_business"
    calendar = model.calendar
    return Deadlines(
        calendar=calendar,
        zone=zone(model.zone) if model.zone else None,
        month_end=model.month_end,
        ends_at=calendar.closes if closes and calendar is not None and calendar.hours is not None else _DAY,
    )


def moved(start: datetime | None, microseconds: Number) -> datetime | None:
    """The start plus elapsed time, counted in UTC so that 24 hours across a change of the clocks are 24 hours.

    What is finer than a microsecond is left out; None without a start, and beyond the year 9999.
    """
    if start is None:
        return None
    try:
        elapsed = timedelta(microseconds=microseconds // 1)
    except OverflowError:
        return None
    return shifted(start, elapsed)


def shifted(start: datetime, elapsed: timedelta) -> datetime | None:
    """The same for a whole number of microseconds."""
    try:
        if type(start.tzinfo) is timezone:  # an offset that never changes
            return start + elapsed
        return (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    except OverflowError:
        return None


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
