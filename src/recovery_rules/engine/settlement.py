"""Settlement: steps 4 to 7 and 9, from the rules and limits that match to the actions, with everything noted.

This is the general way. `shortcut` decides most cases of rulesets whose proposals are constants without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from attrs import evolve, frozen

from recovery_rules.engine.account import Bounding, Proposed
from recovery_rules.engine.bounding import Settler, ends_of
from recovery_rules.engine.drafts import Draft, Drafted, Offer, combined, draft_of
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.outcome import Action, Refused
from recovery_rules.engine.plan import Plan
from recovery_rules.engine.striking import Forbidding, Strike, forbidding, spare
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE, PHASES, ActionKind
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model


@frozen
class Settlement:
    """What settlement gives and did; the fields are those of `Account`."""

    actions: tuple[Action, ...]
    refused: tuple[Refused, ...]
    fired: tuple[str, ...]
    struck: tuple[tuple[str, str, str], ...]
    defeated: Mapping[str, tuple[str, ...]]
    proposed: tuple[Proposed, ...]
    bounds: tuple[Bounding, ...]


def settle(
    model: Model, plan: Plan, picked: Sequence[int], applying: Sequence[int], values: Values, start: datetime | None
) -> Settlement:
    """Settles one case.

    Args:
        model: the ruleset.
        plan: its compiled plan.
        picked: the numbers of the rules that count, in order.
        applying: the numbers of the limits that apply, in order.
        values: the values that the matcher returned.
        start: the time from which every `within` runs, if there is one.
    """
    limits = [model.limits[number] for number in applying]
    forbidden = forbidding(limits) if limits else {}
    offers = {rule: plan.offers[rule] for rule in picked}
    struck: list[tuple[str, str, str]] = []
    if forbidden:
        offers = _spare_rules(model, offers, forbidden, struck)
    defeated = _defeated(model, plan, list(offers)) if plan.overriders else {}
    surviving = [rule for rule in offers if model.rules[rule].id not in defeated] if defeated else list(offers)

    drafted = _drafts_of_rules(model, plan, surviving, offers, values)
    strikes: list[Strike] = []
    if limits:
        drafted += _owed(model, plan, applying, drafted, forbidden, strikes, values)
    if not drafted:
        drafted = [draft_of(one, "otherwise", values) for one in spare(plan.otherwise, forbidden, strikes)]

    proposed = tuple(map(_proposed, drafted))

    settler = Settler(model, ends_of(model, plan, applying, values) if limits else {})
    actions: list[tuple[tuple[int, float], Action]] = []
    given: set[int] = set()
    for slot in _slots(model, drafted):
        kind = model.kinds.get(slot[0].draft.kind)
        draft = combined([one.draft for one in slot], kind)
        if settler.settle(draft):
            given.update(map(id, slot))
            actions.append((place_of(kind), action_of(model, limits, draft, start)))
    refusals = [Refused(kind, limit) for _, kind, limit in struck] + [Refused(kind, limit) for kind, limit in strikes]
    return Settlement(
        actions=tuple(action for _, action in sorted(actions, key=lambda pair: pair[0])),
        refused=tuple(dict.fromkeys([*refusals, *settler.refused])),
        fired=tuple(dict.fromkeys(rule for one in drafted if id(one) in given for rule in one.fired)),
        struck=tuple(struck),
        defeated=defeated,
        proposed=proposed,
        bounds=(*(bound for one in drafted for bound in one.bounds), *settler.bounds),
    )


def _spare_rules(
    model: Model,
    offers: Mapping[int, tuple[Offer, ...]],
    forbidden: Forbidding,
    struck: list[tuple[str, str, str]],
) -> dict[int, tuple[Offer, ...]]:
    """Step 4; a rule left with nothing neither proposes nor defeats."""
    left: dict[int, tuple[Offer, ...]] = {}
    for rule, own in offers.items():
        strikes: list[Strike] = []
        spared = spare(own, forbidden, strikes)
        struck += [(model.rules[rule].id, kind, limit) for kind, limit in strikes]
        if spared:
            left[rule] = spared
    return left


def _defeated(model: Model, plan: Plan, standing: list[int]) -> dict[str, tuple[str, ...]]:
    """Step 5: for each defeated rule the undefeated rules that override it."""
    there = set(standing)
    found: dict[int, tuple[str, ...]] = {}
    for rule in sorted(there & plan.overriders.keys(), key=plan.rank.__getitem__):
        by = [other for other in plan.overriders[rule] if other in there and other not in found]
        if by:
            found[rule] = tuple(model.rules[other].id for other in by)
    return {model.rules[rule].id: found[rule] for rule in standing if rule in found}


def _drafts_of_rules(
    model: Model,
    plan: Plan,
    surviving: Sequence[int],
    offers: Mapping[int, tuple[Offer, ...]],
    values: Values,
) -> list[Drafted]:
    """What the surviving rules propose, in order; the rows of one table together, where its first stands."""
    found: list[Drafted] = []
    done: set[str] = set()
    for rule in surviving:
        table = plan.tables.get(rule)
        if table is None:
            found += [draft_of(one, model.rules[rule].id, values) for one in offers[rule]]
        elif table.id not in done:
            done.add(table.id)
            rows = [other for other in surviving if plan.tables.get(other) is table]
            if table.hit == "output order":
                rows.sort(key=[plan.place[row] for row in table.ranked].index)
            drafted = [draft_of(one, model.rules[row].id, values) for row in rows for one in offers[row]]
            found += [_aggregated(table, drafted)] if table.aggregation else drafted
    return found


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
    draft = evolve(first.draft, values={**first.draft.values, parameter: value}, rule=table.id, cap=cap)
    bounds = [bound for one in drafted for bound in one.bounds]
    fired = tuple(rule for one in drafted for rule in one.fired)
    return Drafted(draft, {**first.said, parameter: value}, bounds, table.id, fired)


def _owed(
    model: Model,
    plan: Plan,
    applying: Sequence[int],
    drafted: Sequence[Drafted],
    forbidden: Forbidding,
    strikes: list[Strike],
    values: Values,
) -> list[Drafted]:
    """What limits owe and no rule proposed."""
    found: list[Drafted] = []
    for number in applying:
        offer = plan.owed[number]
        if offer is None or any(_gives(one.draft, offer.kind) for one in drafted):
            continue
        found += [draft_of(one, model.limits[number].id, values) for one in spare([offer], forbidden, strikes)]
    return found


def _gives(draft: Draft, kind: str) -> bool:
    """Whether an action is of a kind, or a choice that the customer can turn, or the house must turn, into it."""
    if draft.kind != CHOICE:
        return draft.kind == kind
    offered = [any(one.kind == kind for one in bundle) for bundle in draft.options]
    return any(offered) if draft.by == "customer" else all(offered)


def _slots(model: Model, drafted: Iterable[Drafted]) -> list[list[Drafted]]:
    """The proposals that become one action each, in order of first proposal."""
    found: dict[object, list[Drafted]] = {}
    choices: list[list[Drafted]] = []
    for one in drafted:
        draft = one.draft
        if draft.kind == CHOICE:
            equal = next((slot for slot in choices if slot[0].draft == draft), None)
            if equal is None:
                choices.append([one])
                found[CHOICE, len(choices)] = choices[-1]
            else:
                equal.append(one)
        else:
            apart = model.kinds[draft.kind].distinct_by
            key = (draft.kind, *map(draft.values.get, apart)) if apart else draft.kind
            found.setdefault(key, []).append(one)
    return list(found.values())


def _proposed(one: Drafted) -> Proposed:
    options = tuple(tuple(inner.kind for inner in bundle) for bundle in one.draft.options)
    return Proposed(one.by, one.draft.kind, one.said, options)


def place_of(kind: ActionKind | None) -> tuple[int, float]:
    """Where an action stands: by phase, then kind; a choice at the end of `resolve`."""
    if kind is None:
        return PHASES.index("resolve"), float("inf")
    return PHASES.index(kind.phase), kind.position


def action_of(model: Model, limits: Sequence[Limit], draft: Draft, start: datetime | None) -> Action:
    """The action of a settled draft, with holds and due time; what it nests has neither, as it is not yet to do."""
    values = public_values(model, draft)
    return Action(
        draft.kind,
        values,
        due=due(start, values.get("within")),
        held=tuple(limit.id for limit in limits if draft.kind in limit.holds),
        by=draft.by,
        options=tuple(tuple(action_of(model, limits, one, start) for one in bundle) for bundle in draft.options),
    )


def public_values(model: Model, draft: Draft) -> dict[str, Any]:
    """The values of a draft as integrators see them, in declared order."""
    if draft.kind == CHOICE:
        return {}
    found: dict[str, Any] = {}
    for name, parameter in model.kinds[draft.kind].parameters.items():
        if name in draft.values:
            found[name] = public_of(draft.values[name], parameter.type)
        elif name in draft.nested:
            found[name] = tuple(_nested(model, inner) for inner in draft.nested[name])
    return found


def _nested(model: Model, draft: Draft) -> Action:
    options = tuple(tuple(_nested(model, one) for one in bundle) for bundle in draft.options)
    return Action(draft.kind, public_values(model, draft), by=draft.by, options=options)


def due(start: datetime | None, within: object) -> datetime | None:
    """The start plus elapsed time, counted in UTC so that 24 hours across a change of the clocks are 24 hours."""
    if start is None or not isinstance(within, timedelta):
        return None
    if type(start.tzinfo) is timezone:  # an offset that never changes
        return start + within
    return (start.astimezone(UTC) + within).astimezone(start.tzinfo)
