"""Numbers are exact whatever the decimal context of the caller's thread is, up to their last digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Clamped, Context, Decimal, FloatOperation, Inexact, Rounded, Subnormal, localcontext

import pytest

from recovery_rules import Amount, FactsError, Money, Percent, loads
from tests.every_type import GOOD, RULESET

CONTEXTS = {
    "short": Context(prec=3),
    "strict": Context(prec=3, traps=[Inexact, Rounded, FloatOperation, Subnormal, Clamped]),
    "small": Context(prec=5, Emax=2, Emin=-2),
    "silent": Context(prec=3, traps=[]),
}
LONG = GOOD | {
    "paid": "123456789.01 CNY",
    "ratio": "1234567.890123456789",
    "severity": "major",
    "count": 50,
    "share": "33.333333 %",
    "points": "1234567 points",
}
MOST = "9" * 34


@pytest.fixture(params=CONTEXTS)
def _context(request: pytest.FixtureRequest) -> Iterator[None]:
    with localcontext(CONTEXTS[request.param]):
        yield


def told(text: str) -> tuple[object, ...]:
    decision = loads(text).decide(LONG)
    values = {name: value for name, value in decision.facts.items() if name != "fair"}
    again = loads(text).decide(values)
    assert again == decision
    return decision.actions, str(decision.facts), decision.trace, decision.explain("en"), decision.explain("zh")


EXPECTED = told(RULESET)


@pytest.mark.usefixtures("_context")
def test_a_decision_is_the_same() -> None:
    assert told(RULESET) == EXPECTED


@pytest.mark.usefixtures("_context")
def test_public_values_are_the_same() -> None:
    assert str(Money("12345.67", "CNY")) == "12345.67 CNY"
    assert Money("12345.67", "CNY").minor == 1234567
    assert str(Percent("12345.678")) == "12345.678 %"
    assert str(Amount(12345, "points")) == "12345 points"


def test_34_digits_are_kept() -> None:
    assert str(Money(MOST, "JPY")) == f"{MOST} JPY"
    assert str(Money(f"{'1' * 32}.34", "CNY")) == f"{'1' * 32}.34 CNY"
    assert Money(f"-{'1' * 32}.34", "CNY").minor == -int("1" * 32 + "34")
    with pytest.raises(ValueError, match="2 decimal places"):
        Money(f"{'1' * 31}.341", "CNY")


@pytest.mark.parametrize("value", [int(MOST), -int(MOST), Decimal(MOST), MOST, Decimal(f"0.{MOST}")])
def test_the_longest_numbers_are_decided_and_told(value: object) -> None:
    decision = loads(RULESET).decide(GOOD | {"ratio": value, "severity": "major", "paid": f"{MOST[2:]}.99 CNY"})
    assert decision.facts["ratio"] == Decimal(str(value))
    assert (f"CNY 99{',999' * 10}.99" in decision.explain("en")) is ("refund" in decision)
    assert decision.explain("zh")


@pytest.mark.parametrize("value", [10**34, -(10**34), Decimal(10**34), "1" + "0" * 34, Decimal(f"0.{MOST}9")])
def test_larger_ones_are_refused_by_whichever_way_in(value: object) -> None:
    for way in (
        GOOD,
        {**GOOD, "share": Percent(50), "paid": Money(10, "CNY"), "delay": loads(RULESET).decide(GOOD).facts["delay"]},
    ):
        with pytest.raises(FactsError, match=r"ratio: .*34 digits"):
            loads(RULESET).decide(way | {"ratio": value})
