"""Step 9: where the clocks change at midnight, a day ends all the same, and what follows is counted from that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules import TimeLimit, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.language.time_limits import UNITS

HEAD = """\
language: 1
ruleset: shop
clock: reported_at
calendar: {name: works, weekend: [], hours: 09:00 to 17:00}
zone: ZONE
month_end: last_day
kinds:
  answer:
    stream: remedy
    phase: resolve
    parameters:
      within: {type: time_limit, combine: soonest}
      if_overdue: {type: actions, combine: all}
facts:
  reported_at: {type: datetime, optional: true}
  collected_on: {type: date, optional: true}
rules:
"""
CHANGES = [  # the days on which the clocks jump from 00:00 to 01:00, and one on which they go back to 00:00
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
]


def shop(zone: str, action: str) -> Any:
    """A shop that works every day, and by whose zone one action is due."""
    return loads(f"{HEAD.replace('ZONE', zone)}  - {{id: r, then: [answer: {action}]}}\n")


def first(ruleset: Any, **facts: Any) -> Any:
    """The first action; the reference evaluator gives the same ones."""
    decision = ruleset.decide(facts)
    assert decision.actions == decide_by_reference(ruleset.model, facts).actions
    return decision.actions[0]


def at_noon(zone: str, day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_one_working_day_after_another_is_the_next_day(zone: str, change: date) -> None:
    last = "{answer: {within: 1 working day}}"
    ladder = f"{{answer: {{within: 1 working day, if_overdue: [{last}]}}}}"
    ruleset = shop(zone, f"{{within: 1 working day, if_overdue: [{ladder}]}}")
    reported = at_noon(zone, change - timedelta(days=2))
    action = first(ruleset, reported_at=reported)
    following = action.if_overdue[0]
    days = [(one.due - timedelta(hours=2)).date() for one in (action, following, following.if_overdue[0])]
    assert days == [change + timedelta(days=number) for number in (-1, 0, 1)]
    told = ruleset.decide(reported_at=reported).explain()
    missing = [day for day in days if f"by {day:%a} {day.day} {day:%b %Y} 24:00" not in told]
    assert missing == [], told


def test_a_midnight_that_comes_again_ends_no_day() -> None:
    ruleset = shop("America/Havana", "{within: 24 h, if_overdue: [{answer: {within: 1 working day}}]}")
    action = first(ruleset, reported_at="2026-10-31T01:00-04:00")
    assert action.due == datetime(2026, 11, 1, 5, tzinfo=UTC), "when the clocks read 00:00 again"
    assert action.if_overdue[0].due == datetime(2026, 11, 3, 5, tzinfo=UTC)


@given(
    st.sampled_from(CHANGES),
    st.integers(-2, 2),
    st.integers(1, 30),
    st.builds(TimeLimit, st.integers(1, 30), st.sampled_from(UNITS)),
)
@example(CHANGES[0], -1, 1, TimeLimit(1, "working days"))
@example(CHANGES[3], -1, 3, TimeLimit(1, "months"))
def test_what_follows_the_end_of_a_day_is_counted_from_that_day(
    change: tuple[str, date], beside: int, count: int, limit: TimeLimit
) -> None:
    zone, day = change[0], change[1] + timedelta(days=beside)
    within = f"within: {limit.count} {limit.unit}"
    nested = shop(zone, f"{{within: {count} working days, if_overdue: [{{answer: {{{within}}}}}]}}")
    from_the_day = shop(zone, f"{{{within}, after: collected_on}}")
    follows = first(nested, reported_at=at_noon(zone, day - timedelta(days=count))).if_overdue[0]
    assert follows.due == first(from_the_day, collected_on=day).due
