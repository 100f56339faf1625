"""Step 7, bound: the floors and caps of limits, one rounding, and what comes to zero."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from recovery_rules.engine.account import Bounding, Stage
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.engine.reference.drafts import Draft, capped_to_zero_by, within
from recovery_rules.engine.reference.proposing import ends_first
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.literals import public_of
from recovery_rules.language.rationals import round_to
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Bound, Parameter
    from recovery_rules.model.rules import Level, Limit
    from recovery_rules.model.ruleset import Model

STAGES: tuple[tuple[Stage, Level], ...] = (
    ("house floor", "house"),
    ("house cap", "house"),
    ("law floor", "law"),
    ("law cap", "law"),
)
PAID_IN_STEPS = frozenset({"money", "unit", "integer"})  # of one: plain values count the smallest units


@frozen
class Settled:
    """What became of a draft.

    Attributes:
        source: The draft, as it came.
        draft: As it was settled; None where it came to nothing.
        bounds: What was applied to it and to all in it.
        refused: Every zero in it or of it.
        own: What was applied to its own parameters.
        nested: What became of the drafts in it.
        bundles: What became of those in its bundles, of a choice.
    """

    source: Draft
    draft: Draft | None
    bounds: tuple[Bounding, ...]
    refused: tuple[Refused, ...]
    own: tuple[Bounding, ...] = ()
    nested: Mapping[str, tuple[Settled, ...]] = MappingProxyType({})
    bundles: tuple[tuple[Settled, ...], ...] = ()


def settle(model: Model, limits: Sequence[Limit], draft: Draft, values: Values, start: datetime | None) -> Settled:
    """Bound an action: its own parameters in declared order, then what it nests, then its bundles.

    `start` is where limits without a trigger run from; from when those of nested actions run is not known yet.
    """
    if draft.kind == CHOICE:
        return settle_choice(model, limits, draft, values, start)
    bounded, own_bounds = bound_own(model, limits, draft, values, start)
    nested = settle_nested(model, limits, draft, values)
    inner = [one for settled in nested.values() for one in settled]
    bounds = (*own_bounds, *(bound for one in inner for bound in one.bounds))
    if is_zero(model, bounded):
        zero = refusal_of_zero(model, bounded, own_bounds)
        return Settled(draft, None, bounds, (zero,), tuple(own_bounds), nested)
    left = {name: kept for name, settled in nested.items() if (kept := all_left(settled))}
    refused = tuple(refused for one in inner for refused in one.refused)
    return Settled(draft, evolve(bounded, nested=left), bounds, refused, tuple(own_bounds), nested)


def all_left(settled: Iterable[Settled]) -> tuple[Draft, ...]:
    """Of some drafts those that came to something."""
    return tuple(one.draft for one in settled if one.draft is not None)


def bound_own(
    model: Model, limits: Sequence[Limit], draft: Draft, values: Values, start: datetime | None
) -> tuple[Draft, list[Bounding]]:
    """An action with its own parameters after every bound and the rounding."""
    about = [limit for limit in limits if limit.is_about(draft.kind, draft.values)]
    kind = model.kinds[draft.kind]
    bounds: list[Bounding] = []
    for name, parameter in kind.parameters.items():
        if parameter.nested:
            continue
        for stage, limit, bound, end in bounds_of(about, parameter, values):
            before, ran_after = draft.values.get(name), draft.after
            if bound.owed and name in kind.time_limits[:1]:
                draft = due_as_owed(model, draft, limit, name, end, values, start)
            else:
                order = sooner(model, draft.trigger if draft.after else start)
                draft = with_value(draft, name, within(stage, before, end, order, is_deadline=parameter.is_deadline))
            done = Bounding(
                draft.kind, name, stage, limit.id, end, before, draft.values.get(name), draft.after != ran_after
            )
            if done.binds or not bound.owed or limit.id != draft.rule:  # else it is what the limit owes, as it is
                bounds.append(done)
        value: Any = draft.values.get(name)
        if value is not None and parameter.type.kind in PAID_IN_STEPS:
            paid = round_to(value, 1, model.rounding)
            if paid != value:
                bounds.append(Bounding(draft.kind, name, "rounding", "", None, value, paid))
            draft = with_value(draft, name, paid)
    return draft, bounds


def with_value(draft: Draft, parameter: str, value: Plain | None) -> Draft:
    """The draft with another value of a parameter, if there is one."""
    return draft if value is None else evolve(draft, values={**draft.values, parameter: value})


def due_as_owed(
    model: Model, draft: Draft, limit: Limit, parameter: str, end: Plain, values: Values, start: datetime | None
) -> Draft:
    """The draft with its time limit, or with that of what is owed, whichever ends first."""
    assert limit.owed is not None
    after = limit.owed.after
    trigger: Any = values[after] if after else None
    owed = evolve(draft, values={**draft.values, parameter: end}, after=after, trigger=trigger)
    return ends_first(model, [draft, owed], parameter, start) if parameter in draft.values else owed


def bounds_of(
    limits: Sequence[Limit], parameter: Parameter, values: Values
) -> Iterator[tuple[Stage, Limit, Bound, Plain]]:
    """House floors, house caps, law floors, law caps of a parameter: the later stage wins.

    What is owed comes last in its stage, as it may move from when a time limit runs; the rest of a stage has no order.
    Floors are rounded up and caps down to what can be paid.
    """
    for stage, level in STAGES:
        is_floor = stage.endswith("floor")
        at_level = [(limit, bound) for limit in limits if limit.level == level for bound in limit.bounds]
        for limit, bound in sorted(at_level, key=lambda one: one[1].owed):
            expression = bound.at_least if is_floor else bound.at_most
            if bound.parameter != parameter.name or expression is None:
                continue
            value: Any = evaluate(expression, values)
            if value is not None and parameter.type.kind in PAID_IN_STEPS:
                value = math.ceil(value) if is_floor else math.floor(value)
            if value is not None:
                yield stage, limit, bound, value


def settle_nested(
    model: Model, limits: Sequence[Limit], draft: Draft, values: Values
) -> dict[str, tuple[Settled, ...]]:
    """Settle nested actions; those that come to zero are dropped, so is a parameter with none left.

    By when something is owed is not said of them: they are for the time when it is late.
    """
    limits = [evolve(limit, bounds=tuple(one for one in limit.bounds if not one.owed)) for limit in limits]
    return {
        name: tuple(settle(model, limits, one, values, None) for one in draft.nested[name])
        for name in model.kinds[draft.kind].parameters
        if name in draft.nested
    }


def settle_choice(
    model: Model, limits: Sequence[Limit], choice: Draft, values: Values, start: datetime | None
) -> Settled:
    """Settle every bundle; what comes to zero is dropped from its bundle, an empty bundle from the choice.

    A choice with no bundle left came to nothing for the reason for which its last action did.
    """
    bundles = tuple(tuple(settle(model, limits, one, values, start) for one in bundle) for bundle in choice.options)
    bounds = tuple(bound for bundle in bundles for one in bundle for bound in one.bounds)
    refused = tuple(refused for bundle in bundles for one in bundle for refused in one.refused)
    options = tuple(left for bundle in bundles if (left := all_left(bundle)))
    if options:
        return Settled(choice, evolve(choice, options=options), bounds, refused, bundles=bundles)
    last = evolve(refused[-1], kind=CHOICE, values={})
    return Settled(choice, None, bounds, (*refused, last), bundles=bundles)


def is_zero(model: Model, draft: Draft) -> bool:
    """Whether the parameter `amount` is a quantity and zero."""
    amount = model.kinds[draft.kind].parameters.get("amount")
    return amount is not None and amount.type.is_quantity and draft.values.get("amount") == 0


def refusal_of_zero(model: Model, draft: Draft, bounds: Sequence[Bounding]) -> Refused:
    """The last cap that took the amount to zero, of a limit or of a rule; without one, the rule behind it."""
    kind = model.kinds[draft.kind]
    told = [name for name in kind.distinct_by if name in draft.values]
    apart = {name: public_of(draft.values[name], kind.parameters[name].type) for name in told}
    cap = capped_to_zero_by(bounds) or draft.capped_to_zero_by
    if cap:
        return Refused(draft.kind, cap, "capped to zero", apart)
    return Refused(draft.kind, draft.rule, "zero", apart)
