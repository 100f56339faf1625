"""The arithmetic that is shown for an amount comes to the amount, whatever was combined and bounded."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from recovery_rules import RulesetError, loads
from recovery_rules.decision import Decision
from tests.strategies import COSTLY, as_yaml

HEAD = """
language: 1
ruleset: points
currency: EUR
kinds:
  pts: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: sum, required: true}}}
facts:
  n: {type: integer, min: 1, max: 9}
"""


def amount_of(rules: str, **given: Any) -> str:
    text = loads(HEAD + rules).decide(n=3, **given).explain()
    return next(line.strip() for line in text.splitlines() if line.startswith("  Amount: "))


def test_equal_parts_of_a_sum_are_told_each() -> None:
    told = amount_of("""
rules:
  - {id: one, then: [pts: {amount: n * 2 EUR}]}
  - {id: two, then: [pts: {amount: n * 2 EUR}]}
""")
    assert told == "Amount: the sum of n 3 × EUR 2.00 = EUR 6.00 (one) and n 3 × EUR 2.00 = EUR 6.00 (two) = EUR 12.00."


def test_the_cap_of_one_part_is_told_with_this_part() -> None:
    told = amount_of("""
rules:
  - {id: one, then: [pts: {amount: n * 2 EUR}]}
  - {id: two, then: [pts: {amount: 2 EUR * n, at_most: 3 EUR}]}
""")
    assert told == (
        "Amount: the sum of n 3 × EUR 2.00 = EUR 6.00 (one) and EUR 2.00 × n 3 = EUR 6.00, "
        "cut from EUR 6.00 to EUR 3.00: at most EUR 3.00 (two) = EUR 9.00."
    )


def test_the_sum_over_a_table_holds_its_own_rows_alone() -> None:
    told = amount_of("""
tables:
  - {id: t, hit: collect sum, when: [n], then: [pts.amount], rows: [[any, 5 EUR], [over 2, 5 EUR]]}
  - {id: u, hit: rule order, when: [n], then: [pts.amount], rows: [[any, 5 EUR], [over 2, 5 EUR]]}
""")
    assert told == (
        "Amount: the sum of (the sum over table t: EUR 5.00 (t/1) and EUR 5.00 (t/2) = EUR 10.00), "
        "EUR 5.00 (u/1) and EUR 5.00 (u/2) = EUR 20.00."
    )


AMOUNTS = st.sampled_from(["4 EUR", "n * 2 EUR", "1 EUR + n * 1 EUR", "n * 1.005 EUR", "0 EUR"])
END = st.sampled_from(["0 EUR", "3 EUR", "n * 1.5 EUR"])
ENDS = st.fixed_dictionaries({}, optional={"at_least": END, "at_most": END})
BOUNDS = st.fixed_dictionaries({"at_most": END}, optional={"at_least": END})
HITS = st.sampled_from(["collect sum", "collect min", "collect max", "rule order"])


@st.composite
def written(draw: st.DrawFn) -> dict[str, Any]:
    """A ruleset whose rules, tables and limits all have a say in one amount."""
    combine = draw(st.sampled_from(["sum", "greatest", "least"]))
    parts = draw(st.lists(st.tuples(AMOUNTS, ENDS), min_size=1, max_size=3))
    rules = [
        {"id": f"r{number}", "then": [{"pts": {"amount": amount, **ends}}]}
        for number, (amount, ends) in enumerate(parts)
    ]
    tables = [
        {"id": f"t{number}", "hit": hit, "when": ["n"], "then": ["pts.amount"], "rows": rows}
        for number, hit in enumerate(draw(st.lists(HITS, max_size=2)))
        for rows in [[["any", draw(AMOUNTS)], ["over 2", draw(AMOUNTS)]]]
    ]
    limits = [
        {"id": f"l{number}", "action": "pts", "amount": ends}
        for number, ends in enumerate(draw(st.lists(BOUNDS, max_size=2)))
    ]
    return {
        "language": 1,
        "ruleset": "points",
        "currency": "EUR",
        "kinds": {
            "pts": {
                "stream": "remedy",
                "phase": "resolve",
                "parameters": {"amount": {"type": "money", "combine": combine, "required": True}},
            }
        },
        "facts": {"n": {"type": "integer", "min": 1, "max": 9}},
        "rules": rules,
        **({"tables": tables} if tables else {}),
        **({"limits": limits} if limits else {}),
    }


@COSTLY
@given(written(), st.integers(1, 9))
def test_what_is_drawn_adds_up(text: dict[str, Any], number: int) -> None:
    try:
        ruleset = loads(as_yaml(text))
    except RulesetError:
        event("does not load")
        return
    must_add_up(ruleset.decide(n=number))


def must_add_up(decision: Decision) -> None:
    """What the line about the amount comes to is the amount."""
    told = decision.explain().splitlines()
    lines = [line for line in told if line.startswith("  Amount: ") and did_something(line)]
    if decision.actions and lines:
        event("an amount is told")
        assert decision.actions[0].amount.amount in results_of(lines[0])


def did_something(line: str) -> list[str]:
    """The steps of a line without the bounds that did nothing; none of a constant that nothing changed."""
    steps = line.strip().removeprefix("Amount: ").removesuffix(".").split("; ")
    return [step for step in steps if not step.endswith("did not bind")]


def results_of(line: str) -> list[Decimal]:
    """What a line can come to by its last step that did something: of the greatest or least of several, any of them."""
    last = did_something(line)[-1]
    changed = re.match(r"(?:cut|raised|rounded) from (?:about )?EUR [\d.]+ to EUR ([\d.]+)", last)
    found = [Decimal(one) for one in re.findall(r"EUR ([\d.]*\d)", last)]
    if changed:
        return [Decimal(changed[1])]
    return found if last.startswith(("the greater ", "the greatest ", "the lesser ", "the least ")) else found[-1:]


@pytest.mark.parametrize(
    ("line", "results"),
    [
        ("  Amount: n 3 × EUR 2.00 = EUR 6.00; at most EUR 9.00 (cap) did not bind.", ["6.00"]),
        ("  Amount: the sum of EUR 6.00 (a) and EUR 1.00 (b) = EUR 7.00.", ["7.00"]),
        ("  Amount: EUR 7.00 × n 3 = EUR 21.00; cut from EUR 21.00 to EUR 5.00: at most EUR 5.00 (cap).", ["5.00"]),
        ("  Amount: the greater of EUR 6.00 (a) and EUR 1.00 (b).", ["6.00", "1.00"]),
        ("  Amount: the least of EUR 6.00 (a), EUR 1.00 (b) and EUR 2.00 (c).", ["6.00", "1.00", "2.00"]),
    ],
)
def test_results_are_read_as_people_do(line: str, results: list[str]) -> None:
    assert results_of(line) == [Decimal(one) for one in results]
