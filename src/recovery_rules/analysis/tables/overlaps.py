"""All pairs of clauses that accept a common cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.index import ClauseIndex, bits


def overlapping_pairs(columns: Sequence[Column], clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """The positions of clauses that share a cell in every column: the earlier first, in order."""
    index = ClauseIndex(columns, clauses)
    for later, clause in enumerate(clauses):
        for earlier in bits(index.meeting(clause) & (1 << later) - 1):
            yield earlier, later
