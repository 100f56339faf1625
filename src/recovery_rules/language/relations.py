"""A condition that names another fact, as a boolean expression: `over amount_paid` of `refund_asked`.

In: the entries of a condition with their typed values. Out: the expression with the same three-valued truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from recovery_rules.language.expressions import Apply, Expression, Known, Operation, Read
from recovery_rules.language.operations import balanced
from recovery_rules.language.types import BOOLEAN

if TYPE_CHECKING:
    from recovery_rules.language.check import Check
    from recovery_rules.language.syntax import Entry
    from recovery_rules.source.span import Span

_SIGNS: Final[dict[str, Operation]] = {"is": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "has": "has"}


def relation(
    check: Check, fact: Read, entries: Sequence[tuple[Entry, tuple[Expression, ...]]], *, negated: bool
) -> Expression:
    """Any of the entries, or none of them."""
    span = check.span(entries[0][0]).to(check.span(entries[-1][0]))
    parts = [_entry(fact, entry, values, check.span(entry)) for entry, values in entries]
    either = balanced("or", parts, span)
    return Apply("not", (either,), BOOLEAN, span=span) if negated else either


def _entry(fact: Read, entry: Entry, values: tuple[Expression, ...], span: Span) -> Expression:
    if entry.form in {"known", "unknown"}:
        known = Known(fact.fact, span=span)
        return known if entry.form == "known" else Apply("not", (known,), BOOLEAN, span=span)
    if entry.form in _SIGNS:
        return Apply(_SIGNS[entry.form], (fact, values[0]), BOOLEAN, span=span)
    low, high = values
    above = Apply(">=" if entry.form[0] == "[" else ">", (fact, low), BOOLEAN, span=span)
    below = Apply("<=" if entry.form[1] == "]" else "<", (fact, high), BOOLEAN, span=span)
    return Apply("and", (above, below), BOOLEAN, span=span)
