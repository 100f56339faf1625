"""A house limit strikes what rules propose, also of a kind that law owes; what law owes is then given by the law."""

from typing import Any

import pytest

from recovery_rules import Decision, Money, loads
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: fraud
currency: EUR
roles: [clerk]
kinds:
  compensation:
    stream: remedy
    phase: resolve
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same}
      amount: {type: money, combine: greatest}
    distinct_by: [form]
  resolution: {stream: remedy, phase: resolve, parameters: {if_overdue: {type: actions, combine: all}}}
  apology: {stream: remedy, phase: acknowledge}
  note: {stream: corrective, phase: follow_up}
facts:
  fraud: {type: boolean}
rules:
RULES
limits:
  - {id: law, level: law, action: compensation, LAW}
  - {id: nofr, level: LEVEL, when: {fraud: yes}, forbid: [compensation]}
MORE
otherwise: [OTHERWISE]
"""
VOUCHER = "compensation: {form: voucher, amount: 500 EUR}"
HOUSE = f"  - {{id: house, then: [{VOUCHER}]}}"
REFUSED = (Refused("compensation", "nofr"),)


def written(
    *rules: str,
    law: str = "amount: {at_least: 20 EUR}, owed: {form: cash}",
    level: str = "house",
    more: str = "",
    otherwise: str = "note",
) -> str:
    parts = {"RULES": "\n".join(rules), "LAW": law, "LEVEL": level, "MORE": more, "OTHERWISE": otherwise}
    text = RULESET
    for name, part in parts.items():
        text = text.replace(name, part)
    return text


def decided(text: str, *, fraud: bool = True) -> Decision:
    """The decision, on which the evaluators agree."""
    ruleset = loads(text)
    decision = ruleset.decide(fraud=fraud)
    assert decide_by_reference(ruleset.model, {"fraud": fraud}) == decision.account
    return decision


def given(decision: Decision) -> list[tuple[str, Any, Any]]:
    return [(one.kind, one.values.get("form"), one.values.get("amount")) for one in decision.actions]


def euro(amount: int) -> Money:
    return Money(amount, "EUR")


def test_law_gives_what_it_owes_and_the_house_forbids_what_its_rule_proposed() -> None:
    decision = decided(written(HOUSE))
    assert given(decision) == [("compensation", "cash", euro(20))]
    assert (decision.refused, decision.fired) == (REFUSED, ("law",))
    assert given(decided(written(HOUSE), fraud=False)) == [
        ("compensation", "voucher", euro(500)),
        ("compensation", "cash", euro(20)),
    ]


def test_where_law_leaves_the_form_open_the_amount_is_that_of_the_law() -> None:
    decision = decided(written(HOUSE, law="amount: {at_least: 20 EUR}, owed: true"))
    assert (given(decision), decision.refused) == ([("compensation", None, euro(20))], REFUSED)


def test_what_law_owes_without_an_amount_is_given_without_one() -> None:
    decision = decided(written(HOUSE, law="owed: true"))
    assert (given(decision), decision.refused) == ([("compensation", None, None)], REFUSED)


def test_a_law_limit_forbids_what_law_owes_and_what_rules_propose() -> None:
    decision = decided(written(HOUSE, level="law"))
    assert (given(decision), decision.refused) == ([("note", None, None)], REFUSED)


@pytest.mark.parametrize("by", ["customer", "clerk"])
def test_a_choice_loses_the_bundle_and_the_law_gives_its_own(by: str) -> None:
    rule = f"  - {{id: r, then: [choice: {{by: {by}, of: [[{VOUCHER}, apology], [note]]}}]}}"
    decision = decided(written(rule))
    (choice,) = (one for one in decision.actions if one.kind == "choice")
    assert [[one.kind for one in bundle] for bundle in choice.options] == [["note"]]
    assert ("compensation", "cash", euro(20)) in given(decision)
    assert (decision.refused, decision.fired) == (REFUSED, ("r", "law"))


def test_a_choice_without_bundles_is_struck() -> None:
    decision = decided(written(f"  - {{id: r, then: [choice: {{by: clerk, of: [[{VOUCHER}], [compensation]]}}]}}"))
    assert given(decision) == [("compensation", "cash", euro(20))]
    assert decision.refused == (*REFUSED, Refused("choice", "nofr"))


def test_nested_proposals_of_rules_are_struck_and_those_that_law_owes_are_not() -> None:
    rule = f"  - {{id: r, then: [resolution: {{if_overdue: [{VOUCHER}, note]}}]}}"
    decision = decided(written(rule))
    (resolution,) = (one for one in decision.actions if one.kind == "resolution")
    assert [one.kind for one in resolution.if_overdue] == ["note"]
    assert decision.refused == REFUSED
    owing = "  - {id: act, level: law, action: resolution, owed: {if_overdue: [compensation: {amount: 5 EUR}]}}"
    decision = decided(written("  - {id: r, then: [note]}", more=owing))
    (resolution,) = (one for one in decision.actions if one.kind == "resolution")
    assert [one.kind for one in resolution.if_overdue] == ["compensation"]


def test_a_rule_that_the_house_empties_overrides_nothing() -> None:
    rules = ["  - {id: kind, then: [apology]}", HOUSE.replace("id: house", "id: house, overrides: [kind]")]
    assert given(decided(written(*rules))) == [("apology", None, None), ("compensation", "cash", euro(20))]
    assert "apology" not in {one.kind for one in decided(written(*rules), fraud=False).actions}


def test_what_a_house_limit_owes_the_house_forbids_beside_what_law_owes() -> None:
    owing = "  - {id: extra, action: compensation, amount: {at_least: 90 EUR}, owed: {form: voucher}}"
    decision = decided(written("  - {id: r, then: [apology]}", more=owing))
    assert given(decision) == [("apology", None, None), ("compensation", "cash", euro(20))]
    assert (decision.refused, decision.fired) == (REFUSED, ("r", "law"))


def test_what_there_is_otherwise_is_forbidden_where_law_may_not_give_either() -> None:
    assert given(decided(written("  - {id: r, when: {fraud: no}, then: [note]}", otherwise=VOUCHER))) == [
        ("compensation", "cash", euro(20))
    ]
    decision = decided(written("  - {id: r, when: {fraud: no}, then: [note]}", otherwise=VOUCHER, level="law"))
    assert (given(decision), decision.refused) == ([], REFUSED)
