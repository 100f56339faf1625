"""Tables of actions: each row becomes a rule; the hit policy says which of the matching rows count.

In: the `tables` of a document. Out: one `ActionTable` each, and its rows as rules. That the rows of a `unique` or
`any` table do not clash is proved over cells, not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from recovery_rules.document.rows import Row
from recovery_rules.document.scalars import Cell
from recovery_rules.document.tables import ActionTable as TableDocument
from recovery_rules.language.check import described
from recovery_rules.language.tests import Anything
from recovery_rules.language.types import Plain
from recovery_rules.model.conditions import Condition, Test
from recovery_rules.model.facts import HitPolicy
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.columns import testable_columns
from recovery_rules.model.link.conditions import every, link_tests
from recovery_rules.model.link.derived_tables import AGGREGATIONS
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.literals import texts_of
from recovery_rules.model.link.names import report_unknown
from recovery_rules.model.link.outputs import Output, Outputs, link_outputs
from recovery_rules.model.link.ranking import link_order, place_of
from recovery_rules.model.link.rules import row_id
from recovery_rules.model.rules import ActionTable, Rule
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode

_ANY: Final = frozenset({"any", "-"})
_RANKED: Final = frozenset({"priority", "output order"})


def link_table(
    written: TableDocument, expressions: Expressions, actions: Actions
) -> tuple[ActionTable | None, tuple[Rule, ...]]:
    """A table and its rows as rules; no table where anything in it is wrong."""
    problems = actions.problems
    testable = testable_columns(written.when, expressions)
    expressions.read.update(column.text for column, good in zip(written.when, testable, strict=True) if good)
    outputs = link_outputs(written, actions)
    linked = [_rule(written, row, testable, outputs, expressions) for row in written.rows]
    rules = tuple(rule for rule in linked if rule is not None)
    aggregated = _aggregated(written, outputs.columns, problems)
    orders = _orders(written, outputs.columns, problems)
    if len(rules) < len(linked) or aggregated is None or orders is None:
        return None, rules
    ranked = _ranked(rules, outputs.columns, orders, problems)
    if ranked is None:
        return None, rules
    aggregation = AGGREGATIONS.get(written.hit)
    table = ActionTable(
        id=written.id.text,
        hit="collect" if aggregation else cast("HitPolicy", written.hit),
        rows=tuple(rule.id for rule in rules),
        ranked=ranked,
        aggregation=aggregation,
        aggregated=aggregated,
        because=label_of(written.because),
        source=text_of(written.source),
        span=written.id.span,
    )
    return table, rules


def _rule(
    table: TableDocument, row: Row, testable: Sequence[bool], outputs: Outputs, expressions: Expressions
) -> Rule | None:
    parts: list[Condition | None] = []
    for column, cell, good in zip(table.when, row.tests, testable, strict=True):
        if not good:
            parts.append(None)
        elif cell is not None and not _is_any(cell):
            part = link_tests(column.text, column.span, texts_of(cell), expressions)
            if not (isinstance(part, Test) and isinstance(part.test, Anything)):
                parts.append(part)
    when = every(parts)
    proposals = outputs.proposals(row)
    if when is None or proposals is None:
        return None
    return Rule(
        id=row_id(table.id.text, row.number),
        when=when,
        unless=(),
        proposals=proposals,
        because=label_of(row.because or table.because),
        source=text_of(row.source or table.source),
        table=table.id.text,
        row=row.number,
        span=row.span,
    )


def _is_any(cell: Cell) -> bool:
    """Whether a cell plainly asks nothing: most do."""
    return isinstance(cell, ScalarNode) and cell.text in _ANY


def _aggregated(table: TableDocument, columns: Sequence[Output | None], problems: Problems) -> tuple[str, str] | None:
    """The kind and parameter that are aggregated, empty where the hit policy aggregates nothing."""
    aggregation = AGGREGATIONS.get(table.hit)
    if aggregation is None:
        return "", ""
    at = table.span_of("hit")
    if len(columns) > 1:
        message = f"{quote(table.hit)} gives one value, and `then` has {len(columns)} columns"
        problems.add("RR423", message, at, label="keep one column, or split the table")
        return None
    (output,) = columns
    if output is None:
        return None
    parameter = output.parameter
    if parameter is None or not parameter.type.is_quantity:
        message = f"{quote(table.hit)} is for quantities, and {quote(output.name)} is none"
    elif aggregation == "count" and parameter.type.kind != "integer":
        message = f"a count is a whole number, and {quote(output.name)} is {described(parameter.type)}"
    else:
        return output.kind.id, parameter.name
    problems.add("RR423", message, at)
    return None


def _orders(
    table: TableDocument, columns: Sequence[Output | None], problems: Problems
) -> Mapping[str, tuple[Plain, ...]] | None:
    """The values of each ordered column from the highest down; empty where the hit policy asks for no order."""
    if table.hit not in _RANKED:
        if "order" not in table.node:
            return {}
        message = f"{quote(table.hit)} needs no order"
        problems.add("RR422", message, table.key_span("order"), label="leave it out")
        return None
    if "order" not in table.node:
        label = "add `order: [...]`, the highest first"
        problems.add("RR422", f"{quote(table.hit)} needs an order", table.span_of("hit"), label=label)
        return None
    by_name = {output.name: output for output in columns if output is not None}
    found: dict[str, tuple[Plain, ...]] = {}
    written = _by_column(table, problems)
    if written is None:
        return None
    for name, nodes in written.items():
        output = by_name.get(name)
        if output is None:
            if None not in columns:
                at = table.key_span("order", name)
                report_unknown(
                    problems, "RR421", name, what="a column under `then`", known=by_name, at=at, listed="columns"
                )
            continue
        if output.parameter is None:
            problems.add("RR422", f"{quote(name)} has no values to put in order", nodes[0].span)
            continue
        order = link_order(nodes, output.parameter.type, owner=output.parameter.name, problems=problems)
        if order is not None:
            found[name] = order
    return found if len(found) == len(written) else None


def _by_column(table: TableDocument, problems: Problems) -> Mapping[str, tuple[ScalarNode, ...]] | None:
    if isinstance(table.order, Mapping):
        return table.order
    first, *others = table.then
    if others:
        label = f"write `{{{first.text}: [...]}}`"
        problems.add("RR422", "with several columns, an order names its column", table.span_of("order"), label=label)
        return None
    return {first.text: table.order}


def _ranked(
    rules: Sequence[Rule],
    columns: Sequence[Output | None],
    orders: Mapping[str, tuple[Plain, ...]],
    problems: Problems,
) -> tuple[str, ...] | None:
    """The ids of the rows as the hit policy prefers them: compared column by column, ties in row order."""
    ordered = [output for output in columns if output is not None and output.name in orders]
    ranks: dict[str, tuple[int | None, ...]] = {
        rule.id: tuple(_place(rule, output, orders[output.name], problems) for output in ordered) for rule in rules
    }
    if any(None in places for places in ranks.values()):
        return None
    return tuple(sorted(ranks, key=lambda id_: cast("tuple[int, ...]", ranks[id_])))


def _place(rule: Rule, output: Output, order: Sequence[Plain], problems: Problems) -> int | None:
    """The place of what a row gives in one column; a row that gives nothing there comes last."""
    assert output.parameter is not None
    for proposal in rule.proposals:
        argument = proposal.arguments.get(output.parameter.name)
        if proposal.kind == output.kind.id and argument is not None and argument.value is not None:
            return place_of(argument.value, order, output.parameter.type, problems, argument.span)
    return len(order)
