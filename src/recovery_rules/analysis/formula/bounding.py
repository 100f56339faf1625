"""Step 7: floors and caps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve

from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.first_ending import first_ending, is_uncertain
from recovery_rules.analysis.formula.logic import Formula, both, either
from recovery_rules.analysis.formula.matching import End
from recovery_rules.analysis.formula.numbers import higher, is_surely_whole, lower
from recovery_rules.analysis.formula.offers import Offer
from recovery_rules.analysis.formula.rounding import rounded
from recovery_rules.analysis.formula.values import Value, chosen_content
from recovery_rules.model.actions import Parameter
from recovery_rules.model.ruleset import Model

_PAID_IN_STEPS = frozenset({"money", "unit", "integer"})


def bounded(
    model: Model,
    expressions: Expressions,
    parameter: Parameter,
    value: Value,
    offers: Sequence[Offer],
    ends: Sequence[End],
) -> Value:
    """The value of a parameter within the floors and caps that apply, as it can be paid."""
    given: list[tuple[Formula, Value]] = [(True, value)]
    for one in (one for one in ends if one.bound.parameter == parameter.name):
        end = _payable(parameter, expressions.of(one.expression), is_floor=one.is_floor)
        gives = one.is_floor != parameter.is_deadline  # no end is later than any
        end = Value(both(one.applies, end.known, gives or value.known), end.content)
        value = (raised if one.is_floor else lowered)(value, end)
        given.append((True, end))
    if len(given) > 1 and is_uncertain(parameter, offers, ends):
        return evolve(
            first_ending(expressions, model.facts, given, f"which {parameter.name} ends first"), known=value.known
        )
    if parameter.type.kind in _PAID_IN_STEPS and not is_surely_whole(value.content):
        return Value(value.known, rounded(value.content, 1, model.rounding))
    return value


def raised(value: Value, floor: Value) -> Value:
    """A value after a floor, where there is one; a value that is not there takes it."""
    return _moved(value, floor, higher)


def lowered(value: Value, cap: Value) -> Value:
    """A value after a cap, where there is one; a value that is not there takes it."""
    return _moved(value, cap, lower)


def _moved(value: Value, end: Value, within: Callable[[Any, Any], Any]) -> Value:
    if end.known is False:
        return value
    content = chosen_content(value.known, within(value.content, end.content), end.content)
    return Value(either(value.known, end.known), chosen_content(end.known, content, value.content))


def _payable(parameter: Parameter, value: Value, *, is_floor: bool) -> Value:
    """A floor rounded up, a cap down, to what can be paid."""
    if parameter.type.kind not in _PAID_IN_STEPS or is_surely_whole(value.content):
        return value
    return Value(value.known, rounded(value.content, 1, "ceiling" if is_floor else "floor"))
