"""What is told to authors who write amounts and conditions as Chinese does, without blanks and with its own signs."""

from __future__ import annotations

import pytest

from recovery_rules import Ruleset, check_text, loads
from recovery_rules.source.errors import FactsError

HEAD = """language: 1
ruleset: shop
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles: {clerk: {label: {zh: 前台}}, manager: {}}
facts:
  失误: {type: choice, values: [不洁, 差错]}
  金额: {type: money, min: 0 CNY, max: 10000 CNY}
  程度: {type: scale, values: [轻微, 一般, 严重], default: 一般}
  选择: {type: choice, values: [refund, repair], optional: true}
no_follow_up: an example needs none
rules:
  - {id: sorry, then: [apology]}
"""


def told(more: str, head: str = HEAD) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in check_text(head + more).diagnostics if one.severity == "error"]


@pytest.fixture(scope="module")
def shop() -> Ruleset:
    return loads(HEAD)


@pytest.mark.parametrize(
    ("amount", "mended"),
    [
        ("20万", "write `200000 CNY`"),
        ("20 万元", "write `200000 CNY`"),
        ("1.5亿", "write `150000000 CNY`"),
        ("3千元", "write `3000 CNY`"),
        ("2k", "write `2000 CNY`"),
        ("200元", "write `200 CNY`"),
        ("￥200", "write `200 CNY`"),
        ("2m", ""),
        ("2w", ""),
        ("20万美元", ""),
        ("1,5万", ""),
        ("$5", "write for example `20 CNY`"),
    ],
)
def test_an_amount_is_never_mended_to_another_one(shop: Ruleset, amount: str, mended: str) -> None:
    with pytest.raises(FactsError) as caught:
        shop.decide(失误="不洁", 金额=amount)
    (problem,) = caught.value.problems
    assert problem.message.partition(": ")[2] == mended


@pytest.mark.parametrize(
    ("rule", "code", "label"),
    [
        ("when: {失误: 不洁，差错}, then: [repair]", "RR201", "write a list, `[不洁, 差错]`"),
        ("when: {金额: 超过100元}, then: [repair]", "RR203", "write `over 100 CNY`"),
        ("when: {金额: 不超过2万元}, then: [repair]", "RR203", "write `up to 20000 CNY`"),
        ("when: {程度: 严重以上}, then: [repair]", "RR204", "write `at least 严重`"),
        ("when: {程度: 至少严重}, then: [repair]", "RR204", "write `at least 严重`"),
        ("when: {程度: not [轻微]}, then: [repair]", "RR109", 'write `"not 轻微"`, with the quotes'),
        ("then: repair: {owner: clerk}", "RR125", "write `then: [repair: ...]`"),
        (
            "then: [choice: {by: customer, of: [repair: {owner: clerk}, [apology]]}]",
            "RR142",
            "write a list, `[repair: ...]`",
        ),
    ],
)
def test_a_slip_in_a_rule_is_told_with_what_is_meant(rule: str, code: str, label: str) -> None:
    assert told(f"  - {{id: r, {rule}}}\n") == [(code, label)]


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ("calendar: {country: 中国}\n", "did you mean `CN`?"),
        ("effective: 2026-01-01\n", "write `{from: 2026-01-01}`"),
        ("limits:\n  - {id: l, level: law, action: choice, owed: true}\n", "name one of the kinds in it"),
        ("authority: {前台: {refund: unlimited}}\n", "did you mean `clerk`? Its label is `前台`"),
        (
            "examples:\n  - {given: {失误: 不洁, 金额: 1 CNY}, needs_approval: 前台, role: clerk}\n",
            "did you mean `clerk`? Its label is `前台`",
        ),
        (
            "examples:\n  - {given: {失误: 不洁, 金额: 1 CNY}, expect: {道歉: {}}}\n",
            "did you mean `apology`? Its label is `道歉`",
        ),
    ],
)
def test_a_slip_elsewhere_is_told_with_what_is_meant(more: str, label: str) -> None:
    assert [one[1] for one in told(more)] == [label]


def test_none_and_nobody_are_no_roles_in_an_order() -> None:
    more = "examples:\n  - {given: {失误: 不洁, 金额: 1 CNY}, needs_approval: boss, role: clerk}\n"
    (found,) = [one for one in check_text(HEAD + more).diagnostics if one.severity == "error"]
    assert found.notes == ("`none`, `nobody`, or roles, low to high: clerk, manager",)


def test_a_name_that_is_a_kind_and_a_value_is_told_as_both() -> None:
    more = "properties:\n  - {id: p, always: refund or apology}\n  - {id: q, always: 选择 = refund or apology}\n"
    (found,) = [one for one in check_text(HEAD + more).diagnostics if one.severity == "error"]
    assert found.notes == (
        "it is a kind of action and a value of `选择`: for the value write `选择 = refund`",
        "to ask for the kind, rename one of the two; alone it may stand, `always: refund`",
    )
