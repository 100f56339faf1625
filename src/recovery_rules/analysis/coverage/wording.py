"""Cells and tests in an author's words: `over 1 h and under 2 h`, `delay is under 1 h`."""

from __future__ import annotations

from recovery_rules.cells.columns import Column
from recovery_rules.cells.wording import value_in_words
from recovery_rules.model.conditions import Leaf, Truth


def leaf_in_words(leaf: Leaf) -> str:
    """A test as its author wrote it, on one line."""
    if isinstance(leaf, Truth):
        return f"`{' '.join(leaf.text.split())}`"
    text = " ".join(leaf.text.split())
    return f"{leaf.fact} {text}" if text.startswith("has ") else f"{leaf.fact} is {text}"


def cell_in_words(column: Column, cell: int) -> str:
    """Which values lie in a cell."""
    if cell == column.known_cells:
        return "unknown"
    match column.kind:
        case "quantity":
            return _between(column, cell)
        case "presence":
            return "known"
        case "membership":
            return "yes" if cell else "no"
        case "truth":
            return "true" if cell else "false"
        case "enumerated":
            return value_in_words(column.value_in(cell), column.type)


def _between(column: Column, cell: int) -> str:
    low, high = (None if end is None else value_in_words(end, column.type) for end in column.ends(cell))
    if low == high:
        return low or "any"
    if low is None:
        return f"under {high}"
    return f"over {low}" if high is None else f"over {low} and under {high}"
