"""Parameters as derived facts: a constant one is a constant, one by date is a table with a row for each period.

In: an entry under `parameters`. Out: the derived fact, or None; what is wrong has been reported then. Nothing behind
this stage knows parameters apart from other derived facts, but for where their values come from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from recovery_rules.document.parameters import Parameter, Worth
from recovery_rules.language.check import described
from recovery_rules.language.expressions import Constant
from recovery_rules.language.intervals import Bounds
from recovery_rules.language.literals import text_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import LAST_DAY
from recovery_rules.language.tests import Range
from recovery_rules.language.types import DATE
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue, FactRow
from recovery_rules.model.link.columns import testable_columns
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import text_of as written_text
from recovery_rules.model.link.literals import link_literal, texts_of
from recovery_rules.model.link.types import Declared
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


@frozen
class Uncovered:
    """Days on which parameters have no value: told once for all parameters that lack one for the same reason."""

    _found: dict[tuple[str, str], list[tuple[str, Span]]] = field(factory=dict)

    def add(self, name: str, at: Span, message: str, label: str) -> None:
        """A parameter without a value, and why; `label` names it by `{it}`."""
        self._found.setdefault((message, label), []).append((quote(name), at))

    def report(self, problems: Problems) -> None:
        """Tell each reason, at the first of the parameters."""
        for (message, label), found in self._found.items():
            names = [name for name, _ in found]
            if len(names) == 1:
                told, it = f"{names[0]} has no value then", names[0]
            else:
                told, it = f"{len(names)} parameters have no value then: {', '.join(names)}", "each of them"
            problems.add("RR268", f"{message}, and {told}", found[0][1], label=label.replace(_IT, it))


_IT: Final = "{it}"


@frozen
class Reach:
    """What is known of the facts that were linked before: their bounds, which may be unknown, which a case gives."""

    bounds: Callable[[str], Bounds]
    unknowns: frozenset[str]
    given: Collection[str]
    uncovered: Uncovered


@frozen
class _Period:
    """When a value counts: from its first day until its own end, or else until the next value."""

    key: str
    first: int
    until: int | None
    following: int | None

    @property
    def last(self) -> int | None:
        """The last day, if there is one."""
        return self.following - 1 if self.until is None and self.following is not None else self.until

    def leaves_open(self, low: Number, high: Number) -> bool:
        """Whether among the days between two there are some, after this value, on which none counts."""
        if self.until is None:
            return False
        until_next = high if self.following is None else min(self.following - 1, high)
        return max(self.until + 1, low) <= until_next


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
    periods = _periods(written, expressions)
    values = {key: _constant(name, worth, declared, expressions) for key, worth in written.values.items()}
    if not _is_date(written.by, expressions) or not periods:
        return None
    if not written.optional and not _covers(name, written, periods, reach):
        return None
    rows: list[FactRow] = []
    for number, period in enumerate(periods, 1):
        value = values[period.key]
        if value is None:
            return None
        rows.append(_row(written, number, period, value))
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


def _row(written: Parameter, number: int, period: _Period, value: Constant) -> FactRow:
    key, worth = period.key, written.values[period.key]
    text = f"from {key}" if period.last is None else f"{key} to {text_of(period.last, DATE)}"
    return FactRow(
        number,
        (Range(period.first, None if period.last is None else period.last + 1, high_included=False),),
        (text,),
        value,
        _text(worth),
        source=written_text(worth.source or written.source),
        since=period.first,
        until=period.until,
        span=written.key_span("values", key),
    )


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


def _periods(written: Parameter, expressions: Expressions) -> list[_Period]:
    """When each value counts, the earliest first; none where some text is no day, or two values count on one day."""
    firsts = {key: _day(ScalarNode(key, written.key_span("values", key)), expressions) for key in written.values}
    ends = {key: _day(worth.until, expressions) for key, worth in written.values.items() if worth.until is not None}
    days = {key: first for key, first in firsts.items() if first is not None}
    if len(days) < len(firsts) or None in ends.values():
        return []
    starts = sorted(days, key=days.__getitem__)
    following = {key: days[later] for key, later in pairwise(starts)}
    found = [_Period(key, days[key], ends.get(key), following.get(key)) for key in starts]
    wrong = [one for one in found if not _is_in_order(written, one, expressions)]
    return [] if wrong else found


def _day(node: ScalarNode, expressions: Expressions) -> int | None:
    day = link_literal(node, DATE, owner="a day", problems=expressions.problems)
    return day if isinstance(day, int) else None


def _is_in_order(written: Parameter, period: _Period, expressions: Expressions) -> bool:
    """Whether a value ends after it began, and before the next one begins."""
    until = written.values[period.key].until
    if until is None or period.until is None:
        return True
    if period.until < period.first:
        message = f"the value counts from {period.key} on, and {until.text} is earlier"
    elif period.following is not None and period.until >= period.following:
        message = f"from {text_of(period.following, DATE)} on another value counts"
    else:
        return True
    expressions.problems.add("RR272", message, until.span, label="the last day of this value, itself included")
    return False


def _covers(name: str, written: Parameter, periods: Sequence[_Period], reach: Reach) -> bool:
    """Whether every case has a day on which some value counts."""
    assert written.by is not None
    by, it = quote(written.by.text), _IT
    low, high = reach.bounds(written.by.text)
    first, gap = periods[0].key, None
    if written.by.text in reach.unknowns:
        message, label = f"{by} may be unknown", f"add `optional: true` to {it}; it is unknown then"
    elif low is None or low < periods[0].first:
        message = f"{by} may be earlier than {first}"
        bounded = f"a `min: {first}`" if written.by.text in reach.given else f"the value `higher(..., {first})`"
        label = f"give {by} {bounded}, or {it} an earlier value or `optional: true`"
    elif gap := next((one for one in periods if one.leaves_open(low, LAST_DAY if high is None else high)), None):
        message, label = _gap(gap, by, it, given=written.by.text in reach.given)
    else:
        return True
    at = written.key_span("values", first if gap is None else gap.key)
    reach.uncovered.add(name, at, message, label)
    return False


def _gap(before: _Period, by: str, it: str, *, given: bool) -> tuple[str, str]:
    """What to say of days after a value on which none counts, and how to mend it; only given facts have a `max`."""
    assert before.until is not None
    until = text_of(before.until, DATE)
    if before.following is None:
        bounded = f"a `max: {until}`" if given else f"the value `lower(..., {until})`"
        return (
            f"{by} may be later than {until}",
            f"give {by} {bounded}, or {it} a later value or `optional: true`",
        )
    return (
        f"{by} may lie between {until} and {text_of(before.following, DATE)}",
        f"give {it} a value from {text_of(before.until + 1, DATE)} on, or `optional: true`",
    )


def _constant(name: str, worth: Worth, declared: Declared, expressions: Expressions) -> Constant | None:
    plain = link_literal(worth.cell, declared.type, owner=name, problems=expressions.problems)
    return None if plain is None else Constant(plain, declared.type, worth.cell.span)


def _text(worth: Worth) -> str:
    return ", ".join(node.text for node in texts_of(worth.cell))
