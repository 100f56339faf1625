"""Values on and beside constants: those that a fact can have, and that people tell apart."""

from __future__ import annotations

from fractions import Fraction

import pytest

from recovery_rules.analysis.cases.values import edges
from recovery_rules.cells.columns import Column
from recovery_rules.language.rationals import Number
from recovery_rules.language.types import DURATION, NUMBER, PERCENT, Type

YEN = Type("money", unit="JPY")
MINUTE = 60_000_000


@pytest.mark.parametrize(
    ("type_", "cut", "values"),
    [
        (YEN, 10, [9, 10, 11]),
        (YEN, Fraction(1, 2), [0, 1]),  # no amount equals half a yen
        (YEN, 0, [0, 1]),  # nothing lies below
        (YEN, 100, [99, 100]),
        (DURATION, 2 * MINUTE, [MINUTE, 2 * MINUTE, 3 * MINUTE]),
        (PERCENT, Fraction(1, 2), [Fraction(49, 100), Fraction(1, 2), Fraction(51, 100)]),
        (PERCENT, Fraction(999, 1000), [Fraction(998, 1000), Fraction(999, 1000), 1]),
        (NUMBER, Fraction(1, 4), [Fraction(24, 100), Fraction(1, 4), Fraction(26, 100)]),
    ],
)
def test_a_constant_and_its_neighbours(type_: Type, cut: Number, values: list[Number]) -> None:
    high = 100 * MINUTE if type_ == DURATION else 100
    column = Column("x", "quantity", "x", type_, False, cuts=(cut,), low=0, high=high, step=type_.step)
    assert [value for _, value in edges(column)] == values
    assert all(column.cell_of(value) == cell for cell, value in edges(column))
