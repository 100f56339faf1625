"""Bits: one for each clause of everything that is conditional, in one integer.

The first rule has the highest bit, so `int.bit_length` finds the first of several matching rules. Below the rules
stand their further alternatives and excuses, then limits, then the conditions of admission, then the rows of
tables of facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.shape import Shape
from recovery_rules.model.facts import DerivedTable
from recovery_rules.model.ruleset import Model


@frozen
class Bits:
    """Which bit stands for what; a *mask* is an integer with several of them.

    Attributes:
        clauses: (bit, clause) for all of them; every other bit is never set.
        size: the number of bits.
        order: the rules, as numbers in the model, from the highest bit down; rows of one table stand together,
            in the order in which its hit policy prefers them.
        shift: how many bits lie below the rules.
        alternatives: for a bit below the rules, the rule's own bit that it sets too.
        excuses: for a bit below the rules, the rule's own bit that it clears, and the number of the `unless`.
        limits: for each limit the mask of its alternatives.
        needed: for each fact with `needed`, the mask of that condition's alternatives.
        violated: for each admission, the mask of the alternatives of its violation.
        rows: for each derived table: (bit, row) from the highest bit down, preferred rows first.
    """

    clauses: Sequence[tuple[int, Clause]]
    size: int
    order: Sequence[int]
    shift: int
    alternatives: Mapping[int, int]
    excuses: Mapping[int, tuple[int, int]]
    limits: Sequence[int]
    needed: Mapping[str, int]
    violated: Sequence[int]
    rows: Mapping[str, Sequence[tuple[int, int]]]


def lay_out(model: Model, shape: Shape) -> Bits:
    """Gives every clause of a model its bit."""
    order = _order(model)
    lower: list[Clause] = []  # from the top, below the rules
    total = len(order) + _count_below_rules(shape)

    def bit_of(clause: Clause) -> int:
        lower.append(clause)
        return total - len(order) - len(lower)

    def mask_of(clauses: Sequence[Clause]) -> int:
        return sum(1 << bit_of(clause) for clause in clauses)

    clauses: list[tuple[int, Clause]] = []
    own_bit = {rule: total - 1 - place for place, rule in enumerate(order)}
    alternatives: dict[int, int] = {}
    excuses: dict[int, tuple[int, int]] = {}
    for rule in order:
        first, *further = shape.rules[rule] or (None,)
        if first is not None:
            clauses.append((own_bit[rule], first))
        for clause in further:
            alternatives[bit_of(clause)] = own_bit[rule]
        for number, excuse in enumerate(shape.unless[rule], 1):
            for clause in excuse:
                excuses[bit_of(clause)] = (own_bit[rule], number)
    limits = [mask_of(found) for found in shape.limits]
    needed = {name: mask_of(found) for name, found in shape.needed.items()}
    violated = [mask_of(found) for found in shape.violated]
    rows = {
        name: [(bit_of(clause), row) for row in _preference(model, name) for clause in shape.rows[name][row]]
        for name in shape.rows
    }
    top = total - len(order)
    clauses += [(top - 1 - place, clause) for place, clause in enumerate(lower)]
    return Bits(clauses, total, order, top, alternatives, excuses, limits, needed, violated, rows)


def _order(model: Model) -> list[int]:
    """Rules in model order, but each table's rows in the order of its preference."""
    number = {rule.id: place for place, rule in enumerate(model.rules)}
    preferred = {
        row: number[ranked]
        for table in model.tables.values()
        for row, ranked in zip(table.rows, table.ranked, strict=True)
    }
    return [preferred.get(rule.id, place) for place, rule in enumerate(model.rules)]


def _preference(model: Model, name: str) -> list[int]:
    """The rows of a table of facts, counted from 0, as its hit policy prefers them."""
    table = model.derived[name]
    assert isinstance(table, DerivedTable)
    rows = list(range(len(table.rows)))
    if table.hit != "priority":
        return rows
    rank = {value: place for place, value in enumerate(table.order)}
    return sorted(rows, key=lambda row: rank[table.rows[row].gives.value])  # type: ignore[union-attr]


def _count_below_rules(shape: Shape) -> int:
    groups = [
        *(found[1:] for found in shape.rules),
        *(excuse for rule in shape.unless for excuse in rule),
        *shape.limits,
        *shape.needed.values(),
        *shape.violated,
        *(row for rows in shape.rows.values() for row in rows),
    ]
    return sum(map(len, groups))


def masks_of(bits: Bits, sizes: Sequence[int]) -> list[list[int]]:
    """For each column, told by its number of cells, the mask of the clauses that accept each cell.

    A clause names few columns of possibly many, so clauses are walked once, not once for each column.
    """
    everyone = 0
    tested: list[list[tuple[int, int]]] = [[] for _ in sizes]
    for bit, clause in bits.clauses:
        everyone |= 1 << bit
        for column, accepted in clause.items():
            tested[column].append((bit, accepted))
    return [_masks_of_column(everyone, tests, cells) for tests, cells in zip(tested, sizes, strict=True)]


def _masks_of_column(accepting: int, tests: Sequence[tuple[int, int]], cells: int) -> list[int]:
    within = (1 << cells) - 1
    changes: list[list[int]] = [[] for _ in range(cells)]  # bits whose acceptance differs from the cell before
    for bit, accepted in tests:
        if not accepted & 1:
            accepting ^= 1 << bit
        turns = (accepted ^ accepted << 1) & within & ~1
        while turns:
            cell = turns.bit_length() - 1
            turns ^= 1 << cell
            changes[cell].append(bit)
    found = [accepting]
    for turned in changes[1:]:
        for bit in turned:
            accepting ^= 1 << bit
        found.append(accepting)
    return found
