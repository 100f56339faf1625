"""Which proposals became which action.

In: a model and an account. Out: one `Slot` for each action that was proposed, in order of first proposal. Called for
the fate of proposals in the data, and for the rules behind each action in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from recovery_rules.model.actions import CHOICE
from recovery_rules.trace.words import plain_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recovery_rules.engine.account import Account, Proposed
    from recovery_rules.engine.outcome import Action
    from recovery_rules.model.ruleset import Model


@frozen
class Slot:
    """The proposals that became one action together; no action where it came to nothing."""

    kind: str
    proposals: tuple[Proposed, ...]
    action: Action | None


def slots(model: Model, account: Account) -> tuple[Slot, ...]:
    """The slots of a decision."""
    grouped: dict[tuple[object, ...], list[Proposed]] = {}
    for one in account.proposed:
        grouped.setdefault(_key(model, one), []).append(one)
    left = list(account.actions)
    found: list[Slot] = []
    for key, proposals in grouped.items():
        action = next((action for action in left if _is_of(model, key, action)), None)
        if action is not None:
            left = [other for other in left if other is not action]
        found.append(Slot(proposals[0].kind, tuple(proposals), action))
    return tuple(_with_the_rest(found, left))


def _key(model: Model, proposed: Proposed) -> tuple[object, ...]:
    if proposed.kind == CHOICE:
        return (CHOICE, proposed.options)
    apart = model.kinds[proposed.kind].distinct_by
    return (proposed.kind, *map(proposed.values.get, apart))


def _is_of(model: Model, key: tuple[Any, ...], action: Action) -> bool:
    if action.kind != key[0]:
        return False
    if action.kind == CHOICE:
        return _is_left_of(key[1], action)
    kind = model.kinds[action.kind]
    given = [
        plain_again(action.values[name], kind.parameters[name].type) if name in action.values else None
        for name in kind.distinct_by
    ]
    return given == list(key[1:])


def _is_left_of(bundles: Iterable[Sequence[str]], choice: Action) -> bool:
    """Whether a choice is what remained of some bundles of kinds, in their order."""
    waiting = iter(bundles)
    return all(any({action.kind for action in bundle} <= set(kinds) for kinds in waiting) for bundle in choice.options)


def _with_the_rest(found: list[Slot], left: list[Action]) -> list[Slot]:
    """The slots with the actions whose proposals an account does not tell apart: choices that differ in arguments."""
    complete = list(found)
    for action in left:
        place, slot = next((place, slot) for place, slot in enumerate(complete) if slot.kind == action.kind)
        if slot.action is None:
            complete[place] = evolve(slot, action=action)
        else:
            complete.append(evolve(slot, action=action))
    return complete
