"""Step 6: what is offered: by the surviving rules, by limits that owe what no rule gives, by `otherwise`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction
from recovery_rules.analysis.formula.matching import Applying
from recovery_rules.language.expressions import Constant
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, Proposal
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model


@frozen
class Offer:
    """A proposal and whether it is made.

    `above` are the limits that may strike what it holds. The rows of an aggregating table propose together.
    """

    proposal: Proposal
    made: Formula
    above: Applying
    table: ActionTable | None = None


Bundle: TypeAlias = tuple[Formula, tuple[Offer, ...]]  # whether it is left, and what is in it


def offers_of(model: Model, limits: Applying, survives: Sequence[Formula]) -> tuple[list[Offer], Formula]:
    """All offers, and whether any but those of `otherwise` is made.

    Args:
        model: the ruleset.
        limits: which limits apply.
        survives: for each rule, whether it proposes.
    """
    found = _of_rules(model, limits, survives)
    found += _owed(model, limits, found)
    proposed = disjunction(one.made for one in found)
    found += [Offer(one, both(contrary(proposed), contrary(limits.struck(one))), limits) for one in model.otherwise]
    return found, proposed


def _of_rules(model: Model, limits: Applying, survives: Sequence[Formula]) -> list[Offer]:
    found: list[Offer] = []
    for rule, counts in zip(model.rules, survives, strict=True):
        table = model.tables.get(rule.table)
        together = table if table is not None and table.aggregation else None
        found += [Offer(one, both(counts, contrary(limits.struck(one))), limits, together) for one in rule.proposals]
    return found


def _owed(model: Model, limits: Applying, offers: Sequence[Offer]) -> list[Offer]:
    """What limits owe and no rule gives, nor a limit that says more of its form, less what is struck of it."""
    owed: list[tuple[Limit, Offer]] = []
    for limit, applies in limits.limits:
        if limit.owed is not None:
            there = disjunction(both(one.made, _gives(model, one.proposal, limit, limits)) for one in offers)
            above = limits.above(limit)
            made = both(applies, contrary(there), contrary(above.struck(limit.owed)))
            owed.append((limit, Offer(limit.owed, made, above)))
    return [
        evolve(one, made=both(one.made, contrary(disjunction(it.made for other, it in owed if other.narrows(limit)))))
        for limit, one in owed
    ]


def _gives(model: Model, proposal: Proposal, owing: Limit, limits: Applying) -> Formula:
    """Whether a proposal is what a limit owes, or a choice that comes to it."""
    if proposal.kind != CHOICE:
        return proposal.kind == owing.kind and owing.is_about(proposal.kind, apart_of(model, proposal))
    offered = [
        (
            contrary(disjunction(limits.forbidden(one.kind) for one in bundle)),
            any(_gives(model, one, owing, limits) is True for one in bundle),
        )
        for bundle in proposal.options
    ]
    if proposal.by == "customer":
        return disjunction(left for left, has in offered if has)
    return both(*(contrary(left) for left, has in offered if not has))


def apart_of(model: Model, proposal: Proposal) -> dict[str, Plain | None]:
    """What keeps a proposal apart from others of its kind, which are constants."""
    found: dict[str, Plain | None] = {}
    for name in model.kinds[proposal.kind].distinct_by:
        argument = proposal.arguments.get(name)
        value = None if argument is None else argument.value
        found[name] = value.value if isinstance(value, Constant) else None
    return found


def bundles_of(choice: Offer) -> list[Bundle]:
    """What a choice offers, each with whether the limits leave it."""
    return [
        (
            contrary(disjunction(choice.above.forbidden(one.kind) for one in bundle)),
            tuple(Offer(one, made=True, above=choice.above) for one in bundle),
        )
        for bundle in choice.proposal.options
    ]


def nested(offer: Offer, parameter: str) -> list[Offer]:
    """What an offer holds in a parameter, each made where the limits leave it."""
    argument = offer.proposal.arguments.get(parameter)
    inner = () if argument is None else argument.nested
    return [Offer(one, contrary(offer.above.struck(one)), offer.above) for one in inner]


def grouped(model: Model, offers: Sequence[Offer]) -> list[list[Offer]]:
    """The offers that become one action together, in order of first proposal."""
    found: dict[object, list[Offer]] = {}
    for one in offers:
        if one.proposal.kind != CHOICE and one.made is not False:
            key = one.proposal.kind, tuple(apart_of(model, one.proposal).items())
            found.setdefault(key, []).append(one)
    return list(found.values())
