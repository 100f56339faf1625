"""Arithmetic of dates and times: what lies between two of them, and one some time before or after another one.

In: two typed operands of `+` or `-`, one of them a date or a datetime. Out: a typed operation, or None with a problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recovery_rules.language.check import Check, described
from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.types import DATE, DATETIME, DURATION, INTEGER

if TYPE_CHECKING:
    from recovery_rules.language.syntax import Operation

_KEEPING: Final = frozenset({"add", "subtract", "negate", "absolute", "least", "greatest"})


def is_about_dates(left: Expression, right: Expression) -> bool:
    """Whether one of two operands is a date or a datetime."""
    return not {DATE, DATETIME}.isdisjoint({left.type, right.type})


def date_arithmetic(check: Check, tree: Operation, left: Expression, right: Expression) -> Expression | None:
    """`date - date`, `date + duration`, `date - duration`, `duration + date`; the same of datetimes."""
    span = check.span(tree)
    if tree.name == "-" and left.type == right.type:
        return Apply("elapsed" if left.type == DATE else "span", (left, right), DURATION, span=span)
    if tree.name == "+" and left.type == DURATION:
        left, right = right, left
    if tree.name in {"+", "-"} and left.type in {DATE, DATETIME} and right.type == DURATION:
        if left.type == DATE and not is_whole_days(right):
            check.refuse(
                "RR216",
                "a date is moved by whole days, and this may be a part of one",
                tree,
                label="count whole days, `full 1 d in x * 1 d`",
            )
            return None
        moved = right if tree.name == "+" else Apply("negate", (right,), DURATION, span=span)
        return Apply("shift" if left.type == DATE else "move", (left, moved), left.type, span=span)
    first, second = tree.parts
    check.refuse(
        "RR206",
        f"{check.words(first)} is {described(left.type)}, {check.words(second)} is {described(right.type)}: "
        f"{'times' if DATETIME in {left.type, right.type} else 'dates'} can be subtracted, and moved by a duration",
        tree,
        label=_help(check, tree, left, right),
    )
    return None


def _help(check: Check, tree: Operation, left: Expression, right: Expression) -> str:
    found = {left.type, right.type}
    if found == {DATE, DATETIME}:
        timed = tree.parts[0] if left.type == DATETIME else tree.parts[1]
        return f"write `date of {check.words(timed)[1:-1]}`"
    return "a number of days is a duration: `2 d`" if INTEGER in found else ""


def is_whole_days(expression: Expression) -> bool:
    """Whether a duration is a whole number of days in every case.

    Example:
        >>> is_whole_days(Constant(7 * DAY, DURATION)), is_whole_days(Constant(36 * 3_600_000_000, DURATION))
        (True, False)
    """
    match expression:
        case Constant(value=value):
            return isinstance(value, int) and value % DAY == 0
        case Apply(operation="elapsed", arguments=(first, _)):
            return first.type == DATE
        case Apply(operation="multiply", arguments=(one, other)):
            first, length = (other, one) if one.type == DURATION else (one, other)
            return first.type.kind == "integer" and is_whole_days(length)
        case Apply(operation="round", arguments=(_, step)):
            return is_whole_days(step)
        case Apply(operation="if", arguments=(_, *values)):
            return all(map(is_whole_days, values))
        case Apply(operation=operation, arguments=arguments) if operation in _KEEPING:
            return all(map(is_whole_days, arguments))
        case _:
            return False
