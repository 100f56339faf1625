"""From a mask that durable-rules gave to the decision that follows, with everything that led to it."""

from __future__ import annotations

from recovery_rules.cells.columns import CellSet
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.account import Account
from recovery_rules.engine.admission import Admitted
from recovery_rules.engine.bits import Bits
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.durable.network import Network, networks_of
from recovery_rules.language.evaluate import evaluate
from recovery_rules.model.facts import DerivedTable


def networks_for(shape: Shape, bits: Bits) -> tuple[Network, ...]:
    """What decides: rules with their excuses, limits, and rows of tables of facts; not what admits a case."""
    admitting = sum(bits.needed.values()) + sum(bits.violated)
    every = [column.everything for column in shape.columns]
    return networks_of(
        (bit, {column: _filled(cells, every[column]) for column, cells in clause.items()})
        for bit, clause in bits.clauses
        if not admitting >> bit & 1
    )


def _filled(cells: CellSet, every: CellSet) -> CellSet:
    """Some cells with those between them in which no case lies, so that there are fewer gaps to tell."""
    between = (1 << cells.bit_length()) - (cells & -cells)
    return cells | between & ~every


def cells_of(shape: Shape, account: Account) -> list[int]:
    """In which cell of each column the case of an account lies."""
    return [
        column.cell_of(
            account.values[column.fact] if column.expression is None else evaluate(column.expression, account.values)
        )
        for column in shape.columns
    ]


def account_by(decider: Decider, mask: int, known: Account) -> Account:
    """The account of a case for which the clauses of a mask hold.

    Args:
        decider: settles it.
        mask: the clauses.
        known: an account of the same case, for the values of its facts.
    """
    given = {name: known.values[name] for name in decider.model.facts}
    values = tuple(known.values[name] for name in decider.matcher.names)
    rows = tuple(
        _rows(table, decider.matcher.bits, mask)
        for table in decider.model.derived.values()
        if isinstance(table, DerivedTable)
    )
    return decider.account_of(Admitted(given, known.how, known.as_of), mask, values, rows, known.role)


def _rows(table: DerivedTable, bits: Bits, mask: int) -> tuple[int, ...]:
    """The numbers of the rows that give the value of a table of facts."""
    matching = [row for bit, row in bits.rows[table.name] if mask >> bit & 1]
    counting = sorted(set(matching)) if table.hit == "collect" else matching[:1]
    return tuple(table.rows[row].number for row in counting)
