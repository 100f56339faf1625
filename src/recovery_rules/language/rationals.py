"""Exact numbers: their simplest form, their decimal text, and rounding to a step by a named rule.

Used wherever plain values are computed, read or written. No float, no decimal context: every result is exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recovery_rules.language.values import MAX_DIGITS

if TYPE_CHECKING:
    from recovery_rules.language.expressions import Rounding
    from recovery_rules.language.types import Number


def simplest(number: Number) -> Number:
    """The same number, an `int` where it is whole: equal plain values look equal, too."""
    return number.numerator if number.denominator == 1 else number


def decimal_text(number: Number, places: int = 0) -> str:
    """The number with at least so many decimal places, or as `2/3` where no decimal of 34 digits equals it.

    Example:
        >>> decimal_text(Fraction(1, 8)), decimal_text(445, places=2), decimal_text(Fraction(-2, 3))
        ('0.125', '445.00', '-2/3')
    """
    twos = _exponent(number.denominator, 2)
    fives = _exponent(number.denominator, 5)
    scale = max(twos, fives, places)
    if number.denominator != 2**twos * 5**fives or scale > MAX_DIGITS:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**scale // number.denominator).rjust(scale + 1, "0")
    if len(digits) > MAX_DIGITS and number.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else f"{sign}{digits}"


def decimal_of(number: Number) -> Decimal | None:
    """The number as a decimal of at most 34 digits; None where there is none."""
    text = decimal_text(number)
    return Decimal(text) if "/" not in text and sum(map(str.isdigit, text)) <= MAX_DIGITS else None


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
