"""What time limits need of the head: a calendar, a zone, business hours, the rule for the ends of months.

In: a linked ruleset. Out: problems, where a limit is counted in a way that the file does not settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

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

Counted: TypeAlias = tuple[Constant | Apply, str]
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
    for limit, unit in limits_in(model):
        if limit.span in told:
            continue
        told.add(limit.span)
        hours = hours or needs_hours(model, unit)
        written = quote(str(limit.value)) if isinstance(limit, Constant) else f"a limit in {unit}"
        for key in _NEEDS[unit]:
            if not getattr(model, key):
                problems.add("RR271", f"{written} needs a `{key}`", limit.span, label=f"add {HEAD[key]}")
                break
        else:
            if needs_hours(model, unit) and not model.awaits_calendar and not _hours(model):
                message = f"{written} needs the hours that a working day has"
                label = "add `hours: 09:00 to 17:00` to the `calendar`"
                problems.add("RR271", message, limit.span, label=label)
    return hours


def counts_working_days(model: Model) -> bool:
    """Whether a case can depend on a calendar."""
    in_limits = any(unit in WORKED for _, unit in limits_in(model))
    return in_limits or any(map(uses_calendar, expressions_of(model)))


def needs_hours(model: Model, unit: str) -> bool:
    """Whether the end of a limit of a unit depends on business hours."""
    closes = model.working_day_ends == "close_of_business"
    return unit == WORKING_HOURS or (unit == WORKING_DAYS and closes)


def limits_in(model: Model) -> Iterator[Counted]:
    """The time limits of a ruleset that are no elapsed time, each with its unit."""
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


def _in_proposal(proposal: Proposal) -> Iterator[Counted]:
    for argument in proposal.arguments.values():
        yield from _among((argument.value, argument.at_least, argument.at_most))
        for inner in argument.nested:
            yield from _in_proposal(inner)
    for bundle in proposal.options:
        for inner in bundle:
            yield from _in_proposal(inner)


def _among(expressions: Iterable[Expression | None]) -> Iterator[Counted]:
    for one in expressions:
        match one:
            case Constant(value=TimeLimit(unit=unit)) | Apply(operation="counted", detail=unit):
                yield one, unit
            case Apply(arguments=arguments):
                yield from _among(arguments)
            case _:
                pass


def _hours(model: Model) -> bool:
    return model.calendar is not None and model.calendar.hours is not None
