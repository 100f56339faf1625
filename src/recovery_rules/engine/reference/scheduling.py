"""The end of step 7, hold, and step 9, schedule and order: drafts become the actions that people see."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from recovery_rules.engine.outcome import Action, Mandate
from recovery_rules.engine.reference.authorising import authority
from recovery_rules.engine.reference.deadlines import end_of, midnight
from recovery_rules.language.literals import public_of
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import CHOICE, IF_OVERDUE, PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.engine.reference.drafts import Draft
    from recovery_rules.model.rules import Limit
    from recovery_rules.model.ruleset import Model


def start_of_deadlines(model: Model, values: Values, as_of: datetime | None) -> datetime | None:
    """The clock fact, or the time of deciding where no clock is named or it is unknown."""
    clock = values[model.clock] if model.clock else None
    return clock if isinstance(clock, datetime) else as_of


def action(model: Model, limits: Sequence[Limit], draft: Draft, start: datetime | int | None) -> Action:
    """The action of a draft, and of each draft in its bundles or nested in it, with holds, due time and authority."""
    due_time = due(model, draft, start)
    return Action(
        draft.kind,
        public_values(model, limits, draft, due_time),
        due=due_time,
        held=tuple(limit.id for limit in limits if draft.kind in limit.holds),
        by=draft.by,
        options=tuple(tuple(action(model, limits, one, start) for one in bundle) for bundle in draft.options),
        mandate=Mandate(authority(model, draft)),
        after=draft.after,
    )


def after_due(model: Model, due_time: datetime | None) -> datetime | int | None:
    """From when days are counted that follow a due time: where a day ends with it, from that day."""
    if due_time is None or not model.zone:
        return due_time
    day = due_time.astimezone(ZoneInfo(model.zone)).toordinal()
    return day - 1 if due_time == midnight(model, day) else due_time


def nested_action(model: Model, limits: Sequence[Limit], draft: Draft, start: datetime | None) -> Action:
    """The action of a draft that is to be done where what is due at `start` is overdue."""
    limit = first_limit(model, draft)
    counted = limit is not None and isinstance(draft.values[limit], TimeLimit)
    return action(model, limits, draft, after_due(model, start) if counted else start)


def public_values(model: Model, limits: Sequence[Limit], draft: Draft, due_time: datetime | None) -> dict[str, Any]:
    """The values of a draft as integrators see them, in the declared order of parameters.

    What is to be done if it is overdue runs from `due_time`, when it is due.
    """
    if draft.kind == CHOICE:
        return {}
    values: dict[str, Any] = {}
    for name, parameter in model.kinds[draft.kind].parameters.items():
        if name in draft.values:
            values[name] = public_of(draft.values[name], parameter.type)
        elif name in draft.nested:
            start = due_time if name == IF_OVERDUE else None
            values[name] = tuple(nested_action(model, limits, inner, start) for inner in draft.nested[name])
    return values


def first_limit(model: Model, draft: Draft) -> str | None:
    """The parameter that says when an action is first due: `within`, or else `every`; None where neither is given."""
    if draft.kind == CHOICE:
        return None
    given = [name for name in model.kinds[draft.kind].time_limits if name in draft.values]
    return given[0] if given else None


def due(model: Model, draft: Draft, start: datetime | int | None) -> datetime | None:
    """When an action is due first; None without a time limit, without a time from which it runs, and beyond all years.

    A limit runs from its own trigger where it names one, else from `start`.
    """
    parameter = first_limit(model, draft)
    begin = draft.trigger if draft.after else start
    if parameter is None or begin is None:
        return None
    return end_of(model, begin, draft.values[parameter])


def in_order(model: Model, actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions by phase, then by the vocabulary's order of kinds, then in the order given.

    A choice stands at the end of the phase `resolve`.
    """

    def place(one: Action) -> tuple[int, int, int]:
        if one.kind == CHOICE:
            return PHASES.index("resolve"), 1, 0
        kind = model.kinds[one.kind]
        return PHASES.index(kind.phase), 0, kind.position

    return tuple(sorted(actions, key=place))
