"""What has one name in two rulesets and is not the same: facts, kinds of actions, and what every decision rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from attrs import evolve, frozen

from recovery_rules.analysis.difference.likeness import Models
from recovery_rules.analysis.formula.encoding import proposals_in
from recovery_rules.analysis.formula.linking import counts_alike, have_one_value
from recovery_rules.cells import meaning
from recovery_rules.cells.cases import inputs
from recovery_rules.language.expressions import facts_read
from recovery_rules.model.actions import MUST, OBLIGATION, ActionKind, Parameter, Proposal
from recovery_rules.model.expressions import expressions_in
from recovery_rules.model.facts import Derived
from recovery_rules.model.labels import NO_LABEL
from recovery_rules.model.ruleset import Model

_SAME_FOR_ALL: Final = "rounding", "roles", "clock"

T = TypeVar("T", bound=Parameter | Derived)


@frozen
class Unlike:
    """Names that do not mean the same.

    Attributes:
        facts: given or derived; also those that are computed from such facts.
        kinds: of actions.
    """

    facts: frozenset[str]
    kinds: frozenset[str]

    def has_a_say(self, proposals: Iterable[Proposal]) -> bool:
        """Whether some proposals are of such kinds, or read such facts."""
        return any(
            one.kind in self.kinds or not self.facts.isdisjoint(_read_by(one)) for one in proposals_in(proposals)
        )


def unlike(models: Models) -> Unlike:
    """All names that do not mean the same in both rulesets."""
    old, new = models
    kinds = (name for name in {**old.kinds, **new.kinds} if _kind(name, old) != _kind(name, new))
    return Unlike(_facts(models), frozenset(kinds))


def rest_alike(models: Models, names: Unlike) -> bool:
    """Whether what no rule and no limit says is the same in both: how time and money are counted, what else is left."""
    old, new = models
    if not counts_alike(old, new) or any(getattr(old, name) != getattr(new, name) for name in _SAME_FOR_ALL):
        return False
    if old.clock in names.facts:
        return False
    left = [frozenset(map(meaning.of_proposal, one.otherwise)) for one in models]
    return left[0] == left[1] and not names.has_a_say((*old.otherwise, *new.otherwise))


def _facts(models: Models) -> frozenset[str]:
    old, new = models
    found = {
        name for name in {**old.facts, **new.facts} if not have_one_value(old.facts.get(name), new.facts.get(name))
    }
    for model, other in ((old, new), (new, old)):
        for name, derived in model.derived.items():  # in the order in which they are computed
            there = other.derived.get(name)
            is_same = there is not None and _bare(there) == _bare(derived)
            if not is_same or not found.isdisjoint(inputs(derived)):
                found.add(name)
    return frozenset(found)


def _bare(part: T) -> T:
    return evolve(part, label=NO_LABEL, value_labels={})


def _kind(name: str, model: Model) -> object:
    """What it means that an action is of a kind, and who may execute it."""
    kind = model.kinds.get(name)
    return None if kind is None else (_bare_kind(kind), [one for one in model.authority if one.kind == name])


def _bare_kind(kind: ActionKind) -> ActionKind:
    parameters = {name: _bare(one) for name, one in kind.parameters.items() if name != OBLIGATION}
    return evolve(kind, parameters=parameters, obligation=MUST, label=NO_LABEL, position=0)


def _read_by(proposal: Proposal) -> Iterator[str]:
    if proposal.after:
        yield proposal.after
    for one in expressions_in(proposal):
        yield from facts_read(one)
