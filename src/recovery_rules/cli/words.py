"""A decision as a table for people, in a locale.

In: a decision. Out: rows of texts; the renderer of the command line puts them into columns. Called by `decide`, `demo`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from recovery_rules.decision import Decision
from recovery_rules.engine.outcome import Action, all_in
from recovery_rules.language.literals import text_of
from recovery_rules.model.actions import CHOICE, OBLIGATION, Parameter
from recovery_rules.trace.telling.actions import obligation, refusal
from recovery_rules.trace.telling.approvals import needed, paragraph
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.time_limits import clauses, due, limits_of, repetition
from recovery_rules.trace.telling.voice import voice_of
from recovery_rules.trace.telling.words import Words

_HEADS: Final = {
    "en": ("action", "amount", "due", "owner", "approval"),
    "zh": ("措施", "金额", "截止时间", "负责", "批准"),
}


@frozen
class Row:
    """An action with its details, and what people look for in columns of their own."""

    action: str
    amount: str
    due: str
    owner: str
    approval: str


def heads(locale: str) -> tuple[str, ...]:
    """What stands over the columns."""
    return _HEADS[locale]


def rows(decision: Decision, locale: str) -> list[Row]:
    """The actions in order."""
    words = Words(decision.ruleset.model, phrases_of(locale))
    return [_row(words, action) for action in decision.actions]


def refusals(decision: Decision, locale: str, kinds: Collection[str] | None = None) -> list[str]:
    """What was not given, and what refused it, a sentence each; of some kinds, or of all."""
    phrases = phrases_of(locale)
    words = Words(decision.ruleset.model, phrases)
    about = (one for one in decision.refused if kinds is None or one.kind in kinds)
    told = [phrases.sentence(refusal(words, one, decision.actions)) for one in about]
    return list(dict.fromkeys(told))


def holds(decision: Decision, locale: str) -> list[str]:
    """What nobody may carry out, and the limits that hold it, a sentence each."""
    phrases = phrases_of(locale)
    words = Words(decision.ruleset.model, phrases)
    told = [
        phrases.sentence(phrases.held.format(kind=words.kind(one.kind)) + phrases.aside.format(phrases.every(one.held)))
        for action in decision.actions
        for one in all_in(action)
        if one.held
    ]
    return list(dict.fromkeys(told))


def whole(decision: Decision, locale: str) -> list[str]:
    """What the decision as a whole waits for, where that is more than its actions say."""
    return paragraph(voice_of(decision.ruleset.model, decision.account, locale)) if decision.needs_approval else []


def facts(decision: Decision, case: Mapping[str, Any]) -> dict[str, str]:
    """What a case says, in an author's words, by fact."""
    model, values = decision.ruleset.model, decision.account.values
    found = ((name, values[name]) for name in model.facts if name in case)
    return {name: f"{name} {text_of(plain, model.facts[name].type)}" for name, plain in found if plain is not None}


def short(
    decision: Decision, action: Action, locale: str = "en", *, also: Collection[str] = (), timed: bool = False
) -> str:
    """An action in two or three words, `refund CNY 48.00`, what it says of some parameters, and by when it is due."""
    words = Words(decision.ruleset.model, phrases_of(locale))
    by_when = [due(words, action)] if timed and limits_of(words, action) else []
    return " ".join([_short(words, action, also), *filter(None, by_when)])


def in_full(decision: Decision, action: Action, locale: str = "en") -> str:
    """An action with all that it says, who may carry it out, and whether anybody may."""
    words = Words(decision.ruleset.model, phrases_of(locale))
    up_to = f", up to {action.authority or 'nobody'}" if decision.ruleset.model.roles else ""
    told = _row(words, action).action if action.kind == CHOICE else _told(words, (action,))[0]
    return f"{told}{up_to}{', held' if action.held else ''}"


