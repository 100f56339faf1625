"""Which of the bounds in an account belong to one parameter of one action.

An account lists them in the order in which they were applied, without naming the action: two refunds, or a refund and
one inside a choice, are told apart by the value with which their series of bounds begins, and by the limits in it,
which may be about actions in one form only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.engine.reference.proposing import combined_value
from recovery_rules.engine.reference.scheduling import start_of_deadlines
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import WITHIN
from recovery_rules.trace.kinds import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recovery_rules.engine.account import Account, Bounding, Stage
    from recovery_rules.language.expressions import Expression
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Argument, Bound
    from recovery_rules.model.ruleset import Model
    from recovery_rules.trace.slots import Slot

_ORDER: Final[Mapping[Stage, int]] = {
    "proposal floor": 0,
    "proposal cap": 0,
    "house floor": 1,
    "house cap": 2,
    "law floor": 3,
    "law cap": 4,
    "rounding": 5,
}


def own_bounds(account: Account, slot: Slot, parameter: str, rules: Iterable[str]) -> list[Bounding]:
    """The bounds that some rules set on their own proposals."""
    behind = frozenset(rules)
    return [
        bound
        for bound in account.bounds
        if not _ORDER[bound.stage] and bound.kind == slot.kind and bound.parameter == parameter and bound.by in behind
    ]


def limit_bounds(model: Model, account: Account, slot: Slot, parameter: str) -> list[Bounding]:
    """The floors and caps of limits on one parameter of the slot's action, and the rounding."""
    start, _ = as_proposed(model, account, slot, parameter)
    runs = [run for run in _runs(account, slot.kind, parameter) if run[0].before == start]
    return _run_of(model, runs, slot.kind, slot.proposals[0].values)


def bounds_written(account: Account, by: str, kind: str, parameter: str, argument: Argument) -> Iterator[Bounding]:
    """The bounds that a rule sets on one value of its own, told apart from others by what they come to."""
    value = None if argument.value is None else evaluate(argument.value, account.values)
    ends: tuple[tuple[Stage, Expression | None], ...] = (
        ("proposal floor", argument.at_least),
        ("proposal cap", argument.at_most),
    )
    for stage, end in ends:
        sought = (kind, parameter, stage, by, None if end is None else evaluate(end, account.values), value)
        for bound in account.bounds:
            if (bound.kind, bound.parameter, bound.stage, bound.by, bound.bound, bound.before) == sought:
                value = bound.after
                yield bound
                break


def limit_bounds_between(
    model: Model, account: Account, kind: str, parameter: str, start: Plain | None, ended: Mapping[str, Plain]
) -> list[Bounding]:
    """Those of limits on an action that stands inside another: from a value to that with which it `ended`."""
    runs = [
        run for run in _runs(account, kind, parameter) if run[0].before == start and run[-1].after == ended[parameter]
    ]
    return _run_of(model, runs, kind, ended)


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


def _run_of(
    model: Model, runs: Iterable[list[Bounding]], kind: str, values: Mapping[str, Plain | None]
) -> list[Bounding]:
    """Of some runs that of an action with these values: without the limits about others, with all that are about it."""
    others = {limit.id for limit in model.limits if not limit.is_about(kind, values)}
    return max((run for run in runs if others.isdisjoint(bound.by for bound in run)), key=len, default=[])


def as_proposed(model: Model, account: Account, slot: Slot, parameter: str) -> tuple[Plain | None, str]:
    """What the proposals say of a parameter together, before any limit; of a time limit, the fact it runs from too."""
    said = [(one.values.get(parameter), one.after) for one in slot.proposals]
    known = [(value, after) for value, after in said if value is not None]
    if not known:
        return None, ""
    combine = model.kinds[slot.kind].parameters[parameter].combine
    counted = parameter == WITHIN or any(isinstance(value, TimeLimit) for value, _ in known)
    if combine != "soonest" or not counted:
        return combined_value(combine, [value for value, _ in known]), ""
    start = start_of_deadlines(model, account.values, account.as_of)

    def place(limit: tuple[Plain, str]) -> tuple[Any, ...]:
        value, after = limit
        begin: Any = account.values[after] if after else start
        return *sooner(model, begin)(value), after

    return min(known, key=place)


def _runs(account: Account, kind: str, parameter: str) -> list[list[Bounding]]:
    """The bounds of one parameter of each action of a kind; a new run begins where the stages begin anew."""
    runs: list[list[Bounding]] = []
    for bound in account.bounds:
        if bound.kind != kind or bound.parameter != parameter or not _ORDER[bound.stage]:
            continue
        last = runs[-1][-1] if runs else None
        if last is None or _begins_anew(runs[-1], bound):
            runs.append([bound])
        else:
            runs[-1].append(bound)
    return runs


def _begins_anew(run: list[Bounding], bound: Bounding) -> bool:
    last = run[-1]
    seen = any((one.stage, one.by) == (bound.stage, bound.by) for one in run)
    return seen or _ORDER[bound.stage] < _ORDER[last.stage] or bound.before != last.after
