"""The boolean expressions that a clause decides, wherever they are known."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.known import Knowledge
from recovery_rules.cells.shape import Shape, expression_of
from recovery_rules.language.expressions import Expression
from recovery_rules.model.ruleset import Model


def decided(model: Model, shape: Shape, clause: Clause, knowledge: Knowledge) -> Iterator[tuple[Expression, bool]]:
    """The boolean expressions that are true, and those that are false, in every case of a clause.

    Args:
        model: the ruleset.
        shape: its cells.
        clause: what each case satisfies.
        knowledge: what is known wherever the clause holds.
    """
    for number, cells in clause.items():
        column = shape.columns[number]
        expression, truth = expression_of(column, model), column.only_truth(cells)
        if expression is None or truth is None:
            continue
        if not cells & column.unknown or not knowledge.unknown_in(expression):
            yield expression, truth
    for one, when in zip(model.admissions, shape.admitting, strict=True):
        if knowledge.implies(when):  # where `must` is not false though unknown, so is each of its comparisons
            yield one.must, True
