"""Whether `otherwise` ever speaks: in no case where some rule or limit always proposes something that nothing strikes.

Which of several rules is picked or overrides the others makes no difference: one of them proposes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from recovery_rules.analysis.tables.gaps import LeftOut
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.model.actions import Proposal
from recovery_rules.trace.kinds import kinds_proposed


def otherwise_never_speaks(ground: Ground, is_impossible: Callable[[Clause], bool]) -> bool:
    """Whether it is proved that in every case a rule or a limit proposes something.

    Args:
        ground: the ruleset.
        is_impossible: whether surely no case lies in a region.
    """
    index = ClauseIndex(ground.shape.columns, _proposing(ground))
    try:
        return not LeftOut(index, is_impossible=is_impossible).is_something()
    except TooManyCellsError:
        return False


def _proposing(ground: Ground) -> Iterator[Clause]:
    """Where rules and limits propose what nothing strikes."""
    model, shape = ground.model, ground.shape
    struck = frozenset[str]().union(*(limit.forbids for limit in model.limits))

    def stays(proposals: Iterable[Proposal]) -> bool:
        return any(kinds_proposed([one]).isdisjoint(struck) for one in proposals)

    unsure = {rule.table for rule in model.rules if rule.table and not stays(rule.proposals)}  # another row may win
    for number, rule in enumerate(model.rules):
        if rule.table not in unsure and number not in ground.inexact and stays(rule.proposals):
            yield from ground.matching[number]
    for limit, clauses in zip(model.limits, shape.limits, strict=True):
        if limit.owed is not None and stays([limit.owed]):
            yield from clauses
