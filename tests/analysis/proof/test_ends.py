"""What is said of time limits of different units, and from different times, is so by when they really end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from recovery_rules import Ruleset, loads

pytest.importorskip("z3")

HEAD = """
language: 1
ruleset: repairs
zone: Europe/Berlin
month_end: last_day
calendar: {name: office, hours: 09:00 to 17:00}
working_day_ends: close_of_business
clock: reported_at
facts:
  reported_at: {type: datetime}
  repaired_at: {type: datetime, optional: true}
  severity: {type: scale, values: [minor, major]}
kinds:
  note: {stream: corrective, phase: follow_up}
  repair: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}
otherwise: [note]
rules:
"""
LIMITS = ("20 h", "60 h", "29 d", "1 working day", "2 working days", "20 working hours", "2 calendar days", "1 month")
TIMES = [datetime(2027, 1, 30, 20, 30, tzinfo=UTC) + step for step in (timedelta(hours=7 * n) for n in range(10))]


def _ruleset(minor: str, major: str, promised: str, more: str = "") -> Ruleset:
    rules = f"  - {{id: a, when: {{severity: minor}}, then: [repair: {{within: {minor}}}]}}\n"
    rules += f"  - {{id: b, when: {{severity: major}}, then: [repair: {{within: {major}}}]}}\n"
    return loads(f"{HEAD}{rules}{more}properties: [{{id: p, of: repair.within, {promised}: severity}}]\n")


def _ends(ruleset: Ruleset, case: Any) -> datetime | None:
    return ruleset.decide(case)["repair"].due


@given(
    st.sampled_from(LIMITS),
    st.sampled_from(LIMITS),
    st.sampled_from(["", ", after: repaired_at"]),
    st.sampled_from(["never_rises_as", "never_falls_as"]),
)
def test_what_ends_later_is_longer(minor: str, major: str, after: str, promised: str) -> None:
    ruleset = _ruleset(minor, major + after, promised)
    [found] = ruleset.prove("p")
    event(found.outcome)
    longer_first = promised == "never_falls_as"
    if found.outcome == "refuted":
        first, last = (_ends(ruleset, case) for case in found.cases)
        assert first is not None
        assert last is not None
        assert first > last if longer_first else first < last
    elif found.outcome == "proved":
        for reported in TIMES:
            for repaired in TIMES:
                case = {"reported_at": reported, "repaired_at": repaired}
                first, last = (_ends(ruleset, {**case, "severity": one}) for one in ("minor", "major"))
                assert first is not None
                assert last is not None
                assert first <= last if longer_first else first >= last


@pytest.mark.parametrize(
    ("minor", "major", "promised", "outcome"),
    [
        ("2 working days", "40 h", "never_falls_as", "refuted"),
        ("20 working hours", "23 h", "never_falls_as", "refuted"),
        ("2 h", "1 h, after: repaired_at", "never_rises_as", "refuted"),
        ("2 h, after: repaired_at", "1 h, after: repaired_at", "never_rises_as", "proved"),
        ("3 working days", "2 working days", "never_rises_as", "proved"),
        ("40 d", "1 month", "never_rises_as", "proved"),
        ("25 d", "1 month", "never_falls_as", "proved"),
    ],
)
def test_time_limits_of_different_units(minor: str, major: str, promised: str, outcome: str) -> None:
    [found] = _ruleset(minor, major, promised).prove("p")
    assert found.outcome == outcome, found.reason


@pytest.mark.parametrize(
    ("admitted", "minor", "major"),
    [
        ("2027-02-01T22:00+01:00 and reported_at < 2027-02-01T23:00+01:00", "20 h", "1 working day"),
        ("2027-02-01T00:00+01:00 and reported_at < 2027-02-20T00:00+01:00", "29 d", "1 month"),
    ],
)
def test_what_is_longer_by_name_and_ends_sooner_is_not_refuted(admitted: str, minor: str, major: str) -> None:
    more = f"admit: [{{id: then, must: reported_at >= {admitted}}}]\n"
    [found] = _ruleset(minor, major, "never_rises_as", more).prove("p")
    assert found.outcome != "refuted"


def test_what_runs_from_a_time_that_is_not_known_is_not_proved() -> None:
    more = "admit: [{id: not-yet, must: not (repaired_at known)}]\n"
    [found] = _ruleset("2 h", "1 h, after: repaired_at", "never_rises_as", more).prove("p")
    assert found.outcome == "unknown"
    assert "which is the shorter" in found.reason


@pytest.mark.parametrize(
    ("promised", "outcome"),
    [
        ("never: repair.within = 2 d, when: {severity: minor}", "proved"),
        ("never: repair.within = 3 working days", "proved"),
        ("never: repair.within = 2 working days", "refuted"),
        ("always: repair.within = 2 working days, when: {severity: minor}", "proved"),
        ("always: repair.within = 2 working days, when: {severity: major}", "refuted"),
    ],
)
def test_time_limits_of_different_units_are_never_equal(promised: str, outcome: str) -> None:
    text = f"{HEAD}  - {{id: a, when: {{severity: minor}}, then: [repair: {{within: 2 working days}}]}}\n"
    text += "  - {id: b, when: {severity: major}, then: [repair: {within: 2 calendar days}]}\n"
    [found] = loads(f"{text}properties: [{{id: p, {promised}}}]\n").prove("p")
    assert found.outcome == outcome, found.reason


def test_two_times_that_must_differ_are_told_as_days_on_end() -> None:
    [found] = _ruleset("2 h", "1 h, after: repaired_at", "never_rises_as").prove("p")
    times = [[case[name].isoformat() for name in ("reported_at", "repaired_at")] for case in found.cases]
    assert times == [["2026-01-01T00:00:00+01:00", "2026-01-02T00:00:00+01:00"]] * 2


LAW = """
language: 1
ruleset: law
zone: Europe/Berlin
calendar: {country: DE}
facts: {paid_on: {type: date}}
kinds:
  note: {stream: corrective, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
  repair: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}
rules: [{id: a, then: [repair: {within: 10 working days, after: paid_on}]}]
"""


@pytest.mark.parametrize(
    ("house", "outcome"),
    [
        ("", "proved"),
        ("rules: [{id: b, then: [note: {within: 10 working days}]}]", "proved"),
        ("rules: [{id: a, replaces: true, then: [repair: {within: 9 working days, after: paid_on}]}]", "proved"),
        ("rules: [{id: a, replaces: true, then: [repair: {within: 11 working days, after: paid_on}]}]", "refuted"),
        ("rules: [{id: a, replaces: true, then: [repair: {within: 9 working days}]}]", "unknown"),
    ],
)
def test_a_clock_of_the_house_leaves_limits_alone_that_run_from_a_fact(house: str, outcome: str) -> None:
    text = f"""
language: 1
ruleset: house
extends: [law.yaml]
clock: reported_at
facts: {{reported_at: {{type: datetime}}}}
{house}
properties: [{{id: p, never_less_than: law.yaml, of: repair.within}}]
"""
    ruleset = loads(text, resolver=lambda path: (path, LAW) if path == "law.yaml" else None)
    [found] = ruleset.prove("p")
    assert found.outcome == outcome, found.reason
