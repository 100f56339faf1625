"""Regions of cells as formulas: whether a case lies in some cells of what conditions test."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction
from recovery_rules.analysis.formula.numbers import at_most, equal, less
from recovery_rules.analysis.formula.values import Value, is_formula
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits
from recovery_rules.cells.shape import Shape


@frozen
class Regions:
    """The regions of one ruleset.

    Attributes:
        encoding: its formulas.
        shape: its cells.
    """

    encoding: Encoding
    shape: Shape

    def within(self, region: Clause) -> Formula:
        """Whether a case lies in a region."""
        return conjunction(self._in_cells(self.shape.columns[number], cells) for number, cells in region.items())

    def _in_cells(self, column: Column, cells: CellSet) -> Formula:
        expressions = self.encoding.expressions
        value = expressions.values[column.fact] if column.expression is None else expressions.of(column.expression)
        return disjunction(_in_cell(column, value, cell) for cell in bits(cells))


def _in_cell(column: Column, value: Value, cell: int) -> Formula:
    if cell == column.known_cells:
        return contrary(value.known)
    return both(value.known, _in_known_cell(column, value.content, cell))


def _in_known_cell(column: Column, content: Any, cell: int) -> Formula:
    match column.kind:
        case "presence":
            return True
        case "membership":
            return content[column.position] if cell else contrary(content[column.position])
        case "quantity":
            low, high = column.ends(cell)
            compare = at_most if cell % 2 else less
            return both(low is None or compare(low, content), high is None or compare(content, high))
        case _:
            return (content if cell else contrary(content)) if is_formula(content) else equal(content, cell)
