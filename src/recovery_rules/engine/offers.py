"""Offers: proposals, compiled."""

from __future__ import annotations

from attrs import field, frozen

from recovery_rules.engine.functions import Function, Functions
from recovery_rules.language.expressions import Constant, Read
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, Argument, Proposal
from recovery_rules.model.ruleset import Model


@frozen
class Part:
    """One argument of an offer."""

    parameter: str
    value: Function | None
    floor: Function | None
    cap: Function | None


@frozen
class Offer:
    """A proposal with its own parts and its nested actions in the kind's declared order of parameters.

    `apart` are the values of the parameters that keep it apart from others of its kind. `constant` says that nothing
    in it depends on the facts but, by way of the clock, its due time.
    """

    kind: str
    parts: tuple[Part, ...]
    constant: bool
    nested: tuple[tuple[str, tuple[Offer, ...]], ...] = ()
    by: str = ""
    options: tuple[tuple[Offer, ...], ...] = ()
    apart: tuple[Plain | None, ...] = ()
    after: str = ""  # the fact from which its time limit runs; empty for the clock
    trigger: Function | None = None  # of that fact
    written: Proposal | None = field(default=None, eq=False, repr=False)  # as the author wrote it


def offer_of(proposal: Proposal, model: Model, functions: Functions) -> Offer:
    """Compiles a proposal."""
    options = tuple(tuple(offer_of(one, model, functions) for one in bundle) for bundle in proposal.options)
    if proposal.kind == CHOICE:
        constant = all(offer.constant for bundle in options for offer in bundle)
        return Offer(CHOICE, (), constant, by=proposal.by, options=options, written=proposal)
    kind = model.kinds[proposal.kind]
    parts: list[Part] = []
    nested: list[tuple[str, tuple[Offer, ...]]] = []
    for name, parameter in kind.parameters.items():
        argument = proposal.arguments.get(name)
        if argument is None:
            continue
        if parameter.nested:
            nested.append((name, tuple(offer_of(one, model, functions) for one in argument.nested)))
        else:
            ends = (argument.value, argument.at_least, argument.at_most)
            parts.append(Part(name, *(None if end is None else functions.of(end) for end in ends)))
    constant = not proposal.after and all(map(_is_constant, proposal.arguments.values()))
    constant = constant and all(offer.constant for _, offers in nested for offer in offers)
    apart = tuple(_constant_value(proposal.arguments.get(name)) for name in kind.distinct_by)
    trigger = functions.of(Read(proposal.after, model.type_of(proposal.after))) if proposal.after else None
    return Offer(
        proposal.kind,
        tuple(parts),
        constant,
        tuple(nested),
        apart=apart,
        after=proposal.after,
        trigger=trigger,
        written=proposal,
    )


def _is_constant(argument: Argument) -> bool:
    ends = (argument.value, argument.at_least, argument.at_most)
    return all(
        end is None or (isinstance(end, Constant) and not isinstance(end.value, TimeLimit)) for end in ends
    )  # how long so many working days are depends on the day


def _constant_value(argument: Argument | None) -> Plain | None:
    """What keeps actions apart is a constant: the linker checked."""
    return argument.value.value if argument is not None and isinstance(argument.value, Constant) else None


def kinds_in(offer: Offer) -> set[str]:
    """The kinds of an offer and of all actions within it."""
    inner = [one for _, offers in offer.nested for one in offers]
    inner += [one for bundle in offer.options for one in bundle]
    return {offer.kind}.union(*map(kinds_in, inner))
