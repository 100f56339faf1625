"""Step 8: the lowest role that may execute an action and the whole, and what waits for approval."""

from __future__ import annotations

import copy
import pickle

import pytest

from recovery_rules import Action, Approval, FactsError, loads
from recovery_rules.engine.outcome import all_in
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.ruleset import Ruleset

SHOP = """\
language: 1
ruleset: shop
currency: CNY
roles: [front_line, duty_manager, manager]
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {tone: {type: scale, values: [plain, formal]}}}
  express: {stream: remedy, phase: mitigate, parameters: {amount: {type: money}}}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money}, share: {type: percent}, within: {type: duration}}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money}}}
  fee: {stream: claim, phase: resolve, parameters: {amount: {type: money}}}
  resolution:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money}, within: {type: duration}, if_overdue: {type: actions, combine: all}}
  escalation:
    stream: corrective
    phase: mitigate
    parameters: {within: {type: duration}, if_overdue: {type: actions, combine: all}}
facts:
  price: {type: money, min: 0 CNY, max: 100000 CNY}
"""
REFUND = "rules: [{id: r, then: [refund: {amount: price}]}]\n"
CAPS = "authority:\n  front_line: {refund.amount: 200 CNY}\n  duty_manager: {refund.amount: 2000 CNY}\n"
TOTAL = "authority:\n  front_line: {total: 300 CNY}\n  duty_manager: {total: 1000 CNY}\n  manager: {total: 5000 CNY}\n"
BOTH = (
    "rules: [{id: r, then: [apology, refund: {amount: price}, voucher: {amount: 100 CNY}, fee: {amount: 9000 CNY}]}]\n"
)


def shop(*sections: str) -> Ruleset:
    return loads(SHOP + "".join(sections))


def decided(ruleset: Ruleset, price: str, role: str | None) -> tuple[str, Approval | None, bool]:
    """What both evaluators say of the last action."""
    decision = ruleset.decide(price=price, role=role)
    assert decision.account == decide_by_reference(ruleset.model, {"price": price}, None, role)
    assert decision.account.actions == decision.actions
    action = decision.actions[-1]
    return action.authority, action.needs_approval, action.may_start


@pytest.mark.parametrize(
    ("price", "needed"),
    [
        ("200 CNY", "front_line"),
        ("200.01 CNY", "duty_manager"),
        ("2000 CNY", "duty_manager"),
        ("2000.01 CNY", "manager"),
        ("100000 CNY", "manager"),
    ],
)
def test_the_lowest_role_whose_cap_is_not_exceeded(price: str, needed: str) -> None:
    ruleset = shop(REFUND, CAPS)
    approval = None if needed == "front_line" else Approval(needed)
    assert decided(ruleset, price, "front_line") == (needed, approval, approval is None)
    assert decided(ruleset, price, "manager") == (needed, None, True)
    assert decided(ruleset, price, None) == (needed, None, True)


@pytest.mark.parametrize(
    ("authority", "needed"),
    [
        ("authority: {manager: {voucher: unlimited}}", "front_line"),  # nobody lists refunds
        ("authority: {duty_manager: {refund: unlimited}}", "duty_manager"),  # those below the first may not
        ("authority: {front_line: {refund: unlimited}}", "front_line"),
        ("authority: {front_line: {refund.amount: unlimited}}", "front_line"),
        ("authority: {front_line: {refund: none}}", "manager"),  # the highest may what it does not list itself
        ("authority: {front_line: {refund.share: 5 %}}", "front_line"),  # no share is given
        ("authority: {duty_manager: {refund.share: 5 %}}", "duty_manager"),
        ("authority: {front_line: {refund.amount: 900 CNY}, duty_manager: {refund.amount: 100 CNY}}", "front_line"),
        ("authority: {manager: {refund.amount: 900 CNY}}", "manager"),
        ("authority: {manager: {refund.amount: 499 CNY}}", ""),  # beyond every role
        ("authority: {manager: {refund: none}}", ""),
        ("authority: {front_line: {refund.amount: 900 CNY}, manager: {refund: none}}", "front_line"),
    ],
)
def test_who_may_refund_500(authority: str, needed: str) -> None:
    ruleset = shop(REFUND, authority)
    assert decided(ruleset, "500 CNY", None)[0] == needed
    assert decided(ruleset, "500 CNY", "manager")[1] == (None if needed else Approval(""))


