"""Properties as formulas: what breaks each statement, in one case or in a pair of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from recovery_rules.analysis.formula.actions import Action, Decided
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either, same_truth
from recovery_rules.analysis.formula.numbers import choose, less
from recovery_rules.analysis.formula.values import Value, same
from recovery_rules.analysis.proof.measures import Measured, is_summed, measured
from recovery_rules.model.properties import Direction, Measure
from recovery_rules.model.ruleset import Model


def moves(model: Model, measure: Measure, before: Measured, after: Measured, direction: Direction) -> Formula:
    """Whether a measure falls, or rises, from one decision to another.

    An amount that is not given is zero, a deadline that is not given later than any, all else less than any.
    """
    low, high = (after, before) if direction == "falls" else (before, after)
    parameter = model.kinds[measure.kind].parameters.get(measure.parameter)
    if parameter is None:
        return both(high.given, contrary(low.given))
    if is_summed(parameter):
        return less(_amount(low), _amount(high))
    has_low, has_high = both(low.given, low.value.known), both(high.given, high.value.known)
    falls = both(has_low, has_high, less(low.value.content, high.value.content))
    if parameter.is_deadline:
        return either(falls, both(has_low, contrary(has_high)))
    return either(falls, both(has_high, contrary(has_low)))


def is_less(model: Model, measure: Measure, own: Measured, other: Measured) -> Formula:
    """Whether a measure is less than another ruleset gives; of deadlines, whether it is later."""
    parameter = model.kinds[measure.kind].parameters.get(measure.parameter)
    return moves(model, measure, other, own, "rises" if parameter is not None and parameter.is_deadline else "falls")


def is_other(one: Measured, other: Measured) -> Formula:
    """Whether a measure is not the same in two decisions."""
    values = both(one.given, contrary(same(one.value, other.value)))
    return either(contrary(same_truth(one.given, other.given)), values)


def amount_of(found: Measured) -> Value:
    """The value of an amount, zero where it is not given."""
    return Value(known=True, content=_amount(found))


def _amount(found: Measured) -> Any:
    return choose(both(found.given, found.value.known), found.value.content, 0)


def differs(one: Decided, other: Decided) -> Formula:
    """Whether two decisions of one ruleset give different actions."""
    pairs = [
        *zip(one.actions, other.actions, strict=True),
        *(
            pair
            for mine, theirs in zip(one.choices, other.choices, strict=True)
            for bundle, their in zip(mine.bundles, theirs.bundles, strict=True)
            for pair in zip(bundle[1], their[1], strict=True)
        ),
    ]
    bundles = [
        contrary(same_truth(bundle[0], their[0]))
        for mine, theirs in zip(one.choices, other.choices, strict=True)
        for bundle, their in zip(mine.bundles, theirs.bundles, strict=True)
    ]
    held = [contrary(same_truth(a.held, b.held)) for a, b in zip(one.choices, other.choices, strict=True)]
    return either(*bundles, *held, *(_action_differs(*pair) for pair in pairs))


def _action_differs(one: Action, other: Action) -> Formula:
    values = (contrary(same(value, other.values[name])) for name, value in one.values.items())
    beneath = (_action_differs(*pair) for pair in zip(one.beneath, other.beneath, strict=True))
    trigger = contrary(same(one.trigger, other.trigger))
    held = (contrary(same_truth(*pair)) for pair in zip(one.holding, other.holding, strict=True))
    return either(
        contrary(same_truth(one.present, other.present)),
        both(one.present, either(*values, trigger, *held, contrary(same(one.after, other.after)), *beneath)),
    )


def lacks_some(decided: Decided, measures: Sequence[Measure], model: Model) -> Formula:
    """Whether some of some measures is not given."""
    return disjunction(contrary(_is_given(decided, one, model)) for one in measures)


def has_some(decided: Decided, measures: Sequence[Measure], model: Model) -> Formula:
    """Whether some of some measures is given."""
    return disjunction(_is_given(decided, one, model) for one in measures)


def _is_given(decided: Decided, measure: Measure, model: Model) -> Formula:
    found = measured(decided, measure, model)
    return found.given if not measure.parameter else both(found.given, found.value.known)


def gives_nothing(decided: Decided) -> Formula:
    """Whether neither a rule nor a limit gave cause for anything, or nothing came of it."""
    present = [one.present for one in decided.actions]
    present += [left for choice in decided.choices for left, _ in choice.bundles]
    return either(contrary(decided.proposed), contrary(disjunction(present)))


@frozen
class Renamed:
    """A decision as another case gets it, made of the formulas of this one."""

    rename: Callable[[Any], Any]

    def of(self, decided: Decided) -> Decided:
        """The whole decision."""
        choices = tuple(
            evolve(
                one,
                held=self.rename(one.held),
                bundles=tuple((self.rename(left), self._actions(actions)) for left, actions in one.bundles),
            )
            for one in decided.choices
        )
        return Decided(self._actions(decided.actions), choices, self.rename(decided.proposed))

    def measured(self, found: Measured) -> Measured:
        """A measure."""
        return Measured(self.rename(found.given), self.value(found.value))

    def action(self, one: Action) -> Action:
        """An action."""
        return evolve(
            one,
            present=self.rename(one.present),
            held=self.rename(one.held),
            values={name: self.value(value) for name, value in one.values.items()},
            trigger=self.value(one.trigger),
            holding=tuple(map(self.rename, one.holding)),
            after=self.value(one.after),
            beneath=self._actions(one.beneath),
            optional=self.rename(one.optional),
        )

    def _actions(self, actions: Iterable[Action]) -> tuple[Action, ...]:
        return tuple(map(self.action, actions))

    def value(self, value: Value) -> Value:
        """A value."""
        return Value(self.rename(value.known), self.rename(value.content))
