"""Where working days were counted for a due time: from when, by which calendar, and its days out of the ordinary.

In: the account of a decision. Out: spans of days for the trace, lines for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.deadlines import deadlines_of
from recovery_rules.engine.reference.scheduling import start_of_deadlines
from recovery_rules.language.time_limits import WORKED, TimeLimit
from recovery_rules.model.actions import IF_OVERDUE
from recovery_rules.trace.places import action_at, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recovery_rules.engine.account import Account, Place
    from recovery_rules.engine.deadlines import Start
    from recovery_rules.engine.outcome import Action
    from recovery_rules.language.calendar_use import Span
    from recovery_rules.language.types import Plain
    from recovery_rules.model.ruleset import Model
    from recovery_rules.trace.voice import Voice


def spans(model: Model, account: Account) -> tuple[Span, ...]:
    """The days at which the due times of a decision look, both ends included."""
    if model.calendar is None:
        return ()
    start = start_of_deadlines(model, account.values, account.as_of)
    return tuple(span for action in account.actions for span in _spans(model, action, account.values, start))


def _spans(model: Model, action: Action, values: Mapping[str, Plain | None], start: Start) -> Iterator[Span]:
    begin: Any = values[action.after] if action.after else start
    span = _span(model, action, begin)
    if span is not None:
        yield span
    for bundle in action.options:
        for one in bundle:
            yield from _spans(model, one, values, start)
    for one in action.values.get(IF_OVERDUE, ()):
        yield from _spans(model, one, values, deadlines_of(model).after(action.due))


def _span(model: Model, action: Action, begin: Start) -> Span | None:
    limit = _limit(model, action)
    if limit is None or action.due is None or begin is None:
        return None
    deadlines = deadlines_of(model)
    return deadlines.looks_from(begin, limit), deadlines.day_of(action.due)


def _limit(model: Model, action: Action) -> TimeLimit | None:
    """The first limit of an action, where working days are counted for it."""
    kind = model.kinds.get(action.kind)
    given = [] if kind is None else [name for name in kind.time_limits if name in action.values]
    limit = action.values[given[0]] if given else None
    return limit if isinstance(limit, TimeLimit) and limit.unit in WORKED else None


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
    span = _span(voice.model, action, begin)
    calendar = voice.model.calendar
    if span is None or calendar is None:
        return ""
    words, phrases = voice.words, voice.phrases
    limit = _limit(voice.model, action)
    assert limit is not None
    return phrases.counted_by.format(
        limit=phrases.time_limits[limit.unit][limit.count != 1].format(number=limit.count),
        start=words.day(begin) if isinstance(begin, int) else words.moment(words.in_zone(begin)),
        calendar=calendar.name,
        exceptions=voice.terms.exceptions(calendar, span),
    )
