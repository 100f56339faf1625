"""Rounded by formulas and by the engine: the same."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.analysis.formula.numbers import constant_of, lifted
from recovery_rules.analysis.formula.quotients import quotient_of
from recovery_rules.analysis.formula.rounding import rounded
from recovery_rules.language.rationals import round_to

z3 = pytest.importorskip("z3")

N, M = z3.Ints("n m")
B = z3.Bool("b")
NUMBERS = [Fraction(number) for number in ("2.5", "3.5", "-2.5", "2.4", "2.6")]
FACTORS = st.fractions(-3, 3, max_denominator=8)
STEPS = st.fractions(Fraction(1, 4), 3, max_denominator=4)
MODES = st.sampled_from(["floor", "ceiling", "up", "down", "half_up", "half_down", "half_even"])


@given(st.integers(-20, 20), st.booleans(), FACTORS, FACTORS, st.fractions(-2, 2, max_denominator=4), STEPS, MODES)
def test_a_choice_between_parts_of_a_number_is_rounded_as_the_engine_does(
    number: int, first: bool, one: Fraction, other: Fraction, more: Fraction, step: Fraction, mode: Any
) -> None:
    price, chosen = z3.Int("price"), z3.Bool("chosen")
    parts = (z3.ToReal(price) * lifted(Fraction(factor)) for factor in (one, other))
    term = z3.If(chosen, *parts) + z3.RealVal(str(more)) - z3.ToReal(price)

    formula = lifted(rounded(term, step, mode))

    told = z3.substitute(formula, (price, z3.IntVal(number)), (chosen, z3.BoolVal(first)))
    assert constant_of(z3.simplify(told)) == round_to(number * (one if first else other) + more - number, step, mode)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", [3, 4, -3, 2, 3]),
        ("half_even", [2, 4, -2, 2, 3]),
        ("half_down", [2, 3, -2, 2, 3]),
        ("up", [3, 4, -3, 3, 3]),
        ("down", [2, 3, -2, 2, 2]),
        ("ceiling", [3, 4, -2, 3, 3]),
        ("floor", [2, 3, -3, 2, 2]),
    ],
)
def test_every_way_to_round(mode: Any, expected: list[int]) -> None:
    term = z3.Real("term")
    formula = lifted(rounded(term, 1, mode))
    told = [z3.simplify(z3.substitute(formula, (term, z3.RealVal(str(number))))) for number in NUMBERS]
    assert [constant_of(one) for one in told] == expected
    assert [rounded(number, 1, mode) for number in NUMBERS] == expected


@pytest.mark.parametrize(
    ("term", "number", "divisor"),
    [
        (z3.ToReal(N) * z3.RealVal("3/4"), 3 * N, 4),
        (z3.RealVal("3/4") * z3.ToReal(N), 3 * N, 4),
        (z3.ToReal(N) - z3.RealVal("1/2"), 2 * N - 1, 2),
        (z3.ToReal(N) + z3.RealVal("1/2") + z3.RealVal("1/3"), 6 * N + 5, 6),
        (z3.If(B, z3.RealVal("1/2"), z3.RealVal("1/3")), z3.If(B, 3, 2), 6),
        (N, N, 1),
    ],
)
def test_a_term_as_a_whole_number_in_parts(term: Any, number: Any, divisor: int) -> None:
    found = quotient_of(term)
    assert found is not None
    assert found.divisor == divisor
    assert z3.is_true(z3.simplify(found.number == number))


@pytest.mark.parametrize(
    "term",
    [
        z3.Real("x"),
        z3.Real("x") * z3.RealVal("1/2"),
        z3.Real("x") + z3.RealVal("1/2"),
        z3.ToReal(N) * z3.ToReal(M),
        z3.ToReal(N) / z3.ToReal(M),
        z3.ToReal(N) * z3.RealVal("1/1000000000001"),  # in too many parts
    ],
)
def test_what_is_no_whole_number_in_parts(term: Any) -> None:
    assert quotient_of(term) is None
