"""Steps 6 and 7: what is offered, combined to actions, bounded and held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from attrs import define, evolve

from recovery_rules.analysis.formula.actions import Action, Choice, Decided, is_optional
from recovery_rules.analysis.formula.bounding import bounded
from recovery_rules.analysis.formula.combining import Combining
from recovery_rules.analysis.formula.equality import are_equal, are_equal_choices
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.first_ending import first_ending
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either
from recovery_rules.analysis.formula.matching import Applying, End, applying, surviving
from recovery_rules.analysis.formula.numbers import equal, multiplied, subtracted
from recovery_rules.analysis.formula.offers import Bundle, Offer, apart_of, bundles_of, grouped, nested, offers_of
from recovery_rules.analysis.formula.values import UNKNOWN, Value, first_of, known, number_of, same
from recovery_rules.language.durations import DAY
from recovery_rules.model.actions import CHOICE, ActionKind, Parameter
from recovery_rules.model.ruleset import Model

_DAY_OF_EPOCH: Final = datetime(1969, 12, 31, tzinfo=UTC).toordinal()  # which ended as times began to be counted


def decided(model: Model, expressions: Expressions) -> Decided:
    """The decision of a ruleset over the values of all its facts."""
    limits = applying(model, expressions)
    offers, proposed = offers_of(model, limits, surviving(model, expressions, limits))
    settling = _Settling(model, expressions, limits, Combining(expressions, frozenset(model.facts)))
    return Decided(
        tuple(settling.action(group) for group in grouped(model, offers)),
        tuple(settling.choices(one for one in offers if one.proposal.kind == CHOICE)),
        proposed,
    )


@define
class _Settling:
    """Makes actions of offers."""

    model: Model
    expressions: Expressions
    limits: Applying
    combining: Combining

    def action(self, offers: Sequence[Offer], *, nested: bool = False) -> Action:
        """One action of all offers of it, combined and bounded; by when it is owed is not said of nested ones."""
        first = offers[0].proposal
        kind = self.model.kinds[first.kind]
        apart = apart_of(self.model, first)
        ends = [one for one in self.limits.ends(kind.id, apart) if not (nested and one.bound.owed)]
        values = {
            name: bounded(
                self.model, self.expressions, parameter, self.combining.combined(parameter, offers), offers, ends
            )
            for name, parameter in kind.parameters.items()
            if not parameter.nested and _is_said(parameter, offers, ends)
        }
        made = disjunction(one.made for one in offers)
        amount = values.get("amount")
        if amount is not None and kind.parameters["amount"].type.is_quantity:
            made = both(made, contrary(both(amount.known, equal(amount.content, 0))))
        trigger, after = self._trigger(kind, offers, ends)
        if nested:
            trigger = UNKNOWN  # it runs from the due time of what it is nested in
        return Action(
            first.kind,
            apart,
            made,
            self.limits.held(first.kind),
            values,
            trigger,
            self.limits.holding(first.kind),
            after,
            tuple(self._beneath(kind, offers)),
            optional=is_optional(values),
        )

    def choices(self, offers: Iterable[Offer]) -> Iterator[Choice]:
        """The choices, each given where no equal one is before it: as it was proposed, or as limits leave it."""
        before: list[tuple[Offer, Choice]] = []
        for one in offers:
            choice = self._choice(one)
            there = (
                both(other.made, either(self._is_equal(one, other), are_equal_choices(choice, earlier)))
                for other, earlier in before
            )
            yield choice.where(contrary(disjunction(there)))
            before.append((one, choice))

    def _is_equal(self, one: Offer, other: Offer) -> Formula:
        """Whether two proposals say the same, what is struck left aside."""
        mine, theirs = one.proposal, other.proposal
        if (mine.kind, mine.by, mine.after) != (theirs.kind, theirs.by, theirs.after):
            return False
        names = {**mine.arguments, **theirs.arguments}
        said = (same(*(self.combining.argument(it.arguments.get(name)) for it in (mine, theirs))) for name in names)
        inner = (self._are_equal(*(_each(nested(it, name)) for it in (one, other))) for name in names)
        return both(*said, *inner, self._are_equal(bundles_of(one), bundles_of(other)))

    def _are_equal(self, one: Sequence[Bundle], other: Sequence[Bundle]) -> Formula:
        """Whether the same bundles are left of two lists."""

        def is_equal(bundle: tuple[Offer, ...], theirs: tuple[Offer, ...]) -> Formula:
            return len(bundle) == len(theirs) and both(
                *(self._is_equal(*pair) for pair in zip(bundle, theirs, strict=True))
            )

        return are_equal(one, other, is_equal)

    def _choice(self, offer: Offer) -> Choice:
        """A choice, each bundle settled for itself."""
        bundles: list[tuple[Formula, tuple[Action, ...]]] = []
        for left, bundle in bundles_of(offer):
            actions = tuple(self.action([evolve(one, made=both(offer.made, left))]) for one in bundle)
            bundles.append((disjunction(one.present for one in actions), actions))
        return Choice(offer.proposal.by, self.limits.held(CHOICE), tuple(bundles))

    def _beneath(self, kind: ActionKind, offers: Sequence[Offer]) -> list[Action]:
        inner = (
            [evolve(each, made=both(one.made, each.made)) for one in offers for each in nested(one, name)]
            for name in kind.holding
        )
        return [
            evolve(self.action(group, nested=True), under=name)
            for name, each in zip(kind.holding, inner, strict=True)
            for group in grouped(self.model, each)
        ]

    def _trigger(self, kind: ActionKind, offers: Sequence[Offer], ends: Sequence[End]) -> tuple[Value, Value]:
        """From when its time limit runs, and a number for what tells this."""
        runs = [(one.made, one.proposal.after) for one in offers]
        owed = (one for one in ends if one.bound.owed and one.bound.parameter in kind.time_limits[:1])
        runs += [(one.applies, one.after) for one in owed]
        afters = [(made, known(number_of(after))) for made, after in runs]
        if not kind.has_deadline:
            return UNKNOWN, first_of(afters)
        triggers = [(made, self._start(after or self.model.clock)) for made, after in runs]
        if len({after for _, after in runs}) == 1:
            return first_of(triggers), first_of(afters)
        about = "which time limit ends first"  # its trigger counts
        one_of = partial(first_ending, self.expressions, self.model.facts, about=about)
        return one_of(triggers), one_of(afters)

    def _start(self, fact: str) -> Value:
        """From when a time limit runs that runs from a fact: of a day from its end, by the clock of UTC."""
        if not fact:
            return UNKNOWN
        value = self.expressions.values[fact]
        if self.model.type_of(fact).kind == "datetime":
            return value
        return evolve(value, content=multiplied(subtracted(value.content, _DAY_OF_EPOCH), DAY))


def _each(offers: Iterable[Offer]) -> list[Bundle]:
    return [(one.made, (one,)) for one in offers]


def _is_said(parameter: Parameter, offers: Sequence[Offer], ends: Sequence[End]) -> bool:
    """Whether anything gives a parameter a value."""
    return any(parameter.name in one.proposal.arguments for one in offers) or any(
        one.bound.parameter == parameter.name and one.is_floor != parameter.is_deadline for one in ends
    )
