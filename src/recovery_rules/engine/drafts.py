"""Drafts: proposals evaluated for one case, on their way to actions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from attrs import define, evolve, field, frozen

from recovery_rules.engine.account import Bounding, Stage
from recovery_rules.engine.deadlines import Deadlines, Order, Start
from recovery_rules.engine.functions import Function
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.offers import Offer, Part
from recovery_rules.language.time_limits import TimeLimit, nominal
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, TIME_LIMITS, WITHIN, ActionKind, Parameter, Proposal

Kinds: TypeAlias = Mapping[str, ActionKind]


@frozen(eq=False)
class Origin:
    """Where a draft comes from: who proposed it, what was said of each parameter, and the bounds of the proposal."""

    by: str
    kind: str
    said: dict[str, Plain | None]
    after: str
    bounds: Sequence[Bounding]
    written: Proposal | None
    rows: tuple[Draft, ...] = ()  # of a table whose rows propose together


@define
class Draft:
    """An action in the making; equal where it would do the same, whoever proposed it."""

    kind: str
    values: dict[str, Plain]  # known ones only
    nested: dict[str, list[Draft]] = field(factory=dict)
    by: str = ""
    options: list[list[Draft]] = field(factory=list)
    after: str = ""  # the fact from which its time limit runs; empty for the clock
    trigger: Start = field(default=None, eq=False)  # the time or the day that this fact tells
    rule: str = field(default="", eq=False)  # who proposed it first
    cap: str = field(default="", eq=False)  # the last rule whose own cap took the amount to zero
    origins: tuple[Origin, ...] = field(default=(), eq=False, repr=False)
    bounds: Sequence[Bounding] = field(default=(), eq=False, repr=False)  # of limits, once it is settled


@frozen
class Drafted:
    """A draft of a proposal with all bounds applied on the way."""

    draft: Draft
    bounds: list[Bounding]
    fired: tuple[str, ...]
    apart: tuple[Plain | None, ...]  # what keeps it apart from other actions of its kind


def draft_of(offer: Offer, by: str, values: Values, order: Callable[[str, Start], Order] | None = None) -> Drafted:
    """Evaluates an offer and applies its own bounds; an argument whose value is unknown is not given.

    `order` gives the order of the time limits that run from a trigger; without it, as inside another action, limits are
    in order of their nominal length.
    """
    trigger: Start = None if offer.trigger is None else offer.trigger(values)  # type: ignore[assignment]  # a time
    limits: Order | None = None  # made where something is bounded
    said: dict[str, Plain | None] = {}
    bounds: list[Bounding] = []
    for part in offer.parts:
        value = None if part.value is None else part.value(values)
        for stage, end in _own_bounds(part):
            limits = limits or (nominal if order is None else order(offer.after, trigger))
            value = bounded(bounds, offer.kind, part.parameter, stage, by, end(values), value, limits)
        said[part.parameter] = value
    known = {name: value for name, value in said.items() if value is not None}
    draft = Draft(offer.kind, known, by=offer.by, rule=by, cap=cap_to_zero(bounds))
    draft.after, draft.trigger = offer.after, trigger
    draft.origins = (Origin(by, offer.kind, said, offer.after, tuple(bounds), offer.written),)
    for name, offers in offer.nested:
        inner = _all(offers, by, values, bounds)
        if inner:
            draft.nested[name] = inner
    draft.options = [_all(bundle, by, values, bounds, order) for bundle in offer.options]
    return Drafted(draft, bounds, (by,), offer.apart)


def copied(draft: Draft) -> Draft:
    """A copy that can be settled while the original stays as it is."""
    return evolve(
        draft,
        values=dict(draft.values),
        nested={name: [copied(one) for one in inner] for name, inner in draft.nested.items()},
        options=[[copied(one) for one in bundle] for bundle in draft.options],
    )


def _own_bounds(part: Part) -> Iterable[tuple[Stage, Function]]:
    if part.floor is not None:
        yield "proposal floor", part.floor
    if part.cap is not None:
        yield "proposal cap", part.cap


def _all(
    offers: Iterable[Offer],
    by: str,
    values: Values,
    bounds: list[Bounding],
    order: Callable[[str, Start], Order] | None = None,
) -> list[Draft]:
    drafted = [draft_of(one, by, values, order) for one in offers]
    for one in drafted:
        bounds += one.bounds
    return [one.draft for one in drafted]


def bounded(  # noqa: PLR0917 - what a line of an account says, and where it goes
    bounds: list[Bounding],
    kind: str,
    parameter: str,
    stage: Stage,
    by: str,
    end: Plain | None,
    value: Plain | None,
    limits: Order,
) -> Plain | None:
    """`value` within a floor or cap, noted in `bounds`; an end that is unknown does nothing.

    `limits` is the order of time limits that are not both elapsed times.
    """
    if end is None:
        return value
    within: Any = max if stage.endswith("floor") else min
    if value is None:
        after = end if within is max else None
    elif type(value) is TimeLimit or type(end) is TimeLimit:
        after = within(value, end, key=limits)
    else:
        after = within(value, end)
    bounds.append(Bounding(kind, parameter, stage, by, end, value, after))
    return after


def cap_to_zero(bounds: Iterable[Bounding]) -> str:
    """Who set the last cap that took an amount from more than nothing to nothing; empty where no cap did."""
    found = ""
    for bound in bounds:
        if bound.parameter == "amount" and bound.after == 0 and bound.before and bound.stage.endswith("cap"):
            found = bound.by
    return found


def joined(draft: Draft, other: Draft) -> Draft:
    """A draft with those too who proposed another one that is equal."""
    return evolve(
        draft,
        nested={
            name: [joined(*both) for both in zip(inner, other.nested[name], strict=True)]
            for name, inner in draft.nested.items()
        },
        options=[
            [joined(*both) for both in zip(*bundles, strict=True)]
            for bundles in zip(draft.options, other.options, strict=True)
        ],
        origins=(*draft.origins, *other.origins),
    )


def combined(drafts: list[Draft], kinds: Kinds, deadlines: Deadlines, start: datetime | None = None) -> Draft:
    """One draft of all proposals of an action, each parameter combined in its own way, and so what they nest.

    `start` is the time from which limits without a trigger run, `deadlines` how they are counted.
    """
    first = drafts[0]
    if first.kind == CHOICE:
        choice = functools.reduce(joined, drafts)
        choice.options = [[combined([one], kinds, deadlines, start) for one in bundle] for bundle in choice.options]
        return choice
    if len(drafts) == 1 and not first.nested:
        return first
    draft = first if len(drafts) == 1 else _together(drafts, kinds[first.kind], deadlines, start)
    for name in kinds[first.kind].holding:
        inner = [nested for one in drafts for nested in one.nested.get(name, ())]
        if inner:
            draft.nested[name] = [combined(group, kinds, deadlines) for group in _alike(inner, kinds)]
    return draft


def _alike(drafts: Iterable[Draft], kinds: Kinds) -> Iterable[list[Draft]]:
    """The drafts that become one action each, in order."""
    found: dict[object, list[Draft]] = {}
    for one in drafts:
        found.setdefault((one.kind, *map(one.values.get, kinds[one.kind].distinct_by)), []).append(one)
    return found.values()


def _together(drafts: list[Draft], kind: ActionKind, deadlines: Deadlines, start: datetime | None) -> Draft:
    """The same but for what they nest."""
    first = drafts[0]
    draft = Draft(first.kind, {}, rule=first.rule, cap=next((one.cap for one in reversed(drafts) if one.cap), ""))
    draft.origins = tuple(origin for one in drafts for origin in one.origins)
    for name, parameter in kind.parameters.items():
        given = [one.values[name] for one in drafts if name in one.values]
        if TimeLimit in map(type, given) and parameter.combine == "soonest":
            draft.values[name] = _soonest(name, drafts, deadlines, start).values[name]
        elif given:
            draft.values[name] = _combined_values(parameter, given)
    if any(one.after for one in drafts):
        _take_soonest(draft, drafts, deadlines, start)
    return draft


def _take_soonest(draft: Draft, drafts: Iterable[Draft], deadlines: Deadlines, start: datetime | None) -> None:
    """Of time limits that do not all run from one time, the one that ends first counts, with its trigger."""
    name = next(name for name in TIME_LIMITS if name in draft.values)
    first = _soonest(name, drafts, deadlines, start)
    draft.after, draft.trigger = first.after, first.trigger
    if name == WITHIN:
        draft.values[name] = first.values[name]


def _soonest(name: str, drafts: Iterable[Draft], deadlines: Deadlines, start: datetime | None) -> Draft:
    """The draft whose limit ends first.

    One that runs from an unknown time ends after all others; of several that end together the shorter one counts.
    """

    def order(one: Draft) -> tuple[Any, ...]:
        limit: Any = one.values[name]
        return *deadlines.rank(one.trigger if one.after else start, limit), one.after

    return min((one for one in drafts if name in one.values), key=order)


def _combined_values(parameter: Parameter, given: list[Any]) -> Plain:
    value: Plain = given[0]
    if len(given) > 1:
        match parameter.combine:
            case "greatest" | "highest_role":
                value = max(given)
            case "least" | "soonest":
                value = min(given)
            case "sum":
                value = sum(given)
            case "all":
                value = frozenset[int]().union(*given)
            case "same":
                pass  # proved at load: they are equal
    return value
