"""The order of outputs: which of several matching rows `priority` and `output order` prefer.

In: values from the highest down, and what rows give. Out: places in that order. Used by tables of facts and of
actions.
"""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.document.scalars import Cell
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.language.literals import text_of
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.link.literals import link_literal
from recovery_rules.model.link.names import listing
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span


def link_order(nodes: Sequence[Cell], type_: Type, *, owner: str, problems: Problems) -> tuple[Plain, ...] | None:
    """The values that an author put in order; None where one of them is wrong."""
    values: list[Plain] = []
    good = True
    for node in nodes:
        value = link_literal(node, type_, owner=owner, problems=problems)
        if value is None:
            good = False
        elif value in values:
            message = f"{quote(text_of(value, type_))} stands twice in the order"
            problems.add("RR422", message, node.span)
            good = False
        else:
            values.append(value)
    return tuple(values) if good else None


def place_of(
    gives: Expression, order: Sequence[Plain], type_: Type, problems: Problems, at: Span | None = None
) -> int | None:
    """The place of what a row gives in the order; None where it has none, which has been reported."""
    if not isinstance(gives, Constant):
        label = "write the value itself, or take another hit policy"
        problems.add("RR422", "only fixed values can be put in order", gives.span or at, label=label)
        return None
    if gives.value not in order:
        message = f"{quote(text_of(gives.value, type_))} is missing from the order"
        known = [text_of(value, type_) for value in order]
        problems.add("RR422", message, gives.span or at, notes=(listing("order, highest first", known),))
        return None
    return order.index(gives.value)
