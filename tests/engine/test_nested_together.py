"""What several rules nest in one action becomes one action of each kind, as what they propose side by side does."""

import pytest

from recovery_rules import Decision, Money, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: repairs
currency: EUR
roles: [clerk, manager]
kinds:
  apology: {stream: remedy, phase: acknowledge}
  points:
    {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: sum}}}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same}
      amount: {type: money, combine: greatest}
      within: {type: time_limit, combine: soonest}
      if_overdue: {type: actions, combine: all}
    distinct_by: [form]
  repair:
    stream: remedy
    phase: resolve
    parameters: {within: {type: time_limit, combine: soonest}, if_overdue: {type: actions, combine: all}}
facts: {rules: {type: integer, min: 0, max: 2}, chosen: {type: boolean, default: no}}
rules:
  - {id: first, when: {rules: over 0, chosen: no}, then: [repair: {within: 2 d, if_overdue: [FIRST]}]}
  - {id: second, when: {rules: over 1}, then: [repair: {within: 3 d, if_overdue: [SECOND]}]}
  - id: either
    when: {chosen: yes}
    then: [choice: {by: customer, of: [[repair: {within: 1 d, if_overdue: [FIRST, SECOND]}], [apology]]}]
limits: [LIMITS]
otherwise: [apology]
"""


def decided(first: str, second: str, limits: str = "", *, chosen: bool = False) -> Decision:
    """The decision of a case in which both rules match, on which the evaluators agree."""
    ruleset = loads(RULESET.replace("FIRST", first).replace("SECOND", second).replace("LIMITS", limits))
    case = {"rules": 0, "chosen": True} if chosen else {"rules": 2}
    decision = ruleset.decide(case)
    account = decide_by_reference(ruleset.model, case)
    assert (decision.actions, decision.account.bounds) == (account.actions, account.bounds)
    return decision


def inside(decision: Decision) -> list[tuple[str, Money]]:
    (repair,) = decision.actions if decision.actions[0].kind == "repair" else decision.actions[0].options[0]
    return [(one.kind, one.amount) for one in repair.values["if_overdue"]]


@pytest.mark.parametrize("chosen", [False, True])
def test_each_parameter_is_combined_in_its_own_way(*, chosen: bool) -> None:
    decision = decided("refund: {amount: 30 EUR, within: 4 d}", "refund: {amount: 20 EUR, within: 1 d}", chosen=chosen)
    assert inside(decision) == [("refund", Money(30, "EUR"))]
    (repair,) = decision.actions if not chosen else decision.actions[0].options[0]
    assert str(repair.values["if_overdue"][0].values["within"]) == "1 day, 0:00:00"


def test_what_is_added_up_is_added_up_inside_too() -> None:
    decision = decided("points: {amount: 5 EUR}", "points: {amount: 5 EUR}")
    assert inside(decision) == [("points", Money(10, "EUR"))]


def test_what_is_kept_apart_stays_apart() -> None:
    decision = decided("refund: {form: cash, amount: 5 EUR}", "refund: {form: voucher, amount: 7 EUR}")
    assert inside(decision) == [("refund", Money(5, "EUR")), ("refund", Money(7, "EUR"))]


def test_a_floor_is_paid_once() -> None:
    floor = "{id: floor, level: law, action: refund, amount: {at_least: 50 EUR}}"
    assert inside(decided("refund: {amount: 5 EUR}", "refund: {amount: 7 EUR}", floor)) == [
        ("refund", Money(50, "EUR"))
    ]


def test_what_is_nested_deeper_is_one_action_too() -> None:
    deeper = "refund: {amount: 9 EUR, within: 1 d, if_overdue: [refund: {amount: AMOUNT}]}"
    decision = decided(deeper.replace("AMOUNT", "1 EUR"), deeper.replace("AMOUNT", "2 EUR"))
    (refund,) = decision.actions[0].values["if_overdue"]
    assert [one.amount for one in refund.values["if_overdue"]] == [Money(2, "EUR")]
