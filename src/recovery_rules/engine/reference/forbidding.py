"""Steps 4 and 5, forbid and defeat: what limits strike, and which rules other rules set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from recovery_rules.model.actions import CHOICE, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recovery_rules.model.rules import Limit, Rule
    from recovery_rules.model.ruleset import Model


@frozen
class Strike:
    """A kind, and the limit that struck it from a proposal."""

    kind: str
    limit: str


@frozen
class Spared:
    """What limits left of some proposals, and what they struck, in proposal order and then limit order."""

    proposals: tuple[Proposal, ...]
    strikes: tuple[Strike, ...]


def forbidding(kind: str, limits: Sequence[Limit]) -> tuple[str, ...]:
    """The ids of those limits that strike this kind."""
    return tuple(limit.id for limit in limits if kind in limit.forbids)


def spare(model: Model, proposals: Iterable[Proposal], limits: Sequence[Limit]) -> Spared:
    """Strike forbidden kinds from proposals, from what they nest and from the bundles that they offer."""
    left: list[Proposal] = []
    strikes: list[Strike] = []
    for proposal in proposals:
        spared = spare_one(model, proposal, limits)
        left += spared.proposals
        strikes += spared.strikes
    return Spared(tuple(left), tuple(strikes))


def spare_one(model: Model, proposal: Proposal, limits: Sequence[Limit]) -> Spared:
    """Strike one proposal as a whole or what it holds; of a struck proposal nothing inside is looked at."""
    struck_by = forbidding(proposal.kind, limits)
    if struck_by:
        return Spared((), tuple(Strike(proposal.kind, limit) for limit in struck_by))
    if proposal.kind == CHOICE:
        return spare_choice(model, proposal, limits)
    return spare_nested(model, proposal, limits)


def spare_nested(model: Model, proposal: Proposal, limits: Sequence[Limit]) -> Spared:
    """Strike nested actions, parameters in declared order; one with no action left is not given at all."""
    arguments = dict(proposal.arguments)
    strikes: list[Strike] = []
    for name, parameter in model.kinds[proposal.kind].parameters.items():
        if not parameter.nested or name not in arguments:
            continue
        inner = spare(model, arguments[name].nested, limits)
        strikes += inner.strikes
        if inner.proposals:
            arguments[name] = evolve(arguments[name], nested=inner.proposals)
        else:
            del arguments[name]
    return Spared((evolve(proposal, arguments=arguments),), tuple(strikes))


def spare_choice(model: Model, choice: Proposal, limits: Sequence[Limit]) -> Spared:
    """Drop every bundle with a struck action.

    With no bundle left the choice itself is struck, by the last limit that strikes its last bundle.
    """
    bundles: list[tuple[Proposal, ...]] = []
    strikes: list[Strike] = []
    for bundle in choice.options:
        inner = spare(model, bundle, limits)
        strikes += inner.strikes
        if not any(forbidding(proposal.kind, limits) for proposal in bundle):
            bundles.append(inner.proposals)
    if bundles:
        return Spared((evolve(choice, options=tuple(bundles)),), tuple(strikes))
    last = [limit for proposal in choice.options[-1] for limit in forbidding(proposal.kind, limits)][-1]
    return Spared((), (*strikes, Strike(CHOICE, last)))


def defeat(standing: Sequence[Rule]) -> dict[str, tuple[str, ...]]:
    """For each defeated rule, the undefeated rules that override it.

    Args:
        standing: The picked rules that still propose something, in rule order; they alone defeat.
    """
    overriders = {rule.id: [other for other in standing if rule.id in other.overrides] for rule in standing}
    defeated: dict[str, tuple[str, ...]] = {}
    undecided = list(standing)
    while undecided:
        # Overrides have no cycle, so some undecided rule is overridden by decided ones only.
        rule = next(one for one in undecided if not any(other in undecided for other in overriders[one.id]))
        undecided.remove(rule)
        undefeated = tuple(other.id for other in overriders[rule.id] if other.id not in defeated)
        if undefeated:
            defeated[rule.id] = undefeated
    return {rule.id: defeated[rule.id] for rule in standing if rule.id in defeated}
