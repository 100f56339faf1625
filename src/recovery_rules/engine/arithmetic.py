"""Exact arithmetic on plain values, as the compiled code calls it."""

from __future__ import annotations

from fractions import Fraction

from recovery_rules.language.expressions import Rounding
from recovery_rules.language.types import Number


def divide(dividend: Number, divisor: Number) -> Number:
    """The exact quotient; the divisor is never zero."""
    return Fraction(dividend) / divisor


def full(value: Number, length: Number) -> int:
    """How many whole periods of `length` lie in `value`; 0 for none and for a negative value."""
    return max(0, int(value // length))


def started(value: Number, length: Number) -> int:
    """How many started periods of `length` lie in `value`; 0 for none and for a negative value."""
    return max(0, -int(-value // length))


def rounded(value: Number, mode: Rounding) -> int:
    """The integer that `mode` rounds `value` to."""
    if type(value) is int:
        return value
    below = value.__floor__()
    remainder = value - below
    return below + _goes_up(value, below, 2 * remainder, mode) if remainder else below


def _goes_up(value: Number, below: int, twice_remainder: Number, mode: Rounding) -> bool:
    match mode:
        case "floor":
            return False
        case "ceiling":
            return True
        case "down":
            return value < 0
        case "up":
            return value > 0
        case _ if twice_remainder != 1:
            return twice_remainder > 1
        case "half_up":
            return value > 0
        case "half_down":
            return value < 0
        case "half_even":
            return below % 2 == 1


def to_multiple(value: Number, step: Number, mode: Rounding) -> Number:
    """The multiple of `step` that `mode` rounds `value` to."""
    return rounded(Fraction(value) / step, mode) * step
