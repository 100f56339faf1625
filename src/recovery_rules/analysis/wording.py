"""Regions in an author's words: `severity major or critical, delay over 2 d`.

In: clauses over the columns of a ruleset. Out: the text that an author could have written as a condition.
"""

from __future__ import annotations

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits, runs
from recovery_rules.cells.shape import Shape
from recovery_rules.cells.wording import value_in_words
from recovery_rules.language.rationals import Number
from recovery_rules.language.types import DATE

_MOST_PARTS = 8  # of one column


def region_in_words(shape: Shape, clause: Clause) -> str:
    """What a clause accepts, column by column; `any case` where it accepts all."""
    told = (cells_in_words(shape.columns[number], cells) for number, cells in sorted(clause.items()))
    return ", ".join(words for words in told if words) or "any case"


def cells_in_words(column: Column, cells: CellSet) -> str:
    """Some cells of a column; empty where they are all."""
    cells &= column.everything
    if cells == column.everything:
        return ""
    known = cells & ~column.unknown
    parts = _known(column, known) if known else []
    if len(parts) > _MOST_PARTS:
        parts = [*parts[:_MOST_PARTS], "..."]
    if cells & column.unknown:
        parts.append("unknown")
    if column.kind in {"truth", "membership"}:
        return f"`{column.name}` {' or '.join(parts)}"
    return f"{column.fact} {' or '.join(parts)}"


def _known(column: Column, cells: CellSet) -> list[str]:
    everything = column.everything & ~column.unknown
    match column.kind:
        case "presence":
            return ["known"]
        case "truth" | "membership":
            return ["true" if cell else "false" for cell in bits(cells)]
        case "quantity":
            return (
                ["known"]
                if cells == everything
                else [_run(column, first, last) for first, last in _runs(column, cells)]
            )
        case "enumerated":
            if cells == everything:
                return ["known"]
            left_out = everything & ~cells
            if left_out.bit_count() < cells.bit_count() / 2:
                return [f"not {' nor '.join(_value(column, cell) for cell in bits(left_out))}"]
            return [_value(column, cell) for cell in bits(cells)]


def _value(column: Column, cell: int) -> str:
    return value_in_words(column.value_in(cell), column.type)


def _runs(column: Column, cells: CellSet) -> list[tuple[int, int]]:
    """The runs of cells of a quantity; cells in which nothing lies do not part them."""
    empty = ((1 << column.known_cells) - 1) & ~column.everything
    return [(first, last) for first, last in runs(cells | empty) if cells & ((1 << last + 1) - (1 << first))]


def _run(column: Column, first: int, last: int) -> str:
    """A run of cells of a quantity: an even cell lies between cuts, an odd one at a cut."""
    within = column.everything & ~column.unknown
    reach = [cell for cell in range(first, last + 1) if within >> cell & 1]
    first, last = reach[0], reach[-1]
    starts = not within & (1 << first) - 1  # nothing lies below
    ends = not within >> last + 1  # nothing lies above
    low, high = column.ends(first)[0], column.ends(last)[1]
    if column.type.kind == "date":
        return _days(None if starts else low, None if ends else high, after=not first % 2, before=not last % 2)
    if first == last and first % 2:
        return value_in_words(low, column.type)
    if starts and high is not None:
        return f"{'up to' if last % 2 else 'under'} {value_in_words(high, column.type)}"
    if ends and low is not None:
        return f"{'at least' if first % 2 else 'over'} {value_in_words(low, column.type)}"
    assert low is not None
    assert high is not None
    if first % 2 and last % 2:
        return f"{value_in_words(low, column.type)} to {value_in_words(high, column.type)}"
    one = f"{'at least' if first % 2 else 'over'} {value_in_words(low, column.type)}"
    return f"{one} and {'up to' if last % 2 else 'under'} {value_in_words(high, column.type)}"


def _days(low: Number | None, high: Number | None, *, after: bool, before: bool) -> str:
    """A run of days between two, themselves included unless it is `after` the one, or `before` the other."""
    if low is None or high is None:
        words, day = (("before" if before else "until"), high) if low is None else (("after" if after else "from"), low)
        return f"{words} {value_in_words(day, DATE)}"
    first, last = low + after, high - before
    return value_in_words(first, DATE) + ("" if first == last else f" to {value_in_words(last, DATE)}")
