"""The cells of two rulesets together, in which each of their conditions has its region."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from attrs import evolve

from recovery_rules.analysis.difference.likeness import Models
from recovery_rules.analysis.formula.linking import joint_type
from recovery_rules.cells.cases import facts_of
from recovery_rules.cells.clauses import MOST_ALTERNATIVES, Clause, Clauses, TooManyAlternativesError
from recovery_rules.cells.columns import Column
from recovery_rules.cells.index import ClauseIndex, Mask, bits, mask_of
from recovery_rules.cells.shape import columns_of
from recovery_rules.language.expressions import Constant, facts_read
from recovery_rules.language.types import Type
from recovery_rules.model.conditions import ALWAYS, Condition
from recovery_rules.model.facts import DerivedValue, Fact
from recovery_rules.model.rules import Rule
from recovery_rules.model.ruleset import Model

Region: TypeAlias = frozenset[frozenset[tuple[int, int]]]  # alternatives, each the cells of some columns

EVERYWHERE: Final[Region] = frozenset({frozenset()})


class Space:
    """The cells of two rulesets.

    Args:
        models: the rulesets.
        unlike: the facts that are not the same in both; by them no two cases are told apart.
    """

    def __init__(self, models: Models, unlike: frozenset[str]) -> None:
        self._models = models
        self._unlike = unlike
        own, others = (_types(model) for model in models)
        types = {name: joint_type(own.get(name, type_), type_) for name, type_ in {**own, **others}.items()}
        self._types = {name: type_ for name, type_ in types.items() if type_ is not None}
        self.columns = columns_of(self._joint())
        self._clauses = Clauses(self.columns)
        self._untold = {number for number, one in enumerate(self.columns) if not unlike.isdisjoint(_facts_of(one))}

    def region(self, condition: Condition, *, lenient: bool = False) -> Region:
        """Where a condition is true (or, at choice, not false); where it reads what is unlike, at least there."""
        found = self.exact_region(self._sayable(condition), lenient=lenient)
        if found is None:
            return EVERYWHERE
        return frozenset(frozenset(item for item in one if item[0] not in self._untold) for one in found)

    def exact_region(self, condition: Condition, *, lenient: bool = False) -> Region | None:
        """Just there, of a condition that reads nothing unlike; None where there are too many alternatives."""
        try:
            return frozenset(frozenset(one.items()) for one in self._clauses.of(condition, lenient=lenient))
        except TooManyAlternativesError:
            return None

    def without(self, region: Region, other: Region) -> Region:
        """What lies in one region and not in another; the whole where that would be too many alternatives."""
        left: list[Clause] = [dict(one) for one in region]
        for taken in other:
            left = [piece for one in left for piece in self._cut(one, dict(taken))]
            if len(left) > MOST_ALTERNATIVES:
                return region
        return frozenset(frozenset(one.items()) for one in left)

    def _cut(self, clause: Clause, other: Clause) -> Iterator[Clause]:
        """What of a clause lies outside of another one, in pieces that do not overlap."""
        rest = dict(clause)
        for number, cells in other.items():
            own = rest.get(number, self.columns[number].everything)
            if own & ~cells:
                yield {**rest, number: own & ~cells}
            rest[number] = own & cells
            if not rest[number]:
                return

    def _joint(self) -> Model:
        """One ruleset of all rules and limits, over facts of which nothing but their values is known."""
        old, new = self._models
        facts = {name: self._fact(fact) for name, fact in {**new.facts, **old.facts}.items() if name in self._types}
        derived = {
            name: DerivedValue(name, one.type, Constant(0, one.type), "", one.may_be_unknown or name in self._unlike)
            for name, one in {**new.derived, **old.derived}.items()
            if name in self._types and name not in facts
        }
        rules = tuple(map(self._sayable_rule, (*old.rules, *new.rules)))
        limits = tuple(evolve(one, when=self._sayable(one.when)) for one in (*old.limits, *new.limits))
        return evolve(old, facts=facts, derived=derived, rules=rules, limits=limits, admissions=())

    def _fact(self, fact: Fact) -> Fact:
        type_ = self._types[fact.name]
        if fact.name in self._unlike:
            return Fact(fact.name, type_, optional=True)
        return Fact(fact.name, type_, fact.low, fact.high, optional=fact.may_be_unknown)

    def _sayable_rule(self, rule: Rule) -> Rule:
        return evolve(rule, when=self._sayable(rule.when), unless=tuple(map(self._sayable, rule.unless)))

    def _sayable(self, condition: Condition) -> Condition:
        """A condition; any, where it reads a fact that has values of another sort in the other ruleset."""
        return condition if facts_of(condition) <= self._types.keys() else ALWAYS


class Meeting:
    """Tells which of some regions have a case in common with others, as far as their cells go.

    Args:
        columns: the columns of the cells.
        regions: the regions, by number.
    """

    def __init__(self, columns: Sequence[Column], regions: Sequence[Region]) -> None:
        owned = [(number, dict(clause)) for number, region in enumerate(regions) for clause in region]
        self._owners = [number for number, _ in owned]
        self._index = ClauseIndex(columns, [clause for _, clause in owned])

    def region(self, region: Region) -> Mask:
        """The numbers of those that a region meets, as bits."""
        found = functools.reduce(operator.or_, (self._index.meeting(dict(clause)) for clause in region), 0)
        return mask_of([self._owners[place] for place in bits(found)])


def _types(model: Model) -> dict[str, Type]:
    return {name: one.type for name, one in (*model.facts.items(), *model.derived.items())}


def _facts_of(column: Column) -> frozenset[str]:
    return frozenset({column.fact}) if column.expression is None else facts_read(column.expression)
