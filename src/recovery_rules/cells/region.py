"""A region: what is true of the facts in all cases that one clause accepts, as far as intervals tell.

Every answer is on the safe side: bounds hold every value that a case of the region can have, and may be wider.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator, Mapping

from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.decided import decided
from recovery_rules.cells.hulls import cells_between, common, hull, hull_of, open_end, sum_of
from recovery_rules.cells.known import Knowledge
from recovery_rules.cells.narrowing import Narrowing
from recovery_rules.cells.order import ANY_SIGN, SIGNS, Order, Signs, differences_as_facts, signs_of, with_arguments
from recovery_rules.cells.settling import unsettled
from recovery_rules.cells.shape import Shape
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read
from recovery_rules.language.intervals import ANYTHING, Bounds, interval
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue
from recovery_rules.model.ruleset import Model

_MOST_NARROWED = 64  # rows of a table of facts that are looked at one by one
_DEEPEST = 2  # tables of facts within tables of facts


class Region:
    """The cases that a clause accepts.

    Args:
        model: the ruleset.
        shape: its cells.
        clause: what each case satisfies.
        narrowing: which rows of tables of facts are looked at one by one; none given: as in a clause of its own.
    """

    def __init__(self, model: Model, shape: Shape, clause: Clause, narrowing: Narrowing[Region] | None = None) -> None:
        self.clause = clause
        self.knowledge = Knowledge(model, shape, clause)
        self._model = model
        self._shape = shape
        self._narrowing = narrowing or Narrowing[Region](deepest=_DEEPEST, most_rows=_MOST_NARROWED)
        self._bounds: dict[str, Bounds] = {}
        self._truths: dict[str, frozenset[bool]] = {}
        self._intervals: dict[Apply, Bounds] = {}
        self._decisions: dict[Apply, frozenset[bool]] = {}

    def interval(self, expression: Expression) -> Bounds:
        """The bounds of the known values of an expression."""
        self._settle(facts_read(expression))
        return self._interval(expression)

    def truths(self, expression: Expression) -> frozenset[bool]:
        """The truth values that a boolean expression can have where it is known."""
        self._settle(facts_read(expression))
        return self._truths_of(expression)

    def bounds(self, fact: str) -> Bounds:
        """The bounds of the known values of a fact; of a choice or scale, of its positions."""
        self._settle((fact,))
        return self._bounds[fact]

    def _settle(self, facts: Iterable[str]) -> None:
        """Find out about facts, so that nothing below has to look behind the facts that an expression reads."""
        for name in unsettled(facts, self._rests_on, self._bounds):
            self._truths[name] = self._truths_of_fact(name)
            self._bounds[name] = self._bounds_of(name)

    def _rests_on(self, fact: str) -> Iterable[str]:
        derived = self._model.derived.get(fact)
        if derived is None or (isinstance(derived, DerivedTable) and self._narrowing.covers(derived)):
            return ()
        return self._shape.reads[fact]

    def _interval(self, expression: Expression) -> Bounds:
        if not isinstance(expression, Apply):
            return interval(expression, self._bounds.__getitem__)
        if expression not in self._intervals:
            self._intervals[expression] = self._interval_of(expression)
        return self._intervals[expression]

    def _interval_of(self, expression: Apply) -> Bounds:
        replaced, differences = differences_as_facts(self._taken(expression), self._order)
        if not differences:
            return interval(replaced, self._bounds.__getitem__)

        def bounds(fact: str) -> Bounds:
            if fact not in differences:
                return self._bounds[fact]
            low, high = interval(differences[fact], bounds)
            return (0 if low is None else max(low, 0)), high

        return interval(replaced, bounds)

    def _taken(self, expression: Expression) -> Expression:
        """An expression without the branches that no case of the region takes."""
        match expression:
            case Apply(operation="if", arguments=(test, one, other)):
                truths = self._truths_of(test)
                if truths == {True}:
                    return self._taken(one)
                if truths == {False}:
                    return self._taken(other)
                return with_arguments(expression, (test, self._taken(one), self._taken(other)))
            case Apply(arguments=parts):
                return with_arguments(expression, tuple(map(self._taken, parts)))
            case _:
                return expression

    def _truths_of(self, expression: Expression) -> frozenset[bool]:
        match expression:
            case Constant(value=value):
                return frozenset({bool(value)})
            case Read(fact=fact):
                return self._truths[fact]
            case Known(fact=fact):
                return self._knownness(fact)
            case Apply():
                if expression not in self._decisions:
                    self._decisions[expression] = self._truths_of_operation(expression)
                return self._decisions[expression]

    def _truths_of_operation(self, expression: Apply) -> frozenset[bool]:
        match expression:
            case Apply(operation="not", arguments=(inner,)):
                return frozenset(not truth for truth in self._truths_of(inner))
            case Apply(operation="and" | "or" as operation, arguments=parts):
                return self._truths_of_formula([self._truths_of(part) for part in parts], decides=operation == "or")
            case Apply(operation="if", arguments=(test, one, other)):
                holds = self._truths_of(test)
                return frozenset[bool]().union(
                    self._truths_of(one) if True in holds else (), self._truths_of(other) if False in holds else ()
                )
            case Apply(operation="<" | "<=" | ">" | ">=" | "=" | "!=" as operation, arguments=(left, right)):
                return self._compared(operation, left, right)
            case _:
                return _BOTH

    def cells(self, fact: str) -> tuple[Column | None, CellSet]:
        """The column of a fact, if it has one, and the cells that the clause accepts."""
        number = self._shape.clauses.number_of(fact)
        if number is None:
            return None, 0
        column = self._shape.columns[number]
        return column, self.clause.get(number, column.everything)

    def cells_given_by(self, derived: Derived, column: Column) -> CellSet:
        """The known cells in which a derived fact can lie, its own column left out of the clause."""
        if isinstance(derived, DerivedTable):
            return functools.reduce(operator.or_, self._cells_of_rows(derived, column), 0)
        return self.cells_of(derived.value, column)

    @functools.cached_property
    def _signs(self) -> Mapping[tuple[Expression, Expression], Signs]:
        """How expressions can lie to each other, by the comparisons that surely hold here."""
        return signs_of(decided(self._model, self._shape, self.clause, self.knowledge))

    @functools.cached_property
    def _order(self) -> Order:
        """Which expressions are never below which others."""
        return frozenset(pair for pair, signs in self._signs.items() if "<" not in signs)

    def _cells_of_rows(self, table: DerivedTable, column: Column) -> Iterator[CellSet]:
        if table.hit == "collect":
            yield cells_between(column, self._aggregated(table))
            return
        for row, clause in self._rows(table):
            gives = table.rows[row].gives
            if isinstance(gives, Constant):
                yield 1 << column.cell_of(gives.value)
            else:
                yield self._region_of_row(table, clause).cells_of(gives, column)

    def cells_of(self, expression: Expression, column: Column) -> CellSet:
        """The known cells of a column in which the values of an expression can lie."""
        if column.type.kind == "boolean":
            return sum(1 << int(truth) for truth in self.truths(expression))
        if column.type.kind in {"choice", "scale"}:
            low, high = self.interval(expression)
            positions = range(len(column.type.values))
            return sum(1 << at for at in positions if (low is None or at >= low) and (high is None or at <= high))
        return cells_between(column, self.interval(expression))

    def _rows(self, table: DerivedTable) -> Iterator[tuple[int, Clause]]:
        """The rows of a table of facts that can match, each with where it does."""
        for row, clauses in enumerate(self._shape.rows[table.name]):
            for clause in clauses:
                both = meet(self.clause, clause)
                if both is not None:
                    yield row, both

    def _region_of_row(self, table: DerivedTable, clause: Clause) -> Region:
        """The region of one row; beyond some rows and some depth, the whole region instead."""
        if not self._narrowing.covers(table):
            return self
        return self._narrowing.part(clause, lambda deeper: Region(self._model, self._shape, clause, deeper))

    def _bounds_of_rows(self, table: DerivedTable) -> Iterator[tuple[int, Bounds]]:
        for row, clause in self._rows(table):
            gives = table.rows[row].gives
            region = self if isinstance(gives, Constant) else self._region_of_row(table, clause)
            yield row, region.interval(gives)

    def _bounds_of(self, fact: str) -> Bounds:
        column, accepted = self.cells(fact)
        own = ANYTHING if column is None else hull(column, accepted)
        given = self._model.facts.get(fact)
        if given is not None:
            return common(own, (given.low, given.high))
        derived = self._model.derived[fact]
        if not (derived.type.is_measured or derived.type.kind in {"choice", "scale"}):
            return own
        if isinstance(derived, DerivedValue):
            return common(own, self._interval(derived.value))
        if derived.hit == "collect":
            return common(own, self._aggregated(derived))
        return common(own, hull_of([bounds for _, bounds in self._bounds_of_rows(derived)]))

    def _aggregated(self, table: DerivedTable) -> Bounds:
        """The bounds of what a `collect` table gives."""
        found = list(self._bounds_of_rows(table))
        rows = {row: hull_of([bounds for other, bounds in found if other == row]) for row, _ in found}
        if table.aggregation == "count":
            return 0, len(rows)
        if table.aggregation != "sum":
            return hull_of(list(rows.values()))
        return sum_of(list(rows.values()))

    def _truths_of_fact(self, fact: str) -> frozenset[bool]:
        column, accepted = self.cells(fact)
        own = _BOTH if column is None else frozenset(truth for truth in _BOTH if accepted >> int(truth) & 1)
        derived = self._model.derived.get(fact)
        if isinstance(derived, DerivedValue) and derived.type.kind == "boolean":
            return own & self._truths_of(derived.value)
        return own

    def _knownness(self, fact: str) -> frozenset[bool]:
        column, accepted = self.cells(fact)
        if self.knowledge.knows(fact):
            return frozenset({True})
        return frozenset({False}) if column is not None and accepted == column.unknown else _BOTH

    @staticmethod
    def _truths_of_formula(parts: list[frozenset[bool]], *, decides: bool) -> frozenset[bool]:
        """What an `and` (a false part decides it) or an `or` (a true one does) can come to."""
        if any(part == {decides} for part in parts):
            return frozenset({decides})
        if all(decides not in part for part in parts):
            return frozenset({not decides})
        return _BOTH

    def _compared(self, operation: str, left: Expression, right: Expression) -> frozenset[bool]:
        signs = self._signs.get((left, right), ANY_SIGN)
        if left.type.is_ordered or left.type.kind == "choice":
            signs = frozenset(sign for sign in signs if self._can_be(sign, left, right))
        return frozenset(sign in SIGNS[operation] for sign in signs)

    def _can_be(self, sign: str, left: Expression, right: Expression) -> bool:
        """Whether the bounds of two expressions allow one to be below, level with or above the other."""
        if sign == "=":
            return not self._stays_below(left, right) and not self._stays_below(right, left)
        return self._can_be_below(left, right) if sign == "<" else self._can_be_below(right, left)

    def _can_be_below(self, left: Expression, right: Expression) -> bool:
        low, high = self._interval(left)[0], self._interval(right)[1]
        return low is None or high is None or low < high

    def _stays_below(self, left: Expression, right: Expression) -> bool:
        """Whether every value of one expression is below every value of another."""
        high, low = self._interval(left)[1], self._interval(right)[0]
        if high is None or low is None:
            return False
        return high < low or (high == low and (self._is_open(left, 1) or self._is_open(right, 0)))

    def _is_open(self, expression: Expression, end: int) -> bool:
        """Whether an expression never reaches its lower (0) or upper (1) bound; told for facts alone."""
        if not isinstance(expression, Read):
            return False
        column, accepted = self.cells(expression.fact)
        return column is not None and self._bounds[expression.fact][end] == open_end(column, accepted, end)


_BOTH = frozenset({False, True})
