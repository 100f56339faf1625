"""A real decision in the form of formulas, all of them constant: what it measures is computed, not solved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from recovery_rules.analysis.formula.actions import Action, Choice, Decided, is_optional
from recovery_rules.analysis.formula.facts import instant
from recovery_rules.analysis.formula.numbers import subtracted
from recovery_rules.analysis.formula.values import UNKNOWN, Value, known, number_of
from recovery_rules.engine.outcome import Action as RealAction
from recovery_rules.language.given import plain_of
from recovery_rules.language.time_limits import UNITS, TimeLimit, nominal_length
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.actions import CHOICE, ActionKind
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model


def decided_by(actions: Iterable[RealAction], model: Model, by_ends: str = "") -> Decided:
    """The same as formulas. Whether `otherwise` was needed, actions do not tell: `proposed` is true.

    Args:
        actions: what is given.
        model: by which ruleset.
        by_ends: a parameter for whose value the due time is taken.
    """
    plain, choices = [], []
    for one in actions:
        if one.kind == CHOICE:
            bundles = tuple((True, tuple(_action(it, model, by_ends) for it in bundle)) for bundle in one.options)
            choices.append(Choice(one.by, bool(one.held), bundles))
        else:
            plain.append(_action(one, model, by_ends))
    return Decided(tuple(plain), tuple(choices), proposed=True)


def are_alike(actions: Iterable[RealAction], others: Iterable[RealAction]) -> bool:
    """Whether two decisions give the same actions, in whatever order."""
    left = list(others)
    for one in actions:
        if one not in left:
            return False
        left.remove(one)
    return not left


def _action(action: RealAction, model: Model, by_ends: str = "") -> Action:
    kind = model.kinds[action.kind]
    plain = {
        name: plain_of_public(action.values[name], parameter.type)
        for name, parameter in kind.parameters.items()
        if not parameter.nested and name in action.values
    }
    apart = {name: plain.get(name) for name in kind.distinct_by}
    values = {name: _value(value, kind.parameters[name].type) for name, value in plain.items()}
    if by_ends in values and action.due is not None:
        values[by_ends] = known(instant(action.due))
    nested = (action.values[name] for name, one in kind.parameters.items() if one.nested and name in action.values)
    beneath = tuple(_action(one, model) for actions in nested for one in actions)
    return Action(
        action.kind,
        apart,
        present=True,
        held=bool(action.held),
        values=values,
        trigger=_start(action, kind, values),
        after=known(number_of(action.after)),
        beneath=beneath,
        optional=is_optional(values),
    )


def _start(action: RealAction, kind: ActionKind, values: Mapping[str, Value]) -> Value:
    """From when its first time limit would run, were that just as long as the number that stands for it."""
    limits = [values[name] for name in kind.time_limits if name in values]
    if action.due is None or not limits:
        return UNKNOWN
    return known(subtracted(instant(action.due), limits[0].content))


def limits_in(actions: Iterable[RealAction], measure: Measure) -> dict[Plain, TimeLimit]:
    """The counted time limits that a measure sees, by the numbers for which they stand."""
    everything = (inner for one in actions for inner in (one, *(it for bundle in one.options for it in bundle)))
    said = (one.values.get(measure.parameter) for one in everything if one.kind == measure.kind)
    return {_number_of_limit(one): one for one in said if isinstance(one, TimeLimit)}


def plain_of_public(value: Any, type_: Type) -> Any:
    """A value of a parameter as the engine computes with it."""
    if not isinstance(value, Fraction):
        return value if isinstance(value, TimeLimit) else plain_of(value, type_)
    match type_.kind:  # what its class cannot hold exactly: of the main unit, of seconds
        case "money" | "unit":
            return value * 10**type_.digits
        case "duration" | "time_limit":
            return value * 1_000_000
        case _:
            return value


def _number_of_limit(limit: TimeLimit) -> Fraction:
    """About how long it is; never a number of elapsed time, nor of another unit."""
    return nominal_length(limit) + Fraction(1 + UNITS.index(limit.unit), 8)


def _value(plain: Plain, type_: Type) -> Value:
    content: Any = plain
    if isinstance(plain, frozenset):
        content = tuple(place in plain for place in range(len(type_.values)))
    elif isinstance(plain, TimeLimit):
        content = _number_of_limit(plain)
    elif isinstance(plain, datetime):
        content = instant(plain)
    return known(content)
