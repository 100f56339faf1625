"""Plain values to the Python values that an integrator gets back, and back again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recovery_rules.language.rationals import decimal_of, simplest
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.values import Amount, Money, Percent

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.types import Plain, Type


def public_of(plain: Plain, type: Type) -> object:
    """The public value of a plain one.

    | type | public value |
    |---|---|
    | choice, scale, text | `str` |
    | set | `frozenset[str]` |
    | boolean, integer, date, datetime | `bool`, `int`, `date`, `datetime` |
    | number | `Decimal` |
    | percent, money, unit | `Percent`, `Money`, `Amount` |
    | duration | `timedelta` |
    | time_limit | `timedelta` of elapsed time, else `TimeLimit` |

    A derived quantity that its class cannot hold exactly (a third of 1.00 CNY, a tenth of a microsecond) is a
    `Fraction`: of the main unit of money or of a unit, of one for a percentage, of a second for a duration.

    Example:
        >>> from recovery_rules.language.types import DURATION, Type
        >>> public_of(44500, Type("money", unit="CNY", digits=2)), public_of(1_000_000, DURATION)
        (Money('445.00', 'CNY'), datetime.timedelta(seconds=1))
    """
    if isinstance(plain, frozenset):
        return frozenset(type.values[position] for position in plain)
    if isinstance(plain, int | Fraction) and not isinstance(plain, bool):
        return type.values[int(plain)] if type.kind in {"choice", "scale"} else _quantity(plain, type)
    return plain


def _quantity(plain: Number, type: Type) -> object:
    match type.kind:
        case "integer":
            return plain
        case "date":
            return date.fromordinal(int(plain))
        case "money":
            whole = simplest(plain)
            return Money.from_minor(whole, type.unit) if isinstance(whole, int) else _main(plain, type)
        case "unit":
            counted = decimal_of(_main(plain, type))
            return Amount(counted, type.unit) if counted is not None else _main(plain, type)
        case "percent":
            hundredths = decimal_of(simplest(plain * 100))
            return Percent(hundredths) if hundredths is not None else Fraction(plain)
        case "duration" | "time_limit":
            return _elapsed(plain)
        case _:
            decimal = decimal_of(plain)
            return decimal if decimal is not None else Fraction(plain)


def _main(plain: Number, type: Type) -> Fraction:
    return Fraction(plain, 10**type.digits)


def _elapsed(microseconds: Number) -> timedelta | Fraction:
    whole = simplest(microseconds)
    if isinstance(whole, int):
        try:
            return timedelta(microseconds=whole)
        except OverflowError:
            pass
    return Fraction(microseconds, 1_000_000)


def plain_again(value: object, type_: Type) -> Plain:
    """The plain value that a public one stands for: the inverse of `public_of`."""
    match value:
        case bool() | datetime() | TimeLimit():
            return value
        case date():
            return value.toordinal()
        case Money():
            return value.minor
        case Amount():
            return simplest(Fraction(value.number) * 10**type_.digits)
        case Percent():
            return simplest(Fraction(value.number) / 100)
        case timedelta():
            return value // timedelta(microseconds=1)
        case frozenset():
            return frozenset(type_.values.index(one) for one in value)
        case str():
            return value if type_.kind == "text" else type_.values.index(value)
        case Fraction() if type_.kind in {"money", "unit"}:
            return simplest(value * 10**type_.digits)
        case Fraction() if type_.is_time:
            return simplest(value * 1_000_000)
        case Decimal() | Fraction() | int():
            return simplest(Fraction(value))
        case _:
            raise TypeError(value)  # the engine gives no other
