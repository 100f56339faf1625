"""Order among expressions: where a condition says `a >= b`, `a < b` is false and the difference `a - b` not negative.

Intervals take each fact for itself and cannot see that. So comparisons are remembered by the signs that they leave,
and each such difference is replaced by the reading of a made-up fact, of which the interval analysis is told that it
is at least zero.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from recovery_rules.language.expressions import Apply, Expression, Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Order: TypeAlias = frozenset[tuple[Expression, Expression]]  # (the one that is never below, the other)
Signs: TypeAlias = frozenset[str]  # how one expression can lie to another, of `<`, `=` and `>`

ANY_SIGN: Signs = frozenset("<=>")
SIGNS: dict[str, Signs] = {
    "<": frozenset("<"),
    "<=": frozenset("<="),
    ">": frozenset(">"),
    ">=": frozenset("=>"),
    "=": frozenset("="),
    "!=": frozenset("<>"),
}
_MIRRORED = {"<": ">", "=": "=", ">": "<"}


def signs_if(expression: Expression, *, holds: bool) -> Iterator[tuple[Expression, Expression, Signs]]:
    """What the truth or falsity of a boolean expression says of pairs of others."""
    match expression:
        case Apply(operation="not", arguments=(inner,)):
            yield from signs_if(inner, holds=not holds)
        case Apply(operation="and" | "or" as operation, arguments=parts):
            if holds is (operation == "and"):
                for part in parts:
                    yield from signs_if(part, holds=holds)
        case Apply(operation=operation, arguments=(left, right)) if operation in SIGNS:
            signs = SIGNS[operation] if holds else ANY_SIGN - SIGNS[operation]
            yield left, right, signs
            yield right, left, frozenset(_MIRRORED[sign] for sign in signs)
        case _:
            pass


def signs_of(decided: Iterable[tuple[Expression, bool]]) -> Mapping[tuple[Expression, Expression], Signs]:
    """How expressions can lie to each other where some boolean expressions are true, and others false."""
    found: dict[tuple[Expression, Expression], Signs] = {}
    for expression, holds in decided:
        for left, right, signs in signs_if(expression, holds=holds):
            found[left, right] = found.get((left, right), ANY_SIGN) & signs
    return found


def order_if(expression: Expression, *, holds: bool) -> Order:
    """What the truth or falsity of a boolean expression says about which expression is never below which."""
    return frozenset((left, right) for left, right, signs in signs_if(expression, holds=holds) if "<" not in signs)


def differences_as_facts(expression: Expression, order: Order) -> tuple[Expression, Mapping[str, Expression]]:
    """An expression with each difference that is not negative replaced by a made-up fact, and those differences."""
    found: dict[str, Expression] = {}
    return _replaced(expression, order, found), found


def _replaced(expression: Expression, order: Order, found: dict[str, Expression]) -> Expression:
    match expression:
        case Apply(operation="if", arguments=(test, one, other)):
            one = _replaced(one, order | order_if(test, holds=True), found)
            other = _replaced(other, order | order_if(test, holds=False), found)
            return with_arguments(expression, (test, one, other))
        case Apply(operation="subtract", arguments=pair) if pair in order:
            name = f"difference {len(found)}"  # no fact has a blank in its name
            found[name] = with_arguments(expression, tuple(_replaced(part, order, found) for part in pair))
            return Read(name, expression.type)
        case Apply(arguments=parts):
            return with_arguments(expression, tuple(_replaced(part, order, found) for part in parts))
        case _:
            return expression


def with_arguments(expression: Apply, arguments: tuple[Expression, ...]) -> Apply:
    """An operation on other arguments; the same one where they are, which most are."""
    if all(map(operator.is_, arguments, expression.arguments)):
        return expression
    return evolve(expression, arguments=arguments)
