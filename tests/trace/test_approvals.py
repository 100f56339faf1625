"""What the explanation and the trace say of authority, in both languages."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from recovery_rules import loads
from recovery_rules.trace.schema import trace_schema

SHOP = """\
language: 1
ruleset: shop
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles:
  front_line: {label: {en: front line, zh: 一线员工}}
  duty_manager: {label: {en: duty manager, zh: 值班经理}}
  manager: {label: {en: manager, zh: 经理}}
facts:
  price: {type: money, min: 0 CNY, max: 100000 CNY, label: {en: price, zh: 价格}}
rules: [{id: r, then: [refund: {amount: price, within: 2 d}, replacement]}]
"""
CAPS = "authority:\n  front_line: {refund.amount: 200 CNY}\n  duty_manager: {refund.amount: 2000 CNY}\n"
WORDS = ("approv", "Approv", "批准", "acting", "经办", "in all", "合计")


def lines(authority: str, price: str, locale: str = "en", role: str = "front_line") -> list[str]:
    """What an explanation says of authority."""
    told = loads(SHOP + authority).decide(price=price, role=role).explain(locale).splitlines()
    return [line for line in told if any(word in line for word in WORDS)]


def test_the_headline_says_whose_approval_and_a_line_why() -> None:
    assert lines(CAPS, "445 CNY")[:2] == [
        "Refund of CNY 445.00 to the customer, within 2 d, duty manager's approval needed.",
        "  Approval: front line may give refund up to CNY 200.00.",
    ]
    assert lines(CAPS, "445 CNY", "zh")[:2] == [
        "给予客户退款 445.00 元，2 天内完成，需值班经理批准。",
        "  批准权限：一线员工可给予退款，上限为 200.00 元。",
    ]


def test_nothing_is_said_where_the_acting_role_may() -> None:
    (footer,) = lines(CAPS, "5 CNY")
    assert footer.endswith("…, not approved; acting: front line.")
    (footer,) = lines(CAPS, "5 CNY", "zh")
    assert footer.endswith("…，未经批准；经办：一线员工。")


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        ("authority: {manager: {refund: unlimited}}", "front line may not give refund"),
        ("authority: {front_line: {refund: none}}", "front line may not give refund"),
    ],
)
def test_what_the_acting_role_may(authority: str, told: str) -> None:
    assert f"  Approval: {told}." in lines(authority, "500 CNY")


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        ("{front_line: {loan.lasts: 1 h}}", "front line may give loan, lasts up to 1 h"),
        ("{front_line: {loan.cars: 2}, manager: {loan.lasts: 9 d}}", "front line may give loan without lasts"),
    ],
)
def test_what_the_acting_role_may_say_of_an_action(authority: str, told: str) -> None:
    parameters = "{cars: {type: integer, combine: greatest}, lasts: {type: duration, combine: greatest}}"
    loan = f"kinds: {{loan: {{stream: remedy, phase: resolve, parameters: {parameters}}}}}"
    shop = SHOP.replace("rules: [", f"{loan}\nrules: [{{id: lend, then: [loan: {{cars: 1, lasts: 2 d}}]}}, ")
    told_by = loads(f"{shop}authority: {authority}").decide(price="5 CNY", role="front_line").explain()
    assert f"  Approval: {told}." in told_by.splitlines()


def test_beyond_every_role() -> None:
    told = lines("authority: {manager: {refund.amount: 100 CNY}}", "500 CNY", role="manager")
    assert told[:2] == [
        "Refund of CNY 500.00 to the customer, within 2 d, nobody in the ruleset may approve it.",
        "  Approval: manager may give refund up to CNY 100.00.",
    ]


def test_the_total_has_a_paragraph_of_its_own() -> None:
    caps = "authority: {front_line: {total: 300 CNY}, duty_manager: {total: 1000 CNY}}"
    assert lines(caps, "445 CNY")[:2] == [
        "CNY 445.00 to the customer in all, duty manager's approval needed.",
        "  Approval: front line may give up to CNY 300.00 in all.",
    ]
    assert lines(caps, "445 CNY", "zh")[:2] == [
        "合计给予客户 445.00 元，需值班经理批准。",
        "  批准权限：一线员工合计至多可给予 300.00 元。",
    ]
    assert lines("authority: {manager: {total: 9 CNY}}", "5 CNY")[1] == "  Approval: front line may give no money."


def test_the_trace_tells_who_may() -> None:
    decision = loads(SHOP + CAPS).decide(price="445 CNY", role="front_line")
    trace = json.loads(json.dumps(decision.trace))
    Draft202012Validator(trace_schema()).validate(trace)
    whole = {"authority": "duty_manager", "needs_approval": "duty_manager"}
    assert (trace["role"], trace["authorised"]) == ("front_line", whole)
    replacement, refund = sorted(trace["actions"], key=lambda one: "amount" in one["values"])
    assert {"may_start": False, **whole}.items() <= refund.items()
    assert replacement == {"kind": "replacement", "values": {}, "authority": "front_line"}


def test_the_trace_without_an_acting_role() -> None:
    trace = loads(SHOP + CAPS).decide(price="445 CNY").trace
    assert (trace["role"], trace["authorised"]) == (None, {"authority": "duty_manager", "needs_approval": None})
    assert not any({"needs_approval", "may_start"} & action.keys() for action in trace["actions"])


def test_what_is_nested_tells_its_own_approval() -> None:
    rule = "then: [resolution: {within: 2 d, if_overdue: [refund: {amount: price}]}]"
    shop = loads(SHOP.replace("then: [refund: {amount: price, within: 2 d}, replacement]", rule) + CAPS)
    decision = shop.decide(price="445 CNY", role="front_line")
    assert decision.explain().splitlines()[0] == (
        "Resolution, within 2 d; if overdue: refund of CNY 445.00 to the customer, duty manager's approval needed."
    )
    assert "  Approval: front line may give refund up to CNY 200.00." in decision.explain().splitlines()
    assert "逾期则：给予客户退款 445.00 元，需值班经理批准" in decision.explain("zh").splitlines()[0]
    (resolution,) = json.loads(json.dumps(decision.trace))["actions"]
    (refund,) = resolution["values"]["if_overdue"]
    assert (resolution["authority"], "may_start" in resolution) == ("front_line", False)
    whole = {"authority": "duty_manager", "needs_approval": "duty_manager"}
    assert {"may_start": False, **whole}.items() <= refund.items()
    assert decision.trace["authorised"] == whole


def test_the_total_says_that_it_counts_what_may_come() -> None:
    rule = "then: [resolution: {within: 2 d, if_overdue: [refund: {amount: price}]}]"
    caps = "authority: {front_line: {total: 300 CNY}, duty_manager: {total: 1000 CNY}}"
    shop = loads(SHOP.replace("then: [refund: {amount: price, within: 2 d}, replacement]", rule) + caps)
    decision = shop.decide(price="445 CNY", role="front_line")
    told = "CNY 445.00 to the customer in all, counting what comes if something is overdue, "
    assert f"{told}duty manager's approval needed." in decision.explain().splitlines()
    assert "连同逾期后的措施，合计给予客户 445.00 元，需值班经理批准。" in decision.explain("zh").splitlines()


def test_money_in_all_waits_for_who_may_give_so_much_and_not_for_who_is_needed_for_something_else() -> None:
    authority = (
        "authority:\n  front_line: {replacement: none}\n  duty_manager: {total: 2000 CNY, replacement: none}\n"
        "  manager: {total: unlimited, replacement: unlimited}\n"
    )
    decision = loads(SHOP + authority).decide(price="445 CNY", role="front_line")
    assert decision.needs_approval is not None
    assert decision.needs_approval.role == "manager"
    told = decision.explain().splitlines()
    assert "Replacement, manager's approval needed." in told
    assert "CNY 445.00 to the customer in all, duty manager's approval needed." in told
