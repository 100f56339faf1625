"""Tables of facts: columns, rows, and what their hit policy asks of them.

In: a table under `derived`. Out: a checked table, or None; what is wrong has been reported then. That its rows
cover every case, and agree where they meet, is proved over cells, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

from recovery_rules.document.rows import Row
from recovery_rules.document.scalars import Cell
from recovery_rules.document.tables import FactTable
from recovery_rules.language.check import described
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.language.intervals import Bounds
from recovery_rules.language.rationals import Number
from recovery_rules.language.sizes import Size
from recovery_rules.language.tests import Anything, Either, UnaryTest
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.facts import Aggregation, DerivedTable, FactRow, HitPolicy
from recovery_rules.model.link.columns import testable_columns
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.knownness import known_where_matched, may_be_unknown
from recovery_rules.model.link.literals import link_literal, texts_of
from recovery_rules.model.link.ranking import link_order, place_of
from recovery_rules.model.link.types import Declared
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

AGGREGATIONS: Final[dict[str, Aggregation]] = {
    "collect sum": "sum",
    "collect min": "min",
    "collect max": "max",
    "collect count": "count",
}


def link_table(
    name: str,
    written: FactTable,
    declared: Declared,
    unknowns: frozenset[str],
    expressions: Expressions,
    at: Span,
) -> DerivedTable | None:
    """The checked table."""
    testable = testable_columns(written.when, expressions)
    linked = [_row(name, written, row, testable, declared.type, expressions) for row in written.rows]
    rows = tuple(row for row in linked if row is not None)
    order = _order(name, written, declared.type, rows, expressions)
    if order is None or not _aggregates(name, written, declared.type, expressions):
        return None
    if len(rows) < len(linked) or not all(testable):
        return None
    aggregation = AGGREGATIONS.get(written.hit)
    columns = tuple(node.text for node in written.when)
    return DerivedTable(
        name=name,
        type=declared.type,
        hit="collect" if aggregation else cast("HitPolicy", written.hit),
        columns=columns,
        rows=rows,
        may_be_unknown=aggregation != "count"
        and any(may_be_unknown(row.gives, unknowns - known_where_matched(columns, row.tests)) for row in rows),
        aggregation=aggregation,
        order=order,
        label=declared.label,
        value_labels=declared.value_labels,
        span=at,
    )


def range_of_table(table: DerivedTable, rows: Sequence[tuple[Bounds, Size]]) -> tuple[Bounds, Size]:
    """Where the values of a table lie, and how long they can be, from the same of what its rows give."""
    lows = [low for (low, _), _ in rows]
    highs = [high for (_, high), _ in rows]
    sizes = [size for _, size in rows]
    match table.aggregation:
        case "count":
            return (0, len(rows)), Size(len(str(len(rows))))
        case "sum":
            return (_sum_of(lows, min), _sum_of(highs, max)), _size_of_sum(sizes)
        case _:
            return (_extreme(lows, min), _extreme(highs, max)), _hull(sizes)


def _row(
    name: str, table: FactTable, row: Row, testable: Sequence[bool], type_: Type, expressions: Expressions
) -> FactRow | None:
    tests = [
        _test(column.text, cell, expressions) if good else None
        for column, cell, good in zip(table.when, row.tests, testable, strict=True)
    ]
    (output,) = row.outputs
    if output is None:
        message = f"row {row.number} of {quote(name)} gives no value"
        expressions.problems.add("RR427", message, row.span, label="add `gives: ...`")
        return None
    gives = _value(name, output, type_, expressions)
    good_tests = tuple(test for test in tests if test is not None)
    if gives is None or len(good_tests) < len(tests):
        return None
    texts = tuple(_text(cell) for cell in row.tests)
    return FactRow(row.number, good_tests, texts, gives, _text(output), span=row.span)


def _test(fact: str, cell: Cell | None, expressions: Expressions) -> UnaryTest | Expression | None:
    if cell is None:
        return Anything()
    if isinstance(cell, ScalarNode):
        return expressions.test(fact, cell)
    tests: list[UnaryTest] = []
    nodes = texts_of(cell)
    for node in nodes:
        test = expressions.test(fact, node)
        if isinstance(test, UnaryTest):
            tests.append(test)
        elif test is not None:
            message = f"{quote(node.text)} compares with another fact, which a list cannot"
            expressions.problems.add("RR428", message, node.span, label="give it a row of its own")
    return Either(tuple(tests)) if len(tests) == len(nodes) else None


def _value(name: str, cell: Cell, type_: Type, expressions: Expressions) -> Expression | None:
    if isinstance(cell, ScalarNode):
        return expressions.typed(cell, type_, owner=name)
    value = link_literal(cell, type_, owner=name, problems=expressions.problems)
    return None if value is None else Constant(value, type_, cell.span)


def _text(cell: Cell | None) -> str:
    return "any" if cell is None else ", ".join(node.text for node in texts_of(cell))


def _order(
    name: str, written: FactTable, type_: Type, rows: Sequence[FactRow], expressions: Expressions
) -> tuple[Plain, ...] | None:
    """The values from the highest priority down; empty where the hit policy asks for none."""
    problems = expressions.problems
    if written.hit != "priority":
        if written.order:
            message = f"{quote(written.hit)} needs no order"
            problems.add("RR422", message, written.key_span("order"), label="leave it out")
            return None
        return ()
    if not written.order:
        at = written.span_of("hit")
        problems.add("RR422", "`priority` needs an order", at, label="add `order: [...]`, the highest first")
        return None
    order = link_order(written.order, type_, owner=name, problems=problems)
    if order is None:
        return None
    places = [place_of(row.gives, order, type_, problems) for row in rows]
    return None if None in places else order


def _aggregates(name: str, written: FactTable, type_: Type, expressions: Expressions) -> bool:
    """Whether the type of the fact is one that the hit policy can give."""
    aggregation = AGGREGATIONS.get(written.hit)
    if aggregation == "count" and type_.kind != "integer":
        message = f"a count is a whole number, and {quote(name)} is {described(type_)}"
    elif aggregation is not None and not type_.is_quantity:
        message = f"{quote(written.hit)} is for quantities, and {quote(name)} is {described(type_)}"
    else:
        return True
    expressions.problems.add("RR423", message, written.span_of("hit"))
    return False


def _sum_of(ends: Sequence[Number | None], pick: Callable[[Number, Number], Number]) -> Number | None:
    """A row may match or not, so only ends beyond zero count."""
    known = [end for end in ends if end is not None]
    return sum(pick(end, 0) for end in known) if len(known) == len(ends) else None


def _extreme(ends: Sequence[Number | None], pick: Callable[[list[Number]], Number]) -> Number | None:
    known = [end for end in ends if end is not None]
    return pick(known) if known and len(known) == len(ends) else None


def _hull(sizes: Sequence[Size]) -> Size:
    found = Size(0)
    for size in sizes:
        found = found.hull(size)
    return found


def _size_of_sum(sizes: Sequence[Size]) -> Size:
    """Sums of whole numbers grow by the digits of their count, sums of fractions by every denominator."""
    hull = _hull(sizes)
    below = sum(size.below for size in sizes)
    return Size(hull.above + below + len(str(len(sizes))), below)
