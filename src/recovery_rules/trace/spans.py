"""Where working days were counted for due times: the spans of days at which a decision looked at its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.deadlines import deadlines_of
from recovery_rules.engine.reference.scheduling import start_of_deadlines
from recovery_rules.language.time_limits import WORKED, TimeLimit
from recovery_rules.model.actions import IF_OVERDUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recovery_rules.engine.account import Account
    from recovery_rules.engine.deadlines import Start
    from recovery_rules.engine.outcome import Action
    from recovery_rules.language.calendar_use import Span
    from recovery_rules.language.types import Plain
    from recovery_rules.model.ruleset import Model


def spans(model: Model, account: Account) -> tuple[Span, ...]:
    """The days at which the due times of a decision look, both ends included."""
    if model.calendar is None:
        return ()
    start = start_of_deadlines(model, account.values, account.as_of)
    return tuple(span for action in account.actions for span in _spans(model, action, account.values, start))


def _spans(model: Model, action: Action, values: Mapping[str, Plain | None], start: Start) -> Iterator[Span]:
    begin: Any = values[action.after] if action.after else start
    span = span_of(model, action, begin)
    if span is not None:
        yield span
    for bundle in action.options:
        for one in bundle:
            yield from _spans(model, one, values, start)
    for one in action.values.get(IF_OVERDUE, ()):
        yield from _spans(model, one, values, deadlines_of(model).after(action.due))


def span_of(model: Model, action: Action, begin: Start) -> Span | None:
    """The days at which the due time of one action looks, which runs from a day or time."""
    limit = counted_limit(model, action)
    if limit is None or action.due is None or begin is None:
        return None
    deadlines = deadlines_of(model)
    return deadlines.looks_from(begin, limit), deadlines.day_of(action.due)


def counted_limit(model: Model, action: Action) -> TimeLimit | None:
    """The first limit of an action, where working days are counted for it."""
    kind = model.kinds.get(action.kind)
    given = [] if kind is None else [name for name in kind.time_limits if name in action.values]
    limit = action.values[given[0]] if given else None
    return limit if isinstance(limit, TimeLimit) and limit.unit in WORKED else None
