"""Unary tests: what one cell of a table, or one entry of a `when`, asks of one fact.

A checked test is one of the classes below, over plain values. Its truth is three-valued: a test on an unknown
fact is unknown (`None`), except `Anything` and `Knownness`, which are always decided.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from recovery_rules.language.rationals import Number
from recovery_rules.language.types import Plain


@frozen
class Anything:
    """`any` or `-`: always true."""


@frozen
class Knownness:
    """`known` or `unknown`."""

    known: bool


@frozen
class Among:
    """One of some values of a choice, scale or boolean (positions; 0 and 1 for no and yes)."""

    positions: frozenset[int]


@frozen
class Range:
    """A quantity between two ends; an end that is None is open."""

    low: Number | None = None
    high: Number | None = None
    low_included: bool = True
    high_included: bool = True


@frozen
class Has:
    """A set contains this position."""

    position: int


@frozen
class Not:
    """The contrary; of an unknown still unknown."""

    test: UnaryTest


@frozen
class Either:
    """At least one of several tests (Kleene's or)."""

    tests: tuple[UnaryTest, ...]


UnaryTest: TypeAlias = Anything | Knownness | Among | Range | Has | Not | Either


def truth(test: UnaryTest, value: Plain | None) -> bool | None:
    """The truth of `test` for a plain value; None is unknown."""
    match test:
        case Anything():
            return True
        case Knownness(known=known):
            return (value is not None) is known
        case Not(test=inner):
            holds = truth(inner, value)
            return None if holds is None else not holds
        case Either(tests=tests):
            found = [truth(one, value) for one in tests]
            return True if True in found else None if None in found else False
        case _:
            pass
    if value is None:
        return None
    match test:
        case Among(positions=positions):
            return value in positions
        case Has(position=position):
            assert isinstance(value, frozenset)
            return position in value
        case Range(low=low, high=high):
            assert isinstance(value, int | Fraction)
            above = low is None or (value >= low if test.low_included else value > low)
            below = high is None or (value <= high if test.high_included else value < high)
            return above and below
