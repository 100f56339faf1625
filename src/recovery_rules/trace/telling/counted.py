"""How due times were counted, in words: from when, by which calendar, and its days out of the ordinary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.deadlines import deadlines_of
from recovery_rules.engine.reference.scheduling import start_of_deadlines
from recovery_rules.language.time_limits import WORKING_DAYS
from recovery_rules.model.actions import IF_OVERDUE
from recovery_rules.trace.spans import counted_limit, span_of
from recovery_rules.trace.telling.places import action_at, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.engine.account import Place
    from recovery_rules.engine.deadlines import Start
    from recovery_rules.engine.outcome import Action
    from recovery_rules.trace.telling.voice import Voice


def lines(voice: Voice, actions: Sequence[Action], number: int) -> Iterator[str]:
    """How the due times of an action and of those in it were counted: `due 3 working days after ..., by calendar x`."""
    model, account = voice.model, voice.account
    start = start_of_deadlines(model, account.values, account.as_of)
    yield from _lines(voice, actions, (number,), start)


def _lines(voice: Voice, actions: Sequence[Action], place: Place, start: Start) -> Iterator[str]:
    action = action_at(actions, place)
    begin: Any = voice.account.values[action.after] if action.after else start
    told = _counted(voice, action, begin)
    if told:
        if len(place) > 1:
            told = voice.words.kind(action.kind) + voice.phrases.clause + told
        yield placed(voice.words, actions, place, told)
    for bundle, inner in enumerate(action.options):
        for number, _ in enumerate(inner):
            yield from _lines(voice, actions, (*place, "options", bundle, number), start)
    for number, _ in enumerate(action.values.get(IF_OVERDUE, ())):
        later = deadlines_of(voice.model).after(action.due)
        yield from _lines(voice, actions, (*place, "values", IF_OVERDUE, number), later)


def _counted(voice: Voice, action: Action, begin: Any) -> str:
    """How the due time of an action itself was counted; nothing where no working days were."""
    span = span_of(voice.model, action, begin)
    calendar = voice.model.calendar
    if span is None or calendar is None:
        return ""
    words, phrases = voice.words, voice.phrases
    limit = counted_limit(voice.model, action)
    assert limit is not None
    return phrases.counted_by.format(
        limit=phrases.time_limits[limit.unit][limit.count != 1].format(number=limit.count),
        start=words.day(begin) if isinstance(begin, int) else words.moment(words.in_zone(begin)),
        calendar=words.calendar(calendar.name),
        exceptions=voice.terms.exceptions(calendar, span, span[0] if limit.unit == WORKING_DAYS else None),
    )
