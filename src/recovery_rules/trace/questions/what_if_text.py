"""`WhatIf` as text: one line a set of changes, with what else would be different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.language.public import plain_again
from recovery_rules.source.printable import printable
from recovery_rules.trace.telling.actions import apart, difference, short
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.words import Words

if TYPE_CHECKING:
    from recovery_rules.trace.questions.what_if import Change, Changes, WhatIf


def render_what_if(answer: WhatIf, locale: str = "en") -> str:
    """The answer for people.

    Args:
        answer: the answer.
        locale: `en` or `zh`.

    Raises:
        ValueError: There are no texts in this locale.
    """
    phrases = phrases_of(locale)
    words = Words(answer.model, phrases)
    kind = words.kind(answer.kind)
    if answer.given:
        return printable(phrases.sentence(phrases.already_given.format(kind=kind)))
    head = phrases.would_be_given.format(kind=kind)
    lines = [head[:1].upper() + head[1:] if phrases.capitals else head]
    if not answer.sets:
        nowhere = phrases.nowhere_but_if_overdue if answer.may_follow else phrases.nowhere
        lines = [phrases.sentence(nowhere.format(kind=kind))]
    if answer.if_overdue:
        outer = phrases.either([words.kind(one) for one in answer.if_overdue])
        lines.insert(0, phrases.sentence(phrases.follows_if_overdue.format(kind=kind, outer=outer)))
    before = ""
    for number, one in enumerate(answer.sets):
        also = _also(words, one)
        is_repeated = also == before and len(also) > len(phrases.also_the_same)
        lines.append("  " + phrases.alternative[1 if number else 0].format(_changes(words, one)))
        lines.append("       " + (phrases.also_the_same if is_repeated else also))
        before = also
    if not answer.complete:
        more = phrases.more if answer.sets else phrases.perhaps
        lines.append(more.format(number=answer.decided))
    return "\n".join(map(printable, lines))


def _changes(words: Words, one: Changes) -> str:
    return words.phrases.all_together([_change(words, change) for change in one.changes])


def _change(words: Words, change: Change) -> str:
    phrases = words.phrases
    fact, declared = words.fact(change.fact), words.model.facts[change.fact]
    if change.value is None:
        return phrases.were_not_given.format(fact=fact)
    value = words.fact_value(change.fact, plain_again(change.value, declared.type))
    if declared.type.kind == "boolean":
        value = phrases.quoted_boolean.format(value)
    if change.before is None and declared.type.is_quantity:
        return phrases.were_such_as.format(fact=fact, value=value)
    return phrases.were.format(fact=fact, value=value)


def _also(words: Words, one: Changes) -> str:
    """What would be gained, altered and lost beside the action that was asked for."""
    phrases = words.phrases
    told = [short(words, action) for action in one.gained]
    told += [difference(words, before, after) for before, after in one.altered]
    told += [phrases.lost.format(apart(words, action.kind, action.values)) for action in one.lost]
    return phrases.also.format(phrases.semicolon.join(told)) if told else phrases.nothing_else
