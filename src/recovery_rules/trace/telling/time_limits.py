"""By when an action is due, in words. In: an action with its time limits. Out: clauses for a headline or a row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from recovery_rules.model.actions import EVERY, WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.engine.outcome import Action
    from recovery_rules.trace.telling.words import Words


def limits_of(words: Words, action: Action) -> tuple[str, ...]:
    """The parameters of an action that say when it is due and how often it is repeated."""
    kind = words.model.kinds[action.kind]
    return tuple(name for name in kind.time_limits if name in action.values)


def clauses(words: Words, action: Action) -> Iterator[str]:
    """`by 4 Nov 2026 18:00`, `then every 1 d until resolved`; without a due time the limits themselves."""
    given = limits_of(words, action)
    if action.due is not None:
        yield due(words, action)
    elif WITHIN in given:
        yield (
            limit(words, action)
            if _is_at_once(words, action)
            else words.phrases.within.format(time=limit(words, action))
        )
    yield from repetition(words, action)


def due(words: Words, action: Action) -> str:
    """By when: `by 4 Nov 2026 18:00 (1 d after collected at)`."""
    phrases = words.phrases
    told = phrases.by_time.format(time=words.deadline(action)) if action.due is not None else ""
    return told + (phrases.aside.format(limit(words, action)) if action.after else "")


def limit(words: Words, action: Action) -> str:
    """What the first due time follows from: `1 d`, `at once`, or `1 d after collected at, which is not known yet`."""
    first = limits_of(words, action)[0]
    time = words.given(action, words.model.kinds[action.kind].parameters[first])
    if _is_at_once(words, action):
        time = words.phrases.at_once
    if not action.after:
        return time
    template = words.phrases.time_after if action.due is not None else words.phrases.time_after_unknown
    return template.format(time=time, fact=words.fact(action.after))


def _is_at_once(words: Words, action: Action) -> bool:
    return bool(action.values[limits_of(words, action)[0]] == timedelta())


def repetition(words: Words, action: Action) -> Iterator[str]:
    """How often it is repeated, if it is."""
    given = limits_of(words, action)
    if EVERY not in given:
        return
    if action.due is None and given[0] == EVERY:
        yield words.phrases.repeated.format(time=limit(words, action))
    else:
        every = words.given(action, words.model.kinds[action.kind].parameters[EVERY])
        yield words.phrases.then_repeated.format(time=every)
