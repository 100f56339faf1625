"""Points: everything of a ruleset that a case can reach or leave aside, one by one.

`collecting` finds them in the order of the file. A set of points is an `int` with bit i for point i.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.analysis.coverage.branches import Branching
from recovery_rules.cells.clauses import Clause
from recovery_rules.model.conditions import Leaf
from recovery_rules.source.span import Span

Part: TypeAlias = Literal["rules", "rows", "conditions", "limits", "cells"]
Side: TypeAlias = Literal[
    "matched", "fired", "gave its value", "true", "not true", "applied", "bound", "did not bind", "reached"
]
PARTS: tuple[Part, ...] = ("rules", "rows", "conditions", "limits", "cells")
OTHERWISE = "otherwise"
_MISSING: dict[Side, str] = {
    "not true": "no case in which it is not true",
    "did not bind": "no case in which it changes nothing",
}


@frozen
class Point:
    """One thing that a case can reach.

    Attributes:
        part: the sort of thing.
        owner: the rule, row, limit, fact or admission that it belongs to, or the tested thing that is cut into cells.
        what: the words of a condition, or the cell; empty where the owner says it all.
        side: what has to happen to it.
        span: where it stands.
        where: what a case must satisfy to reach it, as far as cells say; None where they do not.
    """

    part: Part
    owner: str
    what: str
    side: Side
    span: Span | None = field(default=None, eq=False)
    where: tuple[Clause, ...] | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        """The point in one line."""
        if self.part == "cells":
            return f"{self.owner}: {self.what}"
        return f"{self.owner}: {self.what} {self.side}" if self.what else f"{self.owner} {self.side}"

    @property
    def never(self) -> str:
        """What is to be said of it where no case reaches it."""
        if self.part == "cells":
            return str(self)
        told = _MISSING.get(self.side) or f"never {self.side}"
        return f"{self.owner}: {self.what}, {told}" if self.what else f"{self.owner}: {told}"


@frozen
class TestedLeaf:
    """A leaf of a condition and its two points; None for a side that no cell has."""

    leaf: Leaf
    column: int | None  # None where it looks at several members of a set
    if_true: int | None
    otherwise: int | None


@frozen
class End:
    """A floor or a cap: who sets it, a limit for itself or a proposal for its own, on which parameter of which kind."""

    by: str
    kind: str
    parameter: str
    is_own: bool
    is_floor: bool
    gives: bool = field(default=False, eq=False)  # whether what the limit owes has it from there


@frozen
class Points:
    """The points of one ruleset, and where the recorder finds them.

    Attributes:
        all: the points.
        by_name: the point of (owner, side) for rules, rows and limits.
        rows: the points of the rows of each table of facts.
        tested: the leaves.
        ends: the two points of each floor and cap: it bound, and it did not. A limit with one alone is told as a whole.
        branching: the expressions with an `if`.
        cells: for each column the point of each cell; None where no value lies in it.
    """

    all: tuple[Point, ...]
    by_name: dict[tuple[str, Side], int]
    rows: dict[str, dict[int, int]]
    tested: tuple[TestedLeaf, ...]
    ends: dict[End, tuple[int, int]]
    branching: tuple[Branching, ...]
    cells: tuple[tuple[int | None, ...], ...]
