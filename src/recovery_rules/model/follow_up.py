"""Follow-up: after every recovery somebody sees whether it worked, unless a ruleset says why nobody has to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recovery_rules.model.actions import OBLIGATIONS

if TYPE_CHECKING:
    from recovery_rules.model.actions import ActionKind
    from recovery_rules.model.ruleset import Model

FOLLOW_UP: Final = "follow_up"
OWNER: Final = "owner"
NOT_BINDING: Final = OBLIGATIONS[0]  # what may be given may as well be left


def can_follow_up(kind: ActionKind) -> bool:
    """Whether actions of a kind follow up, and can say who does it."""
    owner = kind.parameters.get(OWNER)
    return kind.phase == FOLLOW_UP and owner is not None and owner.is_role


def asks_for_follow_up(model: Model) -> bool:
    """Whether decisions of a ruleset are to have a follow-up: somebody could own it, and no reason is given."""
    return bool(model.roles) and not model.no_follow_up and any(map(can_follow_up, model.kinds.values()))
