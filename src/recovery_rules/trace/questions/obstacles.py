"""What keeps a case from getting an action, and the changes of single facts that may remove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from recovery_rules.cells.cases import Cases, facts_of, read_by
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import Shape
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.types import Plain
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed
from recovery_rules.trace.questions.candidates import Candidates
from recovery_rules.trace.questions.stops import Stop, Stops

Step: TypeAlias = tuple[str, Plain | None]  # a fact and the value to try for it


class Obstacles:
    """The obstacles on the ways to one kind.

    Args:
        model: the ruleset.
        shape: its cells.
        candidates: the values to try.
        kind: the kind of action.
    """

    def __init__(self, model: Model, shape: Shape, candidates: Candidates, kind: str) -> None:
        self._model = model
        self._shape = shape
        self._candidates = candidates
        self._kind = kind
        self._cases = Cases(model, shape)
        self._cells: dict[tuple[object, ...], int | None] = {}
        self._giving = [number for number, rule in enumerate(model.rules) if kind in kinds_of_rule(rule)]
        self._owing = [
            number for number, limit in enumerate(model.limits) if limit.owed is not None and limit.owed.kind == kind
        ]
        self._otherwise = kind in kinds_proposed(model.otherwise)
        self._stops = Stops(model, kind)

    def ways_past(self, values: Mapping[str, Plain | None]) -> list[Step]:
        """The steps that may bring a case nearer to the kind: sure ones first, each once."""
        sure: dict[Step, None] = {}
        perhaps: dict[Step, None] = {}
        standing = self._stops.standing(values)
        for number in self._giving:
            if self._way(self._shape.rules[number], values, sure, perhaps):
                perhaps |= self._past(self._stops.of_rule(self._model.rules[number], standing), values)
        for number in self._owing:
            if self._way(self._shape.limits[number], values, sure, perhaps):
                perhaps |= self._past(self._stops.of_owing(self._model.limits[number], standing), values)
        if self._otherwise:
            perhaps |= self._past(self._stops.of_otherwise(standing), values)
        return list(dict.fromkeys([*sure, *perhaps]))

    def changes_of(self, facts: Iterable[str], values: Mapping[str, Plain | None]) -> Iterator[Step]:
        """Changes of single facts that may change something about some facts, given or derived."""
        behind = self._behind(facts)
        for number, column in enumerate(self._shape.columns):
            if column.fact not in self._model.facts and read_by([number], self._shape) <= behind:
                elsewhere = ~(1 << self._cell(column, values))
                yield from (step for step, reaches in self._turns(column, elsewhere, values) if reaches)
        for name in self._model.facts:
            if name in behind:
                yield from ((name, value) for value in self._candidates.of(name, values))

    def _way(
        self,
        clauses: Iterable[Clause],
        values: Mapping[str, Plain | None],
        sure: dict[Step, None],
        perhaps: dict[Step, None],
    ) -> bool:
        """Past the first unmet condition of each alternative; whether all conditions of one are met."""
        is_met = False
        for clause in clauses:
            unmet = next((number for number in sorted(clause) if not self._meets(number, clause[number], values)), None)
            if unmet is None:
                is_met = True
                continue
            for step, reaches in self._steps(self._shape.columns[unmet], clause[unmet], values):
                (sure if reaches else perhaps)[step] = None
        return is_met

    def _past(self, stop: Stop, values: Mapping[str, Plain | None]) -> dict[Step, None]:
        if stop.by_amounts:
            self._candidates.doubt_amounts(self._behind(stop.facts))
        return dict.fromkeys(self.changes_of(stop.facts, values))

    def _meets(self, number: int, cells: int, values: Mapping[str, Plain | None]) -> bool:
        return bool(cells >> self._cell(self._shape.columns[number], values) & 1)

    def _cell(self, column: Column, values: Mapping[str, Plain | None]) -> int:
        value = values[column.fact] if column.expression is None else evaluate(column.expression, values)
        return column.cell_of(value)

    def _steps(self, column: Column, cells: int, values: Mapping[str, Plain | None]) -> Iterator[tuple[Step, bool]]:
        """Changes of one fact, each with whether it alone brings a column into one of some cells."""
        if column.fact in self._model.facts:
            for value in self._candidates.of(column.fact, values):
                if cells >> column.cell_of(value) & 1:
                    yield (column.fact, value), True
            needed = self._model.facts[column.fact].needed
            yield from ((step, False) for step in self.changes_of(facts_of(needed), values))
            return
        yield from self._turns(column, cells, values)

    def _turns(self, column: Column, cells: int, values: Mapping[str, Plain | None]) -> Iterator[tuple[Step, bool]]:
        """The same for a column of which the value is computed."""
        behind = self._behind([column.fact] if column.expression is None else facts_read(column.expression))
        given = {name: values[name] for name in self._model.facts if name in behind}
        for name in given:
            for value in self._candidates.of(name, values):
                cell = self._cell_where(column, {**given, name: value}, behind)
                yield (name, value), cell is not None and bool(cells >> cell & 1)

    def _cell_where(self, column: Column, given: Mapping[str, Plain | None], behind: frozenset[str]) -> int | None:
        """The cell of a column in a case; None where there is no such case."""
        key = (column.name, *given.values())
        if key not in self._cells:
            complete = self._cases.complete(dict(given), behind)
            self._cells[key] = None if complete is None else self._cell(column, complete)
        return self._cells[key]

    def _behind(self, facts: Iterable[str]) -> frozenset[str]:
        """The facts from which some facts are computed, and those that say whether these are needed."""
        found = self._cases.behind(facts)
        needing = (self._model.facts[name].needed for name in found if name in self._model.facts)
        wider = found.union(*map(facts_of, needing))
        return found if wider == found else self._behind(wider)
