"""Examples and cases say what comes if an action is overdue as they say what is given."""

import pytest

from recovery_rules import loads
from recovery_rules.decision import Decision
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import RulesetError
from recovery_rules.testing import assert_gives, verify_all

RULESET = """
language: 1
ruleset: ladder
currency: EUR
roles: [clerk, manager]
extends: [vocabulary/service-recovery.yaml]
clock: t
facts: {t: {type: datetime}, price: {type: money, min: 0 EUR, max: 100 EUR}}
rules:
  - id: r
    then:
      - resolution:
          owner: clerk
          within: 2 h
          if_overdue: [assistance, escalation: {to: manager, within: 2 h, if_overdue: [refund: {amount: price}]}]
authority: {clerk: {refund.amount: 5 EUR}}
no_follow_up: none
"""
CASE = {"t": "2026-01-05T10:00:00+01:00", "price": "20 EUR"}


def told(expected: str) -> list[str]:
    given = "{t: 2026-01-05T10:00+01:00, price: 20 EUR}"
    ruleset = loads(f"{RULESET}examples:\n  - {{id: one, given: {given}, expect: {{resolution: {expected}}}}}\n")
    return [str(one).splitlines()[0] for one in verify_all(ruleset)[0].differences]


@pytest.mark.parametrize(
    "expected",
    [
        "{if_overdue: [escalation, assistance]}",
        "{if_overdue: [assistance, escalation: {within: 2 h, due: 2026-01-05T14:00+01:00}]}",
        "{if_overdue: {assistance: {}, escalation: {if_overdue: [refund]}}}",
        "{if_overdue: [assistance, escalation: {if_overdue: [refund: {amount: 20 EUR, authority: manager}]}]}",
    ],
)
def test_what_comes_if_it_is_overdue(expected: str) -> None:
    assert told(expected) == []


def test_another_value_inside() -> None:
    assert told("{if_overdue: [assistance, escalation: {within: 3 h, if_overdue: [refund: {amount: 9 EUR}]}]}") == [
        "~ resolution.if_overdue.escalation.within: expected 3 h, got 2 h",
        "~ resolution.if_overdue.escalation.if_overdue.refund.amount: expected 9.00 EUR, got 20.00 EUR",
    ]


def test_other_actions_inside() -> None:
    assert told("{if_overdue: [escalation: {within: 2 h}]}") == [
        "~ resolution.if_overdue: expected escalation, got assistance, escalation"
    ]
    assert told("{if_overdue: [assistance, escalation: {if_overdue: [gift: {item: souvenir}]}]}") == [
        "~ resolution.if_overdue.escalation.if_overdue: expected gift, got refund"
    ]


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("{if_overdue: [asistance, escalation: {within: 2 h}]}", "RR242"),
        ("{if_overdue: [escalation: {withn: 2 h}]}", "RR243"),
        ("{if_overdue: [escalation: {within: 2 hh}]}", "RR2"),
        ("{if_overdue: [escalation: {within: [refund: {amount: 2 EUR}]}]}", "RR142"),
        ("{due: [refund: {amount: 2 EUR}]}", "RR142"),
        ("{if_overdu: [refund: {amount: 2 EUR}]}", "RR243"),
        ("{if_overdue: [{escalation: {within: 2 h}, assistance: {}}]}", "RR146"),
    ],
)
def test_mistakes_inside_are_found_before_anything_is_decided(expected: str, code: str) -> None:
    with pytest.raises(RulesetError, match=code):
        told(expected)


@pytest.fixture
def ladder() -> Ruleset:
    return loads(RULESET)


@pytest.fixture
def decision(ladder: Ruleset) -> Decision:
    return ladder.decide(CASE)


def test_assertions_nest_too(decision: Decision) -> None:
    assert_gives(decision, "resolution", if_overdue=["assistance", {"escalation": {"within": "2 h"}}])
    with pytest.raises(AssertionError, match=r"resolution\.if_overdue\.escalation\.within: expected 3 h, got 2 h"):
        assert_gives(decision, "resolution", if_overdue=["assistance", {"escalation": {"within": "3 h"}}])
    with pytest.raises(LookupError, match="withn"):
        assert_gives(decision, "resolution", if_overdue=[{"escalation": {"withn": "3 h"}}])
