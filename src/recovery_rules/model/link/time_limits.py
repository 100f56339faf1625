"""What time limits need of the head: a calendar, a zone, business hours, the rule for the ends of months.

In: a linked ruleset. Out: problems, where a limit is counted in a way that the file does not settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recovery_rules.language.calendar_use import uses_calendar
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, WORKED, WORKING_DAYS, WORKING_HOURS, TimeLimit
from recovery_rules.language.times import HEAD
from recovery_rules.model.actions import Proposal
from recovery_rules.model.expressions import expressions_of
from recovery_rules.model.facts import DerivedValue
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote

_NEEDS = {
    CALENDAR_DAYS: ("zone",),
    WORKING_DAYS: ("calendar", "zone"),
    WORKING_HOURS: ("calendar", "zone"),
    MONTHS: ("month_end", "zone"),
}


def check_time_limits(model: Model, problems: Problems) -> bool:
    """Report limits for which the head lacks something, each once for each place; whether any needs business hours."""
    told: set[object] = set()
    hours = False
    for constant in limits_in(model):
        limit = constant.value
        if not isinstance(limit, TimeLimit) or constant.span in told:
            continue
        told.add(constant.span)
        hours = hours or needs_hours(model, limit)
        for key in _NEEDS[limit.unit]:
            if not getattr(model, key):
                problems.add("RR271", f"{quote(str(limit))} needs a `{key}`", constant.span, label=f"add {HEAD[key]}")
                break
        else:
            if needs_hours(model, limit) and not model.awaits_calendar and not _hours(model):
                message = f"{quote(str(limit))} needs the hours that a working day has"
                label = "add `hours: 09:00 to 17:00` to the `calendar`"
                problems.add("RR271", message, constant.span, label=label)
    return hours


def counts_working_days(model: Model) -> bool:
    """Whether a case can depend on a calendar."""
    given = any(fact.type.kind == "time_limit" for fact in model.facts.values())
    limits = (constant.value for constant in limits_in(model))
    in_limits = any(isinstance(one, TimeLimit) and one.unit in WORKED for one in limits)
    return given or in_limits or any(map(uses_calendar, expressions_of(model)))


def needs_hours(model: Model, limit: TimeLimit) -> bool:
    """Whether the end of a limit depends on business hours."""
    closes = model.working_day_ends == "close_of_business"
    return limit.unit == WORKING_HOURS or (limit.unit == WORKING_DAYS and closes)


def limits_in(model: Model) -> Iterator[Constant]:
    """The time limits of a ruleset that are no elapsed time."""
    for derived in model.derived.values():
        if derived.type.kind == "time_limit":
            given = [derived.value] if isinstance(derived, DerivedValue) else [row.gives for row in derived.rows]
            yield from _among(given)
    for limit in model.limits:
        yield from _among(end for bound in limit.bounds for end in (bound.at_least, bound.at_most))
    proposals = [proposal for rule in model.rules for proposal in rule.proposals]
    proposals += [*model.otherwise, *(limit.owed for limit in model.limits if limit.owed is not None)]
    for proposal in proposals:
        yield from _in_proposal(proposal)


def _in_proposal(proposal: Proposal) -> Iterator[Constant]:
    for argument in proposal.arguments.values():
        yield from _among((argument.value, argument.at_least, argument.at_most))
        for inner in argument.nested:
            yield from _in_proposal(inner)
    for bundle in proposal.options:
        for inner in bundle:
            yield from _in_proposal(inner)


def _among(expressions: Iterable[Expression | None]) -> Iterator[Constant]:
    for one in expressions:
        if isinstance(one, Constant) and isinstance(one.value, TimeLimit):
            yield one
        elif isinstance(one, Apply):
            yield from _among(one.arguments)


def _hours(model: Model) -> bool:
    return model.calendar is not None and model.calendar.hours is not None
