"""Complete cases: the values of all facts that matter to something, derived ones computed, tested against clauses.

The proofs use them to show an author a real case, never to prove anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import Plain
from recovery_rules.model.conditions import Condition, Truth, leaves
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model

Values: TypeAlias = "dict[str, Plain | None]"

MOST_DERIVED: Final = 20_000  # values that are remembered; beyond that everything is forgotten and begins anew


class Cases:
    """Computes and tests cases of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        self._admissions = [
            (facts_of(one.when) | facts_read(one.must), violated)
            for one, violated in zip(model.admissions, shape.violated, strict=True)
        ]
        self._inputs = {name: sorted(inputs(derived)) for name, derived in model.derived.items()}
        self._derived: dict[tuple[object, ...], Plain | None] = {}  # values of derived facts, by those of their inputs

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """All facts on which the value of some facts depends, these included."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += inputs(self._model.derived[name]) if name in self._model.derived else ()
        return frozenset(found)

    def related(self, names: Iterable[str]) -> frozenset[str]:
        """All facts that have a say in whether a case with certain values of some facts is valid, these included."""
        found = self.behind(names)
        while True:
            wider = set(found)
            for name in found & self._shape.needed.keys():
                wider |= facts_of(self._model.facts[name].needed)
            for read, _ in self._admissions:
                if not read.isdisjoint(found):
                    wider |= read
            if wider == found:
                return found
            found = self.behind(wider)

    def complete(self, given: Values, names: frozenset[str]) -> Values | None:
        """A case with the derived facts among `names` computed; None where the case is not valid.

        Args:
            given: values of the given facts among `names`; of one that is not needed the value does not count.
            names: facts with everything that is related to them.
        """
        values = self.computed(given, names)
        is_valid = not any(self.lacking(values, names)) and not any(self.refusing(values, names))
        return values if is_valid else None

    def computed(self, given: Values, names: frozenset[str]) -> Values:
        """The same, whether the case is valid or not."""
        values = dict(given)
        for name, needed in self._shape.needed.items():
            if name in names and not self.holds(needed, values):
                values[name] = None
        for name in self._model.derived:
            if name in names:
                values[name] = self.derived(name, values)
        return values

    def derived(self, name: str, values: Values) -> Plain | None:
        """The value of a derived fact, from its inputs; None, too, where a table has no row for it."""
        key = (name, *map(values.__getitem__, self._inputs[name]))
        try:
            return self._derived[key]
        except KeyError:
            if len(self._derived) >= MOST_DERIVED:
                self._derived.clear()
            value = self._derived[key] = self._derive(self._model.derived[name], values)
            return value

    def lacking(self, values: Values, names: frozenset[str]) -> Iterator[str]:
        """The facts that a case needs and does not have."""
        for name, needed in self._shape.needed.items():
            is_missing = name in names and values[name] is None and not self._model.facts[name].optional
            if is_missing and self.holds(needed, values):
                yield name

    def refusing(self, values: Values, names: frozenset[str]) -> Iterator[frozenset[str]]:
        """For each rule of `admit` that refuses a case, the facts that it reads."""
        for read, violated in self._admissions:
            if read <= names and self.holds(violated, values):
                yield read

    def holds(self, alternatives: Sequence[Clause], values: Values) -> bool:
        """Whether some clause accepts a case."""
        return any(self.accepts(clause, values) for clause in alternatives)

    def accepts(self, clause: Clause, values: Values) -> bool:
        """Whether a clause accepts a case."""
        return all(cells >> self.cell(number, values) & 1 for number, cells in clause.items())

    def cell(self, number: int, values: Values) -> int:
        """The cell of a column in which a case lies."""
        column = self._shape.columns[number]
        value = values[column.fact] if column.expression is None else evaluate(column.expression, values)
        return column.cell_of(value)

    def _derive(self, derived: Derived, values: Values) -> Plain | None:
        if isinstance(derived, DerivedValue):
            return evaluate(derived.value, values)
        rows = zip(derived.rows, self._shape.rows[derived.name], strict=True)
        given = [evaluate(row.gives, values) for row, clauses in rows if self.holds(clauses, values)]
        if derived.hit == "collect":
            return _aggregated(derived, given)
        if not given:  # a gap: nobody may give such a case, or the proof of totality reports it
            return None
        if derived.hit == "priority":
            return min(given, key=lambda value: _rank(derived.order, value))
        return given[0]


def _rank(order: tuple[Plain, ...], value: Plain | None) -> int:
    return order.index(value) if value in order else len(order)


def _aggregated(table: DerivedTable, given: Sequence[Any]) -> Plain | None:
    if table.aggregation == "count":
        return len(given)
    if None in given:
        return None
    if table.aggregation == "sum":
        return cast("Plain", sum(given))
    choose = min if table.aggregation == "min" else max
    return cast("Plain | None", choose(given, default=None))


def facts_of(condition: Condition | None) -> frozenset[str]:
    """All facts that a condition reads."""
    if condition is None:
        return frozenset()
    found: set[str] = set()
    for leaf in leaves(condition):
        found |= facts_read(leaf.expression) if isinstance(leaf, Truth) else {leaf.fact}
    return frozenset(found)


def inputs(derived: Derived) -> frozenset[str]:
    """The facts from which a derived fact is computed."""
    if isinstance(derived, DerivedValue):
        return facts_read(derived.value)
    tests = (test for row in derived.rows for test in row.tests if not isinstance(test, UnaryTest))
    gives = (row.gives for row in derived.rows)
    return frozenset(derived.columns).union(*map(facts_read, (*tests, *gives)))


def constants(expression: Expression) -> frozenset[Constant]:
    """All literals in an expression."""
    match expression:
        case Constant():
            return frozenset({expression})
        case Read() | Known():
            return frozenset()
        case Apply(arguments=arguments):
            return frozenset[Constant]().union(*map(constants, arguments))


def read_by(columns: Iterable[int], shape: Shape) -> frozenset[str]:
    """The facts that some columns test."""
    found: set[str] = set()
    for number in columns:
        column = shape.columns[number]
        found |= facts_read(column.expression) if column.expression is not None else {column.fact}
    return frozenset(found)
