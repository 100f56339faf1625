"""The audit text, as people read it. Each golden file is reviewed line by line."""

from collections.abc import Callable
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
