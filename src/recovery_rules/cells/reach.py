"""Rules and rows that no case reaches (RR502, a warning)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.index import ClauseIndex, bits
from recovery_rules.cells.wording import line_of
from recovery_rules.model.facts import DerivedTable, FactRow
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.cells.ground import Ground
    from recovery_rules.source.diagnostics import Problems


@frozen
class Candidate:
    """A rule, or a row of a table of facts: its name in a message, its clauses, and where it stands."""

    name: str
    clauses: tuple[Clause, ...]
    span: Span | None


def warn_of_unreached(ground: Ground, problems: Problems) -> None:
    """Warn of rules that never match, and of rows that always lose to one row before them."""
    rules = [
        Candidate(f"`{rule.id}`", clauses, rule.span)
        for rule, clauses in zip(ground.model.rules, ground.matching, strict=True)
    ]
    for rule, when, candidate in zip(ground.model.rules, ground.shape.rules, rules, strict=True):
        if not _is_possible(ground, candidate):
            excused = rule.unless and any(not ground.possible.excludes(clause) for clause in when)
            why = "its `unless` always excuses" if excused else "no case satisfies its conditions"
            problems.add("RR502", f"no case reaches rule {candidate.name}: {why}", candidate.span)
    for table in ground.model.tables.values():
        if table.hit in {"first", "priority"}:
            _warn_of_shadowed(ground, problems, "rule ", [rules[ground.rule_numbers[row]] for row in table.ranked])
    for derived in ground.model.derived.values():
        if isinstance(derived, DerivedTable):
            _warn_of_rows(ground, problems, derived)


def _warn_of_rows(ground: Ground, problems: Problems, table: DerivedTable) -> None:
    rows = [
        Candidate(_name(table, row), clauses, row.span)
        for row, clauses in zip(table.rows, ground.shape.rows[table.name], strict=True)
    ]
    for row in rows:
        if not _is_possible(ground, row):
            problems.add("RR502", f"no case reaches {row.name}: {_why_not(table)}", row.span)
    if table.hit == "first":
        _warn_of_shadowed(ground, problems, "", rows)


def _name(table: DerivedTable, row: FactRow) -> str:
    if row.since is None:
        return f"row {row.number} of `{table.name}`"
    return f"the value of `{table.name}` from {date.fromordinal(row.since)} on"


def _why_not(table: DerivedTable) -> str:
    """Why no case reaches a row, or a value that counts from some day on."""
    if table.rows[0].since is None:
        return "no case satisfies its conditions"
    return f"no value of `{table.columns[0]}` lies in the days in which it counts"


def _is_possible(ground: Ground, candidate: Candidate) -> bool:
    return any(not ground.possible.excludes(clause) for clause in candidate.clauses)


def _warn_of_shadowed(ground: Ground, problems: Problems, what: str, rows: Sequence[Candidate]) -> None:
    for shadowed, winner in _shadowed(ground, rows):
        problems.add(
            "RR502",
            f"no case reaches {what}{shadowed.name}: {winner.name}{line_of(winner.span)} always wins before it",
            shadowed.span,
        )


def _shadowed(ground: Ground, rows: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """The rows each clause of which one clause of some row before it covers, with the first row that covers one."""
    pairs = [(place, clause) for place, row in enumerate(rows) for clause in row.clauses]
    index = ClauseIndex(ground.shape.columns, [clause for _, clause in pairs])
    earlier = 0  # clauses of the rows before
    for row in rows:
        covering = [index.covering(clause, (1 << earlier) - 1) for clause in row.clauses]
        if covering and all(covering):
            yield row, rows[pairs[next(bits(covering[0]))][0]]
        earlier += len(row.clauses)