def _short(words: Words, action: Action, also: Collection[str] = ()) -> str:
    if action.kind == CHOICE:
        bundles = [words.phrases.plus.join(_short(words, one) for one in bundle) for bundle in action.options]
        return _choice(words, bundles)
    kind = words.model.kinds[action.kind]
    apart = [words.given(action, kind.parameters[one]) for one in kind.distinct_by if one in action.values]
    amount = _amount(words, action)
    more = (kind.parameters[one] for one in also if one in action.values and one not in kind.distinct_by)
    apart += [f"{words.parameter(one)} {words.given(action, one)}" for one in more if one != amount and not one.nested]
    return _named(words, action) + (words.phrases.aside.format(words.phrases.comma.join(apart)) if apart else "")


def _named(words: Words, action: Action) -> str:
    """The kind, and how much of it."""
    amount = _amount(words, action)
    name = words.kind(action.kind)
    return name if amount is None else f"{name} {words.given(action, amount)}"


def _row(words: Words, action: Action) -> Row:
    if action.kind == CHOICE:
        who = words.phrases.customer if action.by == "customer" else words.role(action.by)
        options = [words.phrases.plus.join(_told(words, bundle)) for bundle in action.options]
        return Row(_choice(words, options), "", "", who, _approval(words, action))
    amount = _amount(words, action)
    owner = words.model.kinds[action.kind].parameters.get("owner")
    details = words.phrases.semicolon.join(_details(words, action, is_row=True))
    return Row(
        action=words.kind(action.kind) + (words.phrases.aside.format(details) if details else ""),
        amount="" if amount is None else words.given(action, amount),
        due="" if action.due is None else words.deadline(action),
        owner="" if owner is None or "owner" not in action.values else words.given(action, owner),
        approval=_approval(words, action),
    )


def _choice(words: Words, bundles: Sequence[str]) -> str:
    if len(bundles) == 1:
        return words.phrases.only_bundle.format(kind=words.kind(CHOICE), option=bundles[0])
    return words.kind(CHOICE) + words.phrases.colon + words.phrases.either(bundles)


def _approval(words: Words, action: Action) -> str:
    approval = action.needs_approval
    if approval is None:
        return ""
    return words.role(approval.role) if approval.role else words.phrases.nobody


def _details(words: Words, action: Action, *, is_row: bool = False) -> Iterator[str]:
    """What has no column of its own."""
    yield from obligation(words, action)
    elsewhere = {"owner", OBLIGATION} | ({"amount"} if _amount(words, action) else set())
    limits = limits_of(words, action)
    for name, parameter in words.model.kinds[action.kind].parameters.items():
        if name not in action.values or name in elsewhere:
            continue
        if name in limits:
            if name == limits[-1]:
                yield from _time(words, action, is_in_a_column=is_row)
            continue
        if parameter.nested:
            value = words.phrases.plus.join(_told(words, action.values[name], with_approval=True))
        else:
            value = words.given(action, parameter)
        yield words.detail(parameter, value)


def _time(words: Words, action: Action, *, is_in_a_column: bool) -> Iterator[str]:
    """By when, where no column says so, and how often it is repeated."""
    if action.due is None or not is_in_a_column:
        yield from clauses(words, action)
    else:
        yield from repetition(words, action)


def _told(words: Words, actions: tuple[Action, ...], *, with_approval: bool = False) -> list[str]:
    """Actions inside another: each with its details in brackets."""
    told = []
    for action in actions:
        approval = [needed(words, action.needs_approval)] if with_approval and action.needs_approval else []
        details = words.phrases.semicolon.join([*_details(words, action), *approval])
        told.append(_named(words, action) + (words.phrases.aside.format(details) if details else ""))
    return told


def _amount(words: Words, action: Action) -> Parameter | None:
    if action.kind == CHOICE or "amount" not in action.values:
        return None
    parameter = words.model.kinds[action.kind].parameters["amount"]
    return parameter if parameter.type.is_quantity else None
