"""Obligation: what every proposal of a kind says of it, once some proposal of the kind says anything.

In: the vocabulary and everything that proposes, as linked. Out: the same, where the kinds that need it have the
parameter `obligation` and all their proposals give it. Whoever comes after takes it for a parameter like any other;
kinds that are always simply to be given stay without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import (
    MUST,
    OBLIGATION,
    OBLIGATIONS,
    OBLIGED,
    ActionKind,
    Argument,
    Bound,
    Proposal,
)
from recovery_rules.model.rules import Limit, Rule

_MUST: Final = Constant(OBLIGATIONS.index(MUST), OBLIGED.type)


@frozen
class Proposing:
    """Everything that proposes in a ruleset."""

    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]
    otherwise: tuple[Proposal, ...]

    def proposals(self) -> Iterator[Proposal]:
        """All proposals, those inside others included."""
        for rule in self.rules:
            yield from _all(rule.proposals)
        for limit in self.limits:
            yield from _all(() if limit.owed is None else (limit.owed,))
        yield from _all(self.otherwise)


def may_bind(proposal: Proposal, kind: ActionKind) -> bool:
    """Whether the action may be one that must be given; what depends on the case may be."""
    argument = proposal.arguments.get(OBLIGATION)
    if argument is None:
        return kind.obligation == MUST
    return not isinstance(argument.value, Constant) or argument.value == _MUST


def with_obligations(
    kinds: Mapping[str, ActionKind], proposing: Proposing
) -> tuple[Mapping[str, ActionKind], Proposing]:
    """The kinds and what proposes, complete in what must, may or is offered to be given."""
    told = {one.kind for one in proposing.proposals() if OBLIGATION in one.arguments}
    told |= {kind.id for kind in kinds.values() if kind.obligation != MUST}
    if not told:
        return kinds, proposing
    complete = _Completion(
        {
            id_: evolve(kind, parameters={**kind.parameters, OBLIGATION: OBLIGED}) if id_ in told else kind
            for id_, kind in kinds.items()
        }
    )
    return complete.kinds, Proposing(
        tuple(evolve(rule, proposals=complete.all(rule.proposals)) for rule in proposing.rules),
        tuple(map(complete.limit, proposing.limits)),
        complete.all(proposing.otherwise),
    )


@frozen
class _Completion:
    kinds: Mapping[str, ActionKind]

    def all(self, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
        return tuple(map(self.one, proposals))

    def one(self, proposal: Proposal, obligation: str = "") -> Proposal:
        """The proposal, and all inside it, with `obligation` or else its kind's wherever it is silent."""
        options = tuple(map(self.all, proposal.options))
        arguments = {
            name: evolve(argument, nested=self.all(argument.nested)) if argument.nested else argument
            for name, argument in proposal.arguments.items()
        }
        kind = self.kinds.get(proposal.kind)
        if kind is not None and OBLIGATION in kind.parameters and OBLIGATION not in arguments:
            said = obligation or kind.obligation
            value = Constant(OBLIGATIONS.index(said), OBLIGED.type)
            arguments[OBLIGATION] = Argument(value, text=said, span=proposal.span)
        return evolve(proposal, arguments=arguments, options=options)

    def limit(self, limit: Limit) -> Limit:
        """What a limit owes must be given, whoever proposes it."""
        if limit.owed is None:
            return limit
        owed = self.one(limit.owed, MUST)
        if OBLIGATION not in owed.arguments:
            return evolve(limit, owed=owed)
        return evolve(limit, owed=owed, bounds=(*limit.bounds, Bound(OBLIGATION, at_least=_MUST, text=MUST)))


def _all(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    for one in proposals:
        yield one
        for argument in one.arguments.values():
            yield from _all(argument.nested)
        for bundle in one.options:
            yield from _all(bundle)
