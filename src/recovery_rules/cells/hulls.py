"""Bounds and cells: the least interval around some cells of a column, and the cells that an interval overlaps."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from recovery_rules.language.intervals import ANYTHING, Bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.cells.columns import CellSet, Column
    from recovery_rules.language.rationals import Number


def hull(column: Column, accepted: CellSet) -> Bounds:
    """The bounds of the known values in some cells; of a choice or scale, of the positions."""
    known = _known(column, accepted)
    if not known:
        return ANYTHING
    first, last = _first(known), known.bit_length() - 1
    if column.kind == "enumerated":
        return first, last
    if column.kind != "quantity":
        return ANYTHING
    low, high = column.ends(first)[0], column.ends(last)[1]
    if column.step:
        low = floor(low) + 1 if low is not None and first % 2 == 0 else low
        high = ceil(high) - 1 if high is not None and last % 2 == 0 else high
    return common((low, high), (column.low, column.high))


def open_end(column: Column, accepted: CellSet, end: int) -> Number | None:
    """The lower (0) or upper (1) end of some cells where it is a cut that does not belong to them."""
    known = _known(column, accepted)
    if column.kind != "quantity" or column.step or not known:
        return None
    cell = known.bit_length() - 1 if end else _first(known)
    return None if cell % 2 else column.ends(cell)[end]


def cells_between(column: Column, bounds: Bounds) -> CellSet:
    """The cells of a quantity in which some value within closed bounds lies."""
    low, high = bounds
    if low is not None and high is not None and low > high:
        return 0
    first = 0 if low is None else column.cell_of(low)
    last = column.known_cells - 1 if high is None else column.cell_of(high)
    return (1 << last + 1) - (1 << first)


def common(one: Bounds, other: Bounds) -> Bounds:
    """What lies within both bounds; the lower end above the upper one where nothing does."""
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def hull_of(found: Sequence[Bounds]) -> Bounds:
    """The least bounds around all of some; around none, nothing is known."""
    lows, highs = [low for low, _ in found], [high for _, high in found]
    return (
        None if not found or None in lows else min(low for low in lows if low is not None),
        None if not found or None in highs else max(high for high in highs if high is not None),
    )


def _known(column: Column, accepted: CellSet) -> CellSet:
    return accepted & (1 << column.known_cells) - 1


def _first(cells: CellSet) -> int:
    return (cells & -cells).bit_length() - 1


def sum_of(parts: Sequence[Bounds]) -> Bounds:
    """The bounds of the sum of some of these, whichever count."""
    lows = [None if low is None else min(low, 0) for low, _ in parts]
    highs = [None if high is None else max(high, 0) for _, high in parts]
    return (
        None if None in lows else sum(low for low in lows if low is not None),
        None if None in highs else sum(high for high in highs if high is not None),
    )
