"""The audit text, as people read it. Each golden file is reviewed line by line."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from recovery_rules.loading import loads
from tests.trace.parcels import CASES, PARCEL, RETAIL, RETAIL_CASE, decide, parcel, retail

LOCALES = ["en", "zh"]
NOTHING = """
language: 1
ruleset: nothing
kinds: {refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}}
facts: {paid: {type: money, currency: CNY, min: 0 CNY}}
rules: [{id: all, then: [refund: {amount: paid}]}]
currency: CNY
"""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", CASES)
def test_every_construct_is_told(case: str, locale: str, golden: Callable[[str, str], None]) -> None:
    golden(f"explain-{case}-{locale}", parcel(case).explain(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_shipped_ruleset_is_told(locale: str, golden: Callable[[str, str], None]) -> None:
    golden(f"explain-retail-{locale}", retail().explain(locale))


@pytest.mark.parametrize("case", CASES)
def test_every_rule_behind_an_action_is_named(case: str) -> None:
    decision = parcel(case)
    text = decision.explain()
    assert [rule for rule in decision.fired if rule not in text and rule != "otherwise"] == []


def test_personal_facts_stay_personal() -> None:
    assert "Li Na" not in parcel("late").explain()
    assert "Li Na" not in str(parcel("late").trace)


def test_nothing_reaches_the_terminal_raw() -> None:
    model = PARCEL.model
    decision = parcel("lost")
    assert "\u202e" in str(decision.account.values["remark"])
    assert "\u202e" not in decision.explain()
    assert all(char.isprintable() or char == "\n" for char in decision.explain("zh"))
    assert model.facts["remark"].type.kind == "text"


def test_a_locale_without_texts_names_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"^there are no texts in `fr`; the locales are en, zh$"):
        retail().explain("fr")


def test_a_case_in_which_nothing_is_given_says_so() -> None:
    decision = loads(NOTHING).decide(paid="0 CNY")
    assert decision.explain().splitlines()[:4] == [
        "No action is given.",
        "",
        "No refund: its amount under all comes to nothing.",
        "  Rule all (ruleset.yaml:6).",
    ]
    assert decision.explain("zh").startswith("不给予任何措施。\n")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"amount_paid": "5000 CNY"},
            "cut from CNY 2,500.00 to CNY 2,000.00: at most CNY 2,000.00 (refund-late-delivery)",
        ),
        ({"severity": "critical"}, "Amount: 100 % of amount paid CNY 890.00 = CNY 890.00;"),
        ({"delay": "3 h"}, "refund-late-delivery (set aside by voucher-for-hours-late)"),
    ],
)
def test_a_changed_case_changes_its_reason(changes: dict[str, Any], line: str) -> None:
    assert line in decide(RETAIL, {**RETAIL_CASE, **changes}).explain()


NEEDED = """
language: 1
ruleset: needed
kinds: {note: {stream: remedy, phase: resolve}}
facts:
  failure: {type: choice, values: [late, damaged, lost]}
  delay: {type: duration, min: 0 h, max: 9 d, needed: {failure: late}}
  channel: {type: choice, values: [web, phone], optional: true}
rules:
  - {id: much, when: {failure: late, delay: over 1 d}, then: [note]}
  - {id: by-expression, when: {failure: late, expr: 2 * delay > 1 d}, then: [note]}
  - {id: by-web, when: {failure: lost, channel: web}, then: [note]}
otherwise: [note]
"""


def test_a_fact_that_is_rightly_left_out_is_no_reason_beside_another() -> None:
    decision = loads(NEEDED).decide(failure="damaged")
    assert "much (failure damaged is not late); " in decision.explain()
    assert "by-expression (failure damaged is not late); " in decision.explain()
    assert "much（failure 为 damaged，不是 late）；" in decision.explain("zh")
    assert "much   failure damaged is not late" in str(decision.why_not("much")).splitlines()[1]


def test_a_fact_that_a_case_could_have_given_stays_a_reason() -> None:
    text = loads(NEEDED).decide(failure="damaged").explain()
    assert "by-web (failure damaged is not lost; channel is unknown: not known whether it is web)" in text


def test_a_fact_that_is_rightly_left_out_is_told_where_it_is_the_only_reason() -> None:
    ruleset = loads(NEEDED.replace("{failure: late, delay: over 1 d}", "{delay: over 1 d}"))
    assert "much (delay is unknown: not known whether it is over 1 d)" in ruleset.decide(failure="damaged").explain()


FAR = """
language: 1
ruleset: far
kinds:
  visit:
    stream: remedy
    phase: resolve
    parameters: {within: {type: duration, combine: sum}, again: {type: actions, combine: all}}
  note: {stream: corrective, phase: follow_up}
facts:
  eager: {type: boolean}
rules:
  - {id: some-day, then: [visit: {within: 300000 d, again: [visit: {within: 1 d}]}]}
  - {id: or-later, then: [visit: {within: 300000 d}]}
  - {id: soon, when: {eager: yes}, then: [note]}
"""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_time_beyond_the_calendar_is_told_as_a_duration(locale: str) -> None:
    decision = loads(FAR).decide(eager=False, as_of=datetime(8900, 1, 1, tzinfo=UTC))
    assert decision["visit"].due is None
    headline = {"en": "Visit, within 600,000 d; again: visit, within 1 d.", "zh": "visit，600,000 天内完成；again："}
    assert decision.explain(locale).startswith(headline[locale])
    assert "due" not in decision.trace["actions"][0]
    assert decision.what_if("note").text(locale)
