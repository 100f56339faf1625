"""The public values that have no type of their own in Python: money, unit amounts and percentages.

They are what an integrator passes in and gets back. All are exact, immutable, hashable and ordered within one
currency or unit; none accepts a float.

One rule of size holds for every number that is given or written: written out in full it has at most 34 digits, before
and after the point together. Zeros that add nothing do not count: those in front of the whole part, and those behind
the decimal places. `0.5` has one digit, `1.50` has two, and the smallest number above zero has 34 decimal places. So
whatever is admitted can be written down and read back as the same number, however it was given.
"""

from __future__ import annotations

import functools
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

MAX_DIGITS = 34

# Leaves a decimal equal to itself just where it has at most 34 digits, by the rule above.
DIGITS_KEPT = Context(prec=MAX_DIGITS, Emax=MAX_DIGITS - 1, Emin=-1, traps=[])


@functools.cache
def currency_digits(code: str) -> int:
    """The number of decimal places in which `code` is paid, by the CLDR.

    Raises:
        ValueError: `code` is not a currency that the CLDR knows.
    """
    from babel.numbers import get_currency_precision, list_currencies  # 50 ms, and only with money

    if code not in list_currencies():
        msg = f"`{code}` is not a currency code"
        raise ValueError(msg)
    return int(get_currency_precision(code))


def exact(number: str | int | Decimal, what: str) -> Decimal:
    """`number` as a finite decimal of at most 34 digits; floats and booleans are refused."""
    if isinstance(number, bool) or not isinstance(number, (str, int, Decimal)):
        msg = f"{what} is exact: give a text, an integer or a Decimal, not {type(number).__name__}"
        raise TypeError(msg)
    if isinstance(number, str) and not number.isascii():
        msg = f"{what} is written with the digits 0 to 9"
        raise ValueError(msg)
    try:
        decimal = Decimal(number)
    except InvalidOperation:
        msg = f"`{number}` is not a number"
        raise ValueError(msg) from None
    if not decimal.is_finite():
        msg = f"{what} is finite"
        raise ValueError(msg)
    if not decimal:
        return Decimal(0)
    kept = DIGITS_KEPT.plus(decimal)
    if kept != decimal:
        msg = f"{what} has at most {MAX_DIGITS} digits"
        raise ValueError(msg)
    return kept


@functools.total_ordering
class Money:
    """An amount that can be paid: exact, in the smallest unit of its currency.

    Args:
        amount: text, integer or Decimal, in the currency's main unit, for example `"445.00"`.
        currency: an ISO 4217 code, for example `"CNY"`.

    Raises:
        ValueError: the code is unknown, or the amount has more decimal places than the currency.
        TypeError: the amount is a float.

    Example:
        >>> Money("445", "CNY")
        Money('445.00', 'CNY')
        >>> Money("445", "CNY") > Money("0.01", "CNY")
        True
    """

    __slots__ = ("currency", "minor")

    currency: str
    minor: int  # the amount in the smallest unit, for example fen or cents

    def __init__(self, amount: str | int | Decimal, currency: str) -> None:
        digits = currency_digits(currency)
        scaled = Fraction(exact(amount, "money")) * 10**digits
        if scaled.denominator != 1:
            msg = f"{currency} is paid in {digits} decimal places"
            raise ValueError(msg)
        object.__setattr__(self, "currency", currency)
        object.__setattr__(self, "minor", scaled.numerator)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Money:
        """Money from a number of smallest units: `Money.from_minor(44500, "CNY")` is CNY 445.00."""
        money = object.__new__(cls)
        object.__setattr__(money, "currency", currency)
        object.__setattr__(money, "minor", minor)
        return money

    @property
    def amount(self) -> Decimal:
        """The amount in the main unit, with the currency's decimal places."""
        # From a text, because every operation on decimals rounds to the digits of the caller's decimal context.
        return Decimal(f"{self.minor}e-{currency_digits(self.currency)}")

    def __setattr__(self, name: str, value: object) -> None:
        """Money never changes."""
        msg = f"money is immutable: cannot set {name}"
        raise AttributeError(msg)

    def __eq__(self, other: object) -> bool:
        """Equal in amount and currency."""
        if type(other) is not Money:
            return NotImplemented
        return self.minor == other.minor and self.currency == other.currency

    def __lt__(self, other: object) -> bool:
        """Less, within one currency; other currencies are a TypeError."""
        if type(other) is not Money or self.currency != other.currency:
            return NotImplemented
        return self.minor < other.minor

    def __hash__(self) -> int:
        return hash((self.minor, self.currency))

    def __reduce__(self) -> tuple[Any, ...]:
        return Money.from_minor, (self.minor, self.currency)

    def __repr__(self) -> str:
        return f"Money('{self.amount}', '{self.currency}')"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@functools.total_ordering
class _Counted:
    """A decimal number of something: the shared part of unit amounts and percentages."""

    __slots__ = ("number",)

    number: Decimal

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"{type(self).__name__} is immutable: cannot set {name}"
        raise AttributeError(msg)

    def _unit(self) -> str:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.number == other.number and self._unit() == other._unit()

    def __lt__(self, other: object) -> bool:
        if type(other) is not type(self) or self._unit() != other._unit():
            return NotImplemented
        return self.number < other.number

    def __hash__(self) -> int:
        return hash((self.number, self._unit()))


class Amount(_Counted):
    """So many of a unit that a ruleset declares, for example points or SDR.

    Example:
        >>> Amount(90000, "points")
        Amount('90000', 'points')
    """

    __slots__ = ("unit",)

    unit: str

    def __init__(self, number: str | int | Decimal, unit: str) -> None:
        object.__setattr__(self, "number", exact(number, "an amount"))
        object.__setattr__(self, "unit", unit)

    def _unit(self) -> str:
        return self.unit

    def __reduce__(self) -> tuple[Any, ...]:
        return Amount, (self.number, self.unit)

    def __repr__(self) -> str:
        return f"Amount('{self.number:f}', '{self.unit}')"

    def __str__(self) -> str:
        return f"{self.number:f} {self.unit}"


class Percent(_Counted):
    """A share in hundredths: `Percent("12.5")` is 12.5 %, one eighth.

    Example:
        >>> Percent(50) < Percent("62.5")
        True
    """

    __slots__ = ()

    def __init__(self, number: str | int | Decimal) -> None:
        object.__setattr__(self, "number", exact(number, "a percentage"))

    def _unit(self) -> str:
        return "%"

    def __reduce__(self) -> tuple[Any, ...]:
        return Percent, (self.number,)

    def __repr__(self) -> str:
        return f"Percent('{self.number:f}')"

    def __str__(self) -> str:
        return f"{self.number:f} %"
