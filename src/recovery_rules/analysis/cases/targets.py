"""Targets: what suggested cases have to reach together.

The points of coverage, and beside each constant that conditions compare a given fact with, the very next values;
those and the constant itself where the test of an `if` compares with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from recovery_rules.analysis.cases.values import edges
from recovery_rules.analysis.coverage.measuring import Measuring
from recovery_rules.analysis.coverage.points import Side
from recovery_rules.analysis.coverage.recording import PointSet, Values
from recovery_rules.cells.index import bits
from recovery_rules.cells.wording import value_in_words
from recovery_rules.language.rationals import Number
from recovery_rules.language.types import Plain
from recovery_rules.trace.questions.candidates import SOME_TIME
from recovery_rules.trace.questions.comparisons import comparisons_of
from recovery_rules.trace.questions.differences import compared_in
from recovery_rules.trace.questions.turning import Turning

_RANKS: Final[tuple[Side, ...]] = (
    *("fired", "bound", "gave its value", "reached", "did not bind", "true", "not true", "matched", "applied"),
)


@frozen
class Edge:
    """A value of a given fact at or next to a constant, and the point of the cell that it lies in, if it has cells."""

    fact: str
    value: Number
    words: str
    cell: int | None

    def __str__(self) -> str:
        """`delay: 2 h 1 min`."""
        return f"{self.fact}: {self.words}"


class Targets:
    """The targets of one ruleset; they are numbered like points, edges behind them.

    Args:
        measuring: measures its cases.
    """

    def __init__(self, measuring: Measuring) -> None:
        self._measuring = measuring
        self.points = measuring.points.all
        self.edges = self._found()
        self.everything: PointSet = (1 << len(self.points) + len(self.edges)) - 1
        self._of_fact: dict[str, dict[Plain | None, PointSet]] = {}
        for number, edge in enumerate(self.edges, len(self.points)):
            self._of_fact.setdefault(edge.fact, {})[edge.value] = 1 << number

    def reached(self, case: Values) -> PointSet:
        """The targets that a valid case reaches."""
        clock = self._measuring.model.clock
        start = case[clock] if clock else None
        found = self._measuring.recorder.reached(case, start)  # type: ignore[arg-type]  # the clock is a time
        for fact, wanted in self._of_fact.items():
            found |= wanted.get(case[fact], 0)
        return found

    def edge_values(self) -> Mapping[str, tuple[Number, ...]]:
        """For each given fact the values that some target asks for."""
        found: dict[str, tuple[Number, ...]] = {}
        for edge in self.edges:
            found[edge.fact] = (*found.get(edge.fact, ()), edge.value)
        return found

    def edge(self, number: int) -> Edge | None:
        """The edge of a number; None where it is a point's."""
        place = number - len(self.points)
        return self.edges[place] if place >= 0 else None

    def says(self, number: int) -> str:
        """A target in words."""
        count = len(self.points)
        return str(self.points[number] if number < count else self.edges[number - count])

    def in_order(self, reached: PointSet) -> list[int]:
        """Some targets, those first that say most of a case: what fired and bound, then rows, values, the rest."""
        return sorted(bits(reached), key=lambda number: (self._rank(number), number))

    def _rank(self, number: int) -> int:
        if number >= len(self.points):
            return _RANKS.index("reached")
        return _RANKS.index(self.points[number].side)

    def is_impossible(self, number: int) -> bool:
        """Whether it is proved that no case reaches a target."""
        count = len(self.points)
        point = number if number < count else self.edges[number - count].cell
        return point is not None and self._measuring.is_impossible(point)

    def _found(self) -> tuple[Edge, ...]:
        """What lies beside the constants that conditions compare with, and at and beside those of tests of `if`."""
        found: dict[tuple[str, Number], Edge] = {}
        model, shape = self._measuring.model, self._measuring.shape
        cut = {column.fact: number for number, column in enumerate(shape.columns) if column.kind == "quantity"}
        tests = (test for one in self._measuring.points.branching for test in one.points)
        compared = dict.fromkeys(difference for test in tests for difference in compared_in(test))
        turning = Turning(model, shape, compared, SOME_TIME)
        for name, whole in comparisons_of(model, shape).columns.items():
            number = cut.get(name)
            cuts = () if number is None else shape.columns[number].cuts
            column = evolve(whole, cuts=tuple(sorted(turning.points_alone(name).union(cuts))))
            for _, value in edges(column):
                if value in cuts:  # a constant itself is a cell of its own
                    continue
                point = None
                if number is not None:
                    point = self._measuring.points.cells[number][shape.columns[number].cell_of(value)]
                words = value_in_words(value, column.type)
                found.setdefault((name, value), Edge(name, value, words, point))
        return tuple(found.values())
