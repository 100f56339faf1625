"""Step 6, propose and combine: what the surviving rules propose, then what limits owe, then `otherwise`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, frozen

from recovery_rules.engine.account import Bounding, Proposed
from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.engine.reference.drafts import Draft, draft, joined
from recovery_rules.engine.reference.scheduling import first_limit
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import CHOICE, WITHIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Combine, Proposal
    from recovery_rules.model.rules import ActionTable, Limit, Rule
    from recovery_rules.model.ruleset import Model

Member = TypeVar("Member")


@frozen
class Offer:
    """A proposal as it is combined: its draft, its line of the account, and who stands behind it."""

    draft: Draft
    proposed: Proposed
    fired: tuple[str, ...]
    bounds: tuple[Bounding, ...]


@frozen
class Slot:
    """All offers that become one action together, in order of proposal, and that action."""

    offers: tuple[Offer, ...]
    draft: Draft


def offer(model: Model, by: str, proposals: Iterable[Proposal], values: Values, start: datetime | None) -> list[Offer]:
    """The offers of one rule, limit or `otherwise`."""
    drafted = [draft(model, proposal, by, values, start) for proposal in proposals]
    return [Offer(one.draft, one.proposed, (by,), one.bounds) for one in drafted]


def offers_of_rules(
    model: Model,
    surviving: Sequence[Rule],
    left: Mapping[str, tuple[Proposal, ...]],
    values: Values,
    start: datetime | None,
) -> list[Offer]:
    """The offers of the surviving rules in order; rows of a table stand together, where its first one stands.

    Args:
        model: The ruleset.
        surviving: The rules that propose, in rule order.
        left: For each of them, its proposals that no limit struck.
        values: The facts.
        start: Where limits without a trigger run from.
    """
    offers: list[Offer] = []
    done: set[str] = set()
    for rule in surviving:
        table = model.tables.get(rule.table)
        if table is None:
            offers += offer(model, rule.id, left[rule.id], values, start)
        elif table.id not in done:
            done.add(table.id)
            offers += offers_of_table(
                model, table, [one for one in surviving if one.table == table.id], left, values, start
            )
    return offers


def offers_of_table(
    model: Model,
    table: ActionTable,
    rows: Sequence[Rule],
    left: Mapping[str, tuple[Proposal, ...]],
    values: Values,
    start: datetime | None,
) -> list[Offer]:
    """The offers of a table's surviving rows: one together for an aggregation, else each its own."""
    order = table.ranked if table.hit == "output order" else tuple(row.id for row in rows)
    surviving = {row.id for row in rows}
    offers = [one for row in order if row in surviving for one in offer(model, row, left[row], values, start)]
    return [aggregate(table, offers)] if table.aggregation else offers


def aggregate(table: ActionTable, offers: Sequence[Offer]) -> Offer:
    """One offer for all surviving rows: the aggregated parameter, and the constants that they share."""
    _, parameter = table.aggregated
    first = offers[0]
    values: list[Any] = [one.draft.values[parameter] for one in offers if parameter in one.draft.values]
    match table.aggregation:
        case "count":
            value = len(offers)
        case "sum":
            value = sum(values)
        case "min":
            value = min(values)
        case _:
            value = max(values)
    capped = [one.draft.capped_to_zero_by for one in offers if one.draft.capped_to_zero_by]
    bounds = tuple(bound for one in offers for bound in one.bounds)
    proposed = evolve(
        first.proposed,
        by=table.id,
        values={**first.proposed.values, parameter: value},
        bounds=(),
        rows=tuple(one.proposed for one in offers),
        written=None,
    )
    together = evolve(
        first.draft,
        values={**first.draft.values, parameter: value},
        rule=table.id,
        capped_to_zero_by=capped[-1] if capped else "",
        origins=(proposed,),
    )
    fired = tuple(rule for one in offers for rule in one.fired)
    return Offer(together, proposed, fired, bounds)


def combine(model: Model, offers: Iterable[Offer], start: datetime | None) -> list[Slot]:
    """One slot for each action, in order of first proposal; `start` is where limits without a trigger run from."""
    groups = together(model, offers, lambda one: one.draft)
    return [Slot(tuple(group), combined(model, [one.draft for one in group], start)) for group in groups]


def together(model: Model, members: Iterable[Member], draft: Callable[[Member], Draft]) -> list[list[Member]]:
    """What becomes one action each, in order."""
    groups: list[list[Member]] = []
    for one in members:
        same = next((group for group in groups if is_same_action(model, draft(group[0]), draft(one))), None)
        if same is None:
            groups.append([one])
        else:
            same.append(one)
    return groups


