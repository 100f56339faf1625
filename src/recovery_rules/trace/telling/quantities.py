"""Quantities in words: `CNY 445.00`, `2 d 3 h`, `about EUR 33.3333`.

In: a plain quantity and its type. Out: text in the way of the locale. A number that no decimal equals is rounded, and
the whole quantity is then said to be about that much.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

from recovery_rules.language.rationals import Number, decimal_text, round_to, simplest
from recovery_rules.language.types import Type
from recovery_rules.model.labels import Label
from recovery_rules.trace.telling.locales.phrases import Phrases

_MICROSECONDS: Final = (("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000))
_SECOND: Final = 1_000_000
_MORE_PLACES: Final = 2  # of a rounded number, beyond those that are always shown


class Quantities:
    """Says quantities.

    Args:
        unit_labels: what units are called.
        phrases: the words of the locale.
    """

    def __init__(self, unit_labels: Mapping[str, Label], phrases: Phrases) -> None:
        self._unit_labels = unit_labels
        self._phrases = phrases

    def say(self, value: Number, type_: Type) -> str:
        """A quantity with its unit."""
        places = type_.digits if type_.kind in {"money", "unit"} else 0
        shown = _as_shown(value, type_)
        is_exact = "/" not in decimal_text(simplest(shown))
        if not is_exact:
            shown = round_to(shown, Fraction(1, 10 ** (places + _MORE_PLACES)), "half_even")
        text = self._duration(shown) if type_.kind == "duration" else self._counted(shown, places, type_)
        return text if is_exact else self._phrases.about.format(text)

    def _counted(self, value: Number, places: int, type_: Type) -> str:
        phrases = self._phrases
        number = self._number(value, places)
        match type_.kind:
            case "money":
                return phrases.money.format(number=number, currency=self._currency(type_.unit))
            case "unit":
                label = self._unit_labels.get(type_.unit)
                name = label.in_locale(phrases.locale) if label is not None else ""
                return phrases.counted.format(number=number, unit=name or type_.unit)
            case "percent":
                return phrases.percent.format(number=number)
            case _:
                return number

    def _number(self, value: Number, places: int = 0) -> str:
        """A number that some decimal equals, with at least so many decimal places."""
        from babel.numbers import format_decimal

        exactly = Fraction(value)
        while (exactly * 10**places).denominator != 1:
            places += 1
        digits = tuple(map(int, str(abs(int(exactly * 10**places)))))
        exact = Decimal((int(value < 0), digits, -places))
        pattern = f"#,##0.{'0' * places}" if places else "#,##0"
        with localcontext(Context(prec=len(digits) + 1)):  # Babel rounds to what the context of the caller holds
            return str(format_decimal(exact, format=pattern, locale=self._phrases.locale))

    def _currency(self, code: str) -> str:
        if self._phrases.codes:
            return code
        from babel.numbers import get_currency_name

        return self._phrases.currencies.get(code) or str(get_currency_name(code, locale=self._phrases.locale))

    def _duration(self, seconds: Number) -> str:
        size: Any = abs(seconds)
        rest = size * _SECOND
        parts = []
        for unit, length in _MICROSECONDS:
            count, rest = divmod(rest, length)
            parts += [self._phrases.durations[unit].format(number=self._number(count))] if count else []
        if rest or not parts:
            parts.append(self._phrases.durations["s"].format(number=self._number(Fraction(rest, _SECOND))))
        return ("-" if seconds < 0 else "") + " ".join(parts)


def _as_shown(value: Number, type_: Type) -> Number:
    """A plain value in the unit in which people read it."""
    match type_.kind:
        case "money" | "unit":
            return Fraction(value, 10**type_.digits)
        case "percent":
            return value * 100
        case "duration":
            return Fraction(value, _SECOND)
        case _:
            return value
