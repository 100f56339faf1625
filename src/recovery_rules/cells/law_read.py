"""What a limit of law reads and a file over it replaces (RR523, a warning), so that the limit may come to less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from recovery_rules.cells.cases import facts_of, inputs
from recovery_rules.language.expressions import Apply, Constant, Expression, facts_read
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, WORKING_HOURS, TimeLimit
from recovery_rules.model.expressions import expressions_in
from recovery_rules.source.printable import quote

if TYPE_CHECKING:
    from recovery_rules.model.rules import Limit
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.replaced import Replacement

_COUNTED_BY: Final = {  # the keys of the head by which so many of a unit, and operations, are counted
    CALENDAR_DAYS: ("zone",),
    WORKING_DAYS: ("calendar", "zone", "working_day_ends"),
    WORKING_HOURS: ("calendar", "zone"),
    MONTHS: ("month_end", "zone"),
    "months": ("month_end",),
    "day": ("zone",),
    "working_day": ("calendar",),
    "working_days": ("calendar",),
}


def warn_of_law_read(model: Model, replaced: Iterable[Replacement], problems: Problems) -> None:
    """Warn of each replacement that a limit of law in a file below reads, with the first such limit."""
    read = [
        (limit, _read_by(limit, model)) for limit in model.limits if limit.level == "law" and limit.span is not None
    ]
    for one in replaced:
        reading = [limit for limit, names in read if one.name in names and limit.span and limit.span.file in one.below]
        if reading:
            problems.add(
                "RR523",
                f"{quote(one.name)} takes the place of {one.before.file}:{one.before.line}, and the limit "
                f"{quote(reading[0].id)} of law reads it",
                one.span,
                label="leave it to the law, or say in the head why the law allows it: `allow: {RR523: ...}`",
            )


def _read_by(limit: Limit, model: Model) -> frozenset[str]:
    """The parameters, derived facts and keys of the head on which a limit depends."""
    expressions = list(expressions_in(limit))
    waiting = [*facts_of(limit.when), *(name for one in expressions for name in facts_read(one))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        derived = model.derived.get(name)
        if derived is not None and name not in found:
            found.add(name)
            waiting += inputs(derived)
            expressions += expressions_in(derived)
    return frozenset({*found, *(key for one in expressions for key in _keys_of(one)), *_clock_of(limit, model)})


def _keys_of(expression: Expression) -> Iterator[str]:
    match expression:
        case Constant(value=TimeLimit(unit=unit)):
            yield from _COUNTED_BY[unit]
        case Apply(operation="counted", detail=unit, arguments=arguments):
            yield from _COUNTED_BY[unit]
            yield from (key for one in arguments for key in _keys_of(one))
        case Apply(operation=operation, arguments=arguments):
            yield from _COUNTED_BY.get(operation, ())
            yield from (key for one in arguments for key in _keys_of(one))
        case _:
            return


def _clock_of(limit: Limit, model: Model) -> Iterator[str]:
    """The clock, where a time limit that the limit says runs from it."""
    if not limit.kind or (limit.owed is not None and limit.owed.after):
        return
    said = {*(bound.parameter for bound in limit.bounds), *(() if limit.owed is None else limit.owed.arguments)}
    if not said.isdisjoint(model.kinds[limit.kind].time_limits):
        yield "clock"
