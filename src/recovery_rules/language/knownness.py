"""Which facts must be known for an expression to come out as it does.

In: a checked expression. Out: facts that surely are known where it has a value or, of a boolean, where it is true or
where it is false. Facts may be missing from the answer; those in it are certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read

Names: TypeAlias = frozenset[str]

_NONE: Final[Names] = frozenset()


def facts_known_if(expression: Expression, *, value: bool | None = None) -> Names:
    """The facts that are known wherever an expression is or, of a boolean, wherever it has this very value.

    Example:
        >>> from recovery_rules.language.types import BOOLEAN
        >>> either = Apply("or", (Read("late", BOOLEAN), Known("delay")), BOOLEAN)
        >>> sorted(facts_known_if(either, value=False)), sorted(facts_known_if(either))
        (['late'], [])
    """
    if_false, if_true = _by_truth(expression)
    return if_false & if_true if value is None else if_true if value else if_false


def _by_truth(expression: Expression) -> tuple[Names, Names]:
    """Where it is false, where it is true; wherever it is known twice, if it is no boolean.

    Both at once, since a `not` or an `if` asks for both: each part is looked at only once, however deep it is.
    """
    match expression:
        case Constant():
            return _NONE, _NONE
        case Read(fact=fact):
            return frozenset({fact}), frozenset({fact})
        case Known(fact=fact):
            return _NONE, frozenset({fact})
        case Apply(operation="not", arguments=(inner,)):
            if_false, if_true = _by_truth(inner)
            return if_true, if_false
        case Apply(operation="and" | "or" as operation, arguments=parts):
            found = [_by_truth(part) for part in parts]
            if operation == "and":
                return _in_each(if_false for if_false, _ in found), _in_some(if_true for _, if_true in found)
            return _in_some(if_false for if_false, _ in found), _in_each(if_true for _, if_true in found)
        case Apply(operation="if", arguments=(test, one, other)):
            tested, chosen, otherwise = map(_by_truth, (test, one, other))
            return (
                (tested[True] | chosen[False]) & (tested[False] | otherwise[False]),
                (tested[True] | chosen[True]) & (tested[False] | otherwise[True]),
            )
        case Apply(arguments=parts):
            read = _in_some(if_false & if_true for if_false, if_true in map(_by_truth, parts))
            return read, read


def _in_each(found: Iterable[Names]) -> Names:
    return frozenset.intersection(*found)


def _in_some(found: Iterable[Names]) -> Names:
    return _NONE.union(*found)
