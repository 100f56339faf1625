"""An index over many clauses: which of them meet a given clause, which of them cover it, and what they leave out.

A set of clauses is an `int` with bit i for clause i, so that a column of a thousand clauses is asked with a few
operations on integers. Called by the proofs of overlap, agreement and reach, and by every walk over cells.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import CellSet, Column

Mask: TypeAlias = int


class ClauseIndex:
    """Answers, for a clause, which clauses of a sequence share a cell with it in every column, or accept all its cells.

    Args:
        columns: the columns that the clauses number.
        clauses: the clauses, by position.

    Attributes:
        columns: the same.
        clauses: the same, in a tuple.
        everyone: all clauses.
    """

    def __init__(self, columns: Sequence[Column], clauses: Iterable[Clause]) -> None:
        self.columns = columns
        self.clauses = tuple(clauses)
        self.everyone: Mask = (1 << len(self.clauses)) - 1
        tested = {number for clause in self.clauses for number in clause}
        self._columns = {
            number: _ColumnIndex(columns[number], [clause.get(number) for clause in self.clauses]) for number in tested
        }

    def testing(self, number: int) -> Mask:
        """The clauses that say something of a column."""
        return self._columns[number].testing if number in self._columns else 0

    def accepting(self, number: int) -> Sequence[Mask]:
        """For each cell of a column the clauses that accept it."""
        if number in self._columns:
            return self._columns[number].accepting
        return [self.everyone] * self.columns[number].size

    def meeting(self, clause: Clause) -> Mask:
        """The clauses that share a cell with `clause` in every column."""
        found = self.everyone
        for number, cells in clause.items():
            if number in self._columns and cells != self.columns[number].everything:
                found &= self._columns[number].accepting_some(cells)
        return found

    def covering(self, clause: Clause, among: Mask = -1) -> Mask:
        """The clauses, among some, that accept every case that `clause` accepts."""
        found = self.everyone & among
        for number, column in self._columns.items():
            found &= column.accepting_all(clause.get(number, column.everything))
            if not found:
                break
        return found


class _ColumnIndex:
    """One column: for each cell the clauses that accept it, and the same for runs of cells of any power of two."""

    def __init__(self, column: Column, accepted: Sequence[CellSet | None]) -> None:
        self.everything = column.everything
        self.accepting = accepting(column, accepted)
        self.testing = mask_of([position for position, cells in enumerate(accepted) if cells is not None])
        self._some: dict[CellSet, Mask] = {}
        self._all: dict[CellSet, Mask] = {}
        self._powers: dict[Callable[[Mask, Mask], Mask], list[list[Mask]]] = {}

    def accepting_some(self, cells: CellSet) -> Mask:
        """The clauses that accept at least one of some cells."""
        if cells not in self._some:
            self._some[cells] = reduce(or_, (self._over(or_, *run) for run in runs(cells)), 0)
        return self._some[cells]

    def accepting_all(self, cells: CellSet) -> Mask:
        """The clauses that accept every one of some cells."""
        if cells not in self._all:
            self._all[cells] = reduce(and_, (self._over(and_, *run) for run in runs(cells)), -1)
        return self._all[cells]

    def _over(self, join: Callable[[Mask, Mask], Mask], first: int, last: int) -> Mask:
        """All masks of a run of cells, joined: two overlapping runs of a power of two make up any run."""
        powers = self._powers.setdefault(join, [self.accepting])
        wanted = (last - first + 1).bit_length() - 1
        while len(powers) <= wanted:
            half, below = 1 << len(powers) - 1, powers[-1]
            powers.append([join(below[i], below[i + half]) for i in range(len(below) - half)])
        return join(powers[wanted][first], powers[wanted][last + 1 - (1 << wanted)])


def accepting(column: Column, accepted: Sequence[CellSet | None]) -> list[Mask]:
    """For each cell of a column the clauses that accept it, from what each clause accepts; None is everything."""
    everything = column.everything
    owners: dict[CellSet, list[int]] = {}
    for position, cells in enumerate(accepted):
        owners.setdefault(everything if cells is None else cells, []).append(position)
    changes = [0] * (column.size + 1)
    for cells, positions in owners.items():
        mask = mask_of(positions)
        for first, last in runs(cells):
            changes[first] ^= mask
            changes[last + 1] ^= mask
    found, current = [], 0
    for change in changes[:-1]:
        current ^= change
        found.append(current)
    return found


def mask_of(positions: Sequence[int]) -> Mask:
    """The mask with these bits; by way of bytes, since adding bit after bit would copy the whole each time."""
    if not positions:
        return 0
    octets = bytearray(max(positions) // 8 + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def runs(cells: CellSet) -> Iterator[tuple[int, int]]:
    """The unbroken runs of cells in a set, as first and last cell."""
    start = 0
    while cells:
        skip = (cells & -cells).bit_length() - 1
        cells >>= skip
        length = (~cells & cells + 1).bit_length() - 1
        yield start + skip, start + skip + length - 1
        cells >>= length
        start += skip + length


def bits(mask: Mask) -> Iterator[int]:
    """The positions of the bits of a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
