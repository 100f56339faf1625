"""Which tables of facts are looked at row by row, each row only where it matches.

That is sharper than to take a row wherever the whole clause holds, and dearer: rows read tables of facts, the rows of
which read others. So it is done only so deep and for so many rows; rows that match in the same cases are looked at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import define, evolve, field

from recovery_rules.cells.clauses import Clause
from recovery_rules.model.facts import DerivedTable

Part = TypeVar("Part")

_MOST_WITHIN_ROWS = 500  # rows within rows, below one clause


@define
class _Shared(Generic[Part]):
    """What a clause shares with all rows within it: how many more may be looked at, and what was found out."""

    left: int = _MOST_WITHIN_ROWS
    parts: dict[tuple[int, frozenset[tuple[int, int]]], Part] = field(factory=dict)


@define
class Narrowing(Generic[Part]):
    """The rows of tables of facts within one clause.

    Attributes:
        deepest: how many tables of facts within tables of facts.
        most_rows: of one table; None where any number will do.
    """

    deepest: int
    most_rows: int | None = None
    _depth: int = 0  # how many rows the clause already stands for
    _shared: _Shared[Part] = field(factory=_Shared[Part])
    _covered: dict[str, bool] = field(factory=dict)

    def covers(self, table: DerivedTable) -> bool:
        """Whether the rows of a table are looked at one by one; always the same answer for one table."""
        if table.name not in self._covered:
            self._covered[table.name] = self._takes(len(table.rows))
        return self._covered[table.name]

    def part(self, clause: Clause, make: Callable[[Narrowing[Part]], Part]) -> Part:
        """What is found out about one row, made only once for a clause; `make` gets the narrowing within it."""
        key = self._depth, frozenset(clause.items())
        if key not in self._shared.parts:
            self._shared.parts[key] = make(evolve(self, depth=self._depth + 1, covered={}))
        return self._shared.parts[key]

    def _takes(self, rows: int) -> bool:
        if self._depth == self.deepest or (self.most_rows is not None and rows > self.most_rows):
            return False
        if self._depth == 0:
            return True
        if rows > self._shared.left:
            return False
        self._shared.left -= rows
        return True
