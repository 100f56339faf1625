"""Of several time limits the one that ends first: where units or beginnings differ, only the calendar can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.guesses import Guess
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either, z3
from recovery_rules.analysis.formula.matching import End
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.formula.offers import Offer
from recovery_rules.analysis.formula.values import Value
from recovery_rules.language.expressions import Apply, Constant, Expression, Read
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import Parameter


def is_uncertain(parameter: Parameter, offers: Sequence[Offer], ends: Sequence[End] = ()) -> bool:
    """Whether it takes the calendar to tell which of several time limits ends first."""
    if not parameter.type.is_time:
        return False
    bounding = [one for one in ends if one.bound.parameter == parameter.name]
    afters = {one.proposal.after for one in offers} | {one.after for one in bounding if one.bound.owed}
    if len(afters) > 1:
        return True
    arguments = (one.proposal.arguments.get(parameter.name) for one in offers)
    said = [end for one in arguments if one is not None for end in (one.value, one.at_least, one.at_most)]
    said += [one.expression for one in bounding]
    return len({unit for end in said if end is not None for unit in _units(end)}) > 1


def first_ending(
    expressions: Expressions, facts: Iterable[str], given: Sequence[tuple[Formula, Value]], about: str
) -> Value:
    """One of some values; which one, logic cannot say: it may be any.

    Args:
        expressions: notes what it cannot say.
        facts: what it may depend on.
        given: the values, each with whether it is given.
        about: what is asked, in words.
    """
    counts = [(both(made, value.known), value.content) for made, value in given]
    there = disjunction(one for one, _ in counts)
    found = z3().Real(f"{expressions.prefix}{about} {len(expressions.guesses)}")
    holds = either(contrary(there), *(both(one, equal(found, content)) for one, content in counts))
    expressions.guesses.append(Guess((found,), holds, frozenset(facts), about))
    return Value(there, found)


def _units(expression: Expression) -> set[str]:
    """The units of the time limits that an expression may give; elapsed time is a unit, too."""
    match expression:
        case Constant(value=value):
            return {value.unit if isinstance(value, TimeLimit) else "elapsed"}
        case Apply(operation="counted", detail=unit):
            return {unit}
        case Apply(operation="if", arguments=(_, one, other)):
            return _units(one) | _units(other)
        case Apply(operation="least" | "greatest", arguments=parts):
            return set[str]().union(*map(_units, parts))
        case Read(type=type_) if type_.kind == "time_limit":
            return {"elapsed", "counted"}
        case _:
            return {"elapsed"}
