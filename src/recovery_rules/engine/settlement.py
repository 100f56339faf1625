"""Settlement: the rest of step 6, steps 7 and 9, from what was arranged to the actions, with everything noted.

Accounts are made this way. Decisions take quicker ones, `shortcut` and `prepared`, which use the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from recovery_rules.engine.account import Bounding, Making, Proposed
from recovery_rules.engine.arrangement import Arrangement, Entry
from recovery_rules.engine.bounding import Settler, ends_of
from recovery_rules.engine.deadlines import Order, Start
from recovery_rules.engine.drafts import Draft, Drafted, Origin, combined, draft_of
from recovery_rules.engine.makings import Proposals, Unsettled, making, unsettled
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.outcome import Action, Refused
from recovery_rules.engine.plan import Plan
from recovery_rules.engine.schedule import Due, due_after, due_of
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE, IF_OVERDUE, PHASES, ActionKind
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model


@frozen
class Settlement:
    """What settlement gives and did; the fields are those of `Account`."""

    actions: tuple[Action, ...]
    refused: tuple[Refused, ...]
    fired: tuple[str, ...]
    proposed: tuple[Proposed, ...]
    bounds: tuple[Bounding, ...]
    makings: tuple[Making, ...]


def settle(model: Model, plan: Plan, arranged: Arrangement, values: Values, start: datetime | None) -> Settlement:
    """Settles one case.

    Args:
        model: the ruleset.
        plan: its compiled plan.
        arranged: what the rules and limits that match leave to do.
        values: the values that the matcher returned.
        start: the time from which every `within` runs, if there is one.
    """
    order = limits_from(plan, start)
    drafted = [drafted_of(entry, values, order) for entry in arranged.entries]
    proposals = Proposals()
    proposed = tuple(one for each in drafted for one in proposals.of(each.draft))
    settler = Settler(model, ends_of(model, plan, arranged.numbers, values), order)
    actions: list[tuple[tuple[int, int, int], Action, list[Unsettled]]] = []
    drafts: list[Unsettled] = []
    given: set[int] = set()
    choices: list[tuple[Draft, list[Unsettled]]] = []
    for slot in slots(drafted):
        kind = model.kinds.get(slot[0].draft.kind)
        draft = combined([one.draft for one in slot], model.kinds, plan.deadlines, start)
        drafts.append(unsettled(draft))
        if not settler.settle(draft):
            continue
        given.update(map(id, slot))
        behind = next((behind for choice, behind in choices if choice == draft), None)
        if behind is not None:  # limits made it equal
            behind.append(drafts[-1])
            continue
        actions.append((place_of(kind), action_of(model, plan, arranged.limits, draft, start), [drafts[-1]]))
        if kind is None:
            choices.append((draft, actions[-1][-1]))
    actions.sort(key=lambda one: one[0])
    places = {id(one): (number,) for number, (_, _, behind) in enumerate(actions) for one in behind}
    return Settlement(
        actions=tuple(action for _, action, _ in actions),
        refused=tuple(dict.fromkeys([*arranged.refused, *settler.refused])),
        fired=tuple(dict.fromkeys(rule for one in drafted if id(one) in given for rule in one.fired)),
        proposed=proposed,
        bounds=(*(bound for one in drafted for bound in one.bounds), *settler.bounds),
        makings=tuple(making(one, proposals, places.get(id(one))) for one in drafts),
    )


def limits_from(plan: Plan, start: datetime | None) -> Callable[[str, Start], Order]:
    """The order of time limits that run from a trigger, or, where none is named, from `start`."""
    deadlines = plan.deadlines
    return lambda after, trigger: deadlines.order(trigger if after else start)


def drafted_of(entry: Entry, values: Values, order: Callable[[str, Start], Order] | None) -> Drafted:
    """The evaluated proposal of an entry."""
    drafted = [draft_of(offer, rule, values, order) for rule, offer in entry.rows]
    return drafted[0] if entry.table is None else _aggregated(entry.table, drafted)


def _aggregated(table: ActionTable, drafted: list[Drafted]) -> Drafted:
    """One proposal of all surviving rows of a table that aggregates."""
    _, parameter = table.aggregated
    first = drafted[0]
    given: list[Any] = [one.draft.values[parameter] for one in drafted if parameter in one.draft.values]
    match table.aggregation:
        case "count":
            value: Any = len(drafted)
        case "sum":
            value = sum(given)
        case "min":
            value = min(given)
        case _:
            value = max(given)
    cap = next((one.draft.cap for one in reversed(drafted) if one.draft.cap), "")
    bounds = [bound for one in drafted for bound in one.bounds]
    (own,) = first.draft.origins
    rows = tuple(one.draft for one in drafted)
    origin = Origin(table.id, own.kind, {**own.said, parameter: value}, own.after, (), None, rows)
    values = {**first.draft.values, parameter: value}
    draft = evolve(first.draft, values=values, rule=table.id, cap=cap, origins=(origin,))
    fired = tuple(rule for one in drafted for rule in one.fired)
    return Drafted(draft, bounds, fired, first.apart)


def slots(drafted: Iterable[Drafted]) -> list[list[Drafted]]:
    """The proposals that become one action each, in order of first proposal."""
    found: dict[object, list[Drafted]] = {}
    choices: list[list[Drafted]] = []
    for one in drafted:
        if one.draft.kind != CHOICE:
            found.setdefault((one.draft.kind, one.apart), []).append(one)
            continue
        equal = next((slot for slot in choices if slot[0].draft == one.draft), None)
        if equal is None:
            choices.append([one])
            found[CHOICE, len(choices)] = choices[-1]
        else:
            equal.append(one)
    return list(found.values())


def place_of(kind: ActionKind | None) -> tuple[int, int, int]:
    """Where an action stands: by phase, then kind; a choice at the end of `resolve`."""
    if kind is None:
        return PHASES.index("resolve"), 1, 0
    return PHASES.index(kind.phase), 0, kind.position


def action_of(
    model: Model, plan: Plan, limits: Sequence[Limit], draft: Draft, start: datetime | None, due_by: Due = due_of
) -> Action:
    """The action of a settled draft, with holds, due time and authority; `due_by` tells its due time from `start`."""
    kind = model.kinds.get(draft.kind)
    due = None if kind is None else due_by(kind, draft, plan.deadlines, start)
    return Action(
        draft.kind,
        _public_values(model, plan, limits, draft, due),
        due=due,
        held=tuple(limit.id for limit in limits if draft.kind in limit.holds),
        by=draft.by,
        options=tuple(tuple(action_of(model, plan, limits, one, start) for one in bundle) for bundle in draft.options),
        mandate=plan.authorising.mandate_of(draft),
        after=draft.after,
    )


def _public_values(
    model: Model, plan: Plan, limits: Sequence[Limit], draft: Draft, due: datetime | None
) -> dict[str, Any]:
    """The values of a draft as integrators see them, in declared order; `due` is when it is due."""
    if draft.kind == CHOICE:
        return {}
    found: dict[str, Any] = {}
    for name, parameter in model.kinds[draft.kind].parameters.items():
        if name in draft.values:
            found[name] = public_of(draft.values[name], parameter.type)
        elif name in draft.nested:
            start = due if name == IF_OVERDUE else None
            nested = draft.nested[name]
            found[name] = tuple(action_of(model, plan, limits, inner, start, due_after) for inner in nested)
    return found
