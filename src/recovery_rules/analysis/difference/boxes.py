"""Boxes of cases around one case: for each given fact the cells in which it may lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from recovery_rules.analysis.difference.cutting import Cuts, cuts_of
from recovery_rules.analysis.formula.facts import Variable
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction
from recovery_rules.analysis.formula.numbers import at_most, equal, less
from recovery_rules.analysis.formula.values import is_formula
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model


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


def edges_of(models: Iterable[Model], variables: Mapping[str, Variable]) -> list[Edge]:
    """The columns of the given facts, cut where a decision of some ruleset may turn as one fact alone changes."""
    of_each = [(model, cuts_of(model)) for model in models]
    found: list[Edge] = []
    for name, one in variables.items():
        type_ = one.fact.type
        cuts = [of[name] for model, of in of_each if name in of and model.facts[name].type == type_]
        found += (Edge(column, one) for column in _columns(one.fact, cuts) if column.size > 1)
    return found


def _columns(fact: Fact, cuts: Sequence[Cuts]) -> Iterator[Column]:
    name, type_, low, high = fact.name, fact.type, fact.low, fact.high
    if type_.kind in {"choice", "scale", "boolean"}:
        yield Column(name, "enumerated", name, type_, fact.may_be_unknown)
    elif type_.is_measured:
        at = tuple(sorted({constant for one in cuts for constant in one.constants}))
        yield Column(name, "quantity", name, type_, fact.may_be_unknown, cuts=at, low=low, high=high, step=type_.step)
    else:
        yield Column(name, "presence", name, type_, fact.may_be_unknown)
    for place in sorted({place for one in cuts for place in one.members}):
        value = type_.values[place]
        yield Column(f"{name} has {value}", "membership", name, type_, fact.may_be_unknown, position=place)


def around(edges: Iterable[Edge], case: Mapping[str, Plain | None]) -> dict[str, CellSet]:
    """The smallest box around a case."""
    return {edge.column.name: edge.cell_of(case[edge.column.fact]) for edge in edges}


def inside(edges: Iterable[Edge], box: Mapping[str, CellSet]) -> Formula:
    """Whether a case lies in a box."""
    return both(*(edge.within(box[edge.column.name]) for edge in edges if edge.column.name in box))
