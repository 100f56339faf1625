"""Proof that every table of facts gives a value in every case (RR303), the unknown cells included.

`collect` with a sum or count is total as it is: over no row it gives 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.cases import read_by
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.cells.wording import Example
from recovery_rules.model.facts import DerivedTable

if TYPE_CHECKING:
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.source.diagnostics import Problems

_MEND = "add a row for it, or a last row for all the rest: `- {gives: ...}`"


def prove_totality(ground: Ground, problems: Problems) -> None:
    """Report tables of facts that leave out a case."""
    for derived in ground.model.derived.values():
        if isinstance(derived, DerivedTable) and not derived.partial and derived.aggregation not in {"sum", "count"}:
            _prove(ground, problems, derived)


def _prove(ground: Ground, problems: Problems, table: DerivedTable) -> None:
    try:
        example = _first_gap(ground, table)
    except TooManyCellsError:
        problems.add(
            "RR304",
            f"`{table.name}` has too many combinations to see that some row always matches",
            table.span,
            label="add a last row for all the rest: `- {gives: ...}`",
        )
        return
    if example is None:
        return
    if example.is_real:
        problems.add("RR303", f"`{table.name}` has no row for {example.words}", table.span, notes=(_MEND,))
    else:
        problems.add("RR303", f"`{table.name}` may lack a row", table.span, notes=(example.note, _MEND))


def _first_gap(ground: Ground, table: DerivedTable) -> Example | None:
    """A case that no row accepts, as far as can be told; None where the rows leave none."""
    clauses = [clause for row in ground.shape.rows[table.name] for clause in row]
    columns = ground.shape.columns
    tested = {number for clause in clauses for number in clause}
    in_order = [number for number in _by_table(ground, table) if number in tested]
    everything = {number: columns[number].everything for number in [*in_order, *sorted(tested - set(in_order))]}
    for gap in gaps(ClauseIndex(columns, clauses), within=everything):
        example = ground.example(gap, first=_columns_in_words(ground, table, gap))
        if example is not None:
            return example
    return None


def _by_table(ground: Ground, table: DerivedTable) -> list[int]:
    """The columns of the cells in the order of the table's columns."""
    place = {fact: number for number, fact in enumerate(table.columns)}
    numbers = [number for number, column in enumerate(ground.shape.columns) if column.fact in place]
    return sorted(numbers, key=lambda number: place[ground.shape.columns[number].fact])


def _columns_in_words(ground: Ground, table: DerivedTable, gap: Clause) -> list[str]:
    """The facts of the table's own columns that the gap is about."""
    read = read_by(gap, ground.shape)
    return [fact for fact in table.columns if fact in read]
