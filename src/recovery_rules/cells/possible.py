"""Clauses that no case satisfies, although no cell says so: columns depend on each other.

`needed`, sets, derived facts, expressions and admissions tie columns together. Only sure answers count: a clause
that is not excluded here may still be impossible.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from recovery_rules.cells.cases import facts_of
from recovery_rules.cells.clauses import meet
from recovery_rules.cells.index import bits
from recovery_rules.cells.region import Region
from recovery_rules.language.expressions import facts_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import CellSet, Column
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model

_MOST_PIECES = 256


class Possible:
    """Tells clauses that no valid case satisfies.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        admitted = frozenset[str]().union(*(facts_of(one.when) | facts_read(one.must) for one in model.admissions))
        self._tied = frozenset(
            number
            for number, column in enumerate(shape.columns)
            if column.fact not in model.facts
            or column.fact in admitted
            or column.fact in shape.needed
            or column.kind in {"membership", "presence"}
        )

    def excludes(self, clause: Clause) -> bool:
        """Whether surely no valid case satisfies a clause."""
        if self._tied.isdisjoint(clause):
            return False
        region = Region(self._model, self._shape, clause)
        return any(self._is_refuted(region, number) for number in clause) or self._is_refused(region)

    def excludes_piecewise(self, clause: Clause) -> bool:
        """As `excludes`, cell by cell: slower, and sharper where a clause accepts cells that lie apart."""
        return all(map(self.excludes, _pieces(clause)))

    @functools.cached_property
    def _anywhere(self) -> Region:
        """What is true in all cases: all that is known elsewhere, where a clause is about one column."""
        return Region(self._model, self._shape, {})

    def _is_refuted(self, region: Region, number: int) -> bool:
        """Whether what is known of other columns leaves no cell of this one."""
        column = self._shape.columns[number]
        cells = region.clause[number]
        if column.fact in self._shape.needed and self._breaks_needed(region, column, cells):
            return True
        if cells == column.unknown and column.fact in region.knowledge.forced:
            return True
        if column.expression is None and column.fact not in self._model.derived:
            return False
        rest = {other: seen for other, seen in region.clause.items() if other != number}
        elsewhere = Region(self._model, self._shape, rest) if rest else self._anywhere
        if column.expression is not None:
            known = sum(1 << int(truth) for truth in elsewhere.truths(column.expression))
            may_be_unknown = bool(elsewhere.knowledge.unknown_in(column.expression))
        else:
            known = elsewhere.cells_given_by(self._model.derived[column.fact], column)
            may_be_unknown = not elsewhere.knowledge.knows(column.fact)
        return not cells & (known | (column.unknown if may_be_unknown else 0))

    def _breaks_needed(self, region: Region, column: Column, cells: CellSet) -> bool:
        """Whether a fact is unknown though it is needed, or known though it is not."""
        needed = self._shape.needed[column.fact]
        if cells == column.unknown:
            return region.knowledge.implies(needed)
        return not cells & column.unknown and all(meet(region.clause, one) is None for one in needed)

    def _is_refused(self, region: Region) -> bool:
        """Whether an admission refuses every case of the region."""
        return any(
            region.knowledge.implies(when)
            and not region.knowledge.unknown_in(one.must)
            and True not in region.truths(one.must)
            for one, when in zip(self._model.admissions, self._shape.admitting, strict=True)
        )


def _pieces(clause: Clause) -> Iterator[Clause]:
    """A clause cut into single cells, in as many columns as makes no more than `_MOST_PIECES`."""
    choices: dict[int, list[CellSet]] = {}
    count = 1
    for number, cells in sorted(clause.items(), key=lambda item: item[1].bit_count()):
        count *= cells.bit_count()
        choices[number] = [cells] if count > _MOST_PIECES else [1 << cell for cell in bits(cells)]
    for chosen in itertools.product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))
