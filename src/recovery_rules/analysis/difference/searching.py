"""The search of one part: in which ways decisions differ there, and the box around all cases that differ in one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from recovery_rules.analysis.difference.boxes import Box, Edge, Side, edges_of, inside, outside
from recovery_rules.analysis.difference.differing import Differing
from recovery_rules.analysis.difference.pair import Pair
from recovery_rules.analysis.difference.parts import Part
from recovery_rules.analysis.difference.showing import Showing, Shown, Way
from recovery_rules.analysis.formula.logic import Formula, both, contrary, z3
from recovery_rules.cells.columns import CellSet

_MOST_TRIES: Final = 5  # solutions that differ in one way and that the engine does not confirm
_MOST_DOUBTS: Final = 40  # ways in which they do


class NoAnswerError(Exception):
    """The solver does not know."""


class Search:
    """Looks for what differs in one part.

    Args:
        pair: the rulesets.
        part: the part.
        showing: decides cases.
        budget: how many steps the solver takes for one question.
    """

    def __init__(self, pair: Pair, part: Part, showing: Showing, budget: int) -> None:
        self._doubts = Counter[Way]()
        self._showing = showing
        self._differing = Differing(pair, part, budget)
        self._edges = edges_of(part.models, pair.old.variables)
        self._in_common = pair.new.variables.keys() & pair.old.variables.keys()

    def ways(self, found: Collection[Way]) -> Iterator[Shown]:
        """A case for each way in which decisions differ here, beyond those that are found before the search goes on.

        Raises:
            NoAnswerError: the solver does not know whether there are others.
        """
        differing = self._differing
        known = set(found)
        asked = [differing.in_any_way, *(contrary(differing.in_way(way)) for way in known)]
        while len(self._doubts) < _MOST_DOUBTS:
            answer, solution = differing.ask(*asked)
            if answer == z3().unsat:
                return
            if answer == z3().unknown:
                raise NoAnswerError
            shown = self._shown(solution)
            if shown is None:
                _, told = differing.ask(*asked, differing.can_be_told())
                shown = None if told is None else self._shown(told)
                solution = solution if shown is None else told
            if shown is not None and shown.way not in known:
                known.add(shown.way)
                yield shown
            way = differing.way(solution)
            if shown is not None and shown.way == way:
                asked.append(contrary(differing.in_way(way)))
                continue
            self._doubts[way] += 1
            given_up = self._doubts[way] == _MOST_TRIES
            asked.append(contrary(differing.in_way(way) if given_up else differing.is_case(solution)))

    def is_sure(self, *, is_settled: bool) -> bool:
        """Whether the ways that were found are all.

        Args:
            is_settled: whether decisions depend on nothing but the facts, so that what was tried in vain is no case.
        """
        tries = self._doubts.values()
        return not tries or (is_settled and max(tries) < _MOST_TRIES and len(tries) < _MOST_DOUBTS)

    def box(self, way: Way) -> Box | None:
        """The box around all cases that differ in one way; None where there are none here.

        What the solver finds is decided, and so are its neighbours, cases in which one fact has a value of another
        cell: those that differ in the same way widen the box, too. So the solver is asked for few cells only.
        """
        cells = {edge.column.name: 0 for edge in self._edges}
        asked = self._differing.in_way(way)
        answer, solution = self._differing.ask(asked)
        if answer == z3().unsat:
            return None
        if solution is None:
            return {}
        self._widen(cells, way, solution, asked)
        self._reach(cells, way, self._edges)
        sides = (Side(edge, cells[edge.column.name]) for edge in self._edges)
        return {side.edge.column.name: side for side in sides if not side.is_open}

    def holds_others(self, box: Box, way: Way) -> bool:
        """Whether cases may lie in a box that do not differ in just this way."""
        answer, _ = self._differing.ask(inside(box), contrary(self._differing.in_way(way)))
        return bool(answer != z3().unsat)

    def _reach(self, cells: dict[str, CellSet], way: Way, edges: Sequence[Edge]) -> None:
        """Widen a box on some sides, until nothing lies outside there.

        Where the solver does not know, it is asked about fewer sides; of one alone, the box is too large rather than
        too small.
        """
        while left := [edge for edge in edges if edge.column.everything & ~cells[edge.column.name]]:
            asked = both(self._differing.in_way(way), outside(left, cells))
            answer, solution = self._differing.ask(asked)
            if answer == z3().unsat:
                return
            if solution is not None:
                self._widen(cells, way, solution, asked)
            elif len(left) == 1:
                cells[left[0].column.name] = left[0].column.everything
            else:
                half = len(left) // 2
                self._reach(cells, way, left[:half])
                self._reach(cells, way, left[half:])
                return

    def _widen(self, cells: dict[str, CellSet], way: Way, solution: Any, asked: Formula) -> None:
        """Widen a box by a solution of what was asked, and by those of its neighbours that the engine decides alike."""
        differing, showing = self._differing, self._showing
        if showing.way(differing.case(solution)) != way:
            solution = differing.ask(asked, differing.can_be_told())[1] or solution
        values, case = differing.values(solution), differing.case(solution)
        for edge in self._edges:
            cells[edge.column.name] |= edge.cell_of(values[edge.column.fact])
        if showing.way(case) != way:
            return
        for edge in self._edges:
            if edge.column.fact in self._in_common:
                for cell, plain in edge.others(case[edge.column.fact], cells[edge.column.name]):
                    if showing.way({**case, edge.column.fact: plain}) == way:
                        cells[edge.column.name] |= cell

    def _shown(self, solution: Any) -> Shown | None:
        return self._showing.shown(self._differing.case(solution))
