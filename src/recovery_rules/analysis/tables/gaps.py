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
from recovery_rules.cells.columns import Column
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
    found: list[Clause] = []
    try:
        for box in boxes(columns, clauses, most_steps=most_steps):
            if len(found) == most:
                break
            found.append(box.region)
        else:
            return Gaps(tuple(found), complete=True, resolved=Fraction(1))
    except TooManyCellsError:
        pass
    left = volumes(columns, [*clauses, *found], most_steps=most_steps)
    return Gaps(tuple(found), complete=False, resolved=left.resolved - left.gap)


def boxes(
    columns: Sequence[Column],
    clauses: Sequence[Clause],
    *,
    within: Clause | None = None,
    is_impossible: Callable[[Clause], bool] = lambda _: False,
    most_steps: int = MOST_STEPS,
) -> Iterator[Box]:
    """The parts of a region that clauses leave out, as large boxes, until there are no more.

    Args:
        columns: the columns that the clauses number.
        clauses: what is covered.
        within: the region; without it, everything.
        is_impossible: whether no case lies in a region.
        most_steps: how many cells to look at for each box.

    Raises:
        TooManyCellsError: a walk is too long. Boxes that came before are right.
    """
    region = within or {}
    index = ClauseIndex(columns, clauses)
    taken = list(clauses)
    for _ in range(MOST_PARTS):
        numbers = most_telling_first(columns, taken)
        everything = {number: region.get(number, columns[number].everything) for number in numbers}
        first = next(gaps(columns, taken, within=everything, most_steps=most_steps), None)
        if first is None:
            return
        part = {number: cells for number, cells in {**region, **first}.items() if cells != columns[number].everything}
        if is_impossible(part):
            taken.append(_without_needless(part, is_impossible))
            continue
        box = _widened(columns, index, part, region)
        yield Box(box, part)
        taken.append(box)
    raise TooManyCellsError


def _without_needless(part: Clause, is_impossible: Callable[[Clause], bool]) -> Clause:
    """The same part without the columns that do not matter to its being impossible."""
    for number in [*part]:
        rest = {other: cells for other, cells in part.items() if other != number}
        if is_impossible(rest):
            part = rest
    return part


def _widened(columns: Sequence[Column], index: ClauseIndex, gap: Clause, region: Clause) -> Clause:
    """The same part, as large as it can be within a region without meeting a clause."""
    box = dict(gap)
    for number in [*box]:
        widest = region.get(number)
        rest = {other: cells for other, cells in box.items() if other != number}
        if widest is not None:
            rest[number] = widest
        if not index.meeting(rest):
            box = rest
    for number, cells in box.items():
        for cell in bits(region.get(number, columns[number].everything) & ~cells):
            wider = {**box, number: box[number] | 1 << cell}
            if not index.meeting(wider):
                box = wider
    return box
