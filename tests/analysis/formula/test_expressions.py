"""What expressions and tables of facts come to, in every case: each claim is proved, and a bit more is refuted."""

from __future__ import annotations

from textwrap import indent

import pytest

from recovery_rules import Proof, loads

pytest.importorskip("z3")

HEAD = """
language: 1
ruleset: computed
currency: EUR
calendar: {name: works}
zone: Europe/Berlin
month_end: last_day
facts:
  price: {type: money, min: 0 EUR, max: 100 EUR}
  paid: {type: money, min: 1 EUR, max: 100 EUR}
  items: {type: integer, min: 1, max: 4}
  level: {type: scale, values: [low, middle, high]}
  vip: {type: boolean}
  harm: {type: set, values: [distress, loss]}
  bought_on: {type: date}
  returned_on: {type: date, optional: true}
kinds:
  gift: {stream: remedy, phase: resolve}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
otherwise: [gift]
"""


def proved(derived: str, then: str, promised: str) -> Proof:
    text = f"{HEAD}derived: {{{derived}}}\nrules: [{{id: a, {then}}}]\nproperties: [{{id: p, {promised}}}]\n"
    [proof] = loads(text).prove("p")
    return proof


@pytest.mark.parametrize(
    ("rows", "holds", "fails"),
    [
        ("collect sum, rows: [[any, any, 5 EUR], [high, any, 10 EUR], [any, yes, 1 EUR]]", "<= 16 EUR", "<= 15 EUR"),
        ("collect sum, rows: [[high, any, 10 EUR]]", ">= 0 EUR", "> 0 EUR"),  # of no rows
        ("collect min, rows: [[any, any, 30 EUR], [high, any, 20 EUR], [any, yes, 10 EUR]]", ">= 10 EUR", ">= 11 EUR"),
        ("collect max, rows: [[any, any, 5 EUR], [high, any, price], [any, yes, 7 EUR]]", "<= 100 EUR", "<= 99 EUR"),
        ("collect max, rows: [[any, any, 5 EUR], [high, any, 6 EUR]]", "<= 6 EUR", "<= 5 EUR"),
        (
            "priority, order: [9 EUR, 8 EUR, 1 EUR], rows: [[any, any, 1 EUR], [high, any, 8 EUR], [high, yes, 9 EUR]]",
            "<= 9 EUR",
            "<= 8 EUR",
        ),
    ],
)
def test_what_a_table_of_facts_gives(rows: str, holds: str, fails: str) -> None:
    table = f"due: {{type: money, when: [level, vip], hit: {rows}}}"
    then = "then: [refund: {amount: due}]"
    assert proved(table, then, f"always: refund.amount {holds}").outcome == "proved"
    assert proved(table, then, f"always: refund.amount {fails}").outcome == "refuted"


@pytest.mark.parametrize(("case", "outcome"), [("{level: high, vip: yes}", "proved"), ("{level: high}", "refuted")])
def test_the_number_of_rows_that_match(case: str, outcome: str) -> None:
    table = "rows_of: {type: integer, when: [level, vip], hit: collect count, rows: [[high, any, 1], [any, yes, 1]]}"
    assert proved(table, "when: {rows_of: 2}, then: [refund]", f"always: refund, when: {case}").outcome == outcome
    assert proved(table, "when: {rows_of: over 2}, then: [refund]", "never: refund").outcome == "proved"


def test_a_row_of_the_highest_priority_counts_wherever_it_stands() -> None:
    table = """
    due:
      type: choice
      values: [some, most]
      when: [level]
      hit: priority
      order: [most, some]
      rows: [[any, some], [high, most]]
    """
    text = f"{HEAD}derived:\n{indent(table, '  ')}\nrules: [{{id: a, when: {{due: most}}, then: [refund]}}]\n"
    [found] = loads(f"{text}properties: [{{id: p, always: refund, when: {{level: high}}}}]\n").prove("p")
    assert found.outcome == "proved"


@pytest.mark.parametrize(
    ("amount", "holds", "fails"),
    [
        ("abs(price - 40 EUR)", "<= 60 EUR", "<= 59 EUR"),
        ("100 EUR + -price", "<= 100 EUR", "< 100 EUR"),
        ("price / items", "<= price", ">= 50 % of price"),
        ("paid / price_or_one * 1 EUR", "<= 100 EUR", "<= 1 EUR"),
        ("if vip then 2 EUR else if items > 2 then 3 EUR else 4 EUR", ">= 2 EUR", ">= 3 EUR"),
        ("lower(price, paid, 7 EUR)", "<= 7 EUR", "<= 6 EUR"),
        ("if vip or level = low then 2 EUR else 3 EUR", "<= 3 EUR", "<= 2 EUR"),
        ("full 3 EUR in paid * 1 EUR", "<= 33 EUR", "<= 32 EUR"),
        ("started 3 EUR in paid * 1 EUR", "<= 34 EUR", "<= 33 EUR"),
        ("full 1 d in (later - bought_on) * 1 EUR", "<= 14 EUR", "< 14 EUR"),
    ],
)
def test_what_an_amount_comes_to(amount: str, holds: str, fails: str) -> None:
    derived = "price_or_one: {type: money, value: 'higher(price, 1 EUR)'}, later: {type: date, value: bought_on + 14 d}"
    then = f"then: [refund: {{amount: '{amount}'}}]"
    assert proved(derived, then, f"always: refund.amount {holds}").outcome == "proved"
    assert proved(derived, then, f"always: refund.amount {fails}").outcome == "refuted"


@pytest.mark.parametrize(
    ("asked", "where", "outcome"),
    [
        ("{expr: harm has distress}", "{harm: has distress}", "proved"),
        ("{expr: harm has distress}", "{harm: has loss}", "refuted"),
        ("{harm: [has distress, has loss]}", "{harm: has loss}", "proved"),
        ("{none_of: [{vip: yes}, {level: low}]}", "{vip: no, level: not low}", "proved"),
        ("{none_of: [{vip: yes}, {level: low}]}", "{vip: no}", "refuted"),
        ("{any_of: [{vip: yes}, {all_of: [{level: low}, {items: 2}]}]}", "{level: low, items: 2}", "proved"),
        ("{vip: 'yes, no'}", "{level: low}", "proved"),
        ("{vip: '-'}", "{level: low}", "proved"),
        ("{expr: bought_on + 7 d > bought_on + 6 d}", "{bought_on: until 2999-01-01}", "proved"),
        ("{expr: returned_on known and returned_on >= bought_on}", "{returned_on: unknown}", "refuted"),
    ],
)
def test_in_which_cases_a_condition_holds(asked: str, where: str, outcome: str) -> None:
    assert proved("", f"when: {asked}, then: [refund]", f"always: refund, when: {where}").outcome == outcome


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("[2026-11-21, 2026-11-22]", "proved"), ("2026-11-21 to 2026-11-23", "refuted")],  # a weekend, and its Monday
)
def test_the_day_of_the_week(day: str, outcome: str) -> None:
    asked = "when: {expr: 'weekday of bought_on in (sat, sun)'}, then: [refund]"
    assert proved("", asked, f"always: refund, when: {{bought_on: {day}}}").outcome == outcome


def test_what_is_unknown_in_every_case_of_a_kind() -> None:
    asked = "when: {returned_on: unknown, expr: 'not (returned_on > bought_on)'}, then: [refund]"
    assert proved("", asked, "never: refund").outcome == "proved"
