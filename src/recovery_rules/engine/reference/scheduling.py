"""The end of step 7, hold, and step 9, schedule and order: drafts become the actions that people see."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from recovery_rules.engine.outcome import Action, Mandate
from recovery_rules.engine.reference.authorising import authority
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE, PHASES

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


def action(model: Model, limits: Sequence[Limit], draft: Draft, start: datetime | None) -> Action:
    """The action of a draft, and of each draft in its bundles, with holds, due time and authority."""
    return Action(
        draft.kind,
        public_values(model, draft),
        due=due(model, draft, start),
        held=tuple(limit.id for limit in limits if draft.kind in limit.holds),
        by=draft.by,
        options=tuple(tuple(action(model, limits, one, start) for one in bundle) for bundle in draft.options),
        mandate=Mandate(authority(model, draft)),
    )


def nested_action(model: Model, draft: Draft) -> Action:
    """The action of a nested draft: it is neither due nor held, for it is not yet to be done."""
    options = tuple(tuple(nested_action(model, one) for one in bundle) for bundle in draft.options)
    return Action(draft.kind, public_values(model, draft), by=draft.by, options=options)


def public_values(model: Model, draft: Draft) -> dict[str, Any]:
    """The values of a draft as integrators see them, in the declared order of parameters."""
    if draft.kind == CHOICE:
        return {}
    values: dict[str, Any] = {}
    for name, parameter in model.kinds[draft.kind].parameters.items():
        if name in draft.values:
            values[name] = public_of(draft.values[name], parameter.type)
        elif name in draft.nested:
            values[name] = tuple(nested_action(model, inner) for inner in draft.nested[name])
    return values


def due(model: Model, draft: Draft, start: datetime | None) -> datetime | None:
    """The start plus the duration `within`, down to the microsecond; None where a calendar has no such time.

    Elapsed time is counted in UTC: 24 h across a change of the clocks are 24 hours.
    """
    if start is None or draft.kind == CHOICE or "within" not in draft.values:
        return None
    if model.kinds[draft.kind].parameters["within"].type.kind != "duration":
        return None
    microseconds: Any = draft.values["within"]
    try:
        return (start.astimezone(UTC) + timedelta(microseconds=math.floor(microseconds))).astimezone(start.tzinfo)
    except OverflowError:
        return None


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
