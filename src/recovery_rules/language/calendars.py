"""Calendars: which days are worked, and what lies so many working days before or after a day.

In: the days off of a place or a company. Out: a `Calendar`, immutable and comparable, that the engine and its callers
share. Every answer takes the time of a few look-ups, however far the days are apart, and lies within the admitted
years, so that nothing raises; the end of a time limit may be looked for beyond them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from attrs import field, frozen

from recovery_rules.language.reading import FIRST_DAY, LAST_DAY

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK: Final = 7
_FEW, _NEAR = 10, 40  # so many working days are looked for day by day, among so many days
_FAR: Final = LAST_DAY  # no two admitted days are further apart
_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = time()


def time_of_day(text: str) -> time:
    """An hour as authors and traces write it; the end of a day is its midnight."""
    return _MIDNIGHT if text == "24:00" else time.fromisoformat(text)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


def _days(given: Iterable[date]) -> frozenset[date]:
    found: frozenset[object] = frozenset(given)
    days = frozenset(one for one in found if isinstance(one, date) and not isinstance(one, datetime))
    for other in found - days:
        raise TypeError(f"a calendar takes dates (datetime.date), not {type(other).__name__}")
    return days


def _weekdays(given: Iterable[int]) -> frozenset[int]:
    found = frozenset(given)
    if not all(type(one) is int and 0 <= one < _WEEK for one in found):
        raise ValueError("a weekend is made of numbers from 0 (Monday) to 6 (Sunday)")
    return found


def out_of_turn(hours: tuple[time, ...]) -> int | None:
    """Which of some business hours, begins and ends in turn, does not come after the one before; None if all do.

    The last end may lie on the next day, up to the hour at which the first ones begin.

    Example:
        >>> out_of_turn((time(8, 30), time(12), time(13, 30), time(17, 30))), out_of_turn((time(8), time(12), time(9)))
        (None, 2)
    """
    last = len(hours) - 1
    late = next((place for place in range(1, last) if hours[place] <= hours[place - 1]), None)
    if late is not None or hours[last] > hours[last - 1] or hours == (_MIDNIGHT, _MIDNIGHT):
        return late
    return last if hours[last] > hours[0] or hours[last] == hours[last - 1] else None


def _hours(given: Iterable[time] | None) -> tuple[time, ...] | None:
    if given is None:
        return None
    hours = tuple(given)
    if len(hours) % 2 or not hours:
        raise ValueError("business hours are a begin and an end, or several of both in turn")
    if any(one.tzinfo is not None for one in hours):
        raise ValueError("business hours are times of the ruleset's zone: give times without one")
    if any(one.second or one.microsecond for one in hours):
        raise ValueError("business hours are told in hours and minutes; midnight is `time(0)`")
    if out_of_turn(hours) is not None:
        whole = "those of a whole day are from `time(0)` to `time(0)`"
        raise ValueError(f"business hours end after they begin, one after the other; {whole}")
    return hours


@frozen(kw_only=True, cache_hash=True)
class Calendar:
    """The working days of a place or a company.

    A day is worked unless it is of the weekend or a day off; one of `days_worked` is worked all the same.

    Attributes:
        name: what rulesets, traces and messages call it.
        holidays: days off beside the weekend.
        weekend: the days of the week that are off, from 0 (Monday) to 6 (Sunday).
        days_worked: days that are worked although they are of the weekend or a holiday.
        hours: from when until when a working day is worked, and from when until when again after each break; None where
            nobody asks. Hours that end no later than they begin end on the next day: from 22:00 to 06:00, and from
            midnight to midnight. Only the last ones may.

    Raises:
        TypeError: a day is no `datetime.date`.
        ValueError: a day of the week lies beyond 0 to 6, or there is nothing between the hours.

    Example:
        >>> from datetime import date
        >>> works = Calendar(name="works", holidays={date(2025, 5, 26)})
        >>> works.after(date(2025, 5, 23), 2)
        datetime.date(2025, 5, 28)
        >>> works.count(date(2025, 5, 23), date(2025, 5, 28))
        2
    """

    name: str
    holidays: frozenset[date] = field(default=frozenset(), converter=_days, repr=lambda days: f"<{len(days)} days>")
    weekend: frozenset[int] = field(default=frozenset({5, 6}), converter=_weekdays)
    days_worked: frozenset[date] = field(default=frozenset(), converter=_days, repr=lambda days: f"<{len(days)} days>")
    hours: tuple[time, ...] | None = field(default=None, converter=_hours)
    # Exceptions from the week, as sorted ordinals; and how many of its first so many days are worked, Monday first.
    _off: tuple[int, ...] = field(init=False, eq=False, repr=False)
    _on: tuple[int, ...] = field(init=False, eq=False, repr=False)
    _worked_in: tuple[int, ...] = field(init=False, eq=False, repr=False)
    _off_days: frozenset[int] = field(init=False, eq=False, repr=False)
    _on_days: frozenset[int] = field(init=False, eq=False, repr=False)
    _worked_week: tuple[bool, ...] = field(init=False, eq=False, repr=False)  # from Sunday, as ordinals count

    @classmethod
    def of_country(
        cls,
        country: str,
        subdivision: str | None = None,
        *,
        years: Iterable[int] | None = None,
        name: str | None = None,
        hours: tuple[time, ...] | None = None,
    ) -> Calendar:
        """The public holidays of a country or a part of it, by the library `holidays` (extra `calendar`).

        Days that are worked although they fall on a weekend are in it, where the library knows them (China). Beyond
        `years`, only weekends are days off.

        Args:
            country: two letters, as ISO 3166 has them.
            subdivision: the part of it, by the library's code.
            years: which years; without it, those from 1970 to 2100 of which the library knows.
            name: what it is called; without it, `GB-ENG`.
            hours: from when until when a working day is worked, and again after each break.

        Raises:
            ValueError: the library knows no such country or subdivision.
            ModuleNotFoundError: the library is not installed.

        Example:
            >>> england = Calendar.of_country("GB", "ENG")
            >>> england.name, england.is_working_day(date(2025, 5, 26))
            ('GB-ENG', False)
        """
        from recovery_rules.language.countries import days_of_country

        days = days_of_country(country, subdivision, None if years is None else tuple(years))
        return cls(
            name=name or (f"{country}-{subdivision}" if subdivision else country),
            holidays=days.off,
            weekend=days.weekend,
            days_worked=days.worked,
            hours=hours,
        )

    @classmethod
    def from_trace(cls, traced: Mapping[str, Any]) -> Calendar:
        """The calendar that a trace holds: it decides that case as the one that was used, whatever has become of that.

        Args:
            traced: `decision.trace["calendar"]`, perhaps by way of JSON.

        Example:
            >>> traced = {"name": "GB-ENG", "weekend": ["sat", "sun"], "days_off": ["2025-05-26"], "days_worked": []}
            >>> Calendar.from_trace(traced).after(date(2025, 5, 23), 2)
            datetime.date(2025, 5, 28)
        """
        hours = traced.get("hours")
        return cls(
            name=traced["name"],
            holidays=map(date.fromisoformat, traced["days_off"]),
            weekend=map(WEEKDAYS.index, traced["weekend"]),
            days_worked=map(date.fromisoformat, traced["days_worked"]),
            hours=None if hours is None else map(time_of_day, hours),
        )

    # ---- of dates

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked."""
        return self.works_on(day.toordinal())

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after a day, which itself does not count; before it where n is negative.

        No working days after a day is the day itself, whether or not it is worked. Where the admitted years end first,
        it is the last or the first day of them.
        """
        return date.fromordinal(self.shift(day.toordinal(), working_days))

    def count(self, after: date, until: date) -> int:
        """How many working days come after one day, up to another, which counts; 0 where that is earlier."""
        return self.between(after.toordinal(), until.toordinal())

    # ---- of plain dates, as the engine has them

    @property
    def spans(self) -> tuple[tuple[timedelta, timedelta], ...]:
        """From when until when a working day is worked, since its midnight; on the next day, more than a day."""
        assert self.hours is not None
        begins, ends = (tuple(map(_since_midnight, self.hours[place::2])) for place in (0, 1))
        return tuple((begin, end if end > begin else end + _DAY) for begin, end in zip(begins, ends, strict=True))

    @property
    def closes(self) -> timedelta:
        """When a working day ends."""
        return self.spans[-1][1]

    def works_on(self, day: int) -> bool:
        """Whether a day is worked."""
        return self._rank(day) > self._rank(day - 1)

    def shift(self, day: int, count: int, last: int = LAST_DAY) -> int:
        """The day so many working days later, or earlier; `last`, or the first admitted day, where they end first."""
        if not count:
            return day
        if 0 < count <= _FEW and (near := self._walk(day, count, last)):
            return near
        if count > 0:
            return self._first_of_rank(self._rank(day) + min(count, _FAR), day + 1, min(count, _FAR), last)
        rank = self._rank(day - 1) + max(count, -_FAR) + 1
        low = max(FIRST_DAY, day + 2 * max(count, -_FAR) - _WEEK)
        while low > FIRST_DAY and self._rank(low) >= rank:
            low = max(FIRST_DAY, day - 2 * (day - low))
        return bisect_left(range(day), rank, lo=low, key=self._rank) if rank > self._rank(low - 1) else low

    def between(self, after: int, until: int) -> int:
        """How many working days there are after one day and up to another."""
        return max(0, self._rank(until) - self._rank(after))

    def exceptions(self, first: int, last: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Of the days between two, both included: those off beside the weekend, and those worked on a weekend."""
        return _within(self._off, first, last), _within(self._on, first, last)

    def _walk(self, day: int, count: int, last: int) -> int:
        """The day a few working days later, day by day; 0 where it is not near."""
        worked, off, on = self._worked_week, self._off_days, self._on_days
        for found in range(day + 1, min(day + _NEAR, last) + 1):
            if (worked[found % _WEEK] and found not in off) or found in on:
                count -= 1
                if not count:
                    return found
        return 0

    def _first_of_rank(self, rank: int, low: int, count: int, last: int) -> int:
        """The first day from `low` on up to which `rank` days are worked; the last one where there is none."""
        low = high = min(low, last)
        reach = 2 * count + _WEEK
        while self._rank(high) < rank:
            if high >= last:
                return last
            high = min(high + reach, last)
            reach *= 2
        return bisect_left(range(high + 1), rank, lo=low, hi=high, key=self._rank)

    def _rank(self, day: int) -> int:
        """How many days are worked up to a day, since the day before year 1, which was a Sunday."""
        weeks, rest = divmod(day, _WEEK)
        worked_in = self._worked_in
        return weeks * worked_in[_WEEK] + worked_in[rest] - bisect_right(self._off, day) + bisect_right(self._on, day)

    def __attrs_post_init__(self) -> None:
        worked = {day.toordinal() for day in self.days_worked}
        off = {day.toordinal() for day in self.holidays} - worked
        worked_in = tuple(sum(day not in self.weekend for day in range(count)) for count in range(_WEEK + 1))
        object.__setattr__(self, "_off", tuple(sorted(day for day in off if not self._is_weekend(day))))
        object.__setattr__(self, "_on", tuple(sorted(filter(self._is_weekend, worked))))
        object.__setattr__(self, "_worked_in", worked_in)
        object.__setattr__(self, "_off_days", frozenset(self._off))
        object.__setattr__(self, "_on_days", frozenset(self._on))
        object.__setattr__(self, "_worked_week", tuple((day - 1) % _WEEK not in self.weekend for day in range(_WEEK)))

    def _is_weekend(self, day: int) -> bool:
        return (day - 1) % _WEEK in self.weekend


def _within(days: tuple[int, ...], first: int, last: int) -> tuple[int, ...]:
    return days[bisect_left(days, first) : bisect_right(days, last)]
