"""The plain interpreter of typed expressions: slow, obvious, the specification of `expressions`.

In: a checked expression and the plain value of each fact, None where it is unknown. Out: its plain value, or None.
Never raises on an admitted case. Called by the reference evaluator; the compiled engine must agree with it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, cast

from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.rationals import Number, Rounding, round_to, simplest
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.time_steps import TIMES
from recovery_rules.language.types import Plain

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
    "has": operator.contains,
}


def evaluate(expression: Expression, values: Mapping[str, Plain | None]) -> Plain | None:
    """The value of an expression; a fact that `values` does not name is unknown.

    Example:
        >>> from recovery_rules.language.types import NUMBER
        >>> evaluate(Apply("divide", (Read("x", NUMBER), Constant(3, NUMBER)), NUMBER), {"x": 2})
        Fraction(2, 3)
    """
    match expression:
        case Constant(value=value):
            return value
        case Read(fact=fact):
            return values.get(fact)
        case Known(fact=fact):
            return values.get(fact) is not None
        case Apply(operation="and", arguments=arguments):
            return _all([evaluate(argument, values) for argument in arguments])
        case Apply(operation="or", arguments=arguments):
            return _any([evaluate(argument, values) for argument in arguments])
        case Apply(operation="if", arguments=(test, value, other)):
            holds = evaluate(test, values)
            return None if holds is None else evaluate(value if holds else other, values)
        case Apply():
            known = [evaluate(argument, values) for argument in expression.arguments]
            return None if None in known else _applied(expression, known)


def _all(truths: list[Plain | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(truths: list[Plain | None]) -> bool | None:
    return True if True in truths else None if None in truths else False


def _applied(expression: Apply, known: list[Plain | None]) -> Plain:
    """An operation on known values."""
    operation = expression.operation
    if operation == "not":
        return not known[0]
    if operation in _COMPARISONS:
        left, right = known
        return _COMPARISONS[operation](left, right)
    numbers: Any = known
    if operation in TIMES:
        return cast("Plain", TIMES[operation](expression, *numbers))
    if operation == "round":
        value, step = numbers
        return simplest(round_to(value, step, cast("Rounding", expression.detail)))
    found = _COMPUTED[operation](*numbers)
    return found if isinstance(found, datetime) else simplest(found)  # the earlier of two times is a time


def _divided(x: Number, y: Number) -> Number:
    return Fraction(x) / y


def _full(x: Number, length: Number) -> Number:
    return max(0, round_to(Fraction(x) / length, 1, "floor"))


def _started(x: Number, length: Number) -> Number:
    return max(0, round_to(Fraction(x) / length, 1, "ceiling"))


def _elapsed(x: int, y: int) -> Number:
    return (x - y) * DAY


def _shifted(x: int, length: int) -> Number:
    return min(max(FIRST_DAY, x + length // DAY), LAST_DAY)


_COMPUTED: dict[str, Callable[..., Any]] = {
    "negate": operator.neg,
    "absolute": abs,
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": _divided,
    "least": min,
    "greatest": max,
    "full": _full,
    "started": _started,
    "elapsed": _elapsed,
    "shift": _shifted,
}
