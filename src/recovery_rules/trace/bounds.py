"""The bounds on one parameter of an action, and what was said of it before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.engine.reference.proposing import combined_value
from recovery_rules.engine.reference.scheduling import start_of_deadlines
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import WITHIN
from recovery_rules.trace.kinds import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recovery_rules.engine.account import Account, Bounding, Making, Proposed
    from recovery_rules.language.expressions import Expression
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Argument, Bound
    from recovery_rules.model.ruleset import Model


def on(parameter: str, bounds: Iterable[Bounding]) -> list[Bounding]:
    """Those of some bounds that are on one parameter."""
    return [bound for bound in bounds if bound.parameter == parameter]


def parts_of(proposed: Proposed) -> tuple[Proposed, ...]:
    """The proposals of which one is made: the rows of a table that propose together, else it alone."""
    return proposed.rows or (proposed,)


def bound_by(model: Model, bound: Bounding) -> Iterator[Expression]:
    """The floors or caps, as an author wrote them, of which one bound is the value."""
    is_floor = bound.stage.endswith("floor")
    written: list[Argument | Bound] = []
    for limit in model.limits:
        if limit.id == bound.by:
            written += [one for one in limit.bounds if one.parameter == bound.parameter]
    for rule in model.rules:
        if rule.id == bound.by:
            proposed = (*rule.proposals, *inside(rule.proposals))
            written += [
                one.arguments[bound.parameter]
                for one in proposed
                if one.kind == bound.kind and bound.parameter in one.arguments
            ]
    for one in written:
        end = one.at_least if is_floor else one.at_most
        if end is not None:
            yield end


def as_proposed(model: Model, account: Account, making: Making, parameter: str) -> tuple[Plain | None, str]:
    """What the proposals say of a parameter together, before any limit; of a time limit, the fact it runs from too."""
    said = [(one.values.get(parameter), one.after) for one in making.proposed]
    known = [(value, after) for value, after in said if value is not None]
    if not known:
        return None, ""
    combine = model.kinds[making.kind].parameters[parameter].combine
    counted = parameter == WITHIN or any(isinstance(value, TimeLimit) for value, _ in known)
    if combine != "soonest" or not counted:
        return combined_value(combine, [value for value, _ in known]), ""
    start = start_of_deadlines(model, account.values, account.as_of)

    def place(limit: tuple[Plain, str]) -> tuple[Any, ...]:
        value, after = limit
        begin: Any = account.values[after] if after else start
        return *sooner(model, begin)(value), after

    return min(known, key=place)
