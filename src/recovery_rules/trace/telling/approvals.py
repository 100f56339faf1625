"""What waits for approval, and how far the acting role reaches.

In: the account of a decision. Out: sentences for the explanation, and data for the trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.outcome import all_in, nested_in
from recovery_rules.engine.reference.authorising import approval, authority_of_total
from recovery_rules.language.public import plain_again
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.engine.outcome import Action, Approval
    from recovery_rules.language.types import Type
    from recovery_rules.model.authority import Grant
    from recovery_rules.trace.telling.voice import Voice
    from recovery_rules.trace.telling.words import Words


def needed(words: Words, approval: Approval) -> str:
    """Whose approval is needed."""
    if not approval.role:
        return words.phrases.beyond_all
    return words.phrases.approval_needed.format(role=words.role(approval.role))


def lines(voice: Voice, action: Action) -> Iterator[str]:
    """How far the acting role reaches in what an action gives, a sentence each."""
    for told in dict.fromkeys(reach for one in all_in(action) for reach in _reaches(voice, one)):
        yield voice.phrases.sentence(voice.phrases.approval.format(told))


def paragraph(voice: Voice) -> list[str]:
    """What all money together waits for, whoever is needed for anything else; nothing where it does not."""
    account, phrases = voice.account, voice.phrases
    if not account.total or not account.role:
        return []
    caps = _caps(voice, "", "")
    approver = approval(voice.model, authority_of_total(voice.model, account.total), account.role)
    if approver is None:
        return []
    money = _money(voice)
    total = voice.words.quantity(account.total, money)
    whole = phrases.whole_if_overdue if _may_grow(voice) else phrases.whole
    head = phrases.clause.join([whole.format(total=total), needed(voice.words, approver)])
    role = voice.words.role(account.role)
    most = _most(caps)
    told = (
        phrases.may_nothing_in_all.format(role=role)
        if most is None
        else phrases.may_in_all.format(role=role, most=voice.words.quantity(most, money))
    )
    return [phrases.sentence(head), "  " + phrases.sentence(phrases.approval.format(told))]


def _reaches(voice: Voice, action: Action) -> Iterator[str]:
    if action.kind == CHOICE or action.needs_approval is None:
        return
    words, phrases = voice.words, voice.phrases
    assert voice.account.role is not None
    role, kind = words.role(voice.account.role), words.kind(action.kind)
    if not any(one.unlimited or one.most is not None for one in _own(voice, action.kind)):
        yield phrases.may_not.format(role=role, kind=kind)
        return
    for name, value in action.values.items():
        parameter = voice.model.kinds[action.kind].parameters[name]
        caps = _caps(voice, action.kind, name)
        if parameter.nested or not any(one.about == (action.kind, name) for one in voice.model.authority):
            continue
        if _is_within(caps, plain_again(value, parameter.type)):
            continue
        most = _most(caps)
        if most is None:
            yield phrases.may_not_say.format(role=role, kind=kind, name=words.parameter(parameter))
        elif name == "amount":
            yield phrases.may_up_to.format(role=role, kind=kind, most=words.argument(most, parameter))
        else:
            told = words.argument(most, parameter)
            yield phrases.may_with.format(role=role, kind=kind, name=words.parameter(parameter), most=told)


def _may_grow(voice: Voice) -> bool:
    """Whether some of the money in all comes only where something is overdue."""
    later = (one for action in voice.account.actions for each in all_in(action) for one in nested_in(each))
    return any(money.name in one.values for one in later for money in voice.model.kinds[one.kind].counted)


def _own(voice: Voice, kind: str) -> list[Grant]:
    """What the acting role and lower ones were granted of a kind."""
    roles = voice.model.roles
    assert voice.account.role is not None
    lower = roles[: roles.index(voice.account.role) + 1]
    return [one for one in voice.model.authority if one.kind == kind and one.role in lower]


def _caps(voice: Voice, kind: str, parameter: str) -> Sequence[Grant]:
    return [one for one in _own(voice, kind) if one.parameter in {parameter, ""}]


def _most(caps: Sequence[Grant]) -> Any:
    """The cap that goes furthest; None where there is none."""
    numbers: list[Any] = [one.most for one in caps if one.most is not None]
    return max(numbers, default=None)


def _is_within(caps: Sequence[Grant], value: Any) -> bool:
    return any(one.unlimited or (one.most is not None and value <= one.most) for one in caps)


def _money(voice: Voice) -> Type:
    """The type in which the total is counted."""
    return next(money.type for kind in voice.model.kinds.values() for money in kind.counted)
