"""Comparisons of the same two facts depend on each other: below, level with and above are one of three."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.order import signs_if
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Operation
from tests.cells.loading import proved
from tests.cells.models import FEE, PAID, apply

OPERATIONS: tuple[Operation, ...] = ("<", "<=", ">", ">=", "=", "!=")
TABLE = """
derived:
  found:
    type: integer
    hit: HIT
    when: [paid]
    rows:
      - [fee, 1]
      - [over fee, 2]
      - [THIRD, 3]
rules: [{id: a, then: [{refund: {amount: found * 1 CNY}}]}]
"""


@pytest.mark.parametrize("hit", ["unique", "any", "first"])
def test_three_rows_cover_every_case_once(hit: str) -> None:
    assert proved(TABLE.replace("HIT", hit).replace("THIRD", "under fee")) == ""


def test_a_missing_sign_is_a_gap() -> None:
    said = proved(TABLE.replace("HIT", "first").replace("THIRD", "10 CNY"))
    assert "RR303 `found` has no row for paid 0 CNY, fee 12 CNY" in said


def test_a_sign_covered_twice_is_an_overlap() -> None:
    said = proved(TABLE.replace("HIT", "unique").replace("THIRD", "up to fee"))
    assert "RR301 rows 1 and 3 of `found` can match together" in said


def test_the_ends_of_a_range_count_too() -> None:
    rows = TABLE.replace("HIT", "unique").replace("[fee, 1]", "['[fee..fee]', 1]")
    assert proved(rows.replace("THIRD", "under fee")) == ""
    assert "RR301 rows 1 and 3" in proved(rows.replace("THIRD", "up to fee"))


def test_yes_and_no_are_compared_too() -> None:
    facts = "  asked_first: {type: boolean}\n"
    body = """
derived:
  found:
    type: integer
    when: [verified]
    rows:
      - [asked_first, 1]
      - [not asked_first, 2]
rules: [{id: a, then: [{refund: {amount: found * 1 CNY}}]}]
"""
    assert proved(body, facts=facts) == ""


@given(st.sampled_from(OPERATIONS), st.integers(0, 2), st.integers(0, 2), st.booleans())
def test_signs_hold_what_is_true(operation: Operation, paid: int, fee: int, negated: bool) -> None:
    expression = apply(operation, PAID, FEE)
    expression = apply("not", expression) if negated else expression
    holds = bool(evaluate(expression, {"paid": paid, "fee": fee}))
    sign = "<" if paid < fee else ">" if paid > fee else "="
    assert all(sign in signs for left, _, signs in signs_if(expression, holds=holds) if left == PAID)
