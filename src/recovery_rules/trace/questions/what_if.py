"""What would have to be different for a decision to give an action: smallest sets of changes of given facts.

In: a model, a way to decide, the facts of a case and an action kind. Out: `WhatIf`, shown by `what_if_text`. Each set
has been decided, and so has each of its proper subsets: no smaller part of a set suffices. Personal facts are never
changed. `search` looks for the sets, `candidates` knows which values are worth trying.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from recovery_rules.cells.shape import Shape, shape_of
from recovery_rules.engine.admission import admit
from recovery_rules.engine.decider import Decided
from recovery_rules.engine.outcome import Action
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.kinds import given_under, gives, under
from recovery_rules.trace.names import unknown_name
from recovery_rules.trace.questions.search import Search

Decide: TypeAlias = Callable[[Mapping[str, Any], datetime | None], Decided]

MOST_SETS: Final = 5
BUDGET: Final = 1_000  # cases decided


@frozen
class Change:
    """A given fact and the value that it would have, as `decide` takes them; None where it is not given.

    Attributes:
        fact: the name of the fact.
        before: its present value, a default included.
        value: the value that it would have.
    """

    fact: str
    before: object
    value: object


@frozen
class Changes:
    """A set of changes that gives the action, and what else would then be different.

    Attributes:
        changes: in the order of the ruleset's facts.
        given: the facts of the changed case, as `decide` takes them.
        gained: the kinds' actions that would be given beside the one that was asked for.
        lost: the actions that would no longer be given.
        altered: the actions that would be different, before and after.
    """

    changes: tuple[Change, ...]
    given: Mapping[str, Any]
    gained: tuple[Action, ...]
    lost: tuple[Action, ...]
    altered: tuple[tuple[Action, Action], ...]


@frozen
class WhatIf:
    """The answer. Its `str` is the English text.

    Attributes:
        kind: the action kind that was asked for.
        given: whether the decision gives it anyway.
        sets: fewest changes first, then in the order of the ruleset.
        complete: whether no case gives the kind but with all the facts of one of these sets different; else there may
            be more sets. It is false where the search was cut short, and where any value of a quantity may matter.
        decided: how many cases were decided on the way.
        if_overdue: the kinds of the actions that would bring it, as things are, if they were overdue.
        may_follow: whether the ruleset has it anywhere for when an action is overdue; such cases are not looked for.
    """

    kind: str
    given: bool
    sets: tuple[Changes, ...]
    complete: bool
    decided: int
    model: Model = field(repr=False, eq=False)
    if_overdue: tuple[str, ...] = ()
    may_follow: bool = False

    def text(self, locale: str = "en") -> str:
        """The answer for people.

        Raises:
            ValueError: There are no texts in this locale.
        """
        from recovery_rules.trace.questions.what_if_text import render_what_if

        return render_what_if(self, locale)

    def __str__(self) -> str:
        return self.text()


def what_if(
    model: Model,
    decide: Decide,
    given: Mapping[str, Any],
    kind: str,
    *,
    as_of: datetime | None = None,
    shape: Shape | None = None,
    most: int = MOST_SETS,
    budget: int = BUDGET,
) -> WhatIf:
    """The smallest sets of changes of given facts with which a decision would give an action of a kind.

    Args:
        model: the ruleset.
        decide: gives the actions and refusals of a case at a time of deciding.
        given: the facts of the case.
        kind: an action kind.
        as_of: the time of deciding.
        shape: the cells of the model, where the caller has them at hand.
        most: how many sets to give at most.
        budget: how many cases to decide at most.

    Raises:
        UnknownNameError: There is no such kind.
        FactsError: The facts are not those of a valid case.
    """
    if kind not in model.kinds and kind != CHOICE:
        raise unknown_name(kind, model.kinds, what="an action kind")
    admitted = admit(model, given, as_of)
    before = decide(given, as_of)[0]
    if gives(before, kind):
        return WhatIf(kind, given=True, sets=(), complete=True, decided=1, model=model)
    search = Search(
        model, shape or shape_of(model), kind, admitted.values, lambda case: gives(decide(case, as_of)[0], kind), as_of
    )
    found = search.sets(most=most, budget=budget)
    order = {name: place for place, name in enumerate(model.facts)}
    sets = []
    for changed in found:
        case = search.case(changed)
        after = decide(case, as_of)[0]
        listed = sorted(changed.items(), key=lambda one: order[one[0]])
        changes = tuple(_change(model, name, admitted.values[name], value) for name, value in listed)
        sets.append(Changes(changes, case, *_differences(kind, before, after)))
    proposals = [*(one for rule in model.rules for one in rule.proposals), *model.otherwise]
    return WhatIf(
        kind,
        given=False,
        sets=tuple(sets),
        complete=search.complete,
        decided=search.decided,
        model=model,
        if_overdue=given_under(before, kind),
        may_follow=bool(under(proposals, kind)),
    )


def _change(model: Model, name: str, before: Plain | None, value: Plain | None) -> Change:
    type_ = model.facts[name].type
    was, would_be = (None if one is None else public_of(one, type_) for one in (before, value))
    return Change(name, was, would_be)


def _differences(
    kind: str, before: tuple[Action, ...], after: tuple[Action, ...]
) -> tuple[tuple[Action, ...], tuple[Action, ...], tuple[tuple[Action, Action], ...]]:
    """What was gained, lost and altered; an action is altered where one of its kind stands on both sides."""
    lost = [action for action in before if action not in after]
    new = [action for action in after if action not in before]
    altered: list[tuple[Action, Action]] = []
    for old in list(lost):
        successor = next((action for action in new if action.kind == old.kind), None)
        if successor is not None:
            altered.append((old, successor))
            lost.remove(old)
            new.remove(successor)
    return tuple(action for action in new if action.kind != kind), tuple(lost), tuple(altered)
