"""Regions of cells as formulas: whether a case lies in some cells of what conditions test."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import at_most, equal, less
from recovery_rules.analysis.formula.values import Value, is_formula
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits, runs
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
        return in_cells(column, value, cells)


def in_cells(column: Column, value: Value, cells: CellSet) -> Formula:
    """Whether a value lies in some cells of a column."""
    known = cells & ~column.unknown
    if column.kind == "quantity":
        there = disjunction(_in_run(column, value.content, *run) for run in runs(known))
    else:
        there = disjunction(_in_cell(column, value.content, cell) for cell in bits(known))
    inside = both(value.known, there)
    return either(inside, contrary(value.known)) if cells & column.unknown else inside


def _in_cell(column: Column, content: Any, cell: int) -> Formula:
    match column.kind:
        case "presence":
            return True
        case "membership":
            return content[column.position] if cell else contrary(content[column.position])
        case _:
            return (content if cell else contrary(content)) if is_formula(content) else equal(content, cell)


def _in_run(column: Column, content: Any, first: int, last: int) -> Formula:
    """Whether a quantity lies in one of the cells from one to another."""
    (low, _), (_, high) = column.ends(first), column.ends(last)
    above: Formula = True if low is None else (at_most if first % 2 else less)(low, content)
    below: Formula = True if high is None else (at_most if last % 2 else less)(content, high)
    return both(above, below)
