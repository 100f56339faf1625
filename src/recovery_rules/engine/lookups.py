"""Source that looks up the mask of the cell in which a plain value lies."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from recovery_rules.cells.columns import Column
from recovery_rules.engine.emit import Emitter


def cell_lookup(emitter: Emitter, column: Column, masks: Sequence[int], variable: str, *, known: bool) -> str:
    """Source for the mask of the cell of `variable`, a plain value, None where unknown unless always `known`."""
    found = _known_lookup(emitter, column, masks, variable)
    if known:
        return found
    unknown = emitter.constant(masks[column.known_cells] if column.may_be_unknown else 0)
    return f"({unknown} if {variable} is None else {found})"


def _known_lookup(emitter: Emitter, column: Column, masks: Sequence[int], variable: str) -> str:
    match column.kind:
        case "enumerated" | "truth":
            return f"{emitter.name('T', tuple(masks))}[{variable}]"
        case "quantity":
            return quantity_lookup(emitter, column, masks, variable)
        case "membership":
            yes, no = emitter.constant(masks[1]), emitter.constant(masks[0])
            return f"({yes} if {emitter.constant(column.position)} in {variable} else {no})"
        case "presence":
            return emitter.constant(masks[0])


def quantity_lookup(emitter: Emitter, column: Column, masks: Sequence[int], variable: str) -> str:
    """Source for the mask of a quantity's cell.

    Values that go in steps need one bisection, over the first value of each run of equal masks; dense ones need
    two, since a cut and the interval above it begin at the same number.
    """
    known = masks[: column.known_cells]
    if column.step is None:
        cuts = emitter.name("C", column.cuts)
        return dense_lookup(emitter, cuts, known, variable)
    starts, merged = starts_of(column, known)
    if not starts:
        return emitter.constant(merged[0])
    return f"{emitter.name('T', merged)}[bisect_right({emitter.name('C', starts)}, {variable})]"


def dense_lookup(emitter: Emitter, cuts: str, masks: Sequence[int], variable: str) -> str:
    """Source for the mask of a cell between dense cuts, which `cuts` names."""
    return f"{emitter.name('T', tuple(masks))}[bisect_left({cuts}, {variable}) + bisect_right({cuts}, {variable})]"


def starts_of(column: Column, masks: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first value of each run of cells with one mask, and the masks: one more, for all below the first."""
    starts: list[int] = []
    merged = [masks[0]]
    for cell in range(1, column.known_cells):
        cut = Fraction(column.cuts[(cell - 1) // 2])
        if cell % 2 and cut.denominator != 1:
            continue  # no value in steps lies on such a cut
        start = cut.numerator if cell % 2 else cut.__floor__() + 1
        if starts and starts[-1] == start:
            merged[-1] = masks[cell]
        else:
            starts.append(start)
            merged.append(masks[cell])
    kept = [place for place in range(len(starts)) if merged[place] != merged[place + 1]]
    return tuple(starts[place] for place in kept), (merged[0], *(merged[place + 1] for place in kept))
