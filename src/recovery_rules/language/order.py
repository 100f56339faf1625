"""Which values have an order, and what is said where a comparison by size meets some that have none.

In: a comparison and its typed operands. Out: whether they can be compared by size; where not, a problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recovery_rules.language.arithmetic import unified
from recovery_rules.language.builder import COUNTED
from recovery_rules.language.check import Check, Placed, described, values_note
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.syntax import Operation, Syntax
from recovery_rules.language.time_limits import CALENDAR_DAYS, WORKING_HOURS
from recovery_rules.language.types import DATE, DURATION, Type

_TIME_LIMITS: Final = (
    "which of two ends first depends on the day: ask with `=`, bound it by a limit, `within: {at_most: ...}`, "
    "or promise `never_less_than` another ruleset"
)


def ordered(type: Type) -> bool:
    """Whether two values can be compared by size; times only with one another."""
    return type.is_ordered or type.kind == "datetime"


def shared(operands: Sequence[Expression]) -> Type:
    """The type that holds the values of all operands, which go together."""
    type_ = operands[0].type
    for one in operands[1:]:
        both = unified(type_, one.type)
        assert both is not None
        type_ = both
    return type_


def refuse_order(check: Check, at: Placed, subject: str, type: Type, label: str = "") -> None:
    """`at least` and its like on values without an order."""
    check.refuse(
        "RR208",
        f"{subject} is {described(type)}: its values have no order",
        at,
        label=label or ("list the values that are meant" if type.values else ""),
        notes=(_TIME_LIMITS,) if type.kind == "time_limit" and not label else values_note(type),
    )


def without_order(trees: Sequence[Syntax], operands: Sequence[Expression]) -> tuple[Syntax, Type] | None:
    """The first of some operands that go together to have no order, None where all have one."""
    type_ = shared(operands)
    if ordered(type_):
        return None
    return next((tree, type_) for tree, one in zip(trees, operands, strict=True) if one.type == type_)


def compares_sizes(check: Check, tree: Operation, operands: Sequence[Expression]) -> bool:
    """Whether what stands on both sides of `<` and its like has an order; a duration beside a time limit has none."""
    found = without_order(tree.parts, operands)
    if found is None:
        return True
    at, type_ = found
    refuse_order(check, tree, check.words(at), type_, _later_day(check, tree, operands))
    return False


def _later_day(check: Check, tree: Operation, operands: Sequence[Expression]) -> str:
    """How to ask whether more than a time limit lies between two days: of `a - b > 10 working days`."""
    (between, limit), (length, limit_read) = tree.parts, operands
    if length.type != DURATION or not isinstance(limit, Operation) or limit.name not in COUNTED:
        return ""
    if limit.name == CALENDAR_DAYS:
        days = check.words(limit.parts[0])[1:-1]
        return f"write `{days} d`" if isinstance(limit_read, Constant) else f"write `{days} * 1 d`"
    if limit.name == WORKING_HOURS or not isinstance(length, Apply) or length.operation not in {"elapsed", "span"}:
        return ""
    assert isinstance(between, Operation)
    later, earlier = (
        check.words(part)[1:-1] if day.type == DATE else f"date of {check.words(part)[1:-1]}"
        for part, day in zip(between.parts, length.arguments, strict=True)
    )
    sign = check.node.text[between.stop : limit.start].strip()
    return f"write `{later} {sign} {earlier} + {check.words(limit)[1:-1]}`"
