"""Derived facts: their types first, then their values in the order in which they read one another.

In: the `derived` of a document, and the facts. Out: derived facts in dependency order. Bounds, sizes and
knownness of each are known before the next one is checked.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from recovery_rules.document.facts import DerivedValue as ValueDocument
from recovery_rules.document.parameters import Parameter
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.tables import FactTable
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.intervals import Bounds, interval
from recovery_rules.language.knownness import Names
from recovery_rules.language.sizes import Size, size_of
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue
from recovery_rules.model.link.derived_tables import link_table, range_of_table
from recovery_rules.model.link.expressions import Expressions, names_in_expression, names_in_test
from recovery_rules.model.link.graphs import in_order
from recovery_rules.model.link.knownness import Behind, may_be_unknown
from recovery_rules.model.link.literals import texts_of
from recovery_rules.model.link.names import refuse_fact_name, report_twice
from recovery_rules.model.link.parameters import Reach, Uncovered, link_parameter
from recovery_rules.model.link.types import Declared, Types
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote


@frozen
class Ranges:
    """Where the values of facts lie, and how long they can be; grows while derived facts are linked."""

    bounds: dict[str, Bounds]
    sizes: dict[str, Size]
    uncovered: Uncovered = field(factory=Uncovered)

    def bounds_of(self, fact: str) -> Bounds:
        """The least and the greatest value of a fact; None where nobody knows."""
        return self.bounds.get(fact, (None, None))

    def size_of(self, fact: str) -> Size | None:
        """How long the values of a derived fact can be."""
        return self.sizes.get(fact)


def declare_derived(document: RulesetDocument, types: Types, problems: Problems) -> dict[str, Declared | None]:
    """The types of all derived facts; None for each whose declaration is wrong."""
    found: dict[str, Declared | None] = {}
    entries: list[tuple[str, str, Parameter | ValueDocument | FactTable]] = [
        *(("parameters", name, written) for name, written in document.parameters.items()),
        *(("derived", name, written) for name, written in document.derived.items()),
    ]
    for section, name, written in entries:
        at = document.key_span(section, name)
        what = "a fact that a case gives" if name in document.facts else "a parameter"
        found[name] = None
        if name in document.facts or (section == "derived" and name in document.parameters):
            report_twice(problems, name, what=what, at=at, first=document.span_of_fact(name))
        elif not refuse_fact_name(problems, name, at):
            declared = types.declared(written, name)
            refused = {"text", "datetime"} if section == "parameters" else {"text"}
            if declared is not None and declared.type.kind in refused:
                noun = "parameter" if section == "parameters" else "derived fact"
                message = f"a {noun} cannot be a {declared.type.kind}"
                problems.add("RR266", message, written.type.span)
                declared = None
            found[name] = declared
    return found


def link_derived(
    document: RulesetDocument,
    declared: Mapping[str, Declared | None],
    unknowns: frozenset[str],
    ranges: Ranges,
    expressions: Expressions,
) -> dict[str, Derived]:
    """All derived facts, those first that others read. `unknowns` are the given facts that may be unknown."""
    entries = _entries(document)
    mentioned = {name: _mentioned(written, expressions) & entries.keys() for name, written in entries.items()}
    order, _ = in_order(mentioned)  # a value may be named like a fact: circles in it prove nothing
    found: dict[str, Derived] = {}
    behind: dict[str, Names] = {}
    for name in order:
        type_ = declared[name]
        derived = None
        if type_ is not None:
            derived = _link(name, document, type_, unknowns, behind, ranges, expressions)
        if derived is None:
            expressions.broken.add(name)
            continue
        found[name] = derived
        ranges.bounds[name], ranges.sizes[name] = _range(derived, ranges, expressions)
        if derived.may_be_unknown:
            unknowns |= {name}
            if isinstance(derived, DerivedValue):
                behind[name] = facts_read(derived.value)
    ranges.uncovered.report(expressions.problems)
    return _without_circles(document, found, expressions)


def _entries(document: RulesetDocument) -> dict[str, Parameter | ValueDocument | FactTable]:
    return {**document.parameters, **document.derived}


def _mentioned(written: Parameter | ValueDocument | FactTable, expressions: Expressions) -> set[str]:
    depth = expressions.scope.limits.expression_depth
    if isinstance(written, Parameter):
        return set() if written.by is None else {written.by.text}
    if isinstance(written, ValueDocument):
        return set(names_in_expression(written.value.text, depth))
    names = {column.text for column in written.when}
    tests = {text.text for row in written.rows for cell in row.tests if cell for text in texts_of(cell)}
    outputs = {text.text for row in written.rows for cell in row.outputs if cell for text in texts_of(cell)}
    return names.union(*map(names_in_test, tests), *(names_in_expression(text, depth) for text in outputs))


def _link(
    name: str,
    document: RulesetDocument,
    declared: Declared,
    unknowns: Names,
    behind: Behind,
    ranges: Ranges,
    expressions: Expressions,
) -> Derived | None:
    written = _entries(document)[name]
    at = document.span_of_fact(name)
    if isinstance(written, Parameter):
        return link_parameter(
            name,
            written,
            declared,
            Reach(ranges.bounds_of, unknowns, document.facts, ranges.uncovered),
            expressions,
            at,
        )
    if isinstance(written, FactTable):
        return link_table(name, written, declared, unknowns, expressions, at)
    value = expressions.typed(written.value, declared.type, owner=name)
    if value is None:
        return None
    return DerivedValue(
        name=name,
        type=declared.type,
        value=value,
        text=written.value.text,
        may_be_unknown=may_be_unknown(value, unknowns, behind),
        label=declared.label,
        value_labels=declared.value_labels,
        span=at,
    )


def _range(derived: Derived, ranges: Ranges, expressions: Expressions) -> tuple[Bounds, Size]:
    def range_of(expression: Expression) -> tuple[Bounds, Size]:
        return interval(expression, ranges.bounds_of), size_of(expression, expressions.scope.size)

    if isinstance(derived, DerivedValue):
        return range_of(derived.value)
    return range_of_table(derived, [range_of(row.gives) for row in derived.rows])


def _without_circles(
    document: RulesetDocument, found: Mapping[str, Derived], expressions: Expressions
) -> dict[str, Derived]:
    """The same facts in dependency order; a circle is reported, and its members leave no further trace."""
    reads = {name: reads_of(found[name]) & found.keys() for name in _entries(document) if name in found}
    order, circles = in_order(reads)
    for circle in circles:
        way = " reads ".join(map(quote, (*circle, circle[0])))
        at = document.span_of_fact(circle[0])
        expressions.problems.add("RR265", f"{quote(circle[0])} is derived from itself: {way}", at)
        expressions.broken.update(circle)
    return {name: found[name] for name in order}


def reads_of(derived: Derived) -> frozenset[str]:
    """The facts that a derived fact reads."""
    if isinstance(derived, DerivedValue):
        return facts_read(derived.value)
    return _reads_of_table(derived)


def _reads_of_table(table: DerivedTable) -> frozenset[str]:
    tested = [facts_read(test) for row in table.rows for test in row.tests if isinstance(test, Expression)]
    return frozenset(table.columns).union(*tested, *(facts_read(row.gives) for row in table.rows))
