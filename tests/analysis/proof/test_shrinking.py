"""Counterexamples are told as short as can be, and then as small."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recovery_rules import loads
from recovery_rules.analysis.proof.shrinking import shrunk
from recovery_rules.analysis.proof.subjects import Cases
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.types import Plain
from recovery_rules.language.zones import by_clock_of
from recovery_rules.model.ruleset import Model

FACTS = """
language: 1
ruleset: facts
currency: EUR
facts:
  delay: {type: duration}
  price: {type: money, min: 0 EUR}
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: sorry, then: [apology]}]
"""
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE


@pytest.mark.parametrize(
    ("fact", "found", "beyond", "below", "told"),
    [
        ("delay", 1_000 * 60 * MINUTE, 28 * DAY, 50 * DAY, 29 * DAY),
        ("delay", 15 * MINUTE - 1, 13 * MINUTE + 1, 15 * MINUTE, 14 * MINUTE),
        ("delay", 3 * DAY + 7, 0, 4 * DAY, 60 * MINUTE),
        ("price", 5568, 100, 6_000, 200),
        ("price", 123_457, 2_000, 200_000, 3_000),
        ("price", 801, 800, 802, 801),
    ],
)
def test_a_quantity_is_the_least_of_the_longest_unit_that_will_do(
    fact: str, found: int, beyond: int, below: int, told: int
) -> None:
    facts = loads(FACTS).model.facts

    ((case),) = shrunk(({fact: found},), {fact: facts[fact]}, lambda cases: beyond < cases[0][fact] < below)  # type: ignore[operator]  # a number

    assert case[fact] == told


TIMED = """
language: 1
ruleset: warranty
currency: EUR
zone: Asia/Shanghai
month_end: last_day
extends: [vocabulary/service-recovery.yaml]
facts:
  sold: {type: date, min: 2022-01-01, max: 2045-12-31}
  reported: {type: datetime}
  unsafe: {type: boolean, default: no}
  repairs: {type: integer, min: 0, max: 9, needed: {unsafe: yes}}
derived:
  late: {type: boolean, value: date of reported > sold + 3 years}
rules:
  - {id: sorry, then: [apology]}
  - {id: early, when: {late: no}, then: [refund: {amount: 5 EUR}]}
no_follow_up: an example needs none
properties: [{id: refund, always: refund}]
"""


def _told(model: Model, **case: str) -> dict[str, Plain | None]:
    return {
        name: parse_literal(case[name], fact.type) if name in case else fact.default
        for name, fact in model.facts.items()
    }


def test_times_lie_on_the_hour_and_near_by_and_facts_that_are_not_needed_go() -> None:
    """Two times that depend on each other move together; a fact goes with what is needed only because of it."""
    ruleset = loads(TIMED)
    model = ruleset.model
    found = _told(model, sold="2033-02-28", reported="2036-03-01T15:59:59.999999Z", unsafe="yes", repairs="0")

    def breaks(cases: Cases) -> bool:
        account = ruleset._subject.account(cases[0])
        return account is not None and "refund" not in {one.kind for one in account.actions}

    ((case),) = shrunk((found,), model.facts, breaks, zone=model.zone)

    told = ruleset._subject.told(case)
    assert {name: str(value) for name, value in told.items()} == {
        "sold": "2023-02-28",
        "reported": "2026-03-01 00:00:00+08:00",
    }


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-05-04T07:31:10.5+00:00", "2026-01-01T15:31:11+08:00"),
        ("2026-05-04T07:30:20+00:00", "2026-01-01T15:31:00+08:00"),
        ("2026-05-04T03:59:59+00:00", "2026-01-01T12:00:00+08:00"),
        ("2026-05-04T06:59:30+00:00", "2026-01-01T15:00:00+08:00"),
    ],
)
def test_a_time_is_as_round_as_can_be(at: str, told: str) -> None:
    """Here the case breaks the property within most of a minute, on any day."""
    facts = loads(TIMED).model.facts
    there = ZoneInfo("Asia/Shanghai")
    found = datetime.fromisoformat(at)

    def breaks(cases: Cases) -> bool:
        since = cases[0]["reported"]
        assert isinstance(since, datetime)
        return (since - found) % timedelta(days=1) <= timedelta(seconds=45)

    ((case),) = shrunk(({"reported": found},), {"reported": facts["reported"]}, breaks, zone="Asia/Shanghai")

    shown = case["reported"]
    assert isinstance(shown, datetime)
    assert by_clock_of(there, shown).isoformat() == told
