"""What a ruleset compares, as differences: on their signs decisions depend, and amounts on those of their bounds."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.analysis.formula.encoding import proposals_of
from recovery_rules.cells.shape import Shape
from recovery_rules.language.expressions import Expression
from recovery_rules.model.expressions import expressions_of
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.differences import compared_in, difference, of_conditions


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
