"""The truth of a condition in one case, in Kleene's three values: true, false, and `None` for unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recovery_rules.language import tests
from recovery_rules.language.evaluate import evaluate
from recovery_rules.model.conditions import All, AnyOf, Condition, NoneOf, Test, Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recovery_rules.language.expressions import Expression
    from recovery_rules.language.types import Plain

Values: TypeAlias = "Mapping[str, Plain | None]"


def truth(condition: Condition, values: Values) -> bool | None:
    """Whether the condition holds; None where that depends on something unknown."""
    match condition:
        case Test(fact=fact, test=test):
            return tests.truth(test, values[fact])
        case Truth(expression=expression):
            return truth_of_expression(expression, values)
        case All(parts=parts):
            return all_of(truth(part, values) for part in parts)
        case AnyOf(parts=parts):
            return any_of(truth(part, values) for part in parts)
        case NoneOf(parts=parts):
            return contrary(any_of(truth(part, values) for part in parts))


def truth_of_expression(expression: Expression, values: Values) -> bool | None:
    """The value of a boolean expression."""
    found = evaluate(expression, values)
    assert found is None or isinstance(found, bool)
    return found


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """False where one is false, else unknown where one is unknown; of none: true."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """True where one is true, else unknown where one is unknown; of none: false."""
    found = list(truths)
    if True in found:
        return True
    return None if None in found else False


def contrary(holds: bool | None) -> bool | None:  # noqa: FBT001 - a truth value, not a switch
    """The contrary; of unknown still unknown."""
    return None if holds is None else not holds
