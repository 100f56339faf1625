"""Parameters as derived facts: a constant one is a constant, one by date is a table with a row for each period.

In: an entry under `parameters`. Out: the derived fact, or None; what is wrong has been reported then. Nothing behind
this stage knows parameters apart from other derived facts, but for where their values come from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from recovery_rules.document.parameters import Parameter, Worth
from recovery_rules.language.check import described
from recovery_rules.language.expressions import Constant
from recovery_rules.language.intervals import Bounds
from recovery_rules.language.literals import text_of
from recovery_rules.language.tests import Range
from recovery_rules.language.types import DATE
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue, FactRow
from recovery_rules.model.link.columns import testable_columns
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import text_of as written_text
from recovery_rules.model.link.literals import link_literal, texts_of
from recovery_rules.model.link.types import Declared
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


@frozen
class Reach:
    """What is known of the facts that were linked before: their bounds, and which may be unknown."""

    bounds: Callable[[str], Bounds]
    unknowns: frozenset[str]


def link_parameter(
    name: str, written: Parameter, declared: Declared, reach: Reach, expressions: Expressions, at: Span
) -> Derived | None:
    """The parameter as a derived fact."""
    if written.value is not None:
        value = _constant(name, written.value, declared, expressions)
        if value is None:
            return None
        return DerivedValue(
            name=name,
            type=declared.type,
            value=value,
            text=_text(written.value),
            may_be_unknown=False,
            label=declared.label,
            value_labels=declared.value_labels,
            source=written_text(written.value.source or written.source),
            span=at,
        )
    assert written.by is not None
    days = _days(written, expressions)
    values = {key: _constant(name, worth, declared, expressions) for key, worth in written.values.items()}
    if not _is_date(written.by, expressions) or days is None or not days:
        return None
    if not written.optional and not _covers(name, written, days, reach, expressions):
        return None
    rows: list[FactRow] = []
    starts = sorted(days, key=days.__getitem__)
    for number, key in enumerate(starts, 1):
        value = values[key]
        if value is None:
            return None
        rows.append(_row(written, number, key, days, [days[one] for one in starts[number : number + 1]], value))
    return DerivedTable(
        name=name,
        type=declared.type,
        hit="first",
        columns=(written.by.text,),
        rows=tuple(rows),
        may_be_unknown=written.optional,
        partial=written.optional,
        label=declared.label,
        value_labels=declared.value_labels,
        span=at,
    )


def _row(
    written: Parameter, number: int, key: str, days: Mapping[str, int], following: list[int], value: Constant
) -> FactRow:
    start = days[key]
    worth = written.values[key]
    if following:
        (end,) = following
        test, text = Range(start, end, high_included=False), f"{key} to {text_of(end - 1, DATE)}"
    else:
        test, text = Range(start), f"from {key}"
    source = written_text(worth.source or written.source)
    return FactRow(number, (test,), (text,), value, _text(worth), source, start, written.key_span("values", key))


def _is_date(by: ScalarNode, expressions: Expressions) -> bool:
    (testable,) = testable_columns((by,), expressions)
    if not testable:
        return False
    type_ = expressions.scope.types[by.text]
    if type_ != DATE:
        message = f"a parameter goes by a date, and {quote(by.text)} is {described(type_)}"
        expressions.problems.add("RR267", message, by.span)
    expressions.read.add(by.text)
    return type_ == DATE


def _days(written: Parameter, expressions: Expressions) -> dict[str, int] | None:
    """The first day of each value; None where some text is no day."""
    found: dict[str, int] = {}
    for key in written.values:
        at = written.key_span("values", key)
        day = link_literal(ScalarNode(key, at), DATE, owner="a day", problems=expressions.problems)
        if isinstance(day, int):
            found[key] = day
    return found if len(found) == len(written.values) else None


def _covers(name: str, written: Parameter, days: Mapping[str, int], reach: Reach, expressions: Expressions) -> bool:
    """Whether every case has a day on which some value counts."""
    assert written.by is not None
    by = quote(written.by.text)
    first = min(days, key=days.__getitem__)
    low, _ = reach.bounds(written.by.text)
    if written.by.text in reach.unknowns:
        message = f"{by} may be unknown, and {quote(name)} has no value then"
        label = f"add `optional: true` to {quote(name)}; it is unknown then"
    elif low is None or low < days[first]:
        message = f"{by} may be earlier than {first}, and {quote(name)} has no value then"
        label = f"give {by} a `min: {first}`, or {quote(name)} an earlier value or `optional: true`"
    else:
        return True
    expressions.problems.add("RR268", message, written.key_span("values", first), label=label)
    return False


def _constant(name: str, worth: Worth, declared: Declared, expressions: Expressions) -> Constant | None:
    plain = link_literal(worth.cell, declared.type, owner=name, problems=expressions.problems)
    return None if plain is None else Constant(plain, declared.type, worth.cell.span)


def _text(worth: Worth) -> str:
    return ", ".join(node.text for node in texts_of(worth.cell))
