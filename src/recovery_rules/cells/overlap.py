"""Proof of hit policies: `unique` (no two rows match together, RR301), `any` (those that do give the same, RR302)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells import meaning
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.index import ClauseIndex, Mask, bits, mask_of
from recovery_rules.cells.wording import Example, line_of
from recovery_rules.model.facts import DerivedTable
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.cells.ground import Ground
    from recovery_rules.cells.meaning import Meaning
    from recovery_rules.model.rules import ActionTable
    from recovery_rules.source.diagnostics import Problems

MOST_REPORTED = 5  # rows of one table


@frozen
class Row:
    """A row of a table of facts or of actions, as far as overlaps go."""

    number: int
    clauses: tuple[Clause, ...]
    gives: Meaning
    span: Span | None


@frozen
class Overlap:
    """Two rows, an earlier and a later one, and a case in which both match."""

    earlier: Row
    later: Row
    example: Example


def prove_hit_policies(ground: Ground, problems: Problems) -> None:
    """Report rows of `unique` and `any` tables that break their hit policy."""
    for derived in ground.model.derived.values():
        if isinstance(derived, DerivedTable) and derived.hit in {"unique", "any"}:
            _report(ground, problems, derived.name, derived.hit, _rows_of_facts(ground, derived))
    for table in ground.model.tables.values():
        if table.hit in {"unique", "any"}:
            _report(ground, problems, table.id, table.hit, _rows_of_actions(ground, table))


def _rows_of_facts(ground: Ground, table: DerivedTable) -> list[Row]:
    rows = zip(table.rows, ground.shape.rows[table.name], strict=True)
    return [Row(row.number, clauses, row.gives, row.span) for row, clauses in rows]


def _rows_of_actions(ground: Ground, table: ActionTable) -> list[Row]:
    rows = []
    for name in table.rows:
        number = ground.rule_numbers[name]
        rule = ground.model.rules[number]
        gives = frozenset(map(meaning.of_proposal, rule.proposals))
        rows.append(Row(rule.row, ground.matching[number], gives, rule.span))
    return rows


def overlaps(ground: Ground, rows: Sequence[Row], *, may_agree: bool) -> Iterator[Overlap]:
    """The rows with which an earlier one can match, at most once each; of rows that agree, at choice, nothing."""
    pairs = [(row, clause) for row in rows for clause in row.clauses]
    index = ClauseIndex(ground.shape.columns, [clause for _, clause in pairs])
    excused = _excused(pairs, may_agree=may_agree)
    reported = None
    for position, (row, clause) in enumerate(pairs):
        if row is reported:
            continue
        candidates = index.meeting(clause) & (1 << position) - 1
        for other in bits(candidates & ~excused[row.gives if may_agree else row.number]):
            earlier, earlier_clause = pairs[other]
            both = meet(clause, earlier_clause)
            assert both is not None
            example = ground.example(both)
            if example is not None:
                yield Overlap(earlier, row, example)
                reported = row
                break


def _excused(pairs: Sequence[tuple[Row, Clause]], *, may_agree: bool) -> dict[Meaning, Mask]:
    """For each row, or for each meaning, the clauses that it may meet: its own, or those of rows that agree."""
    positions: dict[Meaning, list[int]] = {}
    for position, (row, _) in enumerate(pairs):
        positions.setdefault(row.gives if may_agree else row.number, []).append(position)
    return {key: mask_of(found) for key, found in positions.items()}


def _report(ground: Ground, problems: Problems, name: str, hit: str, rows: Sequence[Row]) -> None:
    for overlap in itertools.islice(overlaps(ground, rows, may_agree=hit == "any"), MOST_REPORTED):
        earlier, later, example = overlap.earlier, overlap.later, overlap.example
        how = "can" if example.is_real else "may"
        problems.add(
            "RR301" if hit == "unique" else "RR302",
            f"rows {earlier.number} and {later.number} of `{name}` {how} {_BREAKS[hit]}",
            later.span,
            label=f"row {earlier.number}{line_of(earlier.span)} matches too",
            notes=(example.note, _MENDS[hit]),
        )


_BREAKS = {"unique": "match together", "any": "match together and give different values"}
_MENDS = {
    "unique": "in a `unique` table at most one row may match: narrow one of them, or write `hit: first`",
    "any": "in an `any` table rows that match together must give the same: change one, or write `hit: first`",
}
