"""The types of arithmetic: which quantities can be combined, and what comes out.

In: the types of two operands. Out: the type of the result, None where they do not go together.
"""

from __future__ import annotations

from typing import Final

from recovery_rules.language.types import INTEGER, NUMBER, PERCENT, TIME_LIMIT, Type

_NUMBERS: Final = frozenset({"integer", "number"})
_SCALARS: Final = _NUMBERS | {"percent"}


def unified(left: Type, right: Type) -> Type | None:
    """The type that holds the values of both; a whole number is a number, a duration a time limit."""
    if left == right:
        return left
    if left.is_time and right.is_time:
        return TIME_LIMIT
    return NUMBER if left.kind in _NUMBERS and right.kind in _NUMBERS else None


def arithmetic(operation: str, left: Type, right: Type) -> Type | None:
    """The type of `left operation right`.

    A number times a percentage is a percentage (`nights * 5 %`, `spent / price * 100 %`), a share `of` a number is a
    number.

    Example:
        >>> arithmetic("multiply", NUMBER, PERCENT).kind, arithmetic("of", PERCENT, NUMBER).kind
        ('percent', 'number')
    """
    if not (left.is_quantity and right.is_quantity):
        return None
    match operation:
        case "add" | "subtract":
            return unified(left, right)
        case "multiply":
            return _product(left, right)
        case "of":
            return _share(left, right)
        case "divide":
            return _quotient(left, right)
        case _:
            return None


def _product(left: Type, right: Type) -> Type | None:
    if left.kind in _SCALARS and right.kind in _SCALARS:
        if left == right:
            return left
        return PERCENT if PERCENT in {left, right} else NUMBER
    if left.kind in _SCALARS:
        return right
    return left if right.kind in _SCALARS else None


def _share(share: Type, whole: Type) -> Type | None:
    if share != PERCENT:
        return None
    return NUMBER if whole == INTEGER else whole  # a part of a whole number is seldom whole


def _quotient(left: Type, right: Type) -> Type | None:
    if unified(left, right) is not None:
        return NUMBER
    if left == INTEGER:
        left = NUMBER
    if left.kind in _SCALARS or right.kind in _SCALARS:
        return left if right.kind in _SCALARS else None
    return None
