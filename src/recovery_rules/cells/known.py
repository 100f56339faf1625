"""Which facts and expressions are known in every case that a clause accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.clauses import meet
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.model.facts import DerivedValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import CellSet
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model


def facts_known_if(expression: Expression, *, value: bool | None = None) -> frozenset[str]:
    """The facts that must be known for an expression to be known or, of a boolean, to have this very value."""
    match expression:
        case Constant():
            return frozenset()
        case Read(fact=fact):
            return frozenset({fact})
        case Known(fact=fact):
            return frozenset({fact}) if value else frozenset()
        case Apply(operation="not", arguments=(inner,)):
            return facts_known_if(inner, value=None if value is None else not value)
        case Apply(operation="and" | "or" as operation, arguments=parts):
            decided_by_all = operation == "and"
            if value is decided_by_all:  # a true `and` has only true parts, a false `or` only false ones
                return frozenset[str]().union(*(facts_known_if(part, value=value) for part in parts))
            if value is None:  # one false part decides an `and`, known others or not
                return _common([facts_known_if(part) for part in parts])
            return _common([facts_known_if(part, value=value) for part in parts])
        case Apply(operation="if", arguments=(test, one, other)):
            chosen = _common(
                [
                    facts_known_if(test, value=True) | facts_known_if(one, value=value),
                    facts_known_if(test, value=False) | facts_known_if(other, value=value),
                ]
            )
            return facts_known_if(test) | chosen
        case Apply(arguments=parts):
            return frozenset[str]().union(*map(facts_known_if, parts))


def _common(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*sets)


class Knowledge:
    """What is known wherever one clause holds.

    Args:
        model: the ruleset.
        shape: its cells.
        clause: what each case satisfies.

    Attributes:
        forced: the facts without which some test of the clause could not come out as it must.
    """

    def __init__(self, model: Model, shape: Shape, clause: Clause) -> None:
        self._model = model
        self._shape = shape
        self._clause = clause
        self.forced = self._facts_forced()
        self._cache: dict[str, bool] = {}

    def unknown_in(self, expression: Expression) -> frozenset[str]:
        """The facts for want of which an expression may be unknown; none: it is always known."""
        return self._unknown_in(expression, frozenset())

    def _unknown_in(self, expression: Expression, assumed: frozenset[str]) -> frozenset[str]:
        match expression:
            case Constant() | Known():
                return frozenset()
            case Read(fact=fact):
                return frozenset() if fact in assumed or self.knows(fact) else frozenset({fact})
            case Apply(operation="and" | "or" as operation, arguments=parts):
                return self._unknown_in_formula(parts, assumed, decides=operation == "or")
            case Apply(operation="if", arguments=(test, one, other)):
                return (
                    self._unknown_in(test, assumed)
                    | self._unknown_in(one, assumed | facts_known_if(test, value=True))
                    | self._unknown_in(other, assumed | facts_known_if(test, value=False))
                )
            case Apply(arguments=parts):
                return frozenset[str]().union(*(self._unknown_in(part, assumed) for part in parts))

    def _unknown_in_formula(
        self, parts: Sequence[Expression], assumed: frozenset[str], *, decides: bool
    ) -> frozenset[str]:
        """As for any expression; a part matters only where those that are surely known do not decide."""
        for part in parts:
            if not self._unknown_in(part, assumed):
                assumed |= facts_known_if(part, value=not decides)
        return frozenset[str]().union(*(self._unknown_in(part, assumed) for part in parts))

    def knows(self, fact: str) -> bool:
        """Whether a fact is known in every case that the clause accepts."""
        if fact not in self._cache:
            self._cache[fact] = self._finds_known(fact)
        return self._cache[fact]

    def _finds_known(self, fact: str) -> bool:
        given = self._model.facts.get(fact)
        if given is not None:
            if not given.may_be_unknown or fact in self.forced:
                return True
            return fact in self._shape.needed and self.implies(self._shape.needed[fact])
        derived = self._model.derived[fact]
        if not derived.may_be_unknown or fact in self.forced:
            return True
        if isinstance(derived, DerivedValue):
            return not self.unknown_in(derived.value)
        if derived.aggregation == "count":
            return True
        return all(
            not Knowledge(self._model, self._shape, both).unknown_in(row.gives)
            for row, clauses in zip(derived.rows, self._shape.rows[fact], strict=True)
            for clause in clauses
            if (both := meet(self._clause, clause)) is not None
        )

    def implies(self, needed: Sequence[Clause]) -> bool:
        """Whether every case of the clause satisfies one of some alternatives."""
        columns = self._shape.columns
        tested = {number for clause in needed for number in clause}
        within = {number: self._clause.get(number, columns[number].everything) for number in tested}
        try:
            return next(gaps(columns, needed, within=within), None) is None
        except TooManyCellsError:
            return False

    def _facts_forced(self) -> frozenset[str]:
        """The facts that the clause's own cells, or what they force known, make known."""
        found: set[str] = set()
        for number, cells in self._clause.items():
            column = self._shape.columns[number]
            if cells >> column.known_cells & 1:
                continue
            if column.expression is not None:
                found |= facts_known_if(column.expression, value={1: False, 2: True}.get(cells))
            else:
                found |= self._forced_by(column.fact, cells if column.type.kind == "boolean" else 0)
        return frozenset(found)

    def _forced_by(self, fact: str, cells: CellSet) -> frozenset[str]:
        """A fact that is known, and, if it is derived, those without which it would not be."""
        found = {fact}
        derived = self._model.derived.get(fact)
        if isinstance(derived, DerivedValue):
            for name in facts_known_if(derived.value, value={1: False, 2: True}.get(cells)):
                found |= self._forced_by(name, 0)
        return frozenset(found)