def is_same_action(model: Model, one: Draft, other: Draft) -> bool:
    """Whether two drafts become one action: of one kind and not kept apart; choices only if equal."""
    if one.kind != other.kind:
        return False
    if one.kind == CHOICE:
        return one == other
    apart = model.kinds[one.kind].distinct_by
    return all(one.values.get(name) == other.values.get(name) for name in apart)


def combined(model: Model, drafts: Sequence[Draft], start: datetime | None) -> Draft:
    """One draft of all, each parameter combined in its own way over the drafts that give it; so are nested actions.

    The actions in a bundle stay apart. From when the limits of nested actions run is not known yet.
    """
    first = drafts[0]
    if first.kind == CHOICE:
        choice = functools.reduce(joined, drafts)
        options = tuple(tuple(combined(model, [one], start) for one in bundle) for bundle in choice.options)
        return evolve(choice, options=options)
    values: dict[str, Plain] = {}
    nested: dict[str, tuple[Draft, ...]] = {}
    for name, parameter in model.kinds[first.kind].parameters.items():
        if parameter.nested:
            inner = [each for one in drafts for each in one.nested.get(name, ())]
            if inner:
                groups = together(model, inner, lambda one: one)
                nested[name] = tuple(combined(model, group, None) for group in groups)
        elif giving := [one for one in drafts if name in one.values]:
            given = [one.values[name] for one in giving]
            if parameter.combine == "soonest" and any(isinstance(value, TimeLimit) for value in given):
                values[name] = ends_first(model, giving, name, start).values[name]
            else:
                values[name] = combined_value(parameter.combine, given)
    capped = [one.capped_to_zero_by for one in drafts if one.capped_to_zero_by]
    draft = evolve(
        first,
        values=values,
        nested=nested,
        capped_to_zero_by=capped[-1] if capped else "",
        origins=tuple(origin for one in drafts for origin in one.origins),
    )
    return with_soonest_limit(model, draft, drafts, start)


def with_soonest_limit(model: Model, draft: Draft, drafts: Sequence[Draft], start: datetime | None) -> Draft:
    """The draft with the time limit that ends first and with its trigger, where not all run from the clock.

    A limit whose trigger is unknown ends after all others. Of several that end together the shorter one counts, then
    one that runs from the clock, then by the names of the triggers.
    """
    if not any(one.after for one in drafts):
        return draft
    parameter = first_limit(model, draft)
    assert parameter is not None
    soonest = ends_first(model, [one for one in drafts if parameter in one.values], parameter, start)
    within = {parameter: soonest.values[parameter]} if parameter == WITHIN else {}
    return evolve(draft, values={**draft.values, **within}, after=soonest.after, trigger=soonest.trigger)


def ends_first(model: Model, drafts: Sequence[Draft], parameter: str, start: datetime | None) -> Draft:
    """The draft whose time limit ends first."""

    def place(one: Draft) -> tuple[Any, ...]:
        return *sooner(model, one.trigger if one.after else start)(one.values[parameter]), one.after

    return min(drafts, key=place)


def combined_value(how: Combine, given: Sequence[Any]) -> Plain:
    """The value of one parameter that several proposals give."""
    value: Plain
    match how:
        case "greatest" | "highest_role":
            value = max(given)
        case "least" | "soonest":
            value = min(given)
        case "sum":
            value = sum(given)
        case "all":
            value = frozenset[int]().union(*given)
        case "same":
            value = given[0]
    return value


def owing(limits: Sequence[Limit], slots: Sequence[Slot]) -> list[tuple[Limit, Proposal]]:
    """The applying limits that owe an action which no rule proposed, and that action, in file order."""
    return [
        (limit, limit.owed)
        for limit in limits
        if limit.owed is not None and not any(gives(slot.draft, limit) for slot in slots)
    ]


def gives(action: Draft, owing: Limit) -> bool:
    """Whether an action is what a limit owes, or a choice that comes to it.

    A choice of the customer does so if it offers it at all: the customer may have it. A choice of the
    house does so only if every bundle has it: else the house could pick around what it owes.
    """
    if action.kind != CHOICE:
        return owing.is_about(action.kind, action.values)
    offered = [any(owing.is_about(one.kind, one.values) for one in bundle) for bundle in action.options]
    return any(offered) if action.by == "customer" else all(offered)
