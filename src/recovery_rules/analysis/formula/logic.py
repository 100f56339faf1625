"""Formulas that are computed at once where they are constant, and are handed to z3 where they are not."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

ONE_AT_A_TIME: Final = threading.RLock()  # z3 keeps what it knows in one place; a proof may ask for others on its way

Formula: TypeAlias = Any  # bool | z3.BoolRef; z3 has no types of its own


def z3() -> Any:
    """The library, which is optional: what is constant needs none."""
    import z3 as library

    return library


def both(*parts: Formula) -> Formula:
    """Whether all parts are true."""
    return conjunction(parts)


def either(*parts: Formula) -> Formula:
    """Whether some part is true."""
    return disjunction(parts)


def conjunction(parts: Iterable[Formula]) -> Formula:
    """Whether all parts are true; of none: true."""
    left: list[Any] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left.append(part)
    return True if not left else left[0] if len(left) == 1 else z3().And(left)


def disjunction(parts: Iterable[Formula]) -> Formula:
    """Whether some part is true; of none: false."""
    left: list[Any] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left.append(part)
    return False if not left else left[0] if len(left) == 1 else z3().Or(left)


def contrary(part: Formula) -> Formula:
    """Whether a part is false."""
    return not part if isinstance(part, bool) else z3().Not(part)


def same_truth(one: Formula, other: Formula) -> Formula:
    """Whether two formulas are both true or both false."""
    if isinstance(one, bool):
        return other if one else contrary(other)
    if isinstance(other, bool):
        return one if other else contrary(one)
    return True if one.eq(other) else one == other


def chosen_truth(test: Formula, one: Formula, other: Formula) -> Formula:
    """One of two formulas."""
    if isinstance(test, bool):
        return one if test else other
    if isinstance(one, bool) or isinstance(other, bool):
        return either(both(test, one), both(contrary(test), other))
    return one if one.eq(other) else z3().If(test, one, other)
