"""Values of facts worth a case: an ordinary one, and those on and beside each constant that conditions compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from recovery_rules.cells.columns import Column
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import A_DAY
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.trace.questions.turning import FINEST, grain

_SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)
_HOUR: Final = 3_600_000_000  # microseconds
_HUNDRED: Final = 100
_DIGITS: Final = 6


def ordinary(fact: Fact) -> Plain:
    """A value at which nobody wonders."""
    match fact.type.kind:
        case "boolean":
            return False
        case "choice" | "scale":
            return 0
        case "set":
            return frozenset[int]()
        case "datetime":
            return _SOME_TIME
        case "text":
            return "someone"
        case _:
            return _within(fact, _usual(fact))


def bare_case(facts: Mapping[str, Fact]) -> dict[str, Plain | None]:
    """Only what must be there, at ordinary values; whether it is valid is another question."""
    idle = {name for name, fact in facts.items() if fact.default is not None or fact.may_be_unknown}
    return {name: fact.default if name in idle else ordinary(fact) for name, fact in facts.items()}


def _usual(fact: Fact) -> Number:
    match fact.type.kind:
        case "date":
            return A_DAY
        case "duration":
            return _HOUR
        case "money" | "unit":
            return int(_HUNDRED * 10**fact.type.digits)
        case _:
            return 1


def _within(fact: Fact, number: Number) -> Number:
    if fact.low is not None and number < fact.low:
        return fact.low
    return fact.high if fact.high is not None and number > fact.high else number


def edges(column: Column) -> Iterator[tuple[int, Number]]:
    """Each constant that cuts a quantity, and the nearest values below and above it that people tell apart from it.

    Yields:
        The number of a cell, and a value in it.
    """
    for place, cut in enumerate(column.cuts):
        at = 2 * place + 1
        for cell, direction in ((at - 1, -1), (at, 0), (at + 1, 1)):
            if column.everything >> cell & 1:
                yield cell, _beside(column, cell, cut, direction)


def _grid(column: Column, cut: Number, direction: int) -> Number:
    """The constant, or the value next to it on its other side, where no value of the fact equals it."""
    if column.step is None or not direction:
        return cut
    return floor(cut) if direction > 0 else ceil(cut)


def _apart(column: Column) -> Number:
    """The distance at which values next to a constant are told apart: where they lie dense, as constants do."""
    if column.step is not None:
        return grain(column.type)
    hundredth = Fraction(1, _HUNDRED) if column.type.kind == "percent" else Fraction(1)
    return min((Fraction(1, _finest(cut / hundredth)) for cut in column.cuts), default=Fraction(1)) * hundredth


def _finest(number: Number) -> int:
    """The power of ten that makes a decimal whole; a million for what is no decimal."""
    return next(
        (10**digits for digits in range(_DIGITS) if Fraction(number * 10**digits).denominator == 1), 10**_DIGITS
    )


def _beside(column: Column, cell: int, cut: Number, direction: int) -> Number:
    for distance in (_apart(column), column.step or FINEST):
        value = _grid(column, cut, direction) + direction * distance
        low = column.low is None or value >= column.low
        if low and (column.high is None or value <= column.high) and column.cell_of(value) == cell:
            return value
    inside: Any = column.value_in(cell)
    return inside  # type: ignore[no-any-return]  # of a quantity a number
