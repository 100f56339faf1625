"""How much of the space of cells is left out by clauses, and how much is taken by several: exact shares.

A walk over the columns that merges equal sets of surviving clauses; where at most one survives, nothing need be
walked. Each cell counts alike, whatever values lie in it: a cell is what an author distinguishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from recovery_rules.analysis.tables.order import most_telling_first
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.index import Mask, accepting, bits

MOST_STEPS = 5_000_000  # cells looked at in one walk


@frozen
class Volumes:
    """Shares of the space, from 0 to 1; exact where all of it is `resolved`, else at least so much.

    Attributes:
        gap: what no clause accepts.
        overlap: what several accept.
        resolved: how much was looked at before the walk became too long.
    """

    gap: Fraction
    overlap: Fraction
    resolved: Fraction

    @property
    def exact(self) -> bool:
        """Whether everything was looked at."""
        return self.resolved == 1


def volumes(columns: Sequence[Column], clauses: Sequence[Clause], *, most_steps: int = MOST_STEPS) -> Volumes:
    """What clauses leave out and what several of them take, as shares of all combinations of cells.

    Example:
        >>> from recovery_rules.language.types import BOOLEAN
        >>> yes_or_no = [Column(name, "enumerated", name, BOOLEAN, may_be_unknown=False) for name in "ab"]
        >>> volumes(yes_or_no, [{0: 1}, {0: 1, 1: 2}])
        Volumes(gap=Fraction(1, 2), overlap=Fraction(1, 4), resolved=Fraction(1, 1))
    """
    walk = _Walk(columns, clauses, most_steps)
    walk.all()
    whole = walk.space[0]
    return Volumes(Fraction(walk.gap, whole), Fraction(walk.overlap, whole), Fraction(walk.resolved, whole))


class _TooManyStepsError(Exception):
    pass


class _Walk:
    """Counts combinations of cells; `gap`, `overlap` and `resolved` are right at any time."""

    def __init__(self, columns: Sequence[Column], clauses: Sequence[Clause], most_steps: int) -> None:
        self._left = most_steps
        numbers = most_telling_first(columns, clauses)
        cells = [columns[number].everything for number in numbers]
        self._everyone: Mask = (1 << len(clauses)) - 1
        self._widths: list[dict[Mask, int]] = []  # by column: how many cells the same clauses accept
        for number, everything in zip(numbers, cells, strict=True):
            masks = accepting(columns[number], [clause.get(number) for clause in clauses])
            widths: dict[Mask, int] = {}
            for cell in bits(everything):
                widths[masks[cell]] = widths.get(masks[cell], 0) + 1
            self._widths.append(widths)
        # By depth: the combinations of cells from there on; and how many of them each clause accepts.
        self.space = [1]
        self._accepted = [[1] * len(clauses)]
        for number, everything in reversed(list(zip(numbers, cells, strict=True))):
            self.space.insert(0, self.space[0] * everything.bit_count())
            taken = [(clause.get(number, everything) & everything).bit_count() for clause in clauses]
            self._accepted.insert(0, [own * below for own, below in zip(taken, self._accepted[0], strict=True)])
        self._known: list[dict[Mask, tuple[int, int]]] = [{} for _ in self.space]
        self.gap = self.overlap = self.resolved = 0

    def all(self) -> None:
        try:
            self._below(0, self._everyone, 1)
        except _TooManyStepsError:
            return

    def _below(self, depth: int, surviving: Mask, times: int) -> tuple[int, int]:
        """Gap and overlap from a depth on; `times` is how many ways lead here."""
        known = self._at_once(depth, surviving)
        if known is not None:
            self.gap += times * known[0]
            self.overlap += times * known[1]
            self.resolved += times * self.space[depth]
            return known
        merged: dict[Mask, int] = {}
        for mask, width in self._widths[depth].items():
            both = surviving & mask
            merged[both] = merged.get(both, 0) + width
        self._left -= len(self._widths[depth])
        if self._left < 0:
            raise _TooManyStepsError
        gap = overlap = 0
        for both, width in merged.items():
            below = self._below(depth + 1, both, times * width)
            gap += width * below[0]
            overlap += width * below[1]
        self._known[depth][surviving] = gap, overlap
        return gap, overlap

    def _at_once(self, depth: int, surviving: Mask) -> tuple[int, int] | None:
        if not surviving:
            return self.space[depth], 0
        if not surviving & (surviving - 1):
            return self.space[depth] - self._accepted[depth][surviving.bit_length() - 1], 0
        if depth == len(self._widths):
            return 0, 1
        return self._known[depth].get(surviving)
