"""Exact numbers: their simplest form, their decimal text, and rounding to a step by a named rule.

Used wherever plain values are computed, read or written. No float, no decimal context: every result is exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from recovery_rules.language.values import MAX_DIGITS

Number: TypeAlias = int | Fraction
Rounding: TypeAlias = Literal["half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"]
ROUNDINGS: tuple[Rounding, ...] = ("half_up", "half_even", "half_down", "up", "down", "ceiling", "floor")

_TOO_MANY_DIGITS: Final[int] = 10**MAX_DIGITS


def simplest(number: Number) -> Number:
    """The same number, an `int` where it is whole: equal plain values look equal, too."""
    return number.numerator if number.denominator == 1 else number


def decimal_number(digits: str) -> Number | None:
    """The number that digits, with or without a point and a minus in front, write; None where they are more than 34.

    Example:
        >>> decimal_number("-01.50"), decimal_number("9" * 35)
        (Fraction(-3, 2), None)
    """
    whole, _, decimals = digits.removeprefix("-").partition(".")
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    if len(whole) + len(decimals) > MAX_DIGITS:
        return None
    size = Fraction(int(f"{whole}{decimals}" or "0"), 10 ** len(decimals))
    return simplest(-size if digits.startswith("-") else size)


def decimal_text(number: Number, places: int = 0) -> str:
    """The number with at least so many decimal places, or as `2/3` where no decimal of 34 digits equals it.

    A whole number is written out whatever its size.

    Example:
        >>> decimal_text(Fraction(1, 8)), decimal_text(445, places=2), decimal_text(Fraction(-2, 3))
        ('0.125', '445.00', '-2/3')
    """
    scale = _decimal_places(number)
    if scale is None or (scale and not _has_few_digits(number, scale)):
        return f"{number.numerator}/{number.denominator}"
    shown = max(scale, places)
    digits = str(abs(number.numerator) * 10**shown // number.denominator).rjust(shown + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-shown]}.{digits[-shown:]}" if shown else f"{sign}{digits}"


def decimal_of(number: Number) -> Decimal | None:
    """The number as a decimal of at most 34 digits; None where there is none."""
    scale = _decimal_places(number)
    return Decimal(decimal_text(number)) if scale is not None and _has_few_digits(number, scale) else None


def _decimal_places(number: Number) -> int | None:
    """How many decimal places the number needs; None where no finite or no short decimal equals it."""
    twos = _exponent(number.denominator, 2)
    fives = _exponent(number.denominator, 5)
    scale = max(twos, fives)
    return scale if number.denominator == 2**twos * 5**fives and scale <= MAX_DIGITS else None


def _has_few_digits(number: Number, scale: int) -> bool:
    written: int = abs(number.numerator) * 10**scale // number.denominator
    return written < _TOO_MANY_DIGITS


def _exponent(number: int, prime: int) -> int:
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count


def round_to(number: Number, step: Number, mode: Rounding) -> Number:
    """The multiple of a positive `step` that `mode` picks for `number`.

    `floor` and `ceiling` go down and up the number line, `down` and `up` towards and away from zero, the `half`
    modes to the nearest multiple and by their name where two are equally near, `half_even` to the even one.

    Example:
        >>> round_to(Fraction(5, 2), 1, "half_even"), round_to(-7, 5, "half_up"), round_to(-7, 5, "floor")
        (2, -5, -10)
    """
    steps = Fraction(number) / step
    below = steps.numerator // steps.denominator
    if below == steps:
        return simplest(number)
    return simplest((below + _rounds_up(steps - below, below, steps, mode)) * step)


def _rounds_up(rest: Fraction, below: int, steps: Fraction, mode: Rounding) -> bool:
    """Whether a number strictly between two multiples goes to the upper one; `rest` lies between 0 and 1."""
    match mode:
        case "floor":
            return False
        case "ceiling":
            return True
        case "down":
            return steps < 0
        case "up":
            return steps > 0
        case "half_up" | "half_down" | "half_even" if 2 * rest != 1:
            return 2 * rest > 1
        case "half_up":
            return steps > 0
        case "half_down":
            return steps < 0
        case "half_even":
            return below % 2 == 1
