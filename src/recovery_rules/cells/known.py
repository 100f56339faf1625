"""Which facts and expressions are known in every case that a clause accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.cells.narrowing import Narrowing
from recovery_rules.cells.settling import unsettled
from recovery_rules.cells.shape import Shape, expression_of
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read
from recovery_rules.language.knownness import facts_known_if
from recovery_rules.model.facts import DerivedTable, DerivedValue
from recovery_rules.model.ruleset import Model


class Knowledge:
    """What is known wherever one clause holds.

    Args:
        model: the ruleset.
        shape: its cells.
        clause: what each case satisfies.
        narrowing: which rows of tables of facts are looked at one by one; none given: as in a clause of its own.

    Attributes:
        forced: the facts without which some test of the clause could not come out as it must.
    """

    def __init__(
        self, model: Model, shape: Shape, clause: Clause, narrowing: Narrowing[Knowledge] | None = None
    ) -> None:
        self._model = model
        self._shape = shape
        self._clause = clause
        self._narrowing = narrowing or Narrowing[Knowledge](deepest=_DEEPEST)
        self.forced = self._facts_forced(clause)
        self._known: dict[str, bool] = {}

    def unknown_in(self, expression: Expression) -> frozenset[str]:
        """The facts for want of which an expression may be unknown; none: it is always known."""
        self._settle(facts_read(expression))
        return self._unknown_in(expression, frozenset())

    def _unknown_in(self, expression: Expression, assumed: frozenset[str]) -> frozenset[str]:
        match expression:
            case Constant() | Known():
                return frozenset()
            case Read(fact=fact):
                return frozenset() if self.knows(fact) or self._follows(fact, assumed) else frozenset({fact})
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
        doubtful: list[tuple[Expression, frozenset[str], frozenset[str]]] = []
        # The largest part comes last, when there is nothing more to assume: it is looked at once, so that what is
        # nested deeply does not take twice the time at each level.
        for part in sorted(parts, key=_size):
            unknown = self._unknown_in(part, assumed)
            if unknown:
                doubtful.append((part, assumed, unknown))
            else:
                assumed |= facts_known_if(part, value=not decides)
        return frozenset[str]().union(
            *(unknown if before == assumed else self._unknown_in(part, assumed) for part, before, unknown in doubtful)
        )

    def knows(self, fact: str) -> bool:
        """Whether a fact is known in every case that the clause accepts."""
        self._settle((fact,))
        return self._known[fact]

    def _follows(self, fact: str, assumed: frozenset[str]) -> bool:
        """Whether a fact surely is known where some facts are: it is one of them, or rests on nothing else unknown."""
        waiting, seen = [fact], set(assumed)
        while waiting:
            one = waiting.pop()
            if one in seen or self.knows(one):
                continue
            seen.add(one)
            derived = self._model.derived.get(one)
            if not assumed or derived is None or (isinstance(derived, DerivedTable) and derived.partial):
                return False
            waiting += self._shape.reads[one]
        return True

    def _settle(self, facts: Iterable[str]) -> None:
        for name in unsettled(facts, self._rests_on, self._known):
            self._known[name] = self._finds_known(name)

    def _rests_on(self, fact: str) -> Iterable[str]:
        """The facts that must be settled before this one; of what is known at once, and of what a case gives, none."""
        derived = self._model.derived.get(fact)
        if derived is None or not derived.may_be_unknown or fact in self.forced:
            return ()
        if isinstance(derived, DerivedTable) and self._narrowing.covers(derived):
            return ()
        return self._shape.reads[fact]

    def _finds_known(self, fact: str) -> bool:
        if fact in self.forced:
            return True
        given = self._model.facts.get(fact)
        if given is not None:
            return not given.may_be_unknown or (fact in self._shape.needed and self.implies(self._shape.needed[fact]))
        derived = self._model.derived[fact]
        if not derived.may_be_unknown:
            return True
        if isinstance(derived, DerivedValue):
            return not self.unknown_in(derived.value)
        return derived.aggregation == "count" or self._knows_rows(derived)

    def _knows_rows(self, table: DerivedTable) -> bool:
        """Whether some row of a table of facts matches, and each gives something known where it does."""
        if table.partial and not self.implies([clause for row in self._shape.rows[table.name] for clause in row]):
            return False
        return all(
            not self._unknown_in_row(table, both, row.gives)
            for row, clauses in zip(table.rows, self._shape.rows[table.name], strict=True)
            for clause in clauses
            if (both := meet(self._clause, clause)) is not None
        )

    def _unknown_in_row(self, table: DerivedTable, clause: Clause, gives: Expression) -> frozenset[str]:
        if not self._narrowing.covers(table):
            return self._unknown_in(gives, self._facts_forced(clause))
        row = self._narrowing.part(clause, lambda deeper: Knowledge(self._model, self._shape, clause, deeper))
        return row.unknown_in(gives)

    def implies(self, needed: Sequence[Clause]) -> bool:
        """Whether every case of the clause satisfies one of some alternatives."""
        columns = self._shape.columns
        tested = {number for clause in needed for number in clause}
        within = {number: self._clause.get(number, columns[number].everything) for number in tested}
        try:
            return next(gaps(ClauseIndex(columns, needed), within=within), None) is None
        except TooManyCellsError:
            return False

    def _facts_forced(self, clause: Clause) -> frozenset[str]:
        """The facts that a clause's own cells make known, and those without which these would not be."""
        waiting: list[str] = []
        for number, cells in clause.items():
            column = self._shape.columns[number]
            if cells & column.unknown:
                continue
            if column.expression is None:
                waiting.append(column.fact)
            expression = expression_of(column, self._model)
            if expression is not None:
                waiting += facts_known_if(expression, value=column.only_truth(cells))
        found: set[str] = set()
        while waiting:
            fact = waiting.pop()
            if fact not in found:
                found.add(fact)
                derived = self._model.derived.get(fact)
                waiting += facts_known_if(derived.value) if isinstance(derived, DerivedValue) else ()
        return frozenset(found)


_DEEPEST = 8  # tables of facts within tables of facts


def _size(expression: Expression) -> int:
    return 1 + sum(map(_size, expression.arguments)) if isinstance(expression, Apply) else 1
