"""Money, amounts of units and percentages as callers make, compare and keep them: exact, immutable, of one currency."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from typing import Any

import pytest

from recovery_rules import Money
from recovery_rules.language.values import Amount, Percent

ONE_OF_EACH = [Money("445.00", "CNY"), Amount("7.5", "points"), Percent("12.5")]


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        (1.5, TypeError, "money is exact: give a text, an integer or a Decimal, not float"),
        (True, TypeError, "not bool"),
        ("٣", ValueError, "money is written with the digits 0 to 9"),
        ("ten", ValueError, "`ten` is not a number"),
        ("Infinity", ValueError, "money is finite"),
        (Decimal("NaN"), ValueError, "money is finite"),
        ("1.005", ValueError, "CNY is paid in 2 decimal places"),
        (10**34 + 1, ValueError, "money has at most 34 digits"),
    ],
)
def test_what_is_no_amount_of_money(number: Any, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        Money(number, "CNY")


def test_a_currency_is_one_that_there_is() -> None:
    with pytest.raises(ValueError, match="`YUAN` is not a currency code"):
        Money("1", "YUAN")


def test_an_amount_has_the_places_of_its_currency() -> None:
    assert [str(Money(5, code)) for code in ("CNY", "JPY", "KWD")] == ["5.00 CNY", "5 JPY", "5.000 KWD"]
    assert Money("-0.00", "CNY").amount == 0


@pytest.mark.parametrize("value", ONE_OF_EACH)
def test_no_value_changes(value: Any) -> None:
    for name in ("number", "minor"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(value, name, 1)


@pytest.mark.parametrize("value", ONE_OF_EACH)
def test_a_copy_is_equal_and_counts_as_the_same(value: Any) -> None:
    for again in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own
        assert again == value
        assert len({again, value}) == 1
        assert (repr(again), str(again)) == (repr(value), str(value))


def test_values_of_one_kind_are_compared() -> None:
    assert Money("2", "EUR") < Money("10", "EUR")
    assert Amount(2, "points") <= Amount("2.0", "points")
    assert Percent("12.5") > Percent(12)
    assert sorted([Percent(30), Percent(5)]) == [Percent(5), Percent(30)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Money("2", "EUR"), Money("2", "USD")),
        (Money("2", "EUR"), 2),
        (Amount(2, "points"), Amount(2, "miles")),
        (Amount(2, "points"), Percent(2)),
        (Percent(2), Decimal(2)),
    ],
)
def test_values_of_different_kinds_are_neither_equal_nor_compared(one: Any, other: Any) -> None:
    assert one != other
    with pytest.raises(TypeError):
        _ = one < other


def test_how_they_are_written() -> None:
    assert [repr(one) for one in ONE_OF_EACH] == [
        "Money('445.00', 'CNY')",
        "Amount('7.5', 'points')",
        "Percent('12.5')",
    ]
    assert [str(one) for one in ONE_OF_EACH[:2]] == ["445.00 CNY", "7.5 points"]
