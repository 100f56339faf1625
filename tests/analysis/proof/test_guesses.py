"""What the proof takes for sure of time limits holds of all that the engine counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules import Calendar, TimeLimit
from recovery_rules.engine.deadlines import Deadlines
from recovery_rules.language.time_limits import UNITS
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
    from recovery_rules.analysis.proof.guesses import bounds

    worked = evolve(calendar, hours=(time(9), time(17)))
    deadlines = Deadlines(worked, ZoneInfo(zone), month_end, timedelta(minutes=closes))
    end = deadlines.end(start, limit)
    begin = deadlines.end(start, 0)
    assert end is not None
    assert begin is not None
    assert bounds(limit.unit, limit.count, (end - begin) // timedelta(microseconds=1)) is True
