"""The same case for two rulesets: what is told, is told to both, and what one alone knows is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from recovery_rules.analysis.formula.facts import Variable, instant, same_fact
from recovery_rules.analysis.formula.logic import Formula, both, contrary, either, same_truth
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.formula.values import Value
from recovery_rules.language.types import Type
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model


class UnaskableError(Exception):
    """The question cannot be asked; the message says why."""


def linked(own: Mapping[str, Variable], others: Mapping[str, Variable]) -> Iterator[Formula]:
    """Formulas that make the case of another ruleset that of this one.

    Raises:
        UnaskableError: the other ruleset asks for a fact that this one does not know, or knows as something else.
    """
    for name, other in others.items():
        if name not in own:
            yield left_out(other)
            continue
        found = same_fact(own[name], other)
        if found is None:
            raise UnaskableError(f"`{name}` has another type in the other ruleset")
        yield either(found, both(is_left_out(own[name]), is_left_out(other)))  # each has its own default


def have_one_value(own: Fact | None, other: Fact | None) -> bool:
    """Whether a fact has the same value in two rulesets, wherever both take the case: told or not."""
    if own is None or other is None:
        return False
    return joint_type(own.type, other.type) is not None and own.default == other.default


def can_be_one(own: Fact | None, other: Fact | None) -> bool:
    """Whether one variable can stand for a fact in two rulesets: also for a value that nobody tells, in no bounds."""
    if own is None or other is None or not have_one_value(own, other):
        return False
    return (own.low, own.high) == (other.low, other.high) or not (own.may_be_unknown or other.may_be_unknown)


def joint_type(one: Type, other: Type) -> Type | None:
    """The type of the values that two types have in common; None where such a value is not the same in both."""
    if one.kind == other.kind and one.kind in {"choice", "scale"}:
        shorter, longer = sorted((one, other), key=lambda type_: len(type_.values))
        return shorter if longer.values[: len(shorter.values)] == shorter.values else None
    return one if one == other else None


def counts_alike(own: Model, other: Model) -> bool:
    """Whether two rulesets count time limits by the same calendar and clocks: as long from the same time."""
    heads = [(one.calendar, one.zone, one.month_end, one.working_day_ends, one.awaits_calendar) for one in (own, other)]
    return heads[0] == heads[1]


def left_out(variable: Variable) -> Formula:
    """That a fact is as where nobody tells it.

    Raises:
        UnaskableError: every case must tell it.
    """
    found = is_left_out(variable)
    if found is False:
        raise UnaskableError(f"one ruleset asks for `{variable.fact.name}`, which the other does not know")
    return found


def is_left_out(variable: Variable) -> Formula:
    """Whether a fact is as where nobody tells it; false where every case must."""
    if variable.fact.default is not None:
        return _is_default(variable.fact, variable.value)
    return contrary(variable.value.known)


def _is_default(fact: Fact, value: Value) -> Formula:
    match fact.default:
        case bool():
            return same_truth(value.content, fact.default)
        case frozenset() as members:
            return both(*(same_truth(one, place in members) for place, one in enumerate(value.content)))
        case datetime() as moment:
            return equal(value.content, instant(moment))
        case str():
            return True
        case _:
            return equal(value.content, fact.default)
