"""Recording: which points one case reaches.

In: the admitted facts of a case. Out: its points. Rules and limits are looked up once for each mask of matching
conditions, amounts are settled for each case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from recovery_rules.analysis.coverage.branches import taken_in
from recovery_rules.analysis.coverage.points import End, Points
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.account import Bounding
from recovery_rules.engine.arrangement import Arrangement, arrange
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.outcome import all_in
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.engine.settlement import Settlement, settle
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.types import Plain
from recovery_rules.model.ruleset import Model

Values: TypeAlias = Mapping[str, Plain | None]
PointSet: TypeAlias = int


@frozen
class _Matched:
    arrangement: Arrangement
    points: PointSet


class Recorder:
    """Records the cases of one ruleset.

    Args:
        decider: decides them.
        shape: the cells.
        points: what they can reach.
    """

    def __init__(self, decider: Decider, shape: Shape, points: Points) -> None:
        self._decider = decider
        self._model: Model = decider.model
        self._shape = shape
        self._points = points
        self._matched: dict[int, _Matched] = {}
        self._tables = [name for name in self._model.derived if name in decider.matcher.bits.rows]
        self._limits = frozenset(limit.id for limit in self._model.limits)
        self._in_cell = [self._points_in_cells(number) for number in range(len(shape.columns))]
        self._across = [one for one in points.tested if one.column is None]

    def reached(self, admitted: Values, start: datetime | None = None) -> PointSet:
        """The points that a case reaches.

        Args:
            admitted: every given fact, None where it is unknown; `admit` has let them pass.
            start: the time from which time limits run.
        """
        matcher = self._decider.matcher
        mask, found, rows = matcher.plain(admitted)
        values = {**admitted, **dict(zip(matcher.names, found, strict=True))}
        matched = self._matched.get(mask)
        if matched is None:
            matched = self._matched[mask] = self._match(mask)
        settled = settle(self._model, self._decider.plan, matched.arrangement, found, start)
        reached = matched.points | self._of_rows(rows) | self._of_settled(settled)
        for number, column in enumerate(self._shape.columns):
            expression = column.expression
            value = values[column.fact] if expression is None else evaluate(expression, values)
            reached |= self._in_cell[number][column.cell_of(value)]
        for one in self._across:
            point = one.if_true if truth(one.leaf, values) is True else one.otherwise
            assert point is not None
            reached |= 1 << point
        for branching in self._points.branching:
            if branching.where is None or reached >> branching.where & 1:
                for test, holds in taken_in(branching.expression, values):
                    reached |= 1 << branching.points[test][not holds]
        return reached

    def _match(self, mask: int) -> _Matched:
        picked, applying = self._decider.picker.picked(mask), self._decider.picker.limits(mask)
        arranged = arrange(self._model, self._decider.plan, picked.rules, applying)
        by_name = self._points.by_name
        struck = {limit for _, _, limit in arranged.struck} | {refused.by for refused in arranged.refused}
        points = [by_name[rule, "matched"] for rule in picked.matched]
        points += [by_name[self._model.limits[number].id, "applied"] for number in applying]
        points += [by_name[limit, "bound"] for limit in struck & self._limits]
        return _Matched(arranged, _set_of(points))

    def _of_rows(self, rows: tuple[tuple[int, ...], ...]) -> PointSet:
        found = zip(self._tables, rows, strict=True)
        return _set_of(self._points.rows[table][row] for table, numbers in found for row in numbers)

    def _of_settled(self, settled: Settlement) -> PointSet:
        by_name = self._points.by_name
        fired = [by_name[by, "fired"] for by in settled.fired if (by, "fired") in by_name]
        giving = self._limits & set(settled.fired)  # what a limit owes and gives is as it says: it binds
        binding = {bound.by for bound in settled.bounds if bound.binds}
        idle = {one.by for one in settled.bounds if not one.binds and not self._gives(one, giving)} & self._limits
        binding |= {refused.by for refused in settled.refused} | set(settled.fired)
        binding |= {limit for action in settled.actions for one in all_in(action) for limit in one.held}
        bound = [by_name[limit, "bound"] for limit in binding & self._limits]
        ends = [
            self._points.ends[end][not (one.binds or self._gives(one, giving))]
            for one in settled.bounds
            if (end := _end_of(one)) in self._points.ends
        ]
        ends += [bound for end, (bound, _) in self._points.ends.items() if end.by in giving and end.gives]
        return _set_of([*fired, *bound, *ends, *(by_name[limit, "did not bind"] for limit in idle)])

    def _gives(self, bound: Bounding, giving: AbstractSet[str]) -> bool:
        """Whether a bound is what a limit gives that owes it."""
        is_deadline = self._model.kinds[bound.kind].parameters[bound.parameter].is_deadline
        return bound.by in giving and bound.stage.endswith("cap" if is_deadline else "floor")

    def _points_in_cells(self, number: int) -> list[PointSet]:
        """For each cell of a column its own point, and those of the tests that are then true or not."""
        column = self._shape.columns[number]
        found = [0 if point is None else 1 << point for point in self._points.cells[number]]
        for one in self._points.tested:
            if one.column != number:
                continue
            accepted = 1 << 1 if column.kind == "truth" else column.where_true(one.leaf.test)  # type: ignore[union-attr]
            for cell in range(column.size):
                point = one.if_true if accepted >> cell & 1 else one.otherwise
                found[cell] |= 0 if point is None else 1 << point
        return found


def _end_of(bound: Bounding) -> End:
    stage = bound.stage
    return End(bound.by, bound.kind, bound.parameter, stage.startswith("proposal"), stage.endswith("floor"))


def _set_of(points: Iterable[int]) -> PointSet:
    found = 0
    for point in points:
        found |= 1 << point
    return found
