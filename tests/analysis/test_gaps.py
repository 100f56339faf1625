"""Gaps of rulesets and of tables, as an author reads them."""

import pytest

from recovery_rules import Ruleset, loads
from recovery_rules.analysis.findings.finding import Finding

HEAD = """
language: 1
ruleset: shop
currency: EUR
extends: [vocabulary/service-recovery.yaml]
no_follow_up: an example needs none
facts:
  failure: {type: choice, values: [late, damaged, lost]}
  severity: {type: scale, values: [minor, major, critical]}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  delay: {type: duration, min: 0 h, max: 30 d, needed: {failure: late}}
"""


def shop(text: str) -> Ruleset:
    return loads(HEAD + text, file="shop.yaml")


def found(ruleset: Ruleset, code: str) -> list[Finding]:
    return [one for one in ruleset.findings() if one.code == code]


def test_cases_that_only_otherwise_decides() -> None:
    ruleset = shop(
        "rules:\n"
        "  - {id: late, when: {failure: late, delay: over 1 d}, then: [refund: {amount: 5 EUR}]}\n"
        "  - {id: damaged, when: {failure: damaged, severity: at least major}, then: [replacement]}\n"
        "otherwise: [apology]\n"
    )
    (one,) = found(ruleset, "RR501")
    assert (one.level, one.message) == ("note", "2 kinds of case are decided only by `otherwise`")
    assert one.diagnostic.notes == (
        "failure late or lost, delay up to 1 d or unknown",
        "failure damaged or lost, severity minor",
        "for example: recovery-rules decide shop.yaml failure=late severity=minor 'price=0.00 EUR' 'delay=0 s'",
    )
    assert [ruleset.decide(case.facts).fired for case in one.witnesses] == [("otherwise",), ("otherwise",)]


def test_a_rule_without_conditions_decides_nothing_by_itself() -> None:
    ruleset = shop(
        "rules:\n  - {id: sorry, then: [apology]}\n  - {id: lost, when: {failure: lost}, then: [replacement]}\n"
    )
    (one,) = found(ruleset, "RR501")
    assert one.diagnostic.notes[0] == "failure late or damaged"
    assert "rules without conditions" in one.message


NOTE = "kinds: {note: {stream: remedy, phase: acknowledge}}\n"
SORRY = "rules:\n  - {id: sorry, then: [apology]}\n  - {id: lost, when: {failure: lost}, then: [replacement]}\n"
LAW = "limits: [{id: law, level: law, action: refund, amount: {at_least: 5 EUR}, owed: true}]\n"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (f"{SORRY}otherwise: [note]\n", "decided only by rules without conditions"),  # which never speaks
        (f"{SORRY}{LAW}otherwise: [note]\n", "decided only by what applies to every case"),
        (
            f"{SORRY}limits: [{{id: no, when: {{failure: [late, damaged]}}, forbid: [apology]}}]\n",
            "decided by no rule",
        ),
    ],
)
def test_a_gap_says_what_is_given_there(text: str, by: str) -> None:
    (one,) = found(shop(NOTE + text), "RR501")
    assert one.message.endswith(f" {by}")


def test_what_is_computed_from_the_facts_decides_every_case() -> None:
    assert found(shop(f"{NOTE}{SORRY}{LAW.replace('5 EUR', 'price')}otherwise: [note]\n"), "RR501") == []


def test_a_region_names_no_cell_in_which_no_case_lies() -> None:
    due = "derived: {due: {type: money, value: 'if delay known and delay > 1 d then 5 EUR else 0 EUR'}}\n"
    pay = "rules: [{id: pay, when: {due: over 0 EUR}, then: [refund: {amount: due}]}]\n"
    (one,) = found(shop(f"{due}{pay}otherwise: [apology]\n"), "RR501")
    assert one.diagnostic.notes[0] == "due 0 EUR"


def test_where_a_rule_or_limit_speaks_of_every_case_there_is_no_gap() -> None:
    everyone = "  - {id: dear, when: {price: over 50 EUR}, then: [refund: {amount: 5 EUR}]}\n"
    cheap = (
        "limits:\n  - {id: owed, when: {price: up to 50 EUR}, action: refund, amount: {at_least: 1 EUR}, owed: true}\n"
    )
    assert found(shop(f"rules:\n{everyone}{cheap}otherwise: [apology]\n"), "RR501") == []


def test_cases_that_no_row_decides_are_told_of_each_table_that_is_not_all_there_is() -> None:
    table = (
        "tables:\n  - id: extras\n    when: [severity]\n    then: [replacement]\n    rows: [[critical, yes]]\n"
        "otherwise: [apology]\n"
    )
    alone, beside = shop(table), shop("rules: [{id: lost, when: {failure: lost}, then: [replacement]}]\n" + table)
    assert found(alone, "RR505") == []
    (one,) = found(beside, "RR505")
    assert (one.rules, one.diagnostic.notes[0]) == (("extras",), "severity minor or major")


def test_parts_in_which_no_case_lies_are_no_gap() -> None:
    late = "  - {id: late, when: {delay: known}, then: [apology]}\n"
    other = "  - {id: other, when: {failure: not late}, then: [apology]}\n"
    assert found(shop(f"rules:\n{late}{other}otherwise: [apology]\n"), "RR501") == []


def test_a_list_that_is_cut_short_says_of_how_much_of_the_space_it_tells() -> None:
    kinds = [(failure, severity) for failure in ("late", "damaged", "lost") for severity in ("minor", "major")]
    rows = ", ".join(f"[{', '.join(kind)}, over {cut} EUR, 1 EUR]" for cut, kind in enumerate(kinds, 5))
    table = f"{{id: t, hit: collect, when: [failure, severity, price], then: [refund.amount], rows: [{rows}]}}"
    (one,) = found(shop(f"tables:\n  - {table}\notherwise: [apology]\n"), "RR501")
    assert one.message == "many kinds of case are decided only by `otherwise`"
    told = one.diagnostic.notes[-2]
    assert (
        told
        == "and others: these are not all; 96.5 % of all combinations of cells are decided, told here or impossible"
    )
    assert len(one.witnesses) == 5


def test_regions_in_which_no_case_was_found_are_counted() -> None:
    odd = (
        "derived:\n  odd: {type: boolean, value: 'n * n * n + m * m * m = k * k * k'}\n"
        "rules:\n  - {id: even, when: {odd: no}, then: [apology]}\notherwise: [replacement]\n"
    )
    (one,) = found(
        shop("".join(f"  {name}: {{type: integer, min: 1, max: 1000000}}\n" for name in "nmk") + odd), "RR501"
    )
    assert one.message == "some kinds of case may be decided only by `otherwise`"
    assert one.diagnostic.notes == (
        "odd yes",
        "in 1 region such as these no case was found, and no proof that there is none",
    )
    assert one.witnesses == ()
