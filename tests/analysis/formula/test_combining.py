"""What proposals, tables and choices come to, in every case: each claim is proved, and a bit more is refuted."""

from __future__ import annotations

from textwrap import dedent

import pytest

from recovery_rules import loads

pytest.importorskip("z3")

HEAD = """
language: 1
ruleset: combined
currency: EUR
roles: [clerk, manager]
calendar: {name: works}
zone: Europe/Berlin
facts:
  price: {type: money, min: 0 EUR, max: 100 EUR}
  level: {type: scale, values: [low, middle, high]}
  vip: {type: boolean}
  asked: {type: boolean}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  visit: {stream: remedy, phase: follow_up, parameters: {times: {type: integer, combine: greatest}}}
  answer: {stream: remedy, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
  refund:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same}
      amount: {type: money, combine: greatest}
      contact: {type: scale, values: [letter, phone], combine: greatest}
      ways: {type: set, values: [post, courier], combine: all}
otherwise: [apology]
"""


def outcome(more: str, promised: str) -> str:
    [proof] = loads(f"{HEAD}{dedent(more)}\nproperties: [{{id: p, {promised}}}]\n").prove("p")
    return proof.outcome


@pytest.mark.parametrize(
    ("hit", "holds", "fails"),
    [
        ("collect sum", "<= 35 EUR", "<= 34 EUR"),
        ("collect max", "<= 20 EUR", "<= 10 EUR"),
        ("collect min", ">= 5 EUR", ">= 7 EUR"),
    ],
)
def test_rows_of_a_table_are_added_up(hit: str, holds: str, fails: str) -> None:
    table = f"""
    tables:
      - id: t
        hit: {hit}
        when: [level, vip]
        then: [refund.amount]
        rows: [[high, any, 10 EUR], [any, yes, 20 EUR], [high, yes, 5 EUR], [not high, no, 7 EUR]]
        with: {{refund: {{form: cash, contact: phone}}}}
    """
    assert outcome(table, f"always: refund.amount {holds}") == "proved"
    assert outcome(table, f"always: refund.amount {fails}") == "refuted"
    assert outcome(table, "always: refund.contact = phone") == "proved"


def test_rows_of_a_table_are_counted() -> None:
    table = """
    tables:
      - {id: t, hit: collect count, when: [level, vip], then: [visit.times], rows: [[high, any, 1], [any, yes, 1]]}
    """
    assert outcome(table, "always: visit.times = 2, when: {level: high, vip: yes}") == "proved"
    assert outcome(table, "always: visit.times = 2, when: {vip: yes}") == "refuted"
    assert outcome(table, "never: visit, when: {level: low, vip: no}") == "proved"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("by: customer, of: [[refund: {form: cash, amount: 1 EUR}], [apology]]", "proved"),  # they can have it
        ("by: clerk, of: [[refund: {form: cash, amount: 1 EUR}], [apology]]", "refuted"),  # they may get an apology
        ("by: customer, of: [[refund: {form: voucher, amount: 1 EUR}], [apology]]", "refuted"),  # that is no cash
        ("by: clerk, of: [[refund: {form: cash, amount: 1 EUR}], [apology, refund: {form: cash}]]", "proved"),
    ],
)
def test_a_choice_that_comes_to_what_is_owed_is_all_that_is_given(choice: str, expected: str) -> None:
    more = f"""
    rules: [{{id: a, then: [choice: {{{choice}}}]}}]
    limits: [{{id: l, level: law, action: refund, amount: {{at_least: 1 EUR}}, owed: {{form: cash}}}}]
    """
    assert outcome(more, "always: refund.amount <= 1 EUR") == expected
    assert outcome(more, "always: refund.amount <= 2 EUR") == "proved"
