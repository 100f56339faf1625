"""Where the decisions of a ruleset may turn as one given fact changes and all others stay, whatever they are.

In: a model. Out: for each given fact the values that cut it: what conditions test it with, and where what is computed
from it alone turns: a comparison inside an expression, a derived fact that conditions test, an amount at its bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from recovery_rules.analysis.formula.encoding import proposals_of
from recovery_rules.cells.shape import Shape, shape_of
from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.model.expressions import expressions_of
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.candidates import SOME_TIME
from recovery_rules.trace.questions.comparisons import comparisons_of
from recovery_rules.trace.questions.differences import compared_in, difference, of_conditions
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


def compared_by(model: Model, shape: Shape) -> Iterator[Expression]:
    """All differences on whose signs decisions depend, those of amounts and their bounds included."""
    yield from of_conditions(model, shape)
    for expression in expressions_of(model):
        yield from compared_in(expression)
    for value, end in _bounded(model):
        if value.type == end.type and value.type.is_measured:
            yield difference(value, end)


def _bounded(model: Model) -> Iterator[tuple[Expression, Expression]]:
    """What is proposed, and the bounds that it may meet: its own, and those of limits."""
    for proposal in proposals_of(model):
        for name, argument in proposal.arguments.items():
            bounds = [one for limit in model.limits if limit.kind == proposal.kind for one in limit.bounds]
            ends = [argument.at_least, argument.at_most]
            ends += [end for one in bounds if one.parameter == name for end in (one.at_least, one.at_most)]
            if argument.value is not None:
                yield from ((argument.value, end) for end in ends if end is not None)
