"""A case that is left with nothing is shown, unless the ruleset says what is given otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import FactsError, RulesetError, check_text, loads
from tests.strategies import COSTLY, as_yaml, cases, rulesets

DESK = """\
language: 1
ruleset: desk
currency: CNY
kinds:
  apology: {stream: remedy, phase: acknowledge}
  gift: {stream: remedy, phase: resolve}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  rebate: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: least}}}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
facts:
  failure: {type: choice, values: [late, damaged, lost]}
  paid: {type: money, min: 0 CNY, max: 900 CNY}
  fraud: {type: boolean, default: no}
"""
NOTHING_PAID = "for example: failure late, paid 0 CNY, fraud yes"
MONEY_BACK = "  - {id: back, then: [refund: {amount: paid}]}\n"
PRESENT = "  - {id: present, then: [gift]}\n"
NO_GIFTS = "limits: [{id: no-gifts, when: {fraud: yes}, forbid: [gift]}]\n"


def warned(*written: str) -> list[str]:
    """The first notes of the warning: the case."""
    checked = check_text(DESK + "rules:\n" + "".join(written))
    assert not [one for one in checked.diagnostics if one.severity == "error"]
    return [one.notes[0] for one in checked.diagnostics if one.code == "RR504"]


def test_what_nothing_forbids_and_has_no_amount_always_remains() -> None:
    assert warned(PRESENT) == []


def test_a_limit_can_forbid_all() -> None:
    assert warned(PRESENT, NO_GIFTS) == [NOTHING_PAID]


def test_an_amount_can_come_to_zero() -> None:
    assert warned(MONEY_BACK) == [NOTHING_PAID]


@pytest.mark.parametrize(
    "rule",
    [
        "  - {id: a, then: [refund: {amount: 5 CNY}]}\n",
        "  - {id: a, then: [refund: {amount: 'paid + 0.01 CNY'}]}\n",
        "  - {id: a, then: [refund: {amount: paid, at_least: 5 CNY}]}\n",
        "  - {id: a, then: [refund: {amount: paid}, gift]}\n",
        "  - {id: a, then: [choice: {by: customer, of: [[refund: {amount: paid}], [gift]]}]}\n",
        "  - {id: a, then: [gift]}\n  - {id: b, overrides: [a], when: {fraud: yes}, then: [apology]}\n",
        "  - {id: a, then: [refund: {amount: paid}]}\n  - {id: b, when: {paid: up to 1 CNY}, then: [apology]}\n",
    ],
)
def test_something_remains(rule: str) -> None:
    assert warned(rule) == []


@pytest.mark.parametrize(
    "rule",
    [
        "  - {id: a, then: [refund: {amount: 20 % of paid}]}\n",
        "  - {id: a, then: [refund: {amount: 5 CNY, at_most: paid}]}\n",
        (
            "  - {id: a, then: [rebate: {amount: 5 CNY}]}\n"
            "  - {id: b, when: {fraud: yes}, then: [rebate: {amount: paid}]}\n"
        ),
        (
            "  - {id: a, then: [apology]}\n"
            "  - {id: b, overrides: [a], when: {fraud: yes}, then: [refund: {amount: paid}]}\n"
        ),
    ],
)
def test_nothing_remains(rule: str) -> None:
    assert warned(rule) == [NOTHING_PAID]


def test_a_cap_can_take_all() -> None:
    cap = "limits: [{id: cap, when: {fraud: yes}, action: refund, amount: {at_most: 0 CNY}}]\n"
    assert warned("  - {id: a, then: [refund: {amount: 5 CNY}]}\n", cap) == [NOTHING_PAID]


def test_what_is_owed_remains() -> None:
    owed = "  - {id: owed, level: law, when: {fraud: yes}, action: apology, owed: true}\n"
    assert warned(PRESENT, NO_GIFTS.replace("[{", "\n  - {").replace("}]", "}"), owed) == []


def test_who_says_otherwise_is_not_warned() -> None:
    assert warned(PRESENT, NO_GIFTS, "otherwise: [apology]\n") == []


@COSTLY
@given(data=st.data(), written=rulesets())
def test_something_is_given_where_a_rule_is_always_heard(data: st.DataObject, written: dict[str, Any]) -> None:
    """Without a warning: what it proposes has no amount, nothing forbids it and nothing overrides it."""
    written = {key: section for key, section in written.items() if key != "otherwise"}
    plain = [kind for kind, one in written["kinds"].items() if "amount" not in one.get("parameters", {})]
    if not plain:
        return
    written["rules"] = [*written["rules"], {"id": "always", "then": [data.draw(st.sampled_from(plain))]}]
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    is_warned = any(one.code == "RR504" for one in ruleset.warnings)
    struck = frozenset[str]().union(*(limit.forbids for limit in ruleset.model.limits))
    always = next(rule for rule in ruleset.model.rules if rule.id == "always")
    is_sure = always.proposals[0].kind not in struck
    assert not (is_warned and is_sure)
    for _ in range(8):
        try:
            given_actions = ruleset.decide(data.draw(cases(ruleset.model))).actions
        except FactsError:
            continue
        assert given_actions or not is_sure
