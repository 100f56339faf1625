"""What arguments and proposals mean, without how they are written: equal meanings always give equal values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import MUST, OBLIGATION, OBLIGATIONS

if TYPE_CHECKING:
    from collections.abc import Hashable

    from recovery_rules.model.actions import Argument, Proposal

Meaning: TypeAlias = "Hashable"


def of_argument(argument: Argument) -> Meaning:
    """The value of an argument with its own bounds, or the actions nested in it."""
    nested = tuple(map(of_proposal, argument.nested))
    return argument.value, argument.at_least, argument.at_most, nested


def of_proposal(proposal: Proposal) -> Meaning:
    """One action that a rule proposes; that it must be given goes without saying."""
    arguments = frozenset(
        (name, of_argument(argument)) for name, argument in proposal.arguments.items() if not _is_must(name, argument)
    )
    options = tuple(tuple(map(of_proposal, bundle)) for bundle in proposal.options)
    return proposal.kind, arguments, proposal.after, proposal.by, options


def _is_must(name: str, argument: Argument) -> bool:
    said = argument.value
    return name == OBLIGATION and isinstance(said, Constant) and said.value == OBLIGATIONS.index(MUST)
