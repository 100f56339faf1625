from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.rationals import ROUNDINGS, Rounding, decimal_of, decimal_text, round_to, simplest
from tests.language.drawn import decimals

_DECIMAL = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "half_down": ROUND_HALF_DOWN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        ("half_up", [-3, -2, -1, 1, 2, 3]),
        ("half_even", [-2, -2, 0, 0, 2, 2]),
        ("half_down", [-2, -1, 0, 0, 1, 2]),
        ("up", [-3, -2, -1, 1, 2, 3]),
        ("down", [-2, -1, 0, 0, 1, 2]),
        ("ceiling", [-2, -1, 0, 1, 2, 3]),
        ("floor", [-3, -2, -1, 0, 1, 2]),
    ],
)
def test_halves_go_where_the_mode_says(mode: Rounding, rounded: list[int]) -> None:
    halves = [Fraction(n, 2) for n in (-5, -3, -1, 1, 3, 5)]
    assert [round_to(half, 1, mode) for half in halves] == rounded


@given(decimals(2), st.sampled_from(ROUNDINGS))
def test_rounding_is_that_of_decimal(number: Fraction, mode: Rounding) -> None:
    exact = Decimal(number.numerator) / number.denominator
    assert round_to(number, 1, mode) == exact.quantize(Decimal(1), _DECIMAL[mode])


@given(st.fractions(), st.fractions(min_value=Fraction(1, 100)), st.sampled_from(ROUNDINGS))
def test_a_rounded_number_is_a_near_multiple(number: Fraction, step: Fraction, mode: Rounding) -> None:
    rounded = round_to(number, step, mode)
    assert (Fraction(rounded) / step).denominator == 1
    assert abs(rounded - number) < step
    assert round_to(rounded, step, mode) == rounded


@given(st.fractions())
def test_a_decimal_text_is_exact_or_a_fraction(number: Fraction) -> None:
    assert Fraction(decimal_text(number)) == number
    assert (decimal := decimal_of(number)) is None or Fraction(decimal) == number


def test_a_whole_number_is_an_int() -> None:
    assert type(simplest(Fraction(4, 2))) is int
