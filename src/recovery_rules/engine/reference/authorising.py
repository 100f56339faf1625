"""Step 8, authorise: who may execute what, and what waits for whose approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.outcome import Approval, Mandate, with_mandate
from recovery_rules.language.values import Money
from recovery_rules.model.actions import CHOICE, EARLY_PHASES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recovery_rules.engine.outcome import Action
    from recovery_rules.engine.reference.drafts import Draft
    from recovery_rules.language.types import Type
    from recovery_rules.model.authority import Grant
    from recovery_rules.model.ruleset import Model


def authority(model: Model, draft: Draft) -> str:
    """The lowest role that may execute an action; empty where there is none."""
    return lowest(model, lambda role: may(model, role, draft))


def lowest(model: Model, allowed: Callable[[str], bool]) -> str:
    """The lowest role that is allowed something; empty where none is."""
    return next((role for role in model.roles if allowed(role)), "")


def may(model: Model, role: str, draft: Draft) -> bool:
    """Whether a role may execute the action of a draft: all bundles of a choice, and of any other each value."""
    if draft.kind == CHOICE:
        return all(may(model, role, one) for bundle in draft.options for one in bundle)
    listed = [grant for grant in model.authority if grant.kind == draft.kind]
    if not listed:
        return True
    parameters = {grant.parameter for grant in listed if grant.parameter}
    return may_give_kind(model, role, listed) and all(
        may_give(model, role, listed, name, draft.values[name]) for name in parameters if name in draft.values
    )


def may_give_kind(model: Model, role: str, listed: Sequence[Grant]) -> bool:
    """Whether a role may give a kind at all: it or a lower one was granted something of it."""
    own = own_grants(model, role, listed)
    if role == model.roles[-1] and not any(grant.role == role and not grant.parameter for grant in own):
        return True
    return any(grant.unlimited or grant.most is not None for grant in own)


def may_give(model: Model, role: str, listed: Sequence[Grant], parameter: str, value: Any) -> bool:
    """Whether a role may give a parameter this value; `parameter` is empty for the money of a decision in all."""
    own = own_grants(model, role, listed)
    about = [grant for grant in own if grant.parameter in {parameter, ""}]
    if role == model.roles[-1] and not any(grant.role == role for grant in about):
        return True
    return any(grant.unlimited or (grant.most is not None and value <= grant.most) for grant in about)


def own_grants(model: Model, role: str, listed: Sequence[Grant]) -> list[Grant]:
    """What a role and all lower ones were granted."""
    lower = model.roles[: model.roles.index(role) + 1]
    return [grant for grant in listed if grant.role in lower]


def total(model: Model, actions: Sequence[Action]) -> int | None:
    """The most money that a decision can come to, in the smallest unit.

    None where nothing says who may give how much in all.
    """
    if not any(not grant.kind for grant in model.authority):
        return None
    return sum(counted(model, action) for action in actions)


def counted(model: Model, action: Action) -> int:
    """What an action can add to the total: its own money and what it nests; of a choice, the bundle that adds most."""
    if action.kind == CHOICE:
        return max(sum(counted(model, one) for one in bundle) for bundle in action.options)
    return own_money(model, action) + sum(counted(model, one) for one in nested(model, action))


def nested(model: Model, action: Action) -> list[Action]:
    """The actions in the parameters of an action that hold actions."""
    if action.kind == CHOICE:
        return []
    return [one for name in model.kinds[action.kind].holding for one in action.values.get(name, ())]


def own_money(model: Model, action: Action) -> int:
    """The money of an action itself that counts in the total."""
    parameters = [one for one in model.kinds[action.kind].parameters.values() if one.in_total]
    return sum(minor(action.values[one.name], one.type) for one in parameters if one.name in action.values)


def minor(value: Any, money: Type) -> int:
    """Money in its smallest unit; what has more digits than a `Money` holds is a number."""
    return value.minor if isinstance(value, Money) else int(value * 10**money.digits)


def authority_of_total(model: Model, amount: int | None) -> str:
    """The lowest role that may give so much in all; nothing is up to anybody."""
    listed = [grant for grant in model.authority if not grant.kind]
    if not amount:
        return lowest(model, lambda _: True)
    return lowest(model, lambda role: may_give(model, role, listed, "", amount))


def is_beyond(model: Model, needed: str, role: str | None) -> bool:
    """Whether something is up to a higher role than the acting one."""
    if role is None or not model.roles:
        return False
    return needed == "" or model.roles.index(needed) > model.roles.index(role)


def authority_of_all(model: Model, actions: Sequence[Action], amount: int | None) -> str:
    """The lowest role that may execute the whole, what is nested included; empty where there is none."""
    needed = [
        *(one.authority for action in actions for one in within(model, action)),
        authority_of_total(model, amount),
    ]
    return lowest(model, lambda role: not any(is_beyond(model, one, role) for one in needed))


def within(model: Model, action: Action) -> list[Action]:
    """An action, and all in its bundles and nested in it."""
    inner = [*(one for bundle in action.options for one in bundle), *nested(model, action)]
    return [action, *(one for each in inner for one in within(model, each))]


def approval(model: Model, needed: str, role: str | None) -> Approval | None:
    """What is waited for."""
    return Approval(needed) if is_beyond(model, needed, role) else None


def with_approval(model: Model, action: Action, role: str | None, *, whole: bool) -> Action:
    """An action as it stands where a role acts; `whole` says that the money in all waits for approval.

    What it nests is to be done later, by who may do that: neither waits for the approval of the other.
    """
    options = tuple(tuple(with_approval(model, one, role, whole=whole) for one in bundle) for bundle in action.options)
    later = {
        name: tuple(with_approval(model, one, role, whole=whole) for one in value)
        for name, value in action.values.items()
        if name in model.kinds[action.kind].holding
    }
    needed = approval(model, action.authority, role)
    early = action.kind != CHOICE and model.kinds[action.kind].phase in EARLY_PHASES
    pending = needed is not None or (whole and gives_money(model, action))
    return with_mandate(action, Mandate(action.authority, needed, waits=pending and not early), options, later)


def gives_money(model: Model, action: Action) -> bool:
    """Whether an action gives money that counts in the total; of a choice, whether one that it offers does."""
    if action.kind == CHOICE:
        return any(gives_money(model, one) for bundle in action.options for one in bundle)
    return own_money(model, action) > 0
