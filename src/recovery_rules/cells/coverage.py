"""The cells that some clauses leave out: a walk over the columns that merges equal sets of surviving clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.index import ClauseIndex, Mask, bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import CellSet

MOST_STEPS = 200_000  # cells looked at in one walk


class TooManyCellsError(Exception):
    """The walk looked at as many cells as it may and did not reach the end."""


def gaps(index: ClauseIndex, *, within: Clause, among: Mask = -1, most_steps: int | None = None) -> Iterator[Clause]:
    """Parts of a region that no clause accepts, in the order of columns and cells.

    Args:
        index: the clauses.
        within: the region; also which columns to walk, and in which order: all that these clauses test.
        among: which of the clauses count.
        most_steps: how many cells to look at; `MOST_STEPS` if it is left out.

    Raises:
        TooManyCellsError: the walk is too long. Parts that came before are right.
    """
    return _Walk(index, within, among, MOST_STEPS if most_steps is None else most_steps).gaps()


class _Walk:
    def __init__(self, index: ClauseIndex, within: Clause, among: Mask, most_steps: int) -> None:
        self._left = most_steps
        self._numbers = list(within)
        self._everyone = index.meeting(within) & among
        self._choices: list[list[tuple[CellSet, Mask]]] = [
            _groups(within[number], index.accepting(number), self._everyone) for number in self._numbers
        ]
        # Clauses that restrict no column from this depth on cover whatever they have survived to.
        self._free: list[Mask] = [self._everyone]
        for number in reversed(self._numbers):
            self._free.insert(0, self._free[0] & ~index.testing(number))
        self._covered: set[tuple[int, Mask]] = set()

    def gaps(self) -> Iterator[Clause]:
        yield from self._below(0, self._everyone, {})

    def _below(self, depth: int, surviving: Mask, chosen: Clause) -> Iterator[Clause]:
        if surviving & self._free[depth] or (depth, surviving) in self._covered:
            return
        if not surviving or depth == len(self._numbers):
            yield chosen
            return
        merged: dict[Mask, CellSet] = {}
        for cells, mask in self._choices[depth]:
            both = surviving & mask
            merged[both] = merged.get(both, 0) | cells
        self._left -= len(self._choices[depth])
        if self._left < 0:
            raise TooManyCellsError
        found = False
        for both, cells in merged.items():
            for gap in self._below(depth + 1, both, {**chosen, self._numbers[depth]: cells}):
                found = True
                yield gap
        if not found:
            self._covered.add((depth, surviving))


def _groups(within: CellSet, masks: Sequence[Mask], among: Mask) -> list[tuple[CellSet, Mask]]:
    """The cells of a column, those together that the same clauses accept of some."""
    merged: dict[Mask, CellSet] = {}
    for cell in bits(within):
        mask = masks[cell] & among
        merged[mask] = merged.get(mask, 0) | 1 << cell
    return [(cells, mask) for mask, cells in merged.items()]