def test_every_capped_parameter_counts() -> None:
    rules = "rules: [{id: r, then: [refund: {amount: price, share: 60 %, within: 2 d}]}]\n"
    caps = (
        "authority:\n  front_line: {refund.amount: 200 CNY, refund.share: 50 %}\n  duty_manager: {refund.share: 80 %}\n"
    )
    assert decided(shop(rules, caps), "10 CNY", None)[0] == "duty_manager"
    assert decided(shop(rules, caps, "  manager: {refund.within: 1 d}\n"), "10 CNY", None)[0] == ""


def test_a_cap_on_a_scale() -> None:
    rules = "rules: [{id: r, then: [apology: {tone: formal}]}]\n"
    caps = "authority: {front_line: {apology.tone: plain}}"
    assert decided(shop(rules, caps), "1 CNY", "front_line") == ("manager", Approval("manager"), True)


def test_what_acknowledges_or_mitigates_need_not_wait() -> None:
    rules = "rules: [{id: r, then: [express: {amount: price}, refund: {amount: price}]}]\n"
    caps = "authority: {manager: {express: unlimited, refund: unlimited}}"
    decision = shop(rules, caps).decide(price="5 CNY", role="front_line")
    assert [(one.kind, one.needs_approval, one.may_start) for one in decision.actions] == [
        ("express", Approval("manager"), True),
        ("refund", Approval("manager"), False),
    ]


def test_what_is_held_has_an_authority_and_may_not_start() -> None:
    ruleset = shop(REFUND, "limits: [{id: wait, hold: [refund]}]\n", CAPS)
    assert decided(ruleset, "500 CNY", "manager") == ("duty_manager", None, False)


def test_a_choice_is_up_to_whoever_may_give_all_that_it_offers() -> None:
    bundles = "[[refund: {amount: price}], [voucher: {amount: 1 CNY}]]"
    ruleset = shop(f"rules: [{{id: r, then: [choice: {{by: customer, of: {bundles}}}]}}]\n", CAPS)
    assert decided(ruleset, "500 CNY", "front_line") == ("duty_manager", Approval("duty_manager"), False)
    ((refund,), (voucher,)) = ruleset.decide(price="500 CNY", role="front_line").actions[0].options
    assert refund.needs_approval == Approval("duty_manager")
    assert (voucher.needs_approval, voucher.authority) == (None, "front_line")


@pytest.mark.parametrize(
    ("price", "needed"),
    [("200 CNY", "front_line"), ("201 CNY", "duty_manager"), ("901 CNY", "manager"), ("5000 CNY", "")],
)
def test_the_total_counts_remedies_alone(price: str, needed: str) -> None:
    ruleset = shop(BOTH, TOTAL)
    decision = ruleset.decide(price=price, role="front_line")
    waits = needed != "front_line"
    assert decision.authority == needed
    assert decision.needs_approval == (Approval(needed) if waits else None)
    assert [(one.kind, one.may_start, one.needs_approval) for one in decision.actions] == [
        ("apology", True, None),
        ("refund", not waits, None),
        ("voucher", not waits, None),
        ("fee", True, None),
    ]
    assert decision.account == decide_by_reference(ruleset.model, {"price": price}, None, "front_line")


def test_every_money_of_a_remedy_counts_unless_the_vocabulary_says_not() -> None:
    taxi = "{amount: {type: money}, deposit: {type: money, in_total: no}, tip: {type: money, combine: sum}}"
    lift = "{price: {type: money, in_total: yes}, toll: {type: money}}"
    kinds = f"  taxi: {{stream: remedy, phase: resolve, parameters: {taxi}}}\n"
    kinds += f"  lift: {{stream: claim, phase: resolve, parameters: {lift}}}\n"
    rules = "rules:\n  - {id: a, then: [taxi: {amount: price, deposit: 7000 CNY, tip: 3.50 CNY}]}\n"
    rules += "  - {id: b, then: [taxi: {tip: 0.50 CNY}, lift: {price: 20 CNY, toll: 9000 CNY}]}\n"
    ruleset = loads(SHOP.replace("facts:\n", f"{kinds}facts:\n") + rules + TOTAL)
    decision = ruleset.decide(price="276 CNY")
    assert decision.account == decide_by_reference(ruleset.model, {"price": "276 CNY"})
    assert (decision.account.total, decision.authority) == (30000, "front_line")
    assert ruleset.decide(price="276.01 CNY").authority == "duty_manager"


