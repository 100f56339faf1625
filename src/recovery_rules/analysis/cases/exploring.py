"""Exploring: many cases of a ruleset, each found by changing one fact of an earlier one, or by a search for its target.

In: targets. Out: a pool of valid cases with what they reach. Nothing is drawn at random: the pool is always the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from attrs import frozen

from recovery_rules.analysis.cases.aligning import Aligning
from recovery_rules.analysis.cases.fitting import Fitting
from recovery_rules.analysis.cases.plainer import Plainer
from recovery_rules.analysis.cases.targets import Targets
from recovery_rules.analysis.cases.values import bare_case, ordinary
from recovery_rules.analysis.compared import compared_by
from recovery_rules.analysis.coverage.measuring import Measuring
from recovery_rules.analysis.coverage.recording import PointSet, Values
from recovery_rules.cells.index import bits
from recovery_rules.cells.witness import Witnesses
from recovery_rules.engine.decider import Decider
from recovery_rules.language.types import Plain
from recovery_rules.trace.questions.candidates import Candidates

MOST_CASES: Final = 60_000  # looked at
_MOST_NEAR: Final = 4  # cases around which one target is looked for
_MOST_SEARCHED: Final = 40  # targets that are searched for one by one
_FIRST_OF: Final = {"fired": "matched", "bound": "applied"}


@frozen
class Found:
    """A valid case, and the targets that it reaches."""

    case: Values
    reached: PointSet


class Exploring:
    """Explores one ruleset.

    Args:
        decider: decides its cases.
        measuring: measures them.
        targets: what they have to reach.
        most: how many cases are looked at.
    """

    def __init__(self, decider: Decider, measuring: Measuring, targets: Targets, most: int = MOST_CASES) -> None:
        self._model = decider.model
        self._measuring = measuring
        self._targets = targets
        self._most = self._left = most
        self._progress: Callable[[str], None] = lambda _: None
        self._candidates = Candidates(
            self._model, measuring.shape, dict.fromkeys(compared_by(self._model, measuring.shape))
        )
        self._spare = {name: ordinary(fact) for name, fact in self._model.facts.items()}
        self.fitting = Fitting(decider, self._spare)
        self._plainer = Plainer(self._model.facts, self.fitting, targets)
        self._aligning = Aligning(self._model, measuring.shape)
        self._witnesses = Witnesses(self._model, measuring.shape, measuring.ground.cases)
        self._edges = targets.edge_values()
        self.pool: dict[tuple[Plain | None, ...], Found] = {}
        self._waiting: deque[Found] = deque()
        self._explored: set[int] = set()
        self._seen: PointSet = 0

    def explore(self, progress: Callable[[str], None]) -> None:
        """Fills the pool."""
        self._progress = progress
        self._start()
        self._widen()
        if self._left > 0:
            self._look_nearby()
            self._search()

    def _start(self) -> None:
        bare = bare_case(self._model.facts)
        if self._add(bare) is None:
            found = self._witnesses.find({}, reading=self._model.facts) or self._aligning.aligned(bare)
            self._plainly(found, 0)

    def _add(self, values: Values) -> Found | None:
        """Puts a case into the pool, made valid where that takes only facts that come or go."""
        self._left -= 1
        case = self.fitting.fitted({name: values.get(name) for name in self._model.facts})
        if case is None:
            return None
        key = tuple(case.values())
        found = self.pool.get(key)
        if found is None:
            found = self.pool[key] = Found(case, self._targets.reached(case))
            if found.reached & ~self._seen:
                self._seen |= found.reached
                self._waiting.append(found)
        return found

    def _widen(self) -> None:
        """Around each case that was the first to reach something, all that differ in one fact."""
        while self._waiting and self._left > 0:
            self._look_around(self._waiting.popleft())

    def _look_around(self, found: Found) -> None:
        if id(found) in self._explored:
            return
        self._explored.add(id(found))
        left = (self._targets.everything & ~self._seen).bit_count()
        self._progress(f"cases of {left} places that none reaches so far, {self._most - self._left:,} looked at")
        for name, value in self._changes(found.case):
            if self._left <= 0:
                return
            self._add({**found.case, name: value})

    def _changes(self, case: Values) -> Iterator[tuple[str, Plain | None]]:
        for name in self._model.facts:
            tried = [*self._edges.get(name, ()), *self._candidates.of(name, case)]
            for value in dict.fromkeys(tried):
                if value != case[name]:
                    yield name, value

    def _missing(self) -> list[int]:
        """The targets that nothing reaches so far and that may be possible."""
        left = self._targets.everything & ~self._seen
        return [number for number in bits(left) if not self._targets.is_impossible(number)]

    def _look_nearby(self) -> None:
        """Around some cases that come near: the rule matches, the limit applies, and more is needed."""
        places = {(point.owner, point.side): number for number, point in enumerate(self._targets.points)}
        for number in self._missing():
            if number >= len(self._targets.points) or self._left <= 0 or self._seen >> number & 1:
                continue
            point = self._targets.points[number]
            near = places.get((point.owner, _FIRST_OF.get(point.side, "")))  # type: ignore[arg-type]  # a side, or none
            if near is not None:
                self._around(found for found in [*self.pool.values()] if found.reached >> near & 1)

    def _around(self, cases: Iterable[Found]) -> None:
        for place, found in enumerate(cases):
            if place == _MOST_NEAR:
                break
            self._look_around(found)
        self._widen()

    def _search(self) -> None:
        """Searches for cases of what is missing, one target after the other."""
        for number in self._missing()[:_MOST_SEARCHED]:
            for values in self._searched(number):
                if self._seen >> number & 1 or self._left <= 0:
                    break
                found = self._plainly(values, 1 << number)
                if found is not None:
                    self._look_around(found)
                    self._widen()

    def _searched(self, number: int) -> Iterator[Values | None]:
        """Cases that are looked for because they would reach one target."""
        near = next((found.case for found in self.pool.values()), bare_case(self._model.facts))
        edge = self._targets.edge(number)
        if edge is not None:
            yield self._aligning.aligned({**near, edge.fact: edge.value}, kept=[edge.fact])
            return
        for clause in self._targets.points[number].where or ():
            found = self._witnesses.find(clause, reading=self._model.facts)
            yield found or self._aligning.aligned({**near}, clause)

    def _plainly(self, values: Values | None, wanted: PointSet) -> Found | None:
        """A case that was found, in the pool with only the facts that what it was looked for takes."""
        if values is None:
            return None
        case = self.fitting.fitted({name: values[name] for name in self._model.facts})
        if case is None:
            return None
        return self._add(self._plainer.plain(case, wanted & self._targets.reached(case)))
