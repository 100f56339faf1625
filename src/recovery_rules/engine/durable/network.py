"""Networks: the clauses of a ruleset as rules for durable-rules.

A clause accepts some cells of some columns. The rule for it has nothing but comparisons of one field with one whole
number, all of which must hold: the first and the last accepted cell, and each cell between them that is not accepted.
There is no `or`, which would fire twice, and no join, which can crash.

durable-rules fails where a network is large, so clauses are spread over several. At most 64 rules may match a case,
fewer than 256 may have the same condition, and about 1,100 may be in one network: all of that holds where a network
has no more than 64 rules. With 512 distinct comparisons of one field it never ends, so these are counted.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import CellSet
from recovery_rules.cells.index import bits

MOST_RULES: Final = 64  # in a network
MOST_COMPARISONS: Final = 400  # of one field in a network
_MOST_HOLES: Final = 100  # between the accepted cells of one field of a rule

Operator: TypeAlias = Literal["=", ">=", "<=", "!="]
Comparison: TypeAlias = tuple[int, Operator, int]  # the column, and the cell that its field is compared with
Rule: TypeAlias = tuple[int, tuple[Comparison, ...]]  # the bit of its clause, and what must hold
Network: TypeAlias = tuple[Rule, ...]


def networks_of(clauses: Iterable[tuple[int, Clause]]) -> tuple[Network, ...]:
    """The clauses, each with its bit, as rules in as many networks as are needed.

    A clause may become several rules with the same bit, of which more than one may match.

    Example:
        >>> networks_of([(7, {0: 0b0110, 2: 0b1})])
        (((7, ((0, '>=', 1), (0, '<=', 2), (2, '=', 0))),),)
    """
    found: list[list[Rule]] = []
    seen: set[Comparison] = set()
    for bit, clause in clauses:
        for rule in _rules_of(bit, clause):
            wider = seen.union(rule[1])
            if not found or len(found[-1]) == MOST_RULES or _most_in_a_field(wider) > MOST_COMPARISONS:
                found.append([])
                wider = set(rule[1])
            found[-1].append(rule)
            seen = wider
    return tuple(map(tuple, found))


def _most_in_a_field(comparisons: set[Comparison]) -> int:
    counts: dict[int, int] = {}
    for column, _, _ in comparisons:
        counts[column] = counts.get(column, 0) + 1
    return max(counts.values(), default=0)


def _rules_of(bit: int, clause: Clause) -> Iterator[Rule]:
    choices = [[_comparisons(column, part) for part in _parts(cells)] for column, cells in sorted(clause.items())]
    for chosen in itertools.product(*choices):
        yield bit, tuple(itertools.chain.from_iterable(chosen))


def _parts(cells: CellSet) -> Iterator[CellSet]:
    """A set of cells, cut where it would need too many comparisons."""
    part, last, holes = 0, -1, 0
    for cell in bits(cells):
        holes += cell - last - 1 if part else 0
        if holes > _MOST_HOLES:
            yield part
            part, holes = 0, 0
        part |= 1 << cell
        last = cell
    yield part


def _comparisons(column: int, cells: CellSet) -> tuple[Comparison, ...]:
    first, last = (cells & -cells).bit_length() - 1, cells.bit_length() - 1
    if first == last:
        return ((column, "=", first),)
    holes = (cell for cell in range(first, last) if not cells >> cell & 1)
    return ((column, ">=", first), (column, "<=", last), *((column, "!=", cell) for cell in holes))
