"""Boxes of cases around one case: for each given fact the cells in which it may lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from recovery_rules.analysis.proof.facts import Variable
from recovery_rules.analysis.proof.logic import Formula, both, contrary, disjunction
from recovery_rules.analysis.proof.numbers import at_most, equal, less
from recovery_rules.analysis.proof.values import is_formula
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits
from recovery_rules.cells.shape import Shape
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact


@frozen
class Edge:
    """One column of given facts, cut by the constants of both rulesets, over the variable of its fact."""

    column: Column
    variable: Variable

    def within(self, cells: CellSet) -> Formula:
        """Whether a case lies in some cells."""
        return disjunction(self._in_cell(cell) for cell in bits(cells))

    def cell_of(self, plain: Plain | None) -> CellSet:
        """The cell of a value."""
        return 1 << self.column.cell_of(plain)

    def _in_cell(self, cell: int) -> Formula:
        known, content = self.variable.value.known, self.variable.value.content
        if cell == self.column.known_cells:
            return contrary(known)
        match self.column.kind:
            case "presence":
                return known
            case "membership":
                member = content[self.column.position]
                return both(known, member if cell else contrary(member))
            case "quantity":
                return both(known, self._in_stretch(cell))
            case _:
                inside = (content if cell else contrary(content)) if is_formula(content) else equal(content, cell)
                return both(known, inside)

    def _in_stretch(self, cell: int) -> Formula:
        low, high = self.column.ends(cell)
        content = self.variable.value.content
        compare = at_most if cell % 2 else less
        above: Formula = True if low is None else compare(low, content)
        below: Formula = True if high is None else compare(content, high)
        return both(above, below)


def edges_of(shapes: Iterable[Shape], variables: Mapping[str, Variable]) -> list[Edge]:
    """The columns of the given facts that some ruleset tests, and of all choices, scales and booleans."""
    found: dict[str, Column] = {}
    for column in (column for shape in shapes for column in shape.columns if column.fact in variables):
        if column.expression is None and column.type == variables[column.fact].fact.type:
            before = found.get(column.name, column)
            found[column.name] = evolve(column, cuts=tuple(sorted({*before.cuts, *column.cuts})))
    for name, one in variables.items():
        if one.fact.type.kind in {"choice", "scale", "boolean"}:
            found[name] = _enumerated(one.fact)
    return [Edge(column, variables[column.fact]) for column in found.values()]


def _enumerated(fact: Fact) -> Column:
    return Column(fact.name, "enumerated", fact.name, fact.type, fact.may_be_unknown)


def around(edges: Iterable[Edge], case: Mapping[str, Plain | None]) -> dict[str, CellSet]:
    """The smallest box around a case."""
    return {edge.column.name: edge.cell_of(case[edge.column.fact]) for edge in edges}


def inside(edges: Iterable[Edge], box: Mapping[str, CellSet]) -> Formula:
    """Whether a case lies in a box."""
    return both(*(edge.within(box[edge.column.name]) for edge in edges if edge.column.name in box))
