"""Amounts as people read them: exact ones in full, others as about so much."""

from fractions import Fraction

import pytest

from recovery_rules.language.rationals import Number
from recovery_rules.language.types import DURATION, INTEGER, NUMBER, PERCENT, Type
from recovery_rules.model.labels import Label
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.quantities import Quantities

EUR = Type("money", unit="EUR", digits=2)
YEN = Type("money", unit="JPY", digits=0)
POINTS = Type("unit", unit="points", digits=0)
HOUR = 3_600_000_000


def said(value: Number, type_: Type) -> tuple[str, str]:
    """A quantity in English and in Chinese."""
    labels = {"points": Label({"en": "points", "zh": "积分"})}
    en, zh = (Quantities(labels, phrases_of(locale)).say(value, type_) for locale in ("en", "zh"))
    return en, zh


@pytest.mark.parametrize(
    ("value", "type_", "en", "zh"),
    [
        (44500, EUR, "EUR 445.00", "445.00 欧元"),
        (Fraction(89001, 2), EUR, "EUR 445.005", "445.005 欧元"),
        (-1234567, YEN, "JPY -1,234,567", "-1,234,567 日元"),
        (300, POINTS, "300 points", "300 积分"),
        (Fraction(1, 2), PERCENT, "50 %", "50 %"),
        (27 * HOUR, DURATION, "1 d 3 h", "1 天 3 小时"),
        (-HOUR // 4, DURATION, "-15 min", "-15 分钟"),
        (0, DURATION, "0 s", "0 秒"),
        (1_500_000, DURATION, "1.5 s", "1.5 秒"),
        (Fraction(5, 4), NUMBER, "1.25", "1.25"),
        (1_000_000, INTEGER, "1,000,000", "1,000,000"),
    ],
)
def test_exact_quantities(value: Number, type_: Type, en: str, zh: str) -> None:
    assert said(value, type_) == (en, zh)


@pytest.mark.parametrize(
    ("value", "type_", "en", "zh"),
    [
        (Fraction(10000, 3), EUR, "about EUR 33.3333", "约 33.3333 欧元"),
        (Fraction(100001, 3), YEN, "about JPY 33,333.67", "约 33,333.67 日元"),
        (Fraction(100, 3), POINTS, "about 33.33 points", "约 33.33 积分"),
        (Fraction(1, 3), PERCENT, "about 33.33 %", "约 33.33 %"),
        (Fraction(25 * HOUR, 7), DURATION, "about 3 h 34 min 17.14 s", "约 3 小时 34 分钟 17.14 秒"),
        (Fraction(-2, 3), NUMBER, "about -0.67", "约 -0.67"),
    ],
)
def test_the_whole_quantity_is_about_that_much(value: Number, type_: Type, en: str, zh: str) -> None:
    assert said(value, type_) == (en, zh)


@pytest.mark.parametrize("digits", [28, 29, 34, 35, 400])
def test_numbers_of_any_length(digits: int) -> None:
    en, zh = said(10**digits - 1, INTEGER)
    assert en == zh == f"{10**digits - 1:,}"
    assert said(10**digits + Fraction(1, 3), NUMBER)[0] == f"about {10**digits:,}.33"
    assert said(10**digits + Fraction(1, 2), NUMBER)[0].removeprefix("about ") == f"{10**digits:,}.5"
