"""Branches: the tests of `if` inside derived values, amounts and bounds, and which way a case takes each.

In: an expression, with its text; later the values of a case. Out: its tests in words; those that evaluating it meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression
from recovery_rules.language.types import Plain
from recovery_rules.source.span import Span


@frozen
class Branching:
    """An expression with an `if`, which is evaluated where a point is reached; the points of its tests, both ways."""

    where: int | None  # None where it always is
    expression: Expression
    points: dict[Expression, tuple[int, int]]


def branches_in(expression: Expression) -> Iterator[Expression]:
    """The tests of `if` in an expression, in the order in which they are met."""
    if isinstance(expression, Apply):
        if expression.operation == "if":
            yield expression.arguments[0]
        for one in expression.arguments:
            yield from branches_in(one)


def taken_in(expression: Expression, values: Mapping[str, Plain | None]) -> Iterator[tuple[Expression, bool]]:
    """The tests of `if` that a case meets, and whether they are true of it; the branch not taken is not looked at."""
    if not isinstance(expression, Apply):
        return
    met = expression.arguments
    if expression.operation == "if":
        test, value, other = met
        holds = evaluate(test, values)
        yield test, holds is True
        met = (test,) if holds is None else (test, value if holds else other)
    for one in met:
        yield from taken_in(one, values)


def in_words(part: Expression, whole: Expression, text: str) -> str:
    """A part of an expression as its author wrote it; `if` where the text of the whole goes over several lines."""
    span, around = part.span, whole.span
    if span is None or around is None or not _is_on_one_line(around, text):
        return "`if`"
    return f"`{text[span.column - around.column : span.end_column - around.column]}`"


def _is_on_one_line(span: Span, text: str) -> bool:
    return span.line == span.end_line and span.end_column - span.column == len(text)