def test_a_waiver_counts_and_a_charge_does_not() -> None:
    ruleset = loads(
        "language: 1\nruleset: shop\ncurrency: CNY\nroles: [clerk, manager]\n"
        "extends: [vocabulary/service-recovery.yaml]\nfacts: {price: {type: money, min: 0 CNY}}\n"
        "rules: [{id: r, then: [waiver: {amount: price}, charge: {amount: 900 CNY}]}]\n"
        "authority: {clerk: {total: 50 CNY}}\n"
    )
    assert [ruleset.decide(price=price).authority for price in ("50 CNY", "51 CNY")] == ["clerk", "manager"]


def test_a_choice_counts_by_its_dearest_bundle() -> None:
    bundles = "[[refund: {amount: price}, voucher: {amount: 100 CNY}], [voucher: {amount: 250 CNY}]]"
    ruleset = shop(f"rules: [{{id: r, then: [choice: {{by: customer, of: {bundles}}}]}}]\n", TOTAL)
    needed = [ruleset.decide(price=price).authority for price in ("0 CNY", "150 CNY", "200 CNY", "201 CNY")]
    assert needed == ["front_line", "front_line", "front_line", "duty_manager"]
    assert not decided(ruleset, "201 CNY", "front_line")[2]


OVERDUE = """\
rules:
  - id: r
    then:
      - resolution:
          within: 2 d
          if_overdue: [escalation: {within: 1 d, if_overdue: [refund: {amount: price}]}]
"""


def overdue(ruleset: Ruleset, price: str, role: str | None) -> list[Action]:
    """The actions of a decision, each with what it nests behind it; both evaluators agree on them."""
    decision = ruleset.decide(price=price, role=role)
    assert decision.account == decide_by_reference(ruleset.model, {"price": price}, None, role)
    assert decision.account.actions == decision.actions
    return [one for action in decision.actions for one in all_in(action)]


@pytest.mark.parametrize(("price", "needed"), [("200 CNY", "front_line"), ("201 CNY", "duty_manager")])
def test_what_is_nested_has_a_mandate_of_its_own(price: str, needed: str) -> None:
    ruleset = shop(OVERDUE, CAPS)
    approval = None if needed == "front_line" else Approval(needed)
    resolution, escalation, refund = overdue(ruleset, price, "front_line")
    assert (refund.authority, refund.needs_approval, refund.may_start) == (needed, approval, approval is None)
    for parent in (resolution, escalation):
        assert (parent.authority, parent.needs_approval, parent.may_start) == ("front_line", None, True)
    decision = ruleset.decide(price=price, role="front_line")
    assert (decision.authority, decision.needs_approval) == (needed, approval), "the whole counts what may come"
    assert [one.needs_approval for one in overdue(ruleset, price, "duty_manager")] == [None] * 3


def test_what_is_nested_does_not_wait_for_the_approval_of_what_nests_it() -> None:
    ruleset = shop(OVERDUE, "authority: {manager: {resolution: unlimited}}\n")
    resolution, escalation, refund = overdue(ruleset, "500 CNY", "front_line")
    assert (resolution.needs_approval, resolution.may_start) == (Approval("manager"), False)
    assert [(one.needs_approval, one.may_start) for one in (escalation, refund)] == [(None, True)] * 2


def test_a_nested_kind_that_mitigates_need_not_wait() -> None:
    ruleset = shop(OVERDUE, "authority: {manager: {escalation: unlimited}}\n")
    _, escalation, _ = overdue(ruleset, "500 CNY", "front_line")
    assert (escalation.needs_approval, escalation.may_start) == (Approval("manager"), True)


def test_what_is_nested_is_held_like_any_other() -> None:
    ruleset = shop(OVERDUE, "limits: [{id: wait, hold: [refund]}]\n", CAPS)
    resolution, _, refund = overdue(ruleset, "1 CNY", "manager")
    assert (refund.held, refund.may_start) == (("wait",), False)
    assert (resolution.held, resolution.may_start) == ((), True)


