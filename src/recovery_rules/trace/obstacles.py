"""What keeps a case from getting an action, and the changes of single facts that may remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from recovery_rules.cells.cases import Cases, facts_of
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import facts_read
from recovery_rules.model.actions import Proposal
from recovery_rules.model.conditions import ALWAYS
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import Column
    from recovery_rules.cells.shape import Shape
    from recovery_rules.language.types import Plain
    from recovery_rules.model.facts import Admission
    from recovery_rules.model.rules import Rule
    from recovery_rules.model.ruleset import Model
    from recovery_rules.trace.candidates import Candidates

Step: TypeAlias = "tuple[str, Plain | None]"  # a fact and the value to try for it


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
        self._giving = [number for number, rule in enumerate(model.rules) if kind in kinds_of_rule(rule)]
        self._owing = [
            number for number, limit in enumerate(model.limits) if limit.owed is not None and limit.owed.kind == kind
        ]
        always = any(rule.when == ALWAYS and not rule.unless for rule in model.rules)
        self._otherwise = kind in kinds_proposed(model.otherwise) and not always

    def ways_past(self, values: Mapping[str, Plain | None]) -> list[Step]:
        """The steps that may bring a case nearer to the kind: sure ones first, each once."""
        sure: dict[Step, None] = {}
        perhaps: dict[Step, None] = {}
        for number in self._giving:
            self._way(self._shape.rules[number], self._stops(self._model.rules[number], values), values, sure, perhaps)
        for number in self._owing:
            self._way(
                self._shape.limits[number], self._forbidding(frozenset({self._kind}), values), values, sure, perhaps
            )
        if self._otherwise:
            matching = next((rule for rule in self._model.rules if _matches(rule, values)), None)
            facts = self._forbidding(frozenset({self._kind}), values) if matching is None else _facts_of_rule(matching)
            perhaps |= dict.fromkeys(self._any_change(facts, values))
        return list(dict.fromkeys([*sure, *perhaps]))

    @staticmethod
    def of_admission(
        model: Model, shape: Shape, candidates: Candidates, rule: Admission, values: Mapping[str, Plain | None]
    ) -> Iterator[Step]:
        """Steps that may mend a broken rule of `admit`."""
        behind = Cases(model, shape).behind(facts_of(rule.when) | facts_read(rule.must))
        for name in model.facts:
            if name in behind:
                yield from ((name, value) for value in candidates.of(name, values))

    def _way(
        self,
        clauses: Iterable[Clause],
        stopping: frozenset[str],
        values: Mapping[str, Plain | None],
        sure: dict[Step, None],
        perhaps: dict[Step, None],
    ) -> None:
        """Past the first unmet condition of each alternative, or past what stops one whose conditions are met."""
        for clause in clauses:
            unmet = next((number for number in sorted(clause) if not self._meets(number, clause[number], values)), None)
            if unmet is None:
                perhaps |= dict.fromkeys(self._any_change(stopping, values))
                continue
            for step, reaches in self._steps(self._shape.columns[unmet], clause[unmet], values):
                (sure if reaches else perhaps)[step] = None

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
            yield from ((step, False) for step in self._any_change(facts_of(needed), values))
            return
        behind = self._behind([column.fact] if column.expression is None else facts_read(column.expression))
        for name, fact in self._model.facts.items():
            if name not in behind or fact.personal:
                continue

            def reaches(value: Plain | None, name: str = name) -> bool:
                changed = self._cases.complete({**self._given(values), name: value}, behind)
                return changed is not None and bool(cells >> self._cell(column, changed) & 1)

            if fact.type.is_quantity:
                now: Any = values[name]
                for found in self._candidates.nearest(fact, now, reaches):
                    yield (name, found), True
            for value in self._candidates.of(name, values):
                yield (name, value), reaches(value)

    def _given(self, values: Mapping[str, Plain | None]) -> dict[str, Plain | None]:
        return {name: values[name] for name in self._model.facts}

    def _any_change(self, facts: Iterable[str], values: Mapping[str, Plain | None]) -> Iterator[Step]:
        behind = self._behind(facts)
        for name in self._model.facts:
            if name in behind:
                yield from ((name, value) for value in self._candidates.of(name, values))

    def _behind(self, facts: Iterable[str]) -> frozenset[str]:
        """The facts from which some facts are computed, and those that say whether these are needed."""
        found = self._cases.behind(facts)
        needing = (self._model.facts[name].needed for name in found if name in self._model.facts)
        wider = found.union(*map(facts_of, needing))
        return found if wider == found else self._behind(wider)

    def _stops(self, rule: Rule, values: Mapping[str, Plain | None]) -> frozenset[str]:
        """The facts that decide about what first stops a rule whose conditions hold."""
        for excuse in rule.unless:
            if truth(excuse, values) is True:
                return facts_of(excuse)
        for other in self._model.rules:
            stops = rule.id in other.overrides or (other.table == rule.table and bool(rule.table))
            if other is not rule and stops and _matches(other, values):
                return _facts_of_rule(other)
        return self._forbidding(kinds_of_rule(rule), values) or self._amounts(rule)

    def _forbidding(self, kinds: frozenset[str], values: Mapping[str, Plain | None]) -> frozenset[str]:
        found: set[str] = set()
        for limit in self._model.limits:
            holds = truth(limit.when, values)
            applies = holds is not False if limit.applies_if_unknown else holds is True
            if applies and limit.forbids & kinds:
                found |= facts_of(limit.when)
        return frozenset(found)

    def _amounts(self, rule: Rule) -> frozenset[str]:
        """The facts on which the amounts of a rule depend, those of bounds included."""
        found = _facts_in(rule.proposals)
        for limit in self._model.limits:
            if limit.kind == self._kind:
                found |= facts_of(limit.when)
                for bound in limit.bounds:
                    for end in (bound.at_least, bound.at_most):
                        found |= frozenset() if end is None else facts_read(end)
        return found


def _matches(rule: Rule, values: Mapping[str, Plain | None]) -> bool:
    return truth(rule.when, values) is True and not any(truth(excuse, values) is True for excuse in rule.unless)


def _facts_of_rule(rule: Rule) -> frozenset[str]:
    return facts_of(rule.when).union(*map(facts_of, rule.unless))


def _facts_in(proposals: Iterable[Proposal]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for one in proposals:
        for argument in one.arguments.values():
            for expression in (argument.value, argument.at_least, argument.at_most):
                found |= frozenset() if expression is None else facts_read(expression)
        for bundle in one.options:
            found |= _facts_in(bundle)
    return found
