"""What more of something means for the customer."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from recovery_rules.model.actions import PAYING_STREAM, ActionKind, Parameter

Sense: TypeAlias = Literal[-1, 0, 1]  # less generous, neither, more generous

_GROWING: Final = frozenset({"greatest", "sum", "same", "all"})  # of `least` it is what is less that counts


def sense_of(*kinds: ActionKind) -> Sense:
    """What it means to give an action of a kind, as rulesets know it; of none is a choice, for the customer."""
    found = {_sense(kind) for kind in kinds} or {1}
    return found.pop() if len(found) == 1 else 0


def _sense(kind: ActionKind) -> Sense:
    if kind.stream == PAYING_STREAM or kind.counted:
        return 1  # money that a claim counts as given is what the customer owes and keeps
    return -1 if kind.stream == "claim" else 0


def is_of_use(parameter: Parameter) -> bool:
    """Whether more of a parameter is more for whoever gets the action."""
    return not parameter.is_role and parameter.combine in _GROWING
