"""Boxes of cases around one case: for each given fact the cells in which it may lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.difference.cutting import Cuts, cuts_of
from recovery_rules.analysis.formula.facts import Variable
from recovery_rules.analysis.formula.logic import Formula, both, disjunction
from recovery_rules.analysis.formula.regions import in_cells
from recovery_rules.analysis.wording import cells_in_words
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
        return in_cells(self.column, self.variable.value, cells)

    def cell_of(self, plain: Plain | None) -> CellSet:
        """The cell of a value."""
        return 1 << self.column.cell_of(plain)

    def others(self, plain: Plain | None, cells: CellSet) -> Iterator[tuple[CellSet, Plain | None]]:
        """The cells beyond some, each with a value that lies there and differs from one as little as may be."""
        for cell in bits(self.column.everything & ~cells):
            if cell == self.column.known_cells:
                yield 1 << cell, None
            elif self.column.kind == "membership":
                members: Any = plain or frozenset()
                place = frozenset({self.column.position})
                yield 1 << cell, members | place if cell else members - place
            elif self.column.kind != "presence":
                yield 1 << cell, self.column.value_in(cell)


@frozen
class Side:
    """Between which values the cases of a box lie in one column."""

    edge: Edge
    cells: CellSet

    @property
    def is_open(self) -> bool:
        """Whether that is anywhere."""
        return self.cells == self.edge.column.everything

    @property
    def within(self) -> Formula:
        """Whether a case lies there."""
        return self.edge.within(self.cells)

    def joined(self, other: Side) -> Side:
        """The same of two boxes, whose columns may be cut at other places."""
        one, two = self.edge.column, other.edge.column
        column = evolve(one, cuts=tuple(sorted({*one.cuts, *two.cuts})))
        return Side(evolve(self.edge, column=column), _recut(self, column) | _recut(other, column))


Box: TypeAlias = Mapping[str, Side]  # columns that are left out are open


def _recut(side: Side, finer: Column) -> CellSet:
    """The cells of a side in a column with more cuts."""
    column, cells = side.edge.column, side.cells
    if column.cuts == finer.cuts:
        return cells
    found = finer.unknown if cells & column.unknown else 0
    for cell in range(finer.known_cells):
        low, _ = finer.ends(cell)
        place = 0 if low is None else column.cell_of(low)
        if cell % 2 == 0 and low is not None:
            place += place % 2  # just above a cut
        found |= (cells >> place & 1) << cell
    return found & finer.everything


def joined(one: Box, other: Box) -> Box:
    """The box around two."""
    sides = {name: side.joined(other[name]) for name, side in one.items() if name in other}
    return {name: side for name, side in sides.items() if not side.is_open}


def inside(box: Box) -> Formula:
    """Whether a case lies in a box."""
    return both(*(side.within for side in box.values()))


def outside(edges: Iterable[Edge], cells: Mapping[str, CellSet]) -> Formula:
    """Whether a case lies in other cells of some columns."""
    return disjunction(edge.within(edge.column.everything & ~cells[edge.column.name]) for edge in edges)


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


def in_words(box: Box) -> str:
    """Between which values the cases of a box lie, as an author would write it; empty where they lie anywhere."""
    told = (cells_in_words(side.edge.column, side.cells) for side in box.values())
    return ", ".join(words for words in told if words)
