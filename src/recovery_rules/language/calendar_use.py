"""Between which days a case looks at its calendar: what a trace must hold so that a replay needs no other calendar.

In: expressions, and the plain values of a case. Out: spans of days, both ends included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression
from recovery_rules.language.types import Plain

Span: TypeAlias = tuple[int, int]


def uses_calendar(expression: Expression) -> bool:
    """Whether working days are counted anywhere in an expression."""
    if not isinstance(expression, Apply):
        return False
    return expression.calendar is not None or any(map(uses_calendar, expression.arguments))


def spans_of(expression: Expression, values: Mapping[str, Plain | None]) -> Iterator[Span]:
    """The days at which an expression looks; none where they are not known.

    Branches that a case does not take count as well: nothing then depends on the order of looking.
    """
    if not isinstance(expression, Apply):
        return
    for argument in expression.arguments:
        yield from spans_of(argument, values)
    if expression.calendar is not None:
        span = span_of(expression, values)
        if span is not None:
            yield span


def span_of(counting: Apply, values: Mapping[str, Plain | None]) -> Span | None:
    """The days at which one operation on working days looks, by its operands alone; None where one is unknown."""
    day: Any = evaluate(counting.arguments[0], values)
    other: Any = (
        evaluate(counting, values) if counting.operation == "working_day" else evaluate(counting.arguments[1], values)
    )
    return None if day is None or other is None else (min(day, other), max(day, other))
