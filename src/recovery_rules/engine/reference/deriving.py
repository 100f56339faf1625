"""Step 2, derive: the facts that expressions and tables compute, in dependency order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.reference.conditions import Values, truth_of_expression
from recovery_rules.language import tests
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Known, Read
from recovery_rules.model.facts import DerivedTable, DerivedValue, FactRow

if TYPE_CHECKING:
    from recovery_rules.language.types import Plain
    from recovery_rules.model.ruleset import Model


def derive(model: Model, given: Values) -> tuple[dict[str, Plain | None], dict[str, tuple[int, ...]]]:
    """The values of all facts in model order, and for each table the numbers of the rows behind its value."""
    values = {name: given[name] for name in model.facts}
    rows: dict[str, tuple[int, ...]] = {}
    for name, derived in model.derived.items():
        match derived:
            case DerivedValue(value=value):
                values[name] = evaluate(value, values)
            case DerivedTable():
                values[name], rows[name] = look_up(derived, values)
    return values, rows


def look_up(table: DerivedTable, values: Values) -> tuple[Plain | None, tuple[int, ...]]:
    """What a table of facts gives, and the numbers of the rows that gave it."""
    matching = [row for row in table.rows if matches(row, table.columns, values)]
    if table.hit == "collect":
        return aggregate_rows(table, matching, values), tuple(row.number for row in matching)
    if table.partial and not matching:
        return None, ()
    chosen = first_by_priority(table, matching, values) if table.hit == "priority" else matching[0]
    return evaluate(chosen.gives, values), (chosen.number,)


def matches(row: FactRow, columns: tuple[str, ...], values: Values) -> bool:
    """Whether every test of the row is true."""
    truths = (
        truth_of_expression(test, values)
        if isinstance(test, Constant | Read | Known | Apply)
        else tests.truth(test, values[column])
        for column, test in zip(columns, row.tests, strict=True)
    )
    return all(truth is True for truth in truths)


def first_by_priority(table: DerivedTable, matching: list[FactRow], values: Values) -> FactRow:
    """The row whose value stands first in the declared order; of equals the upper one.

    Values that the order does not list, the unknown among them, stand after all that it lists.
    """

    def rank(row: FactRow) -> int:
        value = evaluate(row.gives, values)
        return table.order.index(value) if value is not None and value in table.order else len(table.order)

    return min(matching, key=rank)


def aggregate_rows(table: DerivedTable, matching: list[FactRow], values: Values) -> Plain | None:
    """The number of matching rows, or the sum, least or greatest of their values; unknown where one is."""
    if table.aggregation == "count":
        return len(matching)
    found = [evaluate(row.gives, values) for row in matching]
    if None in found:
        return None
    known: list[Any] = [value for value in found if value is not None]
    value: Plain
    match table.aggregation:
        case "sum":
            value = sum(known)
        case "min":
            value = min(known)
        case _:
            value = max(known)
    return value
