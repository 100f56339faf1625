"""Which of two real time limits is the shorter: of one unit that of fewer, else the one that ends sooner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.engine.account import Account
from recovery_rules.engine.outcome import Action
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model


class UntoldError(Exception):
    """It is not known which of two time limits is the shorter."""


@frozen
class Limited:
    """A real decision whose time limits are compared with those of another one."""

    account: Account
    model: Model
    measures: Sequence[Measure]


@frozen
class _Run:
    """A time limit: its unit, the fact from which it runs, the time or day told there, whether its end is known."""

    unit: str
    fact: str
    start: object
    ends: bool


def comparable(*sides: Limited) -> tuple[Decided, ...]:
    """Decisions in the form of formulas, with time limits that compare as they should.

    They are compared by when they end, unless all run from one fact and are of one unit: then fewer are shorter,
    wherever they begin.

    Raises:
        UntoldError: it is not known when some of them end, or they run from different times that one fact tells.
    """
    found = {run for side in sides for measure in side.measures for run in _runs(side, measure)}
    if len({(run.unit, run.fact) for run in found}) <= 1:
        return tuple(decided_by(side.account.actions, side.model) for side in sides)
    if not all(run.ends for run in found) or len({(run.fact, run.start) for run in found}) > len(
        {run.fact for run in found}
    ):
        raise UntoldError
    parameter = sides[0].measures[0].parameter
    return tuple(decided_by(side.account.actions, side.model, by_ends=parameter) for side in sides)


def _runs(side: Limited, measure: Measure) -> Iterator[_Run]:
    """What a measure compares of the time limits of a decision; nothing where it is about something else."""
    kind = side.model.kinds[measure.kind]
    if not measure.parameter or not kind.parameters[measure.parameter].is_deadline:
        return
    for one in _actions(side.account):
        if one.kind == measure.kind and not one.held and one.values.get(measure.parameter) is not None:
            limit = one.values[measure.parameter]
            fact = one.after or side.model.clock
            start = side.account.values.get(fact, side.account.as_of)
            first = next((name for name in kind.time_limits if name in one.values), "")
            ends = one.due is not None and measure.parameter == first
            yield _Run(limit.unit if isinstance(limit, TimeLimit) else "", fact, start, ends)


def _actions(account: Account) -> Iterator[Action]:
    for one in account.actions:
        yield one
        for bundle in one.options:
            yield from bundle
