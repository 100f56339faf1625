"""An action as a headline: what is done, how much, by when, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.model.actions import CHOICE, MUST, OBLIGATION
from recovery_rules.trace.kinds import kinds_given
from recovery_rules.trace.telling.approvals import needed
from recovery_rules.trace.telling.time_limits import clauses, limits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from recovery_rules.engine.outcome import Action, Refused
    from recovery_rules.model.actions import Parameter
    from recovery_rules.trace.telling.words import Words

_SAID_ELSEWHERE = frozenset({"amount", "owner"})


def headline(words: Words, action: Action) -> str:
    """An action in one line, without its bundles and without a full stop."""
    return _alone(words, action) + "".join(words.phrases.semicolon + told for told in _nested(words, action))


def _inner(words: Words, action: Action) -> str:
    """The same of one among others that come with it: what belongs to it stands in brackets."""
    nested = words.phrases.semicolon.join(_nested(words, action))
    return _alone(words, action) + (words.phrases.aside.format(nested) if nested else "")


def _alone(words: Words, action: Action) -> str:
    """The same without what it nests."""
    if action.kind == CHOICE:
        return _choice(words, action)
    phrases = words.phrases
    approval = [] if action.needs_approval is None else [needed(words, action.needs_approval)]
    if approval and action.may_start:
        approval.append(phrases.may_start)
    told = [_what(words, action), *obligation(words, action), *_when_and_who(words, action), *approval]
    return phrases.clause.join(told)


def obligation(words: Words, action: Action) -> list[str]:
    """How far an action binds, where it is not simply to be given; of a choice its bundles tell it."""
    if action.kind == CHOICE or action.obligation == MUST:
        return []
    return [words.given(action, words.model.kinds[action.kind].parameters[OBLIGATION])]


def bundles(words: Words, action: Action) -> list[str]:
    """The bundles of a choice, each in one line."""
    return [
        words.phrases.plus.join((_inner if len(bundle) > 1 else headline)(words, one) for one in bundle)
        for bundle in action.options
    ]


def short(words: Words, action: Action) -> str:
    """An action by what is given: without by when and by whom."""
    if action.kind != CHOICE:
        return _what(words, action)
    options = [words.phrases.plus.join(short(words, one) for one in bundle) for bundle in action.options]
    if len(options) == 1:
        return words.phrases.only_bundle.format(kind=words.kind(CHOICE), option=options[0])
    return words.phrases.bundles.format(kind=words.kind(CHOICE), options=" / ".join(options))


def apart(words: Words, kind: str, values: Mapping[str, Any]) -> str:
    """A kind with what tells an action from others of it: `compensation (form: voucher)`."""
    if kind == CHOICE:
        return words.kind(kind)
    declared = words.model.kinds[kind]
    told = [
        words.detail(declared.parameters[one], words.public(values[one], declared.parameters[one]))
        for one in declared.distinct_by
        if one in values
    ]
    return words.kind(kind) + (words.phrases.aside.format(words.phrases.semicolon.join(told)) if told else "")


def refusal(words: Words, refused: Refused, given: Iterable[Action]) -> str:
    """What was not given and what refused it, without a full stop: `no compensation (form: voucher): ...`.

    Args:
        words: the words of the ruleset.
        refused: the refusal.
        given: the actions of the decision. Of a kind that is among them, as law owes it, only what else was proposed
            is forbidden.
    """
    kind = refused.kind
    told = apart(words, kind, refused.values)
    is_given = refused.reason == "forbidden" and kind in kinds_given(given)
    phrase = words.phrases.no_other if is_given else words.phrases.refused[refused.reason]
    if kind == CHOICE and refused.reason != "forbidden":
        phrase = words.phrases.nothing_to_choose
    return phrase.format(kind=told, by=refused.by)


def difference(words: Words, before: Action, after: Action) -> str:
    """What is different about two actions of one kind."""
    phrases = words.phrases
    shared = {name: value for name, value in after.values.items() if before.values.get(name) == value}
    kind = apart(words, after.kind, shared)
    if after.kind == CHOICE:
        return phrases.otherwise_altered.format(kind=kind)
    told = [
        _changed(words, parameter, before, after)
        for name, parameter in words.model.kinds[after.kind].parameters.items()
        if not parameter.nested and before.values.get(name) != after.values.get(name)
    ]
    if bool(before.held) is not bool(after.held):
        told.append(phrases.held_or_not[0 if after.held else 1])
    if not told and before.due != after.due and before.due is not None and after.due is not None:
        times = words.deadline(before), words.deadline(after)
        told.append(phrases.instead.format(name=phrases.due, before=times[0], after=times[1]))
    if not told:
        return phrases.otherwise_altered.format(kind=kind)
    return phrases.altered.format(kind=kind, changes=phrases.clause.join(told))


def _changed(words: Words, parameter: Parameter, before: Action, after: Action) -> str:
    phrases = words.phrases
    name = words.parameter(parameter)
    old, new = (words.given(one, parameter) if parameter.name in one.values else "" for one in (before, after))
    if words.is_phrase(parameter):
        name = ""
        old, new = (words.detail(parameter, value) if value else "" for value in (old, new))
    if not new:
        told = f"{name} {old}".strip()
        return phrases.no_longer_has.format(name=name or phrases.quoted.format(old), told=told)
    if not old:
        return phrases.now_has.format(name=name, after=new) if name else new
    return phrases.instead.format(name=name, before=old, after=new).strip()


def _what(words: Words, action: Action) -> str:
    """An action by its kind, with how much of it and what else is said of it, in brackets."""
    phrases, parameters = words.phrases, words.model.kinds[action.kind].parameters
    limits = limits_of(words, action)
    extras = [
        words.detail(parameter, words.given(action, parameter))
        for name, parameter in parameters.items()
        if name in action.values and not (parameter.nested or name in limits or _has_its_own_words(words, parameter))
    ]
    return _subject(words, action) + (phrases.aside.format(phrases.semicolon.join(extras)) if extras else "")


def _has_its_own_words(words: Words, parameter: Parameter) -> bool:
    if parameter.name == "amount":
        return parameter.type.is_quantity and not words.is_phrase(parameter)
    return parameter.name == OBLIGATION or (parameter.name in _SAID_ELSEWHERE and parameter.is_role)


def _subject(words: Words, action: Action) -> str:
    phrases = words.phrases
    kind = words.model.kinds[action.kind]
    amount = kind.parameters.get("amount")
    name = words.kind(action.kind)
    if amount is None or "amount" not in action.values or not _has_its_own_words(words, amount):
        return name
    told = words.given(action, amount)
    if amount.type.kind != "money":
        return phrases.counting.format(kind=name, amount=told)
    return (phrases.paid if kind.stream == "remedy" else phrases.costing).format(kind=name, amount=told)


def _when_and_who(words: Words, action: Action) -> Iterator[str]:
    phrases = words.phrases
    parameters = words.model.kinds[action.kind].parameters
    owner = parameters.get("owner")
    yield from clauses(words, action)
    if owner is not None and "owner" in action.values and owner.is_role:
        yield phrases.owner.format(role=words.given(action, owner))


def _nested(words: Words, action: Action) -> Iterator[str]:
    """Of each parameter that holds actions these, in order of time: `if overdue: escalation, by ... and apology`."""
    kind = words.model.kinds.get(action.kind)
    for name, parameter in () if kind is None else kind.parameters.items():
        if parameter.nested and name in action.values:
            timed = sorted((one for one in action.values[name] if one.due is not None), key=lambda one: one.due)
            inner = [*timed, *(one for one in action.values[name] if one.due is None)]
            yield words.detail(parameter, words.phrases.plus.join(_inner(words, one) for one in inner))


def _choice(words: Words, action: Action) -> str:
    phrases = words.phrases
    template = phrases.choice_of if len(action.options) > 1 else phrases.choice_of_one
    return template.format(who=phrases.customer if action.by == "customer" else words.role(action.by))
