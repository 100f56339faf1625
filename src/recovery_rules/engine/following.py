"""Whether decisions have what each should have. In: a decider. Out: tests of cases, for who looks for one without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from recovery_rules.engine.decider import Decider
from recovery_rules.engine.outcome import Action
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.follow_up import NOT_BINDING, OWNER, can_follow_up
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError


def lacks_follow_up(decider: Decider) -> Callable[[Mapping[str, Plain | None]], bool]:
    """The test whether a case gets actions and no follow-up among them."""
    return _test(decider, lambda actions: bool(actions) and not has_follow_up(decider.model, actions))


def is_left_with_nothing(decider: Decider) -> Callable[[Mapping[str, Plain | None]], bool]:
    """The test whether a case gets no action."""
    return _test(decider, lambda actions: not actions)


def _test(
    decider: Decider, is_so: Callable[[tuple[Action, ...]], bool]
) -> Callable[[Mapping[str, Plain | None]], bool]:
    """A test of cases by their actions."""
    facts = decider.model.facts

    def test(values: Mapping[str, Plain | None]) -> bool:
        given = {
            name: public_of(plain, fact.type)
            for name, fact in facts.items()
            if (plain := values.get(name)) is not None and fact.type.kind != "text"
        }
        try:
            actions, _, _ = decider.decide(given)
        except FactsError:  # a calendar that only callers have
            return False
        return is_so(actions)

    return test


def has_follow_up(model: Model, actions: Iterable[Action]) -> bool:
    """Whether some action follows up and has an owner; of a choice, in each of its bundles."""
    return any(_follows_up(model, action) for action in actions)


def _follows_up(model: Model, action: Action) -> bool:
    if action.kind == CHOICE:
        return all(has_follow_up(model, bundle) for bundle in action.options)
    if action.held or action.obligation == NOT_BINDING:
        return False
    return OWNER in action.values and can_follow_up(model.kinds[action.kind])
