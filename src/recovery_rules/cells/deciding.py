"""Which row of a table of facts decides where: of `first` tables, each row without what the rows above it take."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrs import evolve

from recovery_rules.cells.clauses import meet
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.model.facts import DerivedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import Column
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model

_MOST_ROWS = 64  # of a table; larger ones keep their rows as they are
_MOST_PIECES = 16  # that one row may fall into; else it is kept as it is


def with_deciding_rows(model: Model, shape: Shape) -> Shape:
    """A shape that holds, for each row of a table of facts, the alternatives under which its value counts.

    At times more than those: a row that would fall into many pieces stays as it is.
    """
    found = dict(shape.rows)
    for table in model.derived.values():
        if isinstance(table, DerivedTable) and table.hit == "first" and len(table.rows) <= _MOST_ROWS:
            found[table.name] = _deciding(shape.columns, shape.rows[table.name])
    return evolve(shape, rows=found)


def _deciding(columns: Sequence[Column], rows: Sequence[tuple[Clause, ...]]) -> tuple[tuple[Clause, ...], ...]:
    above: list[Clause] = []
    found = []
    for row in rows:
        found.append(tuple(piece for clause in row for piece in _without(columns, clause, above)))
        above += row
    return tuple(found)


def _without(columns: Sequence[Column], clause: Clause, others: Sequence[Clause]) -> list[Clause]:
    """The parts of a clause that none of some others accepts; all of it where there are too many."""
    tested = sorted({number for other in others for number in other})
    within = {number: clause.get(number, columns[number].everything) for number in tested}
    try:
        left = list(itertools.islice(gaps(ClauseIndex(columns, others), within=within), _MOST_PIECES + 1))
    except TooManyCellsError:
        return [clause]
    if len(left) > _MOST_PIECES:
        return [clause]
    return [both for gap in left if (both := meet(clause, gap)) is not None]
