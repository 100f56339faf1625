"""Calendars: working days after and before a day, and how many lie between two, against counting them one by one."""

import pickle
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Calendar
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from tests.strategies import calendars

FIRST, LAST = date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY)
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
EDGES = st.one_of(st.dates(FIRST, FIRST + timedelta(20)), st.dates(LAST - timedelta(20), LAST))
ANY_DAYS = st.one_of(st.dates(FIRST, LAST), EDGES)
COUNTS = st.integers(-40, 40)
ENGLAND = Calendar.of_country("GB", "ENG")
CHINA = Calendar.of_country("CN")


def is_worked(calendar: Calendar, day: date) -> bool:
    """As the words say it."""
    return day in calendar.days_worked or not (day.weekday() in calendar.weekend or day in calendar.holidays)


@given(calendars(), DAYS)
def test_a_day_is_worked_unless_it_is_off(calendar: Calendar, day: date) -> None:
    assert calendar.is_working_day(day) is is_worked(calendar, day)


@given(calendars(), DAYS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(calendar: Calendar, after: date, days: int) -> None:
    until = after + timedelta(days)
    one_by_one = sum(is_worked(calendar, after + timedelta(day)) for day in range(1, days + 1))
    assert calendar.count(after, until) == one_by_one
    assert not days or calendar.count(until, after) == 0


@given(calendars(), ANY_DAYS, st.one_of(COUNTS, st.integers(-(10**40), 10**40)))
def test_so_many_working_days_later_so_many_lie_between(calendar: Calendar, day: date, count: int) -> None:
    """As many as there are, where the admitted years end first."""
    moved = calendar.after(day, count)
    assert FIRST <= moved <= LAST
    yesterday = day - timedelta(1)
    if count == 0:
        assert moved == day
    elif count > 0:
        assert calendar.count(day, moved) == min(count, calendar.count(day, LAST))
        assert calendar.is_working_day(moved) or (moved == LAST and calendar.count(day, LAST) < count)
    else:
        there_are = calendar.count(FIRST - timedelta(1), yesterday)
        assert calendar.count(moved - timedelta(1), yesterday) == min(-count, there_are)
        assert calendar.is_working_day(moved) or (moved == FIRST and there_are < -count)


@given(calendars(), st.one_of(DAYS, EDGES), COUNTS)
def test_the_day_is_the_nearest_with_so_many(calendar: Calendar, day: date, count: int) -> None:
    step = timedelta(1 if count > 0 else -1)
    found, left = day, abs(count)
    while left and FIRST <= found + step <= LAST:
        found += step
        left -= is_worked(calendar, found)
    assert calendar.after(day, count) == found


@given(calendars(), ANY_DAYS, COUNTS, COUNTS)
def test_working_days_add_up(calendar: Calendar, day: date, one: int, other: int) -> None:
    if one * other >= 0:
        assert calendar.after(calendar.after(day, one), other) == calendar.after(day, one + other)


@given(calendars(), st.lists(ANY_DAYS, min_size=3, max_size=3).map(sorted))
def test_spans_tile(calendar: Calendar, days: list[date]) -> None:
    first, middle, last = days
    assert calendar.count(first, last) == calendar.count(first, middle) + calendar.count(middle, last)


@given(calendars(), DAYS, st.integers(0, 60))
def test_the_exceptions_of_a_span_are_all_that_it_takes(calendar: Calendar, first: date, days: int) -> None:
    """What a trace holds: a calendar made of it counts the span alike."""
    last = first + timedelta(days)
    off, worked = (map(date.fromordinal, found) for found in calendar.exceptions(first.toordinal(), last.toordinal()))
    traced = Calendar(name="traced", holidays=off, days_worked=worked, weekend=calendar.weekend)
    for day in range(days + 1):
        assert traced.is_working_day(first + timedelta(day)) is calendar.is_working_day(first + timedelta(day))


def test_the_admitted_years_end() -> None:
    every_day = Calendar(name="every day", weekend=())
    assert every_day.after(LAST, 1) == LAST
    assert every_day.after(LAST - timedelta(1), 2) == LAST
    assert every_day.after(FIRST, -1) == FIRST


def test_no_day_is_worked_where_the_whole_week_is_off() -> None:
    never = Calendar(name="never", weekend=range(7))
    assert never.after(date(2025, 5, 23), 1) == LAST
    assert never.after(date(2025, 5, 23), -1) == FIRST
    assert never.count(FIRST, LAST) == 0


@pytest.mark.parametrize(
    ("day", "working_days", "expected"),
    [
        (date(2025, 5, 23), 2, date(2025, 5, 28)),  # Monday 26 May is a bank holiday
        (date(2025, 12, 24), 2, date(2025, 12, 30)),
        (date(2025, 6, 7), 2, date(2025, 6, 10)),
        (date(2025, 6, 10), -1, date(2025, 6, 9)),
    ],
)
def test_the_bank_holidays_of_england(day: date, working_days: int, expected: date) -> None:
    assert ENGLAND.after(day, working_days) == expected


def test_days_worked_in_china_although_they_fall_on_a_weekend() -> None:
    assert CHINA.is_working_day(date(2025, 10, 11))  # a Saturday
    assert not CHINA.is_working_day(date(2025, 10, 8))  # a Wednesday
    assert CHINA.after(date(2025, 9, 30), 3) == date(2025, 10, 11)


def test_a_weekend_that_has_moved_counts_as_it_was() -> None:
    riyadh = Calendar.of_country("SA")
    assert riyadh.weekend == {4, 5}
    assert not riyadh.is_working_day(date(2010, 1, 7))  # Thursday and Friday until 2013
    assert riyadh.is_working_day(date(2010, 1, 9))
    assert not riyadh.is_working_day(date(2020, 1, 11))


def test_years_and_names_may_be_given() -> None:
    only = Calendar.of_country("GB", "ENG", years=[2025], name="ours", hours=(time(9), time(17, 30)))
    assert only.name == "ours"
    assert only.hours == (time(9), time(17, 30))
    assert {day.year for day in only.holidays} == {2025}
    assert only.is_working_day(date(2026, 1, 1))
    assert Calendar.of_country("GB").name == "GB"


@pytest.mark.parametrize(
    ("country", "subdivision", "message"),
    [
        ("UK", None, "`UK` is no country of the library `holidays`; did you mean `GB`?"),
        ("Germany", None, "did you mean `DE`? Its label is `Germany`"),
        ("GB", "EGN", "did you mean `ENG`? (ENG, NIR, SCT, WLS)"),
        ("GB", "England", "did you mean `ENG`? Its label is `England`"),
        ("CN", "BJ", "`BJ` is no subdivision of CN in the library `holidays`: it has none"),
    ],
)
def test_unknown_countries_are_refused_with_the_nearest(country: str, subdivision: str | None, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Calendar.of_country(country, subdivision)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"holidays": [datetime(2025, 1, 1)]}, "not datetime"),  # noqa: DTZ001
        ({"holidays": "2025-01-01"}, "not str"),
        ({"days_worked": [1]}, "not int"),
        ({"weekend": {7}}, "from 0"),
        ({"weekend": {True}}, "from 0"),
        ({"hours": (time(9), time(9))}, "end after they begin"),
        ({"hours": (time(0), time.max)}, "midnight is"),
        ({"hours": (time(8), time(12), time(13))}, "in turn"),
        ({"hours": ()}, "in turn"),
        ({"hours": (time(8), time(12), time(12), time(17))}, "one after the other"),
        ({"hours": (time(8), time(17), time(12), time(13))}, "one after the other"),
        ({"hours": (time(8), time(12), time(20), time(9))}, "one after the other"),
    ],
)
def test_what_is_no_calendar_is_refused(arguments: dict[str, Any], problem: str) -> None:
    with pytest.raises((TypeError, ValueError), match=problem):
        Calendar(name="wrong", **arguments)


def test_equal_calendars_are_one_key_and_survive_pickling() -> None:
    one, other = (Calendar(name="works", holidays=[date(2025, 5, 26)]) for _ in range(2))
    assert {one: 1}[other] == 1
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    assert pickle.loads(pickle.dumps(one)).after(date(2025, 5, 23), 2) == date(2025, 5, 28)  # noqa: S301
