"""Columns: each thing that conditions test, with its domain cut into cells.

| column | cells |
|---|---|
| enumerated (choice, scale, boolean) | one for each value |
| quantity | with cuts c0 < c1 < ...: below c0, at c0, between c0 and c1, at c1, ..., above the last |
| membership (one value of a set) | no, yes |
| truth (a boolean expression) | false, true |
| presence (text, datetime, a set as a whole) | known |

Where the value can be unknown, one more cell, the last, is for that. A set of cells is an `int` with bit i for
cell i.
"""

from __future__ import annotations

import functools
import operator
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import A_DAY, FIRST_DAY, LAST_DAY
from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest
from recovery_rules.language.types import Plain, Type

ColumnKind: TypeAlias = Literal["enumerated", "quantity", "membership", "truth", "presence"]
CellSet: TypeAlias = int


@frozen
class Column:
    """One tested thing and its cells."""

    name: str  # the fact, `harm has distress`, or the text of the expression
    kind: ColumnKind
    fact: str  # empty for a truth
    type: Type
    may_be_unknown: bool
    cuts: tuple[Number, ...] = ()
    position: int = 0  # of a membership
    expression: Expression | None = field(default=None, eq=False)
    low: Number | None = None
    high: Number | None = None
    step: int | None = None  # the distance of neighbouring values of a quantity; None where they lie dense
    everything: CellSet = field(init=False, eq=False, repr=False)
    """All cells in which some value within the declared bounds lies, and the unknown."""

    @everything.default
    def _all_reachable(self) -> CellSet:
        reachable = sum(1 << cell for cell in range(self.known_cells) if self._is_reachable(cell))
        return reachable | self.unknown

    @property
    def known_cells(self) -> int:
        """How many cells stand for known values; the cell of the unknown, if any, has this number."""
        match self.kind:
            case "enumerated":
                return 2 if self.type.kind == "boolean" else len(self.type.values)
            case "quantity":
                return 2 * len(self.cuts) + 1
            case "membership" | "truth":
                return 2
            case "presence":
                return 1

    @property
    def size(self) -> int:
        """The number of cells."""
        return self.known_cells + self.may_be_unknown

    @property
    def unknown(self) -> CellSet:
        """The cell of the unknown, as a set; empty where the value is always known."""
        return 1 << self.known_cells if self.may_be_unknown else 0

    def _is_reachable(self, cell: int) -> bool:
        if self.kind != "quantity":
            return True
        low, high = self.ends(cell)
        if cell % 2:
            if self.step and low != floor(low):  # type: ignore[arg-type]
                return False
            return (self.low is None or low >= self.low) and (self.high is None or low <= self.high)  # type: ignore[operator]
        if low is not None and high is not None and self.step and floor(low) + self.step >= high:
            return False
        return not (
            (self.low is not None and high is not None and high <= self.low)
            or (self.high is not None and low is not None and low >= self.high)
        )

    def ends(self, cell: int) -> tuple[Number | None, Number | None]:
        """The lower and upper end of a quantity's cell; equal for a cut point, None for no end."""
        index, at_cut = divmod(cell, 2)
        if at_cut:
            return self.cuts[index], self.cuts[index]
        low = self.cuts[index - 1] if index else None
        high = self.cuts[index] if index < len(self.cuts) else None
        return low, high

    def cell_of(self, value: Plain | None) -> int:
        """The cell in which a plain value of this column's fact or expression lies."""
        if value is None:
            return self.known_cells
        match self.kind:
            case "enumerated" | "truth":
                return int(value)  # type: ignore[arg-type]  # positions and booleans
            case "quantity":
                number: Any = value  # cuts are of the fact's type, so they compare
                return bisect_left(self.cuts, number) + bisect_right(self.cuts, number)
            case "membership":
                return int(self.position in value)  # type: ignore[operator]
            case "presence":
                return 0

    def only_truth(self, cells: CellSet) -> bool | None:
        """Of a boolean the one truth value among some cells; None where there are both, or none."""
        if self.type.kind != "boolean":
            return None
        return {1: False, 2: True}.get(cells & ~self.unknown)

    def value_in(self, cell: int) -> Plain | None:
        """A plain value that lies in `cell` and, where the cell reaches into them, within the declared bounds.

        Of a membership or presence the value stands for the tested thing only: yes or no, known.
        """
        if cell == self.known_cells:
            return None
        if self.kind == "enumerated":
            return bool(cell) if self.type.kind == "boolean" else cell
        if self.kind != "quantity":
            return bool(cell) or self.kind == "presence"
        return self._quantity_in(cell)

    def _quantity_in(self, cell: int) -> Number:
        low, high = self.ends(cell)
        if cell % 2:
            assert low is not None
            return low
        if self.type.kind == "date":
            return self._day_between(low, high)
        if self.low is not None and (low is None or self.low > low):
            return self.low
        if self.high is not None and (high is None or self.high < high):
            return self.high
        if low is None:
            return 0 if high is None else ceil(high) - 1
        if high is None or self.step:
            return floor(low) + 1
        return Fraction(low + high) / 2

    def _day_between(self, low: Number | None, high: Number | None) -> Number:
        """The day after one and before another that is nearest to an ordinary one."""
        first = max(FIRST_DAY if self.low is None else self.low, FIRST_DAY if low is None else floor(low) + 1)
        last = min(LAST_DAY if self.high is None else self.high, LAST_DAY if high is None else ceil(high) - 1)
        return min(max(first, A_DAY), last)

    def where_true(self, test: UnaryTest) -> CellSet:
        """The cells in which `test` is true."""
        match test:
            case Anything():
                return (1 << self.size) - 1
            case Knownness(known=known):
                return (1 << self.known_cells) - 1 if known else self.unknown
            case Among(positions=positions):
                return sum(1 << position for position in positions)
            case Has():
                return 1 << 1
            case Range():
                return self._run(test)
            case Not(test=inner):
                return self.where_false(inner)
            case Either(tests=tests):
                return functools.reduce(operator.or_, map(self.where_true, tests), 0)

    def where_false(self, test: UnaryTest) -> CellSet:
        """The cells in which `test` is false; in those that remain it is unknown."""
        match test:
            case Anything():
                return 0
            case Knownness(known=known):
                return self.where_true(Knownness(not known))
            case Not(test=inner):
                return self.where_true(inner)
            case Either(tests=tests):
                return functools.reduce(operator.and_, map(self.where_false, tests))
            case _:
                return ((1 << self.known_cells) - 1) & ~self.where_true(test)

    def _run(self, test: Range) -> CellSet:
        """The cells between the ends of a range, which are cuts of this column."""
        first, last = 0, self.known_cells - 1
        if test.low is not None:
            first = 2 * bisect_left(self.cuts, test.low) + (1 if test.low_included else 2)
        if test.high is not None:
            last = 2 * bisect_left(self.cuts, test.high) + (1 if test.high_included else 0)
        return (1 << last + 1) - (1 << first) if last >= first else 0


def cuts_of(tests: Iterable[UnaryTest]) -> tuple[Number, ...]:
    """All constants with which some tests compare a quantity, in order."""
    return tuple(sorted(set(_constants(tests))))


def _constants(tests: Iterable[UnaryTest]) -> Iterator[Number]:
    for test in tests:
        match test:
            case Range(low=low, high=high):
                yield from (end for end in (low, high) if end is not None)
            case Not(test=inner):
                yield from _constants((inner,))
            case Either(tests=inner):
                yield from _constants(inner)
            case _:
                pass
