"""Exact arithmetic on plain values, as the compiled code calls it."""

from __future__ import annotations

from fractions import Fraction

from recovery_rules.language.durations import DAY
from recovery_rules.language.rationals import Number, Rounding, round_to
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY


def divide(dividend: Number, divisor: Number) -> Number:
    """The exact quotient; the divisor is never zero."""
    return Fraction(dividend) / divisor


def full(value: Number, length: Number) -> int:
    """How many whole periods of `length` lie in `value`; 0 for none and for a negative value."""
    return max(0, int(value // length))


def started(value: Number, length: Number) -> int:
    """How many started periods of `length` lie in `value`; 0 for none and for a negative value."""
    return max(0, -int(-value // length))


def elapsed(later: int, earlier: int) -> int:
    """The duration between two dates."""
    return (later - earlier) * DAY


def shift(day: int, length: int) -> int:
    """A date moved by whole days, within the admitted years."""
    return min(max(FIRST_DAY, day + length // DAY), LAST_DAY)


def rounded(value: Number, mode: Rounding) -> int:
    """The integer that `mode` rounds `value` to; most amounts are whole already."""
    return value if type(value) is int else int(round_to(value, 1, mode))
