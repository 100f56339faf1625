"""A ruleset whose names are all Chinese, through everything that reads names."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from recovery_rules import FactsError, Money, RulesetError, load, loads
from recovery_rules.document.schema import ruleset_schema
from recovery_rules.loading import check_text
from recovery_rules.ruleset import Ruleset
from recovery_rules.testing import verify
from recovery_rules.testing.case import Case
from tests.cli.running import run

jsonschema: Any = pytest.importorskip("jsonschema", reason="it is in the extra `test`")

COURIER = """\
language: 1
ruleset: 快递
title: {zh: 快递补救}
currency: CNY
roles: [一线员工, 经理]
clock: 受理时间
units: {积分: {digits: 0}}
types:
  程度: {type: scale, values: [轻微, 一般, 严重], label: {zh: 严重程度}}
kinds:
  道歉: {stream: remedy, phase: acknowledge, parameters: {方式: {type: choice, values: [电话, 当面]}}}
  退款:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: true}
      负责人: {type: role, combine: highest_role}
      within: {type: duration, combine: soonest}
  送积分: {stream: remedy, phase: follow_up, parameters: {数量: {type: 积分, combine: sum}}}
facts:
  受理时间: {type: datetime}
  失误类型: {type: choice, values: [延误, 丢失, 破损]}
  后果: {type: 程度}
  时长: {type: duration, min: 0 h, max: 90 d, needed: {失误类型: 延误}}
  运费: {type: money, min: 0 CNY, max: 10000 CNY}
  会员: {type: boolean, default: no}
  姓名: {type: text, personal: true}
admit:
  - {id: 已付运费, when: {失误类型: 破损}, must: 运费 > 0 CNY}
derived:
  比例:
    type: percent
    hit: first
    when: [失误类型, 会员]
    rows:
      - [丢失, any, 100 %]
      - [any, yes, 50 %]
      - {gives: 20 %}
  赔付: {type: money, value: "if 时长 known and 时长 > 2 d then 比例 of 运费 else lower(比例 of 运费, 10 CNY)"}
rules:
  - id: 先道歉
    then: [道歉: {方式: 电话}]
    because: {zh: 总要道歉}
  - id: 按比例退款
    when: {失误类型: [延误, 丢失], 赔付: over 0 CNY}
    unless: {expr: 运费 < 5 CNY}
    then: [退款: {amount: 赔付, at_most: 500 CNY, 负责人: 一线员工, within: 24 h}]
  - id: 少退
    overrides: [按比例退款]
    when: {失误类型: 延误, 时长: under 1 h}
    then: [送积分: {数量: 20 积分}]
tables:
  - id: 加送
    when: [后果, 会员]
    then: [送积分.数量]
    rows:
      - [严重, yes, 100 积分]
      - {后果: up to 一般, 会员: yes, 送积分.数量: 10 积分}
limits:
  - {id: 不超过运费, action: 退款, amount: {at_most: 运费}}
  - {id: 破损不退, when: {失误类型: 破损}, forbid: [退款]}
examples:
  - id: 丢件
    given: {受理时间: "2026-11-02T09:00:00+08:00", 失误类型: 丢失, 后果: 严重, 运费: 30 CNY}
    expect: {退款: {amount: 10 CNY, 负责人: 一线员工}}
    fired: [先道歉, 按比例退款]
