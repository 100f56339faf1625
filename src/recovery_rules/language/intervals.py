"""Between which values an expression lies, for all facts within their bounds.

In: a typed expression and the bounds of the facts that it reads. Out: a closed interval of plain values that holds
every known value of it; exact ends, None where an end is open. Pure: used to prove that nothing is divided by zero,
and by the proofs before loading with the tighter bounds of one region.

Each fact is taken for itself: `x - x` lies between `low - high` and `high - low`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.rationals import Number, round_to, simplest
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.time_limits import TimeLimit, nominal_length
from recovery_rules.language.types import Type

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Rounding

Bounds: TypeAlias = tuple[Number | None, Number | None]
ANYTHING: Bounds = (None, None)
_A_DAY = Fraction(1, DAY)  # of a duration, as a number of days
_A_MONTH: Bounds = (28, 31)  # days
_LONGEST_SPAN = (LAST_DAY - FIRST_DAY + 3) * DAY  # an offset can put an instant a day beyond


def interval(expression: Expression, bounds: Callable[[str], Bounds]) -> Bounds:
    """The least and the greatest value.

    Example:
        >>> from recovery_rules.language.types import NUMBER
        >>> x = Read("x", NUMBER)
        >>> interval(Apply("multiply", (x, x), NUMBER), lambda _: (-2, 3))
        (-6, 9)
    """
    match expression:
        case Constant(value=value):
            if isinstance(value, TimeLimit):
                value = nominal_length(value)
            return (value, value) if isinstance(value, int | Fraction) else ANYTHING
        case Read(fact=fact, type=type_):
            return _within_type(bounds(fact), type_)
        case Known():
            return 0, 1
        case Apply(type=Type(kind="boolean")):
            return 0, 1
        case Apply(arguments=arguments):
            return _applied(expression, [interval(argument, bounds) for argument in arguments])


def _within_type(found: Bounds, type: Type) -> Bounds:
    """The bounds of a fact; the positions of a choice have bounds of their own."""
    if type.kind in {"choice", "scale"}:
        low, high = found
        return (0 if low is None else low), (len(type.values) - 1 if high is None else high)
    return (0, 1) if type.kind == "boolean" else found


def _applied(expression: Apply, parts: list[Bounds]) -> Bounds:
    match expression.operation, parts:
        case "negate", [a]:
            return _negated(a)
        case "absolute", [a]:
            return _absolute(a)
        case "add", [a, b]:
            return _added(a, b)
        case "subtract", [a, b]:
            return _added(a, _negated(b))
        case "multiply", [a, b]:
            return _multiplied(a, b)
        case "divide", [a, b]:
            return _multiplied(a, _reciprocal(b)) if excludes_zero(b) else ANYTHING
        case "if", [_, a, b]:
            return _lower([a[0], b[0]]), _upper([a[1], b[1]])
        case "least", _:
            return _lower(low for low, _ in parts), min((h for _, h in parts if h is not None), default=None)
        case "greatest", _:
            return max((low for low, _ in parts if low is not None), default=None), _upper(h for _, h in parts)
        case _:
            return _counted(expression, parts)


def _counted(expression: Apply, parts: list[Bounds]) -> Bounds:
    """Operations with steps, periods and days."""
    match expression.operation, parts:
        case "round", [a, step]:
            return _rounded(a, step, cast("Rounding", expression.detail))
        case ("full" | "started") as word, [a, length]:
            return _periods(a, length, "floor" if word == "full" else "ceiling")
        case "elapsed", [a, b]:
            return _multiplied(_added(a, _negated(b)), (DAY, DAY))
        case "counted", [a]:
            unit = nominal_length(TimeLimit(1, expression.detail))
            return _multiplied(a, (unit, unit))
        case "shift", [a, b]:
            return _admitted(_added(a, _multiplied(b, (_A_DAY, _A_DAY))))
        case _:
            return _timed(expression.operation, parts)


def _timed(operation: str, parts: list[Bounds]) -> Bounds:
    """Operations whose length the calendar decides: no fewer days than steps, and no more than the longest months."""
    match operation, parts:
        case "months", [a, b]:
            return _admitted(_added(a, _multiplied(b, _A_MONTH)))
        case "working_day", [(low, high), (least, most)]:
            return _admitted(
                (
                    None if low is None or least is None or least < 0 else low + least,
                    None if high is None or most is None or most > 0 else high + most,
                )
            )
        case "working_days", [(after, _), (_, until)]:
            return 0, (None if after is None or until is None else max(0, until - after))
        case "day", _:
            return FIRST_DAY, LAST_DAY
        case "span", _:
            return -_LONGEST_SPAN, _LONGEST_SPAN
        case _:
            return ANYTHING


def _rounded(a: Bounds, step: Bounds, mode: Rounding) -> Bounds:
    """To a multiple of a step, which is above zero."""
    shortest, longest = step
    if shortest is not None and shortest == longest:
        return _ends(a, partial(round_to, step=shortest, mode=mode))
    low, high = a
    mirrored = {"floor": "ceiling", "ceiling": "floor"}.get(mode, mode)
    highest = None if high is None else _least_multiple(-high, longest, mirrored)
    return (None if low is None else _least_multiple(low, longest, mode)), (None if highest is None else -highest)


def _least_multiple(low: Number, longest: Number | None, mode: str) -> Number | None:
    """The least that values from `low` on are rounded to: less than a step away, and never beyond zero."""
    if mode == "ceiling" or (mode == "up" and low >= 0) or (mode == "down" and low <= 0):
        return low
    if low >= 0:
        return 0
    return None if longest is None else simplest(low - longest)


def _periods(a: Bounds, length: Bounds, mode: Rounding) -> Bounds:
    """How many periods there are: the more the shorter they are, and none in what is below zero."""
    (low, high), (shortest, longest) = a, length
    return (
        0 if low is None or longest is None else max(0, round_to(Fraction(low) / longest, 1, mode)),
        None if high is None or not shortest else max(0, round_to(Fraction(high) / shortest, 1, mode)),
    )


def _admitted(days: Bounds) -> Bounds:
    low, high = days
    return (
        FIRST_DAY if low is None else min(max(FIRST_DAY, low), LAST_DAY),
        LAST_DAY if high is None else min(max(FIRST_DAY, high), LAST_DAY),
    )


def excludes_zero(bounds: Bounds) -> bool:
    """Whether zero lies outside."""
    low, high = bounds
    return (low is not None and low > 0) or (high is not None and high < 0)


def _negated(a: Bounds) -> Bounds:
    low, high = a
    return (None if high is None else -high), (None if low is None else -low)


def _absolute(a: Bounds) -> Bounds:
    low, high = a
    if low is not None and low >= 0:
        return a
    if high is not None and high <= 0:
        return _negated(a)
    return 0, (None if low is None or high is None else max(-low, high))


def _added(a: Bounds, b: Bounds) -> Bounds:
    return (
        None if a[0] is None or b[0] is None else simplest(a[0] + b[0]),
        None if a[1] is None or b[1] is None else simplest(a[1] + b[1]),
    )


def _multiplied(a: Bounds, b: Bounds) -> Bounds:
    """The hull of the four products of ends; an open end counts as infinite, and zero times it as zero."""
    products: list[Number] = []
    open_below = open_above = False
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if x == 0 or y == 0:
                products.append(0)
            elif x is None or y is None:
                positive = _sign(x, i) == _sign(y, j)
                open_above |= positive
                open_below |= not positive
            else:
                products.append(simplest(x * y))
    return (
        None if open_below or not products else min(products),
        None if open_above or not products else max(products),
    )


def _sign(end: Number | None, index: int) -> bool:
    """Whether an end is positive; an open one is infinite in its direction."""
    return index == 1 if end is None else end > 0


def _reciprocal(a: Bounds) -> Bounds:
    """One divided by an interval without zero; one divided by ever larger values comes near to zero."""
    low, high = a
    return (
        0 if high is None else simplest(1 / Fraction(high)),
        0 if low is None else simplest(1 / Fraction(low)),
    )


def _lower(lows: Iterable[Number | None]) -> Number | None:
    found = list(lows)
    return None if None in found else min(low for low in found if low is not None)


def _upper(highs: Iterable[Number | None]) -> Number | None:
    found = list(highs)
    return None if None in found else max(high for high in found if high is not None)


def _ends(a: Bounds, monotone: Callable[[Number], Number]) -> Bounds:
    low, high = a
    return (None if low is None else monotone(low)), (None if high is None else monotone(high))
