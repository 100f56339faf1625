"""A walk over the cells of a region that asks of each set of surviving clauses whether it matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recovery_rules.analysis.tables.order import most_telling_first
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex, Mask, bits

MOST_STEPS = 50_000  # cells looked at in one walk


def regions(
    index: ClauseIndex,
    *,
    within: Clause,
    is_harmless: Callable[[Mask], bool],
    among: Mask = -1,
    most_steps: int = MOST_STEPS,
) -> Iterator[tuple[Mask, Clause]]:
    """Parts of a region, each with the clauses that accept it, those left out of which only harmless ones survive.

    Args:
        index: what survives or not; bit i of a mask is for clause i.
        within: the region.
        is_harmless: whether a set of surviving clauses is of no interest.
        among: which of the clauses count.
        most_steps: how many cells to look at.

    Raises:
        TooManyCellsError: the walk is too long. Parts that came before are right.

    Example:
        >>> from recovery_rules.cells.columns import Column
        >>> from recovery_rules.language.types import BOOLEAN
        >>> yes_or_no = [Column(name, "enumerated", name, BOOLEAN, may_be_unknown=False) for name in "ab"]
        >>> list(regions(ClauseIndex(yes_or_no, [{0: 1}, {1: 2}]), within={1: 2}, is_harmless=lambda mask: mask == 2))
        [(3, {1: 2, 0: 1})]
    """
    everyone = index.meeting(within) & among
    yield from _Walk(index, everyone, within, is_harmless, most_steps).below(0, everyone, dict(within))


class _Walk:
    def __init__(
        self,
        index: ClauseIndex,
        everyone: Mask,
        within: Clause,
        is_harmless: Callable[[Mask], bool],
        most_steps: int,
    ) -> None:
        self._left = most_steps
        self._is_harmless = is_harmless
        self._numbers = most_telling_first(index.columns, [index.clauses[place] for place in bits(everyone)])
        self._choices: list[list[tuple[CellSet, Mask]]] = []
        for number in self._numbers:
            masks = index.accepting(number)
            merged: dict[Mask, CellSet] = {}
            for cell in bits(within.get(number, index.columns[number].everything)):
                mask = masks[cell] & everyone
                merged[mask] = merged.get(mask, 0) | 1 << cell
            self._choices.append([(cells, mask) for mask, cells in merged.items()])
        # Once only clauses that test no further column survive, nothing changes any more.
        self._free = [everyone]
        for number in reversed(self._numbers):
            self._free.insert(0, self._free[0] & ~index.testing(number))
        self._harmless: set[tuple[int, Mask]] = set()

    def below(self, depth: int, surviving: Mask, chosen: Clause) -> Iterator[tuple[Mask, Clause]]:
        if (depth, surviving) in self._harmless:
            return
        found = False
        if not surviving & ~self._free[depth]:
            if not self._is_harmless(surviving):
                found = True
                yield surviving, chosen
        else:
            merged: dict[Mask, CellSet] = {}
            for cells, mask in self._choices[depth]:
                both = surviving & mask
                merged[both] = merged.get(both, 0) | cells
            self._left -= len(self._choices[depth])
            if self._left < 0:
                raise TooManyCellsError
            for both, cells in merged.items():
                for part in self.below(depth + 1, both, {**chosen, self._numbers[depth]: cells}):
                    found = True
                    yield part
        if not found:
            self._harmless.add((depth, surviving))
