"""Which kinds of action rules propose and decisions give, those inside choices and other actions included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.engine.outcome import all_in, nested_in
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recovery_rules.engine.outcome import Action
    from recovery_rules.model.actions import Proposal
    from recovery_rules.model.rules import Rule


def kinds_of_rule(rule: Rule) -> frozenset[str]:
    """The kinds that a rule proposes, in choices too."""
    return kinds_proposed(rule.proposals)


def kinds_proposed(proposals: Iterable[Proposal]) -> frozenset[str]:
    """The kinds of some proposals and of the bundles in them; what an action nests is not given with it."""
    found: set[str] = set()
    for one in proposals:
        found.add(one.kind)
        for bundle in one.options:
            found |= kinds_proposed(bundle)
    return frozenset(found)


def inside(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals that stand in the bundles of some proposals, or are nested in them."""
    for one in proposals:
        nested = [inner for argument in one.arguments.values() for inner in argument.nested]
        bundled = [inner for bundle in one.options for inner in bundle]
        for inner in (*nested, *bundled):
            yield inner
            yield from inside([inner])


def kinds_given(actions: Iterable[Action]) -> frozenset[str]:
    """The kinds of some actions and of what they let somebody choose."""
    found: set[str] = set()
    for one in actions:
        found.add(one.kind)
        for bundle in one.options:
            found |= kinds_given(bundle)
    return frozenset(found)


def gives(actions: Iterable[Action], kind: str) -> bool:
    """Whether a decision gives a kind: itself, or by a choice that comes to it."""
    return any(_is(action, kind) for action in actions)


def _is(action: Action, kind: str) -> bool:
    """A choice of the customer that offers the kind counts; one of the house only if every bundle has it."""
    if action.kind == kind:
        return True
    if action.kind != CHOICE:
        return False
    offered = [any(one.kind == kind for one in bundle) for bundle in action.options]
    return any(offered) if action.by == "customer" else all(offered)


def under(proposals: Iterable[Proposal], kind: str) -> tuple[str, ...]:
    """The kinds of the proposed actions, at any depth, that have one of a kind right under them if they are overdue."""
    found: dict[str, None] = {}
    for one in proposals:
        nested = [inner for argument in one.arguments.values() for inner in argument.nested]
        if any(inner.kind == kind for inner in nested):
            found[one.kind] = None
        found |= dict.fromkeys(under((*nested, *(inner for bundle in one.options for inner in bundle)), kind))
    return tuple(found)


def given_under(actions: Iterable[Action], kind: str) -> tuple[str, ...]:
    """The same of the actions of a decision."""
    every = (inner for one in actions for inner in all_in(one))
    holding = (one.kind for one in every if any(inner.kind == kind for inner in nested_in(one)))
    return tuple(dict.fromkeys(holding))
