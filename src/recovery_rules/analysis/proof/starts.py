"""Time limits of two cases that run from different facts: which is the longer does not tell which ends later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recovery_rules.analysis.formula.actions import Action
from recovery_rules.analysis.formula.encoding import Encoding, proposals_of
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import added, less
from recovery_rules.analysis.formula.values import UNKNOWN, same
from recovery_rules.analysis.proof.measures import seen
from recovery_rules.analysis.proof.statements import Renamed
from recovery_rules.model.properties import Monotone
from recovery_rules.model.ruleset import Model


def may_end_otherwise(statement: Monotone, encoding: Encoding, rename: Callable[[Any], Any]) -> Formula:
    """Whether of limits that run from different facts one ends where it may not, or it is not known when it does."""
    measure, model = statement.of[0], encoding.model
    if measure.parameter not in model.kinds[measure.kind].time_limits:
        return False
    given = [*seen(encoding.decided, measure)]
    found: list[Formula] = []
    for there, one in given:
        for it, mine in given:
            other = Renamed(rename).action(mine)
            sooner, later = (one, other) if statement.never == "rises" else (other, one)
            elsewhere = contrary(same(one.after, other.after))
            found.append(both(there, rename(it), elsewhere, _may_end_later(sooner, later, measure.parameter, model)))
    return disjunction(found)


def _may_end_later(sooner: Action, later: Action, parameter: str, model: Model) -> Formula:
    limits = [one.values.get(parameter, UNKNOWN) for one in (sooner, later)]
    said = both(*(one.known for one in limits))
    if not _run_from_times(model):
        return said
    starts = sooner.trigger, later.trigger
    ends = (added(start.content, limit.content) for start, limit in zip(starts, limits, strict=True))
    return both(said, either(*(contrary(one.known) for one in starts), less(*ends)))


def _run_from_times(model: Model) -> bool:
    """Whether all time limits run from times, none from a day."""
    starts = {model.clock, *(one.after for one in proposals_of(model))} - {""}
    return all(model.type_of(one).kind == "datetime" for one in starts)
