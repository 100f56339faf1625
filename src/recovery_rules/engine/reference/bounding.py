"""Step 7, bound: the floors and caps of limits, one rounding, and what comes to zero."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from recovery_rules.engine.account import Bounding, Stage
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.engine.reference.drafts import Draft, Order, capped_to_zero_by, within
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.literals import public_of
from recovery_rules.language.rationals import round_to
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Parameter
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
    """What became of a draft; None where it came to nothing. `refused` names every zero in it or of it."""

    draft: Draft | None
    bounds: tuple[Bounding, ...]
    refused: tuple[Refused, ...]


def settle(model: Model, limits: Sequence[Limit], draft: Draft, values: Values, start: datetime | None) -> Settled:
    """Bound an action: its own parameters in declared order, then what it nests, then its bundles.

    `start` is where limits without a trigger run from; from when those of nested actions run is not known yet.
    """
    if draft.kind == CHOICE:
        return settle_choice(model, limits, draft, values, start)
    given, own_bounds = bound_own(model, limits, draft, values, start)
    nested, inner = settle_nested(model, limits, draft, values)
    bounds = (*own_bounds, *(bound for one in inner for bound in one.bounds))
    if is_zero(model, draft.kind, given):
        return Settled(None, bounds, (refusal_of_zero(model, draft, given, own_bounds),))
    refused = tuple(refused for one in inner for refused in one.refused)
    return Settled(evolve(draft, values=given, nested=nested), bounds, refused)


def bound_own(
    model: Model, limits: Sequence[Limit], draft: Draft, values: Values, start: datetime | None
) -> tuple[dict[str, Plain], list[Bounding]]:
    """The values of an action's own parameters after every bound and the rounding."""
    order = sooner(model, draft.trigger if draft.after else start)
    given: dict[str, Plain] = {}
    bounds: list[Bounding] = []
    for parameter in model.kinds[draft.kind].parameters.values():
        if parameter.nested:
            continue
        applied = [*bound_parameter(limits, draft, parameter, values, order)]
        value = applied[-1].after if applied else draft.values.get(parameter.name)
        if value is not None and parameter.type.kind in PAID_IN_STEPS:
            number: Any = value
            paid = round_to(number, 1, model.rounding)
            if paid != value:
                applied.append(Bounding(draft.kind, parameter.name, "rounding", "", None, value, paid))
            value = paid
        if value is not None:
            given[parameter.name] = value
        bounds += applied
    return given, bounds


def bound_parameter(
    limits: Sequence[Limit], draft: Draft, parameter: Parameter, values: Values, order: Order
) -> Iterator[Bounding]:
    """Apply house floors, house caps, law floors, law caps, each stage in file order; the later wins."""
    value = draft.values.get(parameter.name)
    for stage, level in STAGES:
        for limit in limits:
            if limit.level != level or not limit.is_about(draft.kind, draft.values):
                continue
            for bound in bounds_in_stage(limit, parameter, stage, values):
                after = within(stage, value, bound, order)
                yield Bounding(draft.kind, parameter.name, stage, limit.id, bound, value, after)
                value = after


def bounds_in_stage(limit: Limit, parameter: Parameter, stage: Stage, values: Values) -> Iterator[Plain]:
    """A limit's floors or caps of a parameter; floors rounded up and caps down to what can be paid."""
    is_floor = stage.endswith("floor")
    for bound in limit.bounds:
        expression = bound.at_least if is_floor else bound.at_most
        if bound.parameter != parameter.name or expression is None:
            continue
        value: Any = evaluate(expression, values)
        if value is None:
            continue
        if parameter.type.kind in PAID_IN_STEPS:
            yield math.ceil(value) if is_floor else math.floor(value)
        else:
            yield value


def settle_nested(
    model: Model, limits: Sequence[Limit], draft: Draft, values: Values
) -> tuple[dict[str, tuple[Draft, ...]], list[Settled]]:
    """Settle nested actions; those that come to zero are dropped, so is a parameter with none left."""
    nested: dict[str, tuple[Draft, ...]] = {}
    settled: list[Settled] = []
    for name in model.kinds[draft.kind].parameters:
        inner = [settle(model, limits, one, values, None) for one in draft.nested.get(name, ())]
        settled += inner
        if left := tuple(one.draft for one in inner if one.draft is not None):
            nested[name] = left
    return nested, settled


def settle_choice(
    model: Model, limits: Sequence[Limit], choice: Draft, values: Values, start: datetime | None
) -> Settled:
    """Settle every bundle; what comes to zero is dropped from its bundle, an empty bundle from the choice.

    A choice with no bundle left came to nothing for the reason for which its last action did.
    """
    bundles = [[settle(model, limits, one, values, start) for one in bundle] for bundle in choice.options]
    bounds = tuple(bound for bundle in bundles for one in bundle for bound in one.bounds)
    refused = tuple(refused for bundle in bundles for one in bundle for refused in one.refused)
    left = [tuple(one.draft for one in bundle if one.draft is not None) for bundle in bundles]
    options = tuple(bundle for bundle in left if bundle)
    if options:
        return Settled(evolve(choice, options=options), bounds, refused)
    return Settled(None, bounds, (*refused, evolve(refused[-1], kind=CHOICE, values={})))


def is_zero(model: Model, kind: str, given: Mapping[str, Plain]) -> bool:
    """Whether the parameter `amount` is a quantity and zero."""
    amount = model.kinds[kind].parameters.get("amount")
    return amount is not None and amount.type.is_quantity and given.get("amount") == 0


def refusal_of_zero(model: Model, draft: Draft, given: Mapping[str, Plain], bounds: Sequence[Bounding]) -> Refused:
    """The last cap that took the amount to zero, of a limit or of a rule; without one, the rule behind it."""
    kind = model.kinds[draft.kind]
    told = [name for name in kind.distinct_by if name in given]
    apart = {name: public_of(given[name], kind.parameters[name].type) for name in told}
    cap = capped_to_zero_by(bounds) or draft.capped_to_zero_by
    if cap:
        return Refused(draft.kind, cap, "capped to zero", apart)
    return Refused(draft.kind, draft.rule, "zero", apart)
