"""What is said to be known of the calendar is so, whatever the calendar and the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules import Calendar, TimeLimit
from recovery_rules.engine.deadlines import Deadlines

pytest.importorskip("z3")

TIMES = st.datetimes(datetime(2011, 12, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is apart
MICROSECOND = timedelta(microseconds=1)


@given(
    start=TIMES,
    unit=st.sampled_from(["working days", "working hours", "months"]),
    count=st.integers(1, 9),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Shanghai"]),
    closes=st.sampled_from([time(0, 30), time(17)]),
)
@example(datetime(2025, 3, 28, 22, 50, tzinfo=UTC), "working days", 3, "Europe/Berlin", time(0, 30))  # a short night
@example(datetime(2011, 12, 29, 7, 41, tzinfo=UTC), "working days", 5, "Pacific/Apia", time(0, 30))  # a day left out
def test_no_limit_is_shorter_than_its_least(start: datetime, unit: str, count: int, zone: str, closes: time) -> None:
    from recovery_rules.analysis.proof.guesses import least

    calendar = Calendar(name="every day", weekend=frozenset(), hours=(time(0), closes))
    limit = TimeLimit(count, unit)
    end = Deadlines(calendar, ZoneInfo(zone), "last_day", closes).end(start, limit)
    assert end is not None
    assert (end - start) // MICROSECOND > least(limit)
