"""Where a rule stands alone: parts of its cases in which nothing matches that may, or surely does, stand in for it.

Where nothing may, a case shows soonest that the rule makes a difference. Where something surely does, it makes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from recovery_rules.analysis.outdoing import Outdoing
from recovery_rules.analysis.study import Study
from recovery_rules.analysis.tables.order import most_telling_first
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex, Mask, bits

_MOST_STEPS = 10_000  # cells looked at for one part


class Rivals:
    """Which rules may stand in for which.

    Args:
        study: the ruleset.
        kinds: what each rule proposes.
    """

    def __init__(self, study: Study, kinds: Sequence[frozenset[str]]) -> None:
        ground = study.ground
        self._matching = ground.matching
        self._kinds = kinds
        self._outdoing = Outdoing(study.model, study.decider.plan, ground.inexact)
        self._index = ClauseIndex(ground.shape.columns, (clause for clauses in self._matching for clause in clauses))
        self._own: list[Mask] = []  # the clauses of each rule
        start = 0
        for clauses in self._matching:
            self._own.append((1 << len(clauses)) - 1 << start)
            start += len(clauses)
        self._proposing: dict[str, Mask] = {}
        for own, proposed in zip(self._own, kinds, strict=True):
            for kind in proposed:
                self._proposing[kind] = self._proposing.get(kind, 0) | own
        self._before: dict[int, Mask] = {}  # of a row, those that win before it
        self._after: dict[int, Mask] = {}  # and those before which it wins
        for table in study.model.tables.values():
            if table.picks_one:
                rows = [ground.rule_numbers[row] for row in table.ranked]
                self._before |= self._summed(rows)
                self._after |= self._summed(rows[::-1])

    def parts_without(self, rule: int) -> Iterator[Clause]:
        """Parts of a rule's cases without rows that win before it; then, for each kind, without all that propose it."""
        before = self._before.get(rule, 0)
        others = ~(self._own[rule] | self._after.get(rule, 0))
        for rivals in (before, *(before | self._proposing[kind] & others for kind in sorted(self._kinds[rule]))):
            for region in self._matching[rule]:
                part = self._part_without(region, rivals)
                if part is not None:
                    yield part

    def unsettled(self, rule: int, region: Clause) -> Iterator[Clause]:
        """The parts of a region of a rule's cases in which others do not surely give as much.

        Raises:
            TooManyCellsError: they are too many. Parts that came before are right.
        """
        outdone = self._outdoing.of(rule)
        if outdone is None:
            yield region
            return
        for others in outdone:
            yield from self._parts(region, reduce(or_, (self._own[other] for other in others), 0))

    def _summed(self, rules: Sequence[int]) -> dict[int, Mask]:
        """For each rule the clauses of those that stand before it."""
        found: dict[int, Mask] = {}
        sofar = 0
        for rule in rules:
            found[rule] = sofar
            sofar |= self._own[rule]
        return found

    def _part_without(self, region: Clause, rivals: Mask) -> Clause | None:
        """A part of a region that none of some clauses accepts."""
        try:
            return next(self._parts(region, rivals), None)
        except TooManyCellsError:
            return None

    def _parts(self, region: Clause, rivals: Mask) -> Iterator[Clause]:
        index = self._index
        near = index.meeting(region) & rivals
        numbers = most_telling_first(index.columns, [index.clauses[place] for place in bits(near)])
        within = {number: region.get(number, index.columns[number].everything) for number in numbers}
        for part in gaps(index, within=within, among=near, most_steps=_MOST_STEPS):
            yield {**region, **part}
