"""Where the decisions of a ruleset may turn as one given fact changes and all others stay, whatever they are.

In: a model. Out: for each given fact the values that cut it: what conditions test it with, and where what is computed
from it alone turns: a comparison inside an expression, a derived fact that conditions test, an amount at its bound.
"""

from __future__ import annotations

from attrs import frozen

from recovery_rules.analysis.compared import compared_by
from recovery_rules.cells.shape import shape_of
from recovery_rules.language.rationals import Number
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.candidates import SOME_TIME
from recovery_rules.trace.questions.comparisons import comparisons_of
from recovery_rules.trace.questions.turning import Turning


@frozen
class Cuts:
    """What one given fact is compared with: constants, if it is measured; values that are looked for in a set."""

    constants: frozenset[Number] = frozenset()
    members: frozenset[int] = frozenset()


def cuts_of(model: Model) -> dict[str, Cuts]:
    """What each given fact of a model is compared with."""
    shape = shape_of(model)
    turning = Turning(model, shape, list(dict.fromkeys(compared_by(model, shape))), SOME_TIME)
    looked_for = comparisons_of(model, shape).members
    tested = {column.fact: column.cuts for column in shape.columns}
    return {
        name: Cuts(turning.points_alone(name).union(tested.get(name, ())), frozenset(looked_for.get(name, ())))
        for name in model.facts
    }
