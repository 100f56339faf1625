"""Rounded by formulas and by the engine: the same."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.analysis.formula.numbers import constant_of, lifted
from recovery_rules.analysis.formula.rounding import rounded
from recovery_rules.language.rationals import round_to

z3 = pytest.importorskip("z3")

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
