"""What the proof takes for sure of time limits holds of all that the engine counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules import Calendar, TimeLimit
from recovery_rules.analysis.formula.facts import instant
from recovery_rules.analysis.formula.functions import WORKED, Application, alike
from recovery_rules.engine.deadlines import Deadlines
from recovery_rules.language.expressions import Apply
from recovery_rules.language.time_limits import UNITS
from recovery_rules.language.time_steps import TIMES
from recovery_rules.language.types import DATE
from tests.strategies.calendars import calendars

pytest.importorskip("z3")

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Manila")
STARTS = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is apart
    st.dates(date(1990, 1, 1), date(2027, 12, 31)).map(date.toordinal),
    st.dates(date(8999, 12, 1), date(8999, 12, 31)).map(date.toordinal),
)


@given(
    calendars(date(2011, 12, 1), date(2012, 1, 31)),
    st.sampled_from(ZONES),
    STARTS,
    st.builds(TimeLimit, st.integers(1, 60), st.sampled_from(UNITS)),
    st.sampled_from(["last_day", "next_day"]),
    st.sampled_from([24 * 60, 17 * 60 + 30, 15]),
)
@example(  # a short night
    Calendar(name="every day", weekend=()),
    "Europe/Berlin",
    datetime(2025, 3, 28, 22, 50, tzinfo=UTC),
    TimeLimit(3, "working days"),
    "last_day",
    15,
)
@example(  # the day that Samoa left out
    Calendar(name="works"),
    "Pacific/Apia",
    date(2011, 12, 29).toordinal(),
    TimeLimit(1, "calendar days"),
    "last_day",
    24 * 60,
)
def test_a_limit_is_as_long_as_the_proof_takes_it_to_be(
    calendar: Calendar, zone: str, start: datetime | int, limit: TimeLimit, month_end: str, closes: int
) -> None:
    from recovery_rules.analysis.formula.guesses import bounds

    worked = evolve(calendar, hours=(time(9), time(17)))
    deadlines = Deadlines(worked, ZoneInfo(zone), month_end, timedelta(minutes=closes))
    end = deadlines.end(start, limit)
    begin = deadlines.end(start, 0)
    assert end is not None
    assert begin is not None
    assert bounds(limit.unit, limit.count, (end - begin) // timedelta(microseconds=1)) is True


DAYS = st.integers(date(2011, 11, 1).toordinal(), date(2012, 2, 29).toordinal())
MOMENTS = st.datetimes(datetime(2006, 10, 28), datetime(2006, 10, 30), timezones=st.just(UTC))  # noqa: DTZ001 - as above
ZONES_WITH_ODD_NIGHTS = (*ZONES, "America/St_Johns", "America/Sao_Paulo")


@given(
    st.sampled_from(["months", "working_day"]),
    calendars(date(2011, 12, 1), date(2012, 1, 31)),
    st.sampled_from(["last_day", "next_day"]),
    st.tuples(DAYS, DAYS, st.integers(-20, 20), st.integers(-20, 20)),
)
def test_what_the_calendar_gives_is_in_the_order_that_the_proof_takes_for_sure(
    operation: Any, calendar: Calendar, month_end: str, values: tuple[int, ...]
) -> None:
    one, other = (
        _applied(Apply(operation, (), DATE, month_end, calendar), *arguments)
        for arguments in zip(values[:2], values[2:], strict=True)
    )

    assert alike(one, other)


@given(calendars(date(2011, 12, 1), date(2012, 1, 31)), DAYS, DAYS)
def test_days_that_are_worked_are_counted_from_any_day(calendar: Calendar, first: int, last: int) -> None:
    sometime = date(2011, 10, 1).toordinal()
    one, other = (Application((WORKED, "", calendar), (day,), calendar.between(sometime, day)) for day in (first, last))

    assert alike(one, other)
    assert calendar.between(first, last) == max(0, other.found - one.found)


@given(st.sampled_from(ZONES_WITH_ODD_NIGHTS), MOMENTS, MOMENTS)
@example(  # clocks that went from one minute past midnight to the day before
    "America/St_Johns", datetime(2006, 10, 29, 2, 30, 30, tzinfo=UTC), datetime(2006, 10, 29, 2, 31, tzinfo=UTC)
)
def test_dates_of_instants_are_in_the_order_that_the_proof_takes_for_sure(
    zone: str, moment: datetime, later: datetime
) -> None:
    one, other = (
        Application(("day", zone, None), (instant(it),), TIMES["day"](Apply("day", (), DATE, zone), it))
        for it in (moment, later)
    )

    assert alike(one, other)


def _applied(expression: Apply, *arguments: int) -> Application:
    found = TIMES[expression.operation](expression, *arguments)
    return Application((expression.operation, expression.detail, expression.calendar), arguments, found)
