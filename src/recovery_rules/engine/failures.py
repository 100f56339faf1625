"""Which rules have a test that is not true, fact by fact: the columns of the trace that say why not.

In one cell of a column the same tests always fail, so each cell's answer is found once, when first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.types import Plain
from recovery_rules.model.conditions import Leaf, Test, leaves
from recovery_rules.model.ruleset import Model


@frozen
class Tested:
    """A fact, or an expression by its words, and the leaves that test it with the numbers of their rules."""

    name: str
    column: Column | None  # None for a set, whose tests may look at several members
    leaves: tuple[tuple[int, Leaf], ...]
    found: dict[int, tuple[str, ...]]  # by cell


class Failures:
    """Finds them for one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        self._ids = [rule.id for rule in model.rules]
        self._cells: dict[str, list[tuple[int, CellSet]]] = {}

    @cached_property
    def tested(self) -> list[Tested]:
        """Everything that rules test, in the order of the facts; found when the first trace asks."""
        grouped: dict[str, list[tuple[int, Leaf]]] = {name: [] for name in (*self._model.facts, *self._model.derived)}
        for number, rule in enumerate(self._model.rules):
            for leaf in leaves(rule.when):
                grouped.setdefault(leaf.fact if isinstance(leaf, Test) else leaf.text, []).append((number, leaf))
        return [Tested(name, self._column(found), tuple(found), {}) for name, found in grouped.items() if found]

    def of(self, values: Mapping[str, Plain | None]) -> dict[str, tuple[str, ...]]:
        """For each thing tested, the rules with a test on it that is not true; left out where there are none."""
        found = {}
        for tested in self.tested:
            column = tested.column
            rules = self._failing(tested, values) if column is None else self.in_cell(tested, values[column.fact])
            if rules:
                found[tested.name] = rules
        return found

    def in_cell(self, tested: Tested, value: Plain | None) -> tuple[str, ...]:
        """The rules with a test on one fact that is not true of a value, known for the value's whole cell."""
        assert tested.column is not None
        cell = tested.column.cell_of(value)
        known = tested.found.get(cell)
        if known is None:
            failing = dict.fromkeys(number for number, accepted in self._accepted(tested) if not accepted >> cell & 1)
            known = tested.found[cell] = tuple(self._ids[number] for number in failing)
        return known

    def _accepted(self, tested: Tested) -> list[tuple[int, CellSet]]:
        """For each leaf the number of its rule and the cells in which it is true; found for all cells together."""
        accepted = self._cells.get(tested.name)
        if accepted is None:
            column = tested.column
            assert column is not None
            accepted = [
                (number, column.where_true(leaf.test)) for number, leaf in tested.leaves if isinstance(leaf, Test)
            ]
            self._cells[tested.name] = accepted
        return accepted

    def _failing(self, tested: Tested, values: Mapping[str, Plain | None]) -> tuple[str, ...]:
        numbers = {number: None for number, leaf in tested.leaves if truth(leaf, values) is not True}
        return tuple(self._ids[number] for number in numbers)

    def _column(self, found: list[tuple[int, Leaf]]) -> Column | None:
        numbers = {self._shape.clauses.column_of(leaf) for _, leaf in found if isinstance(leaf, Test)}
        if len(numbers) != 1 or None in numbers or any(not isinstance(leaf, Test) for _, leaf in found):
            return None
        (number,) = numbers
        assert number is not None
        return self._shape.columns[number]
