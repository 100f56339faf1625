"""Measures of a decision, as values: see `model.properties` for what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from recovery_rules.analysis.formula.actions import Action, Choice, Decided
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import choose, higher, lower
from recovery_rules.analysis.formula.values import UNKNOWN, Value, first_of, folded, summed
from recovery_rules.model.actions import Parameter
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model


@frozen
class Measured:
    """A measure of a decision: whether the kind is given, and the value of the parameter."""

    given: Formula
    value: Value


def is_summed(parameter: Parameter) -> bool:
    """Whether several actions of a kind are measured by their sum."""
    return parameter.name == "amount" and parameter.type.is_quantity


def measured(decided: Decided, measure: Measure, model: Model) -> Measured:
    """One measure of a decision."""
    return measured_together(decided, (measure,), model)


def measured_together(decided: Decided, measures: Sequence[Measure], model: Model) -> Measured:
    """One measure of a decision, or the sum of several amounts."""
    parameter = model.kinds[measures[0].kind].parameters.get(measures[0].parameter)
    plain = _of_actions(decided.actions, measures, parameter)
    found = [plain, *(_of_choice(one, measures, parameter) for one in decided.choices)]
    return Measured(
        disjunction(one.given for one in found), _together([(one.given, one.value) for one in found], parameter)
    )


def seen(decided: Decided, measure: Measure) -> Iterator[tuple[Formula, Action]]:
    """The actions that a measure sees, also among those to be picked, each with whether it may be given."""
    for one in decided.actions:
        if is_about(one, measure):
            yield both(one.present, contrary(one.held)), one
    for choice in decided.choices:
        for left, bundle in choice.bundles:
            for one in bundle:
                if is_about(one, measure):
                    yield both(left, contrary(choice.held), one.present, contrary(one.held)), one


def _of_actions(actions: Iterable[Action], measures: Sequence[Measure], parameter: Parameter | None) -> Measured:
    about = [(one, measure) for one in actions for measure in measures if is_about(one, measure)]
    values = [(one.given, one.values.get(measure.parameter, UNKNOWN)) for one, measure in about]
    return Measured(disjunction(one.given for one, _ in about), _together(values, parameter))


def _of_choice(choice: Choice, measures: Sequence[Measure], parameter: Parameter | None) -> Measured:
    """What the customer can have, or what the house cannot avoid."""
    offered: list[tuple[Formula, Measured]] = [
        (both(left, contrary(choice.held)), _of_actions(actions, measures, parameter))
        for left, actions in choice.bundles
    ]
    if all(one.given is False for _, one in offered):
        return Measured(given=False, value=UNKNOWN)
    if choice.by == "customer":
        given = disjunction(both(left, one.given) for left, one in offered)
        return Measured(given, _best([(both(left, one.given), one.value) for left, one in offered], parameter))
    some = disjunction(left for left, _ in offered)
    given = both(some, conjunction(either(contrary(left), one.given) for left, one in offered))
    return Measured(given, _worst([(left, one) for left, one in offered], parameter))


def is_about(action: Action, measure: Measure) -> bool:
    """Whether a measure looks at an action."""
    if action.kind != measure.kind:
        return False
    return all(action.apart.get(name) == value for name, value in measure.apart.items())


def _together(values: Sequence[tuple[Formula, Value]], parameter: Parameter | None) -> Value:
    """Of several actions one value."""
    if parameter is None:
        return UNKNOWN
    if is_summed(parameter):
        return summed(values)
    join = _join(parameter)
    if join is None:
        return first_of([(both(given, value.known), value) for given, value in values])
    return folded(values, join)


def _best(values: Sequence[tuple[Formula, Value]], parameter: Parameter | None) -> Value:
    join = _join(parameter)
    return UNKNOWN if join is None else folded(values, join)


def _worst(values: Sequence[tuple[Formula, Measured]], parameter: Parameter | None) -> Value:
    join = _join(parameter)
    if parameter is None or join is None:
        return UNKNOWN
    if is_summed(parameter):
        amounts = [
            (left, Value(known=True, content=choose(both(one.given, one.value.known), one.value.content, 0)))
            for left, one in values
        ]
        return folded(amounts, lower)
    return folded([(both(left, one.given), one.value) for left, one in values], higher if join is lower else lower)


def _join(parameter: Parameter | None) -> Callable[[Any, Any], Any] | None:
    """Which of two values counts more; None where none does."""
    if parameter is not None and parameter.is_deadline:
        return lower
    return higher if parameter is not None and parameter.type.is_ordered else None