"""
CASE = {"受理时间": "2026-11-02T09:00:00+08:00", "失误类型": "延误", "后果": "轻微", "时长": "3 d", "运费": "20 CNY"}


@pytest.fixture(scope="module")
def courier() -> Ruleset:
    return loads(COURIER)


def test_it_loads_without_a_warning_and_keeps_its_examples(courier: Ruleset) -> None:
    assert courier.warnings == ()
    assert [verify(courier, Case(example)).passed for example in courier.model.examples] == [True]


def test_facts_are_keywords_a_mapping_or_an_instance(courier: Ruleset) -> None:
    by_keyword = courier.decide(受理时间=CASE["受理时间"], 失误类型="延误", 后果="轻微", 时长="3 d", 运费="20 CNY")
    assert by_keyword["退款"].amount == Money("4", "CNY")
    assert by_keyword["退款"].负责人 == "一线员工"
    assert courier.decide(CASE) == by_keyword
    facts: Any = courier.facts_model(**CASE)
    assert facts.失误类型 == "延误"
    assert courier.decide(facts) == by_keyword


def test_a_wrong_name_is_told_with_the_right_one(courier: Ruleset) -> None:
    with pytest.raises(FactsError, match=r"失误类: is not a fact of this ruleset; did you mean `失误类型`"):
        courier.decide(CASE, 失误类="延误")


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_it_explains_itself(courier: Ruleset, locale: str) -> None:
    decision = courier.decide(CASE)
    assert all(name in decision.explain(locale) for name in ("按比例退款", "失误类型", "时长", "赔付"))
    assert "会员" in str(decision.what_if("送积分"))
    assert "破损不退" in str(courier.decide(CASE | {"失误类型": "破损", "时长": None}).why_not("退款"))
    assert json.loads(json.dumps(decision.trace, default=str))["matched"] == ["先道歉", "按比例退款"]


def test_editors_know_it(courier: Ruleset) -> None:
    jsonschema.validate(yaml.safe_load(COURIER), ruleset_schema())
    jsonschema.validate({**CASE, "会员": True}, courier.facts_model.model_json_schema())


def test_the_command_line_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("快递.yaml").write_text(COURIER, "utf-8")
    assert run("check", "快递.yaml").code == 0
    decided = run("decide", "快递.yaml", *(f"{name}={value}" for name, value in CASE.items()))
    assert decided.code == 0
    assert "退款 (负责人: 一线员工)" in decided.out
    assert run("test", "快递.yaml").code == 0
    assert "按比例退款" in run("explain", "快递.yaml", *(f"{name}={value}" for name, value in CASE.items())).out
    wide = run("decide", "快递.yaml", "失误类型＝延误")
    assert wide.err == "error: `失误类型＝延误` is no fact\n  write `=` for `＝`\n"
    assert load("快递.yaml").id == "快递"


# Devanagari and Arabic with signs on letters, Thai, Cyrillic, Hangul, a letter beyond the first 65,536.
@pytest.mark.parametrize("name", ["देरी", "تأخّر", "ล่าช้า", "задержка", "지연", "délai", "𠮷"])
def test_names_of_other_scripts_do_as_well(name: str) -> None:
    text = COURIER.replace("时长", name)
    assert not check_text(text).diagnostics
    case = {name if key == "时长" else key: value for key, value in CASE.items()}
    assert loads(text).decide(case)["退款"].amount == Money("4", "CNY")


@pytest.mark.parametrize("name", [unicodedata.normalize("NFD", "délai"), "ﬁn", "ＡＢ"])
def test_letters_in_another_form_are_refused_with_the_usual_one(name: str) -> None:
    with pytest.raises(RulesetError) as error:
        loads(COURIER.replace("时长", name))
    assert {one.code for one in error.value.diagnostics} == {"RR144"}
    assert unicodedata.normalize("NFKC", name) in str(error.value)


@pytest.mark.parametrize("char", ["\u200d", "\u202e", "\ufe00", "\U000e0100"])
def test_a_name_holds_nothing_that_cannot_be_seen(char: str) -> None:
    with pytest.raises(RulesetError):
        loads(COURIER.replace("时长", f"时{char}长"))


def test_letters_of_another_form_are_recognised() -> None:
    apart = unicodedata.normalize("NFD", "naïve")
    ruleset = loads(
        "language: 1\nruleset: u\nfacts: {naïve: {type: choice, values: [naïve, other]}}\n"
        "kinds: {gift: {stream: remedy, phase: resolve}}\nrules: [{id: r, then: [gift]}]\n"
    )
    assert ruleset.decide({"naïve": apart}).facts["naïve"] == "naïve"
    with pytest.raises(FactsError, match="not in their usual form"):
        ruleset.decide({apart: "other"})
