"""When an action is expected to be due, by the clock of the ruleset's zone."""

from __future__ import annotations

import pytest

from recovery_rules import RulesetError, loads
from recovery_rules.testing import assert_gives
from recovery_rules.testing.verifying import verify_all

RULESET = """
language: 1
ruleset: shop
kinds:
  letter: {{stream: remedy, phase: acknowledge, parameters: {{within: {{type: time_limit, combine: soonest}}}}}}
calendar: {{country: GB}}
{zone}
facts: {{told_on: {{type: date}}}}
rules: [{{id: a, then: [letter: {{within: 2 working days, after: told_on}}]}}]
examples: [{{given: {{told_on: 2025-04-28}}, expect: {{letter: {{due: {due}}}}}}}]
"""
ZONE = "zone: Europe/London"


@pytest.mark.parametrize(
    ("due", "passes"),
    [
        ("2025-04-30", True),
        ("2025-04-30T24:00", True),
        ("2025-05-01T00:00", True),
        ("2025-04-30T24:00+01:00", True),
        ("2025-04-30T23:00Z", True),
        ("2025-05-01", False),
        ("2025-04-29", False),
        ("2025-04-30T23:00", False),
    ],
)
def test_due_is_said_by_the_clock_of_the_zone(due: str, *, passes: bool) -> None:
    ruleset = loads(RULESET.format(zone=ZONE, due=due))
    (verdict,) = verify_all(ruleset)
    assert verdict.passed is passes
    shown = f"{due}:00+01:00" if "T" in due else due
    assert passes or f"expected {shown}, got 2025-05-01T00:00:00+01:00" in str(verdict)


@pytest.mark.parametrize("due", ["2025-04-31", "2025-04-30T25:00", "soon"])
def test_what_is_no_time_does_not_load(due: str) -> None:
    with pytest.raises(RulesetError) as caught:
        loads(RULESET.format(zone=ZONE, due=due))
    assert [one.code for one in caught.value.diagnostics] == ["RR205"]


def test_an_assertion_reads_it_as_an_example_does() -> None:
    decision = loads(RULESET.format(zone=ZONE, due="2025-04-30")).decide(told_on="2025-04-28")
    assert_gives(decision, "letter", due="2025-04-30")
    with pytest.raises(AssertionError):
        assert_gives(decision, "letter", due="2025-04-29T24:00")
