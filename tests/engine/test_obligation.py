"""Obligation: what must be given, what is offered, and what is up to the house."""

from __future__ import annotations

import pytest

from recovery_rules import Ruleset, RulesetError, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

SHOP = """\
language: 1
ruleset: shop
currency: CNY
roles: [front_line, manager]
kinds:
  apology: {stream: remedy, phase: acknowledge}
  gift: {stream: remedy, phase: resolve, obligation: may}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money}, form: {type: choice, values: [cash, voucher]}}
    distinct_by: [form]
  visit: {stream: remedy, phase: resolve, parameters: {if_overdue: {type: actions, combine: all}}}
facts:
  grave: {type: boolean}
  at_fault: {type: boolean, default: yes}
"""


def shop(*sections: str) -> Ruleset:
    return loads(SHOP + "".join(sections))


def decided(ruleset: Ruleset, **facts: object) -> dict[str, str]:
    """The obligation of each action, on which both evaluators agree."""
    decision = ruleset.decide(facts)
    assert decision.account == decide_by_reference(ruleset.model, facts)
    assert decision.account.actions == decision.actions
    return {action.kind: action.obligation for action in decision.actions}


def rules(*then: str) -> str:
    return "rules:\n" + "".join(f"  - {{id: r{number}, then: [{one}]}}\n" for number, one in enumerate(then))


def test_must_unless_the_action_or_its_kind_says_otherwise() -> None:
    ruleset = shop(rules("apology", "refund: {obligation: offer}", "gift"))
    assert decided(ruleset, grave=True) == {"apology": "must", "refund": "offer", "gift": "may"}
    assert decided(shop(rules("gift: {obligation: must}")), grave=True) == {"gift": "must"}


def test_who_says_nothing_of_a_kind_finds_no_parameter_there() -> None:
    ruleset = shop(rules("apology", "gift"))
    assert [dict(action.values) for action in ruleset.decide(grave=True)] == [{}, {"obligation": "may"}]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("may", "offer", "offer"), ("offer", "must", "must"), ("may", "must", "must"), ("may", "may", "may")],
)
def test_what_binds_most_wins(one: str, other: str, both: str) -> None:
    ruleset = shop(rules(f"refund: {{obligation: {one}}}", f"refund: {{obligation: {other}}}"))
    assert decided(ruleset, grave=True) == {"refund": both}


def test_silence_means_must_beside_what_others_say() -> None:
    assert decided(shop(rules("refund: {obligation: may}", "refund")), grave=True) == {"refund": "must"}


def test_it_may_depend_on_the_case() -> None:
    ruleset = shop(rules("refund: {obligation: if grave then must else may}"))
    assert decided(ruleset, grave=True) == {"refund": "must"}
    assert decided(ruleset, grave=False) == {"refund": "may"}


def test_a_table_says_it_in_a_column_or_for_all_its_rows() -> None:
    columns = "when: [grave], then: [refund.obligation, gift], with: {gift: {obligation: offer}}"
    table = f"tables: [{{id: t, {columns}, rows: [[yes, must, yes], [no, may, -]]}}]\n"
    ruleset = shop(rules("apology"), table)
    assert decided(ruleset, grave=True) == {"apology": "must", "refund": "must", "gift": "offer"}
    assert decided(ruleset, grave=False) == {"apology": "must", "refund": "may"}


@pytest.mark.parametrize("level", ["law", "house"])
def test_what_a_limit_owes_must_be_given_whoever_proposes_it(level: str) -> None:
    limit = f"limits: [{{id: due, level: {level}, when: {{grave: yes}}, action: refund, owed: {{form: cash}}}}]\n"
    ruleset = shop(rules("apology", "refund: {form: cash, obligation: may}"), limit)
    assert decided(ruleset, grave=False) == {"apology": "must", "refund": "may"}
    assert decided(ruleset, grave=True) == {"apology": "must", "refund": "must"}
    assert "raised from at discretion to obligatory" in ruleset.decide(grave=True).explain()


def test_what_is_owed_in_one_form_leaves_another_as_it_is() -> None:
    limit = "limits: [{id: due, level: law, action: refund, owed: {form: cash}}]\n"
    decision = shop(rules("refund: {form: voucher, obligation: may}"), limit).decide(grave=True)
    assert [(one.form, one.obligation) for one in decision] == [("voucher", "may"), ("cash", "must")]


def test_in_a_bundle_it_holds_once_the_bundle_is_picked() -> None:
    bundles = "[[refund, gift], [apology]]"
    decision = shop(rules(f"choice: {{by: customer, of: {bundles}}}")).decide(grave=True)
    ((refund, gift), _) = decision["choice"].options
    assert (refund.obligation, gift.obligation, decision["choice"].obligation) == ("must", "may", "must")


def test_a_choice_binds_as_its_bundles_do() -> None:
    bundles = "[[gift], [refund: {obligation: offer}]]"
    assert decided(shop(rules(f"choice: {{by: manager, of: {bundles}}}")), grave=True) == {"choice": "offer"}


def test_a_limit_that_owes_what_a_choice_offers_makes_it_binding_there() -> None:
    bundles = "[[refund: {form: cash, obligation: may}], [gift]]"
    limit = "limits: [{id: due, level: law, action: refund, owed: {form: cash}}]\n"
    decision = shop(rules(f"choice: {{by: customer, of: {bundles}}}"), limit).decide(grave=True)
    assert [[one.obligation for one in bundle] for bundle in decision["choice"].options] == [["must"], ["may"]]


def test_actions_inside_others_have_theirs() -> None:
    decision = shop(rules("visit: {if_overdue: [gift, refund: {obligation: offer}]}")).decide(grave=True)
    assert [one.obligation for one in decision["visit"].if_overdue] == ["may", "offer"]


@pytest.mark.parametrize(
    ("sections", "code", "underlined"),
    [
        (rules("choice: {by: customer, of: [[refund], [gift]]}"), "RR407", "gift"),
        ("limits: [{id: l, action: refund, owed: {obligation: may}}]\n", "RR434", "obligation"),
        ("authority: {manager: {refund.obligation: may}}\n", "RR481", "refund.obligation"),
        (rules("refund: {obligation: perhaps}"), "RR204", "perhaps"),
        (rules("refund: {obligatoin: may}"), "RR243", "obligatoin"),
        (rules("choice: {by: customer, obligation: may, of: [[refund], [apology]]}"), "RR140", "obligation"),
    ],
)
def test_what_makes_no_sense_does_not_load(sections: str, code: str, underlined: str) -> None:
    text = sections if "rules" in sections else rules("apology") + sections
    with pytest.raises(RulesetError) as caught:
        shop(text)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.span is not None
    line = (SHOP + text).splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith(underlined)


def test_explanations_and_tables_say_what_is_not_simply_to_be_given() -> None:
    decision = shop(rules("apology", "gift", "refund: {obligation: offer}")).decide(grave=True)
    lines = decision.explain().splitlines()
    assert {"Apology.", "Gift, at discretion.", "Refund, to be offered."} <= set(lines)
    lines = decision.explain("zh").splitlines()
    assert {"apology。", "gift，可酌情办理。", "refund，主动提出，由顾客决定是否接受。"} <= set(lines)
