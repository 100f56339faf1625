"""What some cases reach of a ruleset, as data and in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from recovery_rules.analysis.coverage.points import PARTS, Part, Point
from recovery_rules.source.span import Span


@frozen
class Covered:
    """A point, and what came of it.

    Attributes:
        point: what there is to reach.
        count: how many cases reach it.
        first: the name of the first of them; empty where there is none.
        impossible: whether it is proved that no case reaches it, so that it does not count.
    """

    point: Point
    count: int
    first: str = ""
    impossible: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether a case may reach it, and none of these did."""
        return not self.count and not self.impossible


@frozen
class Tally:
    """How many points there are of one part, or of all: reached, to be reached, and proved impossible."""

    reached: int
    total: int
    impossible: int

    @property
    def share(self) -> Fraction:
        """What is reached of what can be, from 0 to 1; of nothing, all."""
        return Fraction(self.reached, self.total) if self.total else Fraction(1)

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down: 100 means everything."""
        return int(self.share * 100)


@frozen
class Coverage:
    """What some cases reach of a ruleset.

    Attributes:
        ruleset: the id of the ruleset.
        version: its version.
        digest: its digest.
        cases: the names of the cases.
        found: every point, in the order of the ruleset.
    """

    ruleset: str
    version: str
    digest: str
    cases: tuple[str, ...]
    found: tuple[Covered, ...]

    def tally(self, part: Part | None = None) -> Tally:
        """The numbers of one part, `rules`, `rows`, `conditions`, `limits` or `cells`; without a part, of all."""
        meant = [one for one in self.found if part in {None, one.point.part}]
        impossible = sum(one.impossible for one in meant)
        return Tally(sum(one.count > 0 for one in meant), len(meant) - impossible, impossible)

    @property
    def percent(self) -> int:
        """How much of everything is reached, in whole percent, rounded down: 100 means everything."""
        return self.tally().percent

    @property
    def missing(self) -> tuple[Point, ...]:
        """The points that no case reaches, those left out that are proved impossible."""
        return tuple(one.point for one in self.found if one.is_missing)

    def missing_of(self, part: Part) -> tuple[Point, ...]:
        """What is missing of one part, less what follows: a rule that never matched has never fired."""
        points = [point for point in self.missing if point.part == part]
        idle = {point.owner for point in points if point.side in _FIRST}
        return tuple(point for point in points if point.owner not in idle or point.side not in _SECOND)

    def __str__(self) -> str:
        """A line a part, then what is missing."""
        lines = [f"{self.percent} % of {self.ruleset} reached by {_counted(len(self.cases))}"]
        for part in PARTS:
            tally = self.tally(part)
            if tally.total:
                lines.append(f"  {part}: {tally.reached} of {tally.total}")
        told = (f"  {point.never}" for part in PARTS for point in self.missing_of(part))
        return "\n".join([*lines, *(["not reached:"] if self.missing else []), *told])

    def as_data(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return {
            "ruleset": {"id": self.ruleset, "version": self.version, "digest": self.digest},
            "cases": list(self.cases),
            "percent": self.percent,
            "parts": {part: _tally_as_data(self.tally(part)) for part in PARTS},
            "points": list(self._points_as_data()),
        }

    def _points_as_data(self) -> Iterator[dict[str, Any]]:
        for one in self.found:
            point = one.point
            yield {
                "part": point.part,
                "owner": point.owner,
                "what": point.what,
                "side": point.side,
                "cases": one.count,
                "first": one.first or None,
                "impossible": one.impossible,
                "at": _place(point.span),
            }


_FIRST = frozenset({"matched", "applied"})
_SECOND = frozenset({"fired", "bound", "did not bind"})


def _tally_as_data(tally: Tally) -> dict[str, int]:
    return {
        "reached": tally.reached,
        "total": tally.total,
        "impossible": tally.impossible,
        "percent": tally.percent,
    }


def _place(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"file": span.file, "line": span.line, "column": span.column}


def _counted(cases: int) -> str:
    return f"{cases} case{'' if cases == 1 else 's'}"