@pytest.mark.parametrize(
    ("price", "needed"), [("299 CNY", "front_line"), ("301 CNY", "duty_manager"), ("5001 CNY", "")]
)
def test_the_total_counts_what_comes_if_something_is_overdue(price: str, needed: str) -> None:
    ruleset = shop(OVERDUE, TOTAL)
    waits = needed != "front_line"
    resolution, escalation, refund = overdue(ruleset, price, "front_line")
    assert ruleset.decide(price=price).authority == needed
    assert (resolution.may_start, escalation.may_start, refund.may_start) == (True, True, not waits)


def test_an_action_counts_with_what_it_nests_and_a_choice_by_its_dearest_bundle() -> None:
    nesting = "resolution: {amount: 100 CNY, within: 1 d, if_overdue: [refund: {amount: price}]}"
    bundles = f"[[{nesting}], [voucher: {{amount: 250 CNY}}]]"
    ruleset = shop(f"rules: [{{id: r, then: [choice: {{by: customer, of: {bundles}}}]}}]\n", TOTAL)
    totals = [ruleset.decide(price=price).account.total for price in ("1 CNY", "150 CNY", "200 CNY", "201 CNY")]
    assert totals == [25000, 25000, 30000, 30100]
    choice, resolution, refund, voucher = overdue(ruleset, "201 CNY", "front_line")
    assert [one.may_start for one in (choice, resolution, refund, voucher)] == [False] * 4


def test_a_choice_that_gives_no_money_itself_need_not_wait_for_what_may_come() -> None:
    bundles = "[[resolution: {within: 1 d, if_overdue: [refund: {amount: price}]}], [apology]]"
    ruleset = shop(f"rules: [{{id: r, then: [choice: {{by: customer, of: {bundles}}}]}}]\n", TOTAL)
    choice, resolution, refund, _ = overdue(ruleset, "900 CNY", "front_line")
    assert [one.may_start for one in (choice, resolution, refund)] == [True, True, False]


def test_no_money_at_all_is_up_to_anybody() -> None:
    ruleset = shop("rules: [{id: r, then: [apology]}]\n", "authority: {manager: {total: 5 CNY}}")
    assert decided(ruleset, "5 CNY", "front_line") == ("front_line", None, True)
    assert ruleset.decide(price="5 CNY", role="front_line").needs_approval is None


def test_roles_without_authority_and_no_roles() -> None:
    assert decided(shop(REFUND), "500 CNY", "front_line") == ("front_line", None, True)
    nobody = loads((SHOP + REFUND).replace("roles: [front_line, duty_manager, manager]\n", ""))
    assert decided(nobody, "500 CNY", None) == ("", None, True)
    with pytest.raises(FactsError, match="role: must be left out: this ruleset has no roles"):
        nobody.decide(price="5 CNY", role="manager")


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("mangler", "`mangler` is not a role; did you mean `manager`? (front_line, duty_manager, manager)"),
        ("xyz", "`xyz` is not a role; expected one of front_line, duty_manager, manager"),
        (3, "expected one of front_line, duty_manager, manager, got int"),
        ([], "expected one of front_line, duty_manager, manager, got list"),
    ],
)
def test_an_unknown_role_is_refused_with_all_other_problems(role: object, told: str) -> None:
    with pytest.raises(FactsError) as caught:
        shop(REFUND, CAPS).decide(role=role)  # type: ignore[arg-type]
    assert [problem.fact for problem in caught.value.problems] == ["price", "role"]
    assert caught.value.problems[1].message == told


def test_an_action_that_needs_approval_is_a_value_like_any_other() -> None:
    ruleset = shop(REFUND, CAPS)
    (refund,) = ruleset.decide(price="500 CNY", role="front_line").actions
    (same,) = ruleset.decide(price="500 CNY", role="front_line").actions
    (free,) = ruleset.decide(price="500 CNY", role="manager").actions
    assert refund == same == copy.deepcopy(refund)
    assert refund == pickle.loads(pickle.dumps(refund))  # noqa: S301 - what we have just written
    assert hash(refund) == hash(same)
    assert refund != free
    assert repr(refund).endswith("needs_approval=Approval(role='duty_manager'))")


def test_decisions_for_different_roles_are_different() -> None:
    ruleset = shop(REFUND, CAPS)
    assert ruleset.decide(price="5 CNY", role="manager") != ruleset.decide(price="5 CNY", role="front_line")
    assert ruleset.decide(price="5 CNY", role="manager").role == "manager"
