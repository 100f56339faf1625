"""Whether two actions or choices say the same, as formulas."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TypeVar

from recovery_rules.analysis.formula.actions import Action, Choice
from recovery_rules.analysis.formula.logic import Formula, both, chosen_truth, contrary, disjunction
from recovery_rules.analysis.formula.values import UNKNOWN, same

Member = TypeVar("Member")


def are_equal(
    one: Sequence[tuple[Formula, Member]],
    other: Sequence[tuple[Formula, Member]],
    is_equal: Callable[[Member, Member], Formula],
) -> Formula:
    """Whether the same is left of two lists, of each member of which it is known whether it is left."""

    @functools.cache
    def alike(mine: int, theirs: int) -> Formula:
        """From these places on."""
        if mine == len(one) or theirs == len(other):
            return contrary(disjunction(left for left, _ in (*one[mine:], *other[theirs:])))
        (here, member), (there, their_member) = one[mine], other[theirs]
        both_left = both(is_equal(member, their_member), alike(mine + 1, theirs + 1))
        rest = chosen_truth(there, both_left, alike(mine, theirs + 1))
        return chosen_truth(here, rest, alike(mine + 1, theirs))

    return alike(0, 0)


def are_equal_choices(one: Choice, other: Choice) -> Formula:
    """Whether two choices offer the same, in the same order, to whoever picks."""
    return one.by == other.by and are_equal(one.bundles, other.bundles, _are_equal_actions)


def _are_equal_actions(one: Sequence[Action], other: Sequence[Action]) -> Formula:
    return are_equal([(it.present, it) for it in one], [(it.present, it) for it in other], _is_equal_action)


def _is_equal_action(one: Action, other: Action) -> Formula:
    """Of two that are given; by when they are due follows from what they say."""
    if (one.kind, one.under) != (other.kind, other.under):
        return False
    names = {**one.values, **other.values}
    values = (same(one.values.get(name, UNKNOWN), other.values.get(name, UNKNOWN)) for name in names)
    return both(*values, same(one.after, other.after), _are_equal_actions(one.beneath, other.beneath))
