"""Why a condition is not as it would have to be: leaf by leaf, in three values.

In: a condition and the values of a case. Out: the tests that stand in the way, and how many of them would have to
turn. Called by why-not and by the overview of what did not apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.engine.reference.conditions import truth
from recovery_rules.model.conditions import All, AnyOf, Condition, Leaf, NoneOf, Test, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recovery_rules.language.types import Plain


@frozen
class Failure:
    """A test that stands in the way.

    Attributes:
        leaf: the test of one fact, or the expression over several.
        holds: its truth in this case; None where that is unknown.
        wanted: the truth that the whole condition needs of it.
    """

    leaf: Leaf
    holds: bool | None
    wanted: bool

    @property
    def tested(self) -> str:
        """The fact that is tested, or the expression in the author's words."""
        return self.leaf.fact if isinstance(self.leaf, Test) else self.leaf.text


def failures(condition: Condition, values: Mapping[str, Plain | None], *, wanted: bool = True) -> tuple[Failure, ...]:
    """The leaves for which a condition has not the truth that is wanted, in the author's order; none: it has."""
    holds = truth(condition, values)
    if holds is wanted:
        return ()
    match condition:
        case Test() | Truth():
            return (Failure(condition, holds, wanted),)
        case NoneOf(parts=parts):
            return tuple(one for part in parts for one in failures(part, values, wanted=not wanted))
        case All(parts=parts) | AnyOf(parts=parts):
            return tuple(one for part in parts for one in failures(part, values, wanted=wanted))


def distance(condition: Condition, values: Mapping[str, Plain | None], *, wanted: bool = True) -> int:
    """How many leaves, at the least, have to turn for the condition to have the truth that is wanted."""
    if truth(condition, values) is wanted:
        return 0
    if isinstance(condition, Test | Truth):
        return 1
    inner = wanted is not isinstance(condition, NoneOf)  # what the parts have to be
    costs = [distance(part, values, wanted=inner) for part in condition.parts]
    one_is_enough = wanted is isinstance(condition, AnyOf)
    return min(costs, default=1) if one_is_enough else sum(costs)
