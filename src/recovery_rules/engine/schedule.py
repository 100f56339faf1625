"""Step 9, schedule: when actions are due.

In: drafts with their time limits, or actions that were made without a start, and the time from which limits run. Out:
due times. A limit with a trigger of its own (`after`) runs from that; what is to be done if an action is overdue runs
from the action's due time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

from recovery_rules.engine.deadlines import Deadlines, moved, shifted
from recovery_rules.engine.drafts import Draft
from recovery_rules.engine.outcome import Action, with_mandate
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import IF_OVERDUE, TIME_LIMITS, ActionKind
from recovery_rules.model.ruleset import Model

Due: TypeAlias = Callable[[ActionKind, Draft, Deadlines, datetime | None], datetime | None]


def due_of(kind: ActionKind, draft: Draft, deadlines: Deadlines, start: datetime | None) -> datetime | None:
    """When a draft is due; `start` is the time from which limits without a trigger run."""
    name = first_limit(kind, draft.values)
    if name is None:
        return None
    limit: Any = draft.values[name]
    return deadlines.end(draft.trigger if draft.after else start, limit)


def due_after(kind: ActionKind, draft: Draft, deadlines: Deadlines, due: datetime | None) -> datetime | None:
    """When a draft is due that follows what is due then and overdue."""
    name = first_limit(kind, draft.values)
    if name is None:
        return None
    limit: Any = draft.values[name]
    return deadlines.end(deadlines.after(due) if isinstance(limit, TimeLimit) else due, limit)


def first_limit(kind: ActionKind, values: Mapping[str, Any]) -> str | None:
    """The parameter from which the due time follows: `within`, else the first time of `every`."""
    for name in TIME_LIMITS:
        if name in values and kind.parameters[name].type.is_time:
            return name
    return None


def scheduled(model: Model, deadlines: Deadlines, action: Action, start: datetime) -> Action:
    """An action made without a start, all of whose limits are elapsed time, with its due times from `start`."""
    if action.options:
        options = tuple(tuple(scheduled(model, deadlines, one, start) for one in bundle) for bundle in action.options)
        return with_mandate(action, action.mandate, options)
    values = action.values
    name = first_limit(model.kinds[action.kind], values)
    due = None if name is None else deadlines.told(_moved(start, values[name]))
    if due is None:
        return action
    if IF_OVERDUE in values:
        later = tuple(scheduled(model, deadlines, one, due) for one in values[IF_OVERDUE])
        values = MappingProxyType({**values, IF_OVERDUE: later})
    return Action(action.kind, values, due=due, held=action.held, mandate=action.mandate)


def all_scheduled(model: Model, deadlines: Deadlines, actions: Iterable[Action], start: datetime) -> tuple[Action, ...]:
    """Several actions, each with its due times."""
    return tuple([scheduled(model, deadlines, one, start) for one in actions])


def _moved(start: datetime, limit: timedelta | Fraction) -> datetime | None:
    """A duration that is no whole number of microseconds is a fraction of seconds."""
    return moved(start, limit * 1_000_000) if isinstance(limit, Fraction) else shifted(start, limit)
