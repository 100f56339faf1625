"""Derived facts as values: what expressions and tables of facts give."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.analysis.formula.conditions import truths
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.logic import Formula, conjunction, contrary, either
from recovery_rules.analysis.formula.numbers import added, choose, higher, lower
from recovery_rules.analysis.formula.values import Value, first_of, folded, known, summed
from recovery_rules.cells.cases import inputs
from recovery_rules.language.expressions import Constant
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue, FactRow, row_condition


def derive(derived: Derived, expressions: Expressions) -> None:
    """Add a derived fact to the values."""
    expressions.rests_on(derived.name, inputs(derived))
    if isinstance(derived, DerivedValue):
        expressions.values[derived.name] = expressions.of(derived.value)
    else:
        expressions.values[derived.name] = _looked_up(derived, expressions)


def _looked_up(table: DerivedTable, expressions: Expressions) -> Value:
    rows = [(truths(row_condition(table, row), expressions)[0], expressions.of(row.gives)) for row in table.rows]
    if table.hit == "collect":
        return _aggregated(table, rows)
    if table.hit == "priority":
        return first_of([rows[place] for place in _by_priority(table)])
    return first_of(rows)


def _by_priority(table: DerivedTable) -> Sequence[int]:
    """The rows in the order of the values that they give, which are constants."""

    def rank(row: FactRow) -> int:
        value = row.gives.value if isinstance(row.gives, Constant) else None
        return table.order.index(value) if value is not None and value in table.order else len(table.order)

    return sorted(range(len(table.rows)), key=lambda place: rank(table.rows[place]))


def _aggregated(table: DerivedTable, rows: Sequence[tuple[Formula, Value]]) -> Value:
    if table.aggregation == "count":
        total = 0
        for matches, _ in rows:
            total = added(total, choose(matches, 1, 0))
        return known(total)
    all_known = conjunction(either(contrary(matches), value.known) for matches, value in rows)
    if table.aggregation == "sum":
        return Value(all_known, summed(rows).content)
    found = folded(rows, lower if table.aggregation == "min" else higher)
    return Value(conjunction([all_known, found.known]), found.content)
