"""Measuring: cases in, what they reach of a ruleset out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.coverage.collecting import points_of
from recovery_rules.analysis.coverage.points import OTHERWISE, Point
from recovery_rules.analysis.coverage.recording import Recorder
from recovery_rules.analysis.coverage.result import Coverage, Covered
from recovery_rules.analysis.proof.emptiness import Emptiness
from recovery_rules.analysis.speaking import otherwise_never_speaks
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.index import bits
from recovery_rules.engine.admission import admit
from recovery_rules.engine.decider import Decider

_MOST_PIECEWISE: Final = 200  # points that are looked at cell by cell


@frozen
class Given:
    """A case to be decided: a name for people, its facts, the time of deciding and the acting role."""

    name: str
    facts: Mapping[str, Any]
    as_of: datetime | None = None
    role: str | None = None


class Measuring:
    """Measures cases of one ruleset.

    Args:
        decider: decides them.
        ground: its cells, and what of them is possible.
    """

    def __init__(self, decider: Decider, ground: Ground) -> None:
        self.model = decider.model
        self.shape = ground.shape
        self.ground = ground
        self.points = points_of(self.model, self.shape, ground.matching)
        self.recorder = Recorder(decider, self.shape, self.points)
        self._impossible: dict[int, bool] = {}
        self._piecewise = 0
        self._emptiness = Emptiness(self.model, self.shape)

    def coverage(self, cases: Iterable[Given]) -> Coverage:
        """What some cases reach.

        Raises:
            FactsError: one of them is not a valid case.
        """
        names: list[str] = []
        counts = [0] * len(self.points.all)
        first = [""] * len(self.points.all)
        for case in cases:
            admitted = admit(self.model, case.facts, case.as_of, case.role)
            clock: Any = admitted.values.get(self.model.clock) if self.model.clock else None
            names.append(case.name)
            for point in bits(self.recorder.reached(admitted.values, clock or admitted.as_of)):
                counts[point] += 1
                first[point] = first[point] or case.name
        found = tuple(
            Covered(point, count, name, impossible=not count and self.is_impossible(number))
            for number, (point, count, name) in enumerate(zip(self.points.all, counts, first, strict=True))
        )
        return Coverage(self.model.id, self.model.version, self.model.digest, tuple(names), found)

    def is_impossible(self, number: int) -> bool:
        """Whether it is proved that no valid case reaches a point."""
        if number not in self._impossible:
            self._impossible[number] = self._is_excluded(self.points.all[number])
        return self._impossible[number]

    def _is_excluded(self, point: Point) -> bool:
        if (point.owner, point.side) == (OTHERWISE, "fired"):
            return otherwise_never_speaks(self.ground, self._holds_none)
        if point.where is None:
            return False
        possible = self.ground.possible
        left = [clause for clause in point.where if not possible.excludes(clause)]
        return all(map(self._holds_none, left))

    def _holds_none(self, region: Clause) -> bool:
        """Whether it is proved that no case lies in a region: cell by cell, or by a solver."""
        self._piecewise += 1
        by_cells = self._piecewise <= _MOST_PIECEWISE and self.ground.possible.excludes_piecewise(region)
        return by_cells or self._emptiness.proves(region)
