"""What can change from one decision to another, each change with the formula that says whether it does."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias, TypeVar

from attrs import evolve, frozen

from recovery_rules.analysis.difference.bags import Part, exchanged
from recovery_rules.analysis.difference.families import families_of, family_of, kinds_of_family
from recovery_rules.analysis.difference.generosity import is_of_use
from recovery_rules.analysis.difference.likeness import (
    Models,
    Said,
    are_alike,
    beneath_alike,
    choices_alike,
    is_choice_no_better,
    is_no_better,
    is_up_to_other,
    runs_from_other,
    said_of,
)
from recovery_rules.analysis.formula.actions import Action, Choice, Decided
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.engine.outcome import Action as RealAction
from recovery_rules.language.literals import text_of
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.ruleset import Model

What: TypeAlias = Literal["given", "dropped", "more", "less", "sooner", "later", "other", "held", "released"]

AFTER: Final = "after"
AUTHORITY: Final = "authority"  # as if it were a parameter; none has this name


@frozen
class Change:
    """One thing that differs between the old decision and the new one.

    Attributes:
        kind: of the action; `choice` for a choice.
        what: how it differs; `other` where there is no more and no less.
        parameter: of which parameter, or `after`; empty where the action as a whole differs.
        form: what keeps the action apart from others of its kind; of a choice, who picks, and what it is about.
    """

    kind: str
    what: What
    parameter: str = ""
    form: tuple[tuple[str, str], ...] = ()

    def concerns(self, kind: str, inside: Iterable[str] = ()) -> bool:
        """Whether it is about an action of a kind; of a choice, between things that it is about."""
        if kind != self.kind or kind != CHOICE:
            return kind == self.kind
        return not set(inside).isdisjoint(kinds_of_family(dict(self.form)["of"]))


Form: TypeAlias = "tuple[tuple[str, str], ...]"
T = TypeVar("T")
Found: TypeAlias = Iterator[tuple[Change, Formula]]


class Changes:
    """What can change from the decisions of one ruleset to those of another.

    Args:
        old: one ruleset.
        new: the other.
    """

    def __init__(self, old: Model, new: Model) -> None:
        self._models = old, new

    def between(self, old: Decided, new: Decided) -> dict[Change, Formula]:
        """All that may differ between two decisions of one case, without what surely does not."""
        found: dict[Change, Formula] = {}
        for change, differs in (*self._of_actions(old, new), *self._of_choices(old, new)):
            if differs is not False:
                found[change] = either(found.get(change, False), differs)
        return found

    def shown_by(self, before: Sequence[RealAction], after: Sequence[RealAction]) -> tuple[Change, ...]:
        """What differs between two real decisions."""
        old, new = (decided_by(actions, model) for actions, model in zip((before, after), self._models, strict=True))
        return tuple(change for change, differs in self.between(old, new).items() if differs)

    def _of_actions(self, old: Decided, new: Decided) -> Found:
        for kind in dict.fromkeys(one.kind for one in (*old.actions, *new.actions)):
            mine, theirs = ([one for one in decided.actions if one.kind == kind] for decided in (old, new))
            if len({model.kinds[kind].distinct_by for model in self._models if kind in model.kinds}) > 1:
                yield from self._of_unlike_forms(kind, mine, theirs)
                continue
            before, after = (
                {_form(one, model): one for one in some}
                for some, model in zip((mine, theirs), self._models, strict=True)
            )
            for form in {**before, **after}:
                yield from self._of_action(Change(kind, "other", form=form), before.get(form), after.get(form))

    def _of_unlike_forms(self, kind: str, old: Sequence[Action], new: Sequence[Action]) -> Found:
        """Of a kind whose actions are kept apart by other parameters: they are compared in whatever order."""
        mine, theirs = (
            [(one.present, (one, model)) for one in some] for some, model in zip((old, new), self._models, strict=True)
        )
        for what, differs in exchanged(mine, theirs, _of_each(are_alike), _of_each(is_no_better)):
            yield Change(kind, what), differs

    def _of_action(self, change: Change, old: Action | None, new: Action | None) -> Found:
        """Of an action; the change says which."""
        before: Formula = False if old is None else old.present
        after: Formula = False if new is None else new.present
        yield evolve(change, what="given"), both(after, contrary(before))
        yield evolve(change, what="dropped"), both(before, contrary(after))
        if old is None or new is None:
            return
        there = both(before, after)
        yield evolve(change, what="held"), both(there, new.held, contrary(old.held))
        yield evolve(change, what="released"), both(there, old.held, contrary(new.held))
        for said in said_of(old, new, self._models):
            for what, differs in _of_values(said):
                yield evolve(change, what=what, parameter=said.parameter.name), both(there, differs)
        yield evolve(change, parameter=AFTER), both(there, runs_from_other(old, new))
        yield evolve(change, parameter=AUTHORITY), both(there, is_up_to_other(old, new, self._models))
        beneath = contrary(beneath_alike(old, new, self._models))
        yield evolve(change, parameter="if_overdue"), both(there, beneath)

    def _of_choices(self, old: Decided, new: Decided) -> Found:
        """Choices are compared in whatever order with those that are about the same."""
        mine, theirs = (self._by_form(*pair) for pair in zip((old, new), self._models, strict=True))
        for form in {**mine, **theirs}:
            found = exchanged(
                mine.get(form, ()), theirs.get(form, ()), _of_each(choices_alike), _of_each(is_choice_no_better)
            )
            for what, differs in found:
                yield Change(CHOICE, what, form=form), differs

    def _by_form(self, decided: Decided, model: Model) -> Mapping[Form, list[Part[tuple[Choice, Model]]]]:
        found: dict[Form, list[Part[tuple[Choice, Model]]]] = {}
        for one in decided.choices:
            form = ("by", one.by), ("of", family_of(one, self._families))
            found.setdefault(form, []).append((_offered(one), (one, model)))
        return found

    @functools.cached_property
    def _families(self) -> Mapping[str, str]:
        return families_of(self._models)


def _form(action: Action, model: Model) -> Form:
    """What keeps an action apart, by names, so that it is the same in both rulesets."""
    parameters = model.kinds[action.kind].parameters
    return tuple(
        (name, text_of(value, parameters[name].type)) for name, value in action.apart.items() if value is not None
    )


def _of_each(alike: Callable[[T, T, Models], Formula]) -> Callable[[tuple[T, Model], tuple[T, Model]], Formula]:
    """The same of two that each come with their ruleset."""
    return lambda one, other: alike(one[0], other[0], (one[1], other[1]))


def _offered(choice: Choice) -> Formula:
    return disjunction(left for left, _ in choice.bundles)


def _of_values(said: Said) -> Iterator[tuple[What, Formula]]:
    if not said.is_ordered:
        yield "other", said.differs
        return
    if said.parameter.is_deadline:  # none is later than any
        yield "later", either(said.rises, said.goes)
        yield "sooner", either(said.falls, said.comes)
    elif is_of_use(said.parameter):
        yield "more", either(said.rises, said.comes)
        yield "less", either(said.falls, said.goes)
    else:
        yield "more", said.rises
        yield "less", said.falls
        yield "other", either(said.comes, said.goes)
