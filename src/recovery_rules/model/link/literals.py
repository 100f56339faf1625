"""Values that an author writes where no expression can stand: bounds, defaults, the facts of examples.

In: a text or, for a set, a list of texts, and a type. Out: a plain value, or None and a diagnostic.
"""

from __future__ import annotations

from recovery_rules.document.scalars import Cell
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.types import ENUMERATED, Plain, Type
from recovery_rules.model.link.names import report_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import NO_LABELS, Labels
from recovery_rules.source.tree import ScalarNode


def link_literal(
    node: Cell, type_: Type, *, owner: str, problems: Problems, labels: Labels = NO_LABELS
) -> Plain | None:
    """The plain value that an author wrote for `owner`, a fact or a parameter."""
    if isinstance(node, ScalarNode):
        if type_.kind == "set" and "," not in node.text:
            return _positions((node,), type_, owner, problems, labels)
        if type_.kind in ENUMERATED and type_.kind != "set":
            return _position(node, type_, owner, problems, labels)
        return _parsed(node, type_, problems)
    if type_.kind != "set":
        if any(item.missing for item in texts_of(node)):
            return None  # it has been reported, and what it would be without that is unknown
        message = f"a list, but {quote(owner)} has one value"
        problems.add("RR408", message, node.span, label="only a set takes a list")
        return None
    return _positions(texts_of(node), type_, owner, problems, labels)


def texts_of(node: Cell) -> tuple[ScalarNode, ...]:
    """The texts of a list of texts, or of one."""
    if isinstance(node, ScalarNode):
        return (node,)
    return tuple(item for item in node if isinstance(item, ScalarNode))


def _positions(
    nodes: tuple[ScalarNode, ...], type_: Type, owner: str, problems: Problems, labels: Labels
) -> frozenset[int] | None:
    found = [_position(node, type_, owner, problems, labels) for node in nodes]
    good = frozenset(position for position in found if position is not None)
    return good if None not in found else None


def _position(node: ScalarNode, type_: Type, owner: str, problems: Problems, labels: Labels) -> int | None:
    word = node.text.strip()
    if word in type_.values:
        return type_.values.index(word)
    listed = "values, low to high" if type_.kind == "scale" else "values"
    report_unknown(
        problems,
        "RR204",
        word,
        what=f"a value of {quote(owner)}",
        known=type_.values,
        at=node.span,
        listed=listed,
        labels=labels,
    )
    return None


def _parsed(node: ScalarNode, type_: Type, problems: Problems) -> Plain | None:
    try:
        return parse_literal(node.text, type_)
    except ValueError as error:
        problems.add("RR205", str(error), node.span)
        return None
