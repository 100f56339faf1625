"""What a choice must offer: the amounts in its bundles can be tested."""

import pytest

from recovery_rules import loads
from recovery_rules.source.errors import RulesetError
from recovery_rules.testing import verify_all

RULESET = """
language: 1
ruleset: min
currency: CAD
extends: [vocabulary/service-recovery.yaml]
facts:
  sum: {type: money, min: 0 CAD, max: 1000 CAD}
rules:
  - id: pay
    then:
      - choice:
          by: customer
          of:
            - [compensation: {form: cash, amount: sum}, apology]
            - [compensation: {form: voucher, amount: 125 % of sum}]
otherwise: [apology]
no_follow_up: none
examples:
"""


def told(expected: str) -> list[str]:
    ruleset = loads(f"{RULESET}  - {{id: one, given: {{sum: 100 CAD}}, {expected}}}\n")
    return [str(one) for one in verify_all(ruleset)[0].differences]


@pytest.mark.parametrize(
    "expected",
    [
        "offered: {compensation: {form: voucher, amount: 125 CAD}, apology: {}}",
        "offered: [compensation: {amount: 125 CAD}, compensation: {amount: 100 CAD}]",
        "offered: [apology]",
        "expect: [choice], offered: [compensation]",
    ],
)
def test_what_is_offered(expected: str) -> None:
    assert told(expected) == []


def test_an_amount_that_is_not_offered() -> None:
    assert told("offered: [compensation: {form: cash, amount: 400 CAD}]") == [
        "~ compensation.amount: expected 400.00 CAD, got 100.00 CAD"
    ]


def test_an_action_that_is_not_offered() -> None:
    (found,) = told("offered: [refund: {amount: 4 CAD}]")
    assert found.startswith("- refund: expected in a choice (amount 4 CAD), no choice offers it")


def test_what_stands_in_a_choice_is_not_given_but_offered() -> None:
    (found,) = told("expect: [compensation: {form: cash, amount: 100 CAD}]")
    assert "not given" in found
    assert "a choice offers it: what stands in a choice is expected under `offered`" in found


def test_names_in_what_is_offered_are_checked() -> None:
    with pytest.raises(RulesetError, match="RR242"):
        told("offered: [compensatoin]")


def test_a_text_in_several_languages_is_expected_in_any_of_them() -> None:
    ruleset = loads("""
language: 1
ruleset: texts
currency: EUR
extends: [vocabulary/service-recovery.yaml]
rules:
  - {id: no, then: [rejection: {reason: {en: told early, zh: 告知过早}}]}
no_follow_up: none
examples:
  - {given: {}, expect: {rejection: {reason: told early}}}
  - {given: {}, expect: {rejection: {reason: 告知过早}}}
  - {given: {}, expect: {rejection: {reason: told early / 告知过早}}}
  - {given: {}, expect: {rejection: {reason: told late}}}
""")
    assert [one.passed for one in verify_all(ruleset)] == [True, True, True, False]
