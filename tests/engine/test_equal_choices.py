"""Choices that limits make equal are one choice: nobody picks twice, and nothing is counted twice."""

import pytest

from recovery_rules import Decision, Money, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: halves
currency: EUR
roles: [clerk]
kinds:
  gift: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money}, if_overdue: {type: actions, combine: all}}
  replacement: {stream: remedy, phase: resolve}
facts: {price: {type: money, min: 0 EUR, max: 1000 EUR}}
rules:
  - {id: once, then: [choice: {by: customer, of: [[refund: {amount: price}], [replacement]]}]}
  - {id: other, then: [choice: {by: customer, of: OF}]}
limits:
  - {id: cap, action: refund, amount: {at_most: 100 EUR}}
  - {id: no-gifts, action: gift, amount: {at_most: 0 EUR}}
authority: {clerk: {total: 150 EUR}}
no_follow_up: an example needs none
"""
TWICE = RULESET.replace("OF", "[[refund: {amount: 2 * price}], [replacement]]")
WITH_GIFT = RULESET.replace("OF", "[[gift: {amount: 5 EUR}], [refund: {amount: 2 * price}], [replacement]]")


def decided(ruleset: str, price: str) -> Decision:
    """The decision, on which the evaluators agree."""
    loaded = loads(ruleset)
    decision, account = loaded.decide(price=price), decide_by_reference(loaded.model, {"price": price})
    assert (decision.actions, decision.account) == (account.actions, account)
    return decision


@pytest.mark.parametrize("ruleset", [TWICE, WITH_GIFT])
def test_choices_that_a_cap_makes_equal_are_one(ruleset: str) -> None:
    decision = decided(ruleset, "200 EUR")
    (choice,) = decision.actions
    assert [action.amount for bundle in choice.options for action in bundle if action.kind == "refund"] == [
        Money(100, "EUR")
    ]
    assert decision.account.total == 10_000
    assert decision.fired == ("once", "other")


@pytest.mark.parametrize("ruleset", [TWICE, WITH_GIFT])
def test_its_explanation_names_both_rules(ruleset: str) -> None:
    decision = decided(ruleset, "200 EUR")
    told = decision.explain()
    assert told.count("The customer chooses one of") == 1
    assert ("Rule once" in told, "Rule other" in told) == (True, True)
    assert [one["fate"] for one in decision.trace["proposals"]] == ["combined", "combined"]


@pytest.mark.parametrize("ruleset", [TWICE, WITH_GIFT])
def test_different_ones_stay_apart(ruleset: str) -> None:
    assert len(decided(ruleset, "60 EUR").actions) == 2


def test_proofs_count_them_once() -> None:
    pytest.importorskip("z3")
    promised = (
        TWICE
        + """
properties:
  - {id: once, when: {price: at least 100 EUR}, always: refund.amount <= 100 EUR}
  - {id: twice, when: {price: at least 99 EUR}, always: refund.amount <= 100 EUR}
"""
    )
    assert [(one.property.id, one.outcome) for one in loads(promised).prove()] == [
        ("once", "proved"),
        ("twice", "refuted"),
    ]


def test_what_nests_the_same_in_the_end_is_the_same() -> None:
    nested = "[[refund: {amount: 1 EUR, if_overdue: INSIDE}], [replacement]]"
    once = "[gift: {amount: 3 EUR}]"
    text = RULESET.replace("OF", nested.replace("INSIDE", "[gift: {amount: 3 EUR}, gift: {amount: 2 EUR}]"))
    text = text.replace("[[refund: {amount: price}], [replacement]]", nested.replace("INSIDE", once))
    assert len(decided(text.replace("at_most: 0 EUR", "at_most: 9 EUR"), "60 EUR").actions) == 1
