"""Actions that are named rather than given: by their kind, perhaps with values of parameters.

In: `apology`, `{refund: {amount: 20 CNY}}`, or a list of both. Out: a `NamedAction` each. Examples say by them what
they expect, and properties what is never or always given.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias, cast

from attrs import frozen
from pydantic import ValidatorFunctionWrapHandler
from pydantic_core import PydanticCustomError

from recovery_rules.document.scalars import Cell, NameKey, Text
from recovery_rules.document.shapes import CellNode, Either, by_type
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode


@frozen
class NamedAction:
    """An action by its kind, and values of its parameters."""

    kind: str
    kind_span: Span
    parameters: Mapping[str, Cell]
    node: Node  # the mapping of its parameters, or the bare word


def _one_kind(value: Node, handler: ValidatorFunctionWrapHandler) -> Node:
    if isinstance(value, MapNode) and len(value) != 1:
        raise PydanticCustomError("one_kind", "an action is one kind", {"kinds": list(value)})
    handler(value)
    return value


ByKind: TypeAlias = dict[NameKey, dict[NameKey, CellNode]]
InList: TypeAlias = Annotated[
    Node,
    Either(
        "an action, `apology` or `refund: {amount: 20 CNY}`",
        by_type(text="bare", mapping="kind"),
        {"bare": Text, "kind": ByKind},
        _one_kind,
    ),
]


def named_actions(value: Node) -> tuple[NamedAction, ...]:
    """The actions that a text, a mapping of kinds, or a list of both names; its shape has been checked."""
    entries = value if isinstance(value, ListNode) else [value]
    return tuple(action for entry in entries for action in _of_entry(entry))


def _of_entry(entry: Node) -> tuple[NamedAction, ...]:
    if isinstance(entry, ScalarNode):
        return (NamedAction(entry.text, entry.span, {}, entry),)
    assert isinstance(entry, MapNode)
    return tuple(
        NamedAction(kind, entry.key_spans[kind], cast("Mapping[str, Cell]", given), given)
        for kind, given in entry.items()
    )
