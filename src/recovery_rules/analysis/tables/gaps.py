"""What clauses leave out, as few boxes as large as they can be.

The first part that is left out is widened as far as it meets no clause; then the next that lies in no box so far, and
so on. So no box can be widened further, and boxes may overlap: they are for reading. Where columns depend on each
other, parts in which no case can lie are widened in the same way and passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from recovery_rules.analysis.tables.order import most_telling_first
from recovery_rules.analysis.tables.volume import volumes
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.coverage import MOST_STEPS, TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex, bits

MOST_BOXES = 20
MOST_PARTS = 1_000  # that are looked at, with those in which no case lies


@frozen
class Box:
    """A part of what is left out.

    Attributes:
        region: as large as it can be.
        part: some of it that lies in no box before.
    """

    region: Clause
    part: Clause


@frozen
class Gaps:
    """What some clauses leave out.

    Attributes:
        boxes: parts that no clause accepts, in the order in which they were found.
        complete: whether these are all.
        resolved: the share of the space that clauses or boxes are known to take; 1 where the list is complete.
    """

    boxes: tuple[Clause, ...]
    complete: bool
    resolved: Fraction


def merged_gaps(
    columns: Sequence[Column], clauses: Sequence[Clause], *, most: int = MOST_BOXES, most_steps: int = MOST_STEPS
) -> Gaps:
    """What clauses leave out, as at most so many boxes.

    Example:
        >>> from recovery_rules.language.types import BOOLEAN
        >>> yes_or_no = [Column(name, "enumerated", name, BOOLEAN, may_be_unknown=False) for name in "ab"]
        >>> merged_gaps(yes_or_no, [{0: 1, 1: 1}])
        Gaps(boxes=({1: 2}, {0: 2}), complete=True, resolved=Fraction(1, 1))
    """
    left_out = LeftOut(ClauseIndex(columns, clauses), most_steps=most_steps)
    found: list[Clause] = []
    try:
        for box in left_out.boxes():
            if len(found) == most:
                break
            found.append(box.region)
        else:
            return Gaps(tuple(found), complete=True, resolved=Fraction(1))
    except TooManyCellsError:
        pass
    return Gaps(tuple(found), complete=False, resolved=left_out.resolved(found, most_steps=most_steps))


def _anything_goes(_: Clause) -> bool:
    return False


class LeftOut:
    """What clauses leave out of a region, part after part.

    Args:
        index: the clauses.
        within: the region; without it, everything.
        is_impossible: whether no case lies in a region.
        most_steps: how many cells to look at for each part.
    """

    def __init__(
        self,
        index: ClauseIndex,
        *,
        within: Clause | None = None,
        is_impossible: Callable[[Clause], bool] = _anything_goes,
        most_steps: int = MOST_STEPS,
    ) -> None:
        self._index = index
        self._region = within or {}
        self._is_impossible = is_impossible
        self._most_steps = most_steps
        self._covered = [index.clauses[place] for place in bits(index.meeting(self._region))]
        self._impossible: list[Clause] = []

    def boxes(self) -> Iterator[Box]:
        """The parts, as large boxes, until there are no more.

        Raises:
            TooManyCellsError: a walk is too long. Boxes that came before are right.
        """
        taken: list[Clause] = []
        for part in self._parts(taken):
            box = _widened(self._index, part, self._region)
            yield Box(box, part)
            taken.append(box)

    def is_something(self) -> bool:
        """Whether there is a part of which nothing shows that no case lies in it.

        Raises:
            TooManyCellsError: the walk is too long.
        """
        return next(self._parts([]), None) is not None

    def resolved(self, told: Sequence[Clause], *, most_steps: int) -> Fraction:
        """The share of all combinations of cells that surely are covered, told, or impossible as far as was found.

        Args:
            told: boxes.
            most_steps: how many cells to look at.
        """
        left = volumes(self._index.columns, [*self._covered, *self._impossible, *told], most_steps=most_steps)
        return left.resolved - left.gap

    def _parts(self, taken: Sequence[Clause]) -> Iterator[Clause]:
        """The parts that lie outside of what is taken, to which the caller adds after each."""
        columns, region = self._index.columns, self._region
        for _ in range(MOST_PARTS):
            done = [*self._covered, *self._impossible, *taken]
            numbers = most_telling_first(columns, done)
            everything = {number: region.get(number, columns[number].everything) for number in numbers}
            first = next(gaps(ClauseIndex(columns, done), within=everything, most_steps=self._most_steps), None)
            if first is None:
                return
            whole = {**region, **first}
            part = {number: cells for number, cells in whole.items() if cells != columns[number].everything}
            if self._is_impossible(part):
                self._impossible.append(_without_needless(part, self._is_impossible))
            else:
                yield part
        raise TooManyCellsError


def _without_needless(part: Clause, is_impossible: Callable[[Clause], bool]) -> Clause:
    """The same part without the columns that do not matter to its being impossible."""
    for number in [*part]:
        rest = {other: cells for other, cells in part.items() if other != number}
        if is_impossible(rest):
            part = rest
    return part


def _widened(index: ClauseIndex, gap: Clause, region: Clause) -> Clause:
    """The same part, as large as it can be within a region without meeting a clause."""
    box = dict(gap)
    for number in [*box]:
        rest = _elsewhere(box, number, region)
        if not index.meeting(rest):
            box = rest
    for number in box:
        in_the_way = index.meeting({other: cells for other, cells in box.items() if other != number})
        accepting = index.accepting(number)
        for cell in bits(region.get(number, index.columns[number].everything) & ~box[number]):
            if not accepting[cell] & in_the_way:
                box[number] |= 1 << cell
    return box


def _elsewhere(box: Clause, number: int, region: Clause) -> dict[int, CellSet]:
    """A box that a column does not bound, but as it bounds the region."""
    return {
        other: region[other] if other == number else cells
        for other, cells in box.items()
        if other != number or other in region
    }
