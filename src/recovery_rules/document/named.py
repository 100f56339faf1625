"""Actions that are named rather than given: by their kind, perhaps with values of parameters.

In: `apology`, `{refund: {amount: 20 CNY}}`, or a list of both. Out: a `NamedAction` each. Examples say by them what
they expect, and properties what is never or always given.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, TypeAlias, cast

from attrs import field, frozen
from pydantic import ConfigDict, Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError

from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Cell, NameKey, Text
from recovery_rules.document.shapes import CellNode, Either, by_type, is_cell
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode


@frozen
class NamedAction:
    """An action by its kind, and values of its parameters."""

    kind: str
    kind_span: Span
    parameters: Mapping[str, Cell]
    node: Node  # the mapping of its parameters, or the bare word
    nested: Mapping[str, tuple["NamedAction", ...]] = field(factory=dict)  # by parameter, where actions are named


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


class NamedParameters(Located):
    """What is named of an action: values of its parameters, and of those that hold actions these."""

    noun: ClassVar[str] = "an action"

    __pydantic_extra__: dict[str, "_Named"] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - as pydantic asks
    model_config = ConfigDict(extra="allow")


@frozen
class _Named:
    """A value, values, or actions of which values are named in turn."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The shapes in which an author may write it; it is kept as the node that it is."""
        return _NAMED.__get_pydantic_core_schema__(source, handler)


_BY_NODE: Final = by_type(list="list", mapping="kinds")


def _named_shape(value: object) -> str | None:
    if is_cell(value):
        return "cell"
    return _BY_NODE(value)


def _as_node(value: Node, handler: ValidatorFunctionWrapHandler) -> Node:
    handler(value)
    return value


WithNested: TypeAlias = dict[NameKey, NamedParameters]
InListWithNested: TypeAlias = Annotated[
    Node,
    Either(
        "an action, `apology` or `refund: {amount: 20 CNY}`",
        by_type(text="bare", mapping="kind"),
        {"bare": Text, "kind": WithNested},
        _one_kind,
    ),
]
_NAMED = Either(
    "one text or a list of texts",
    _named_shape,
    {"cell": CellNode, "list": tuple[InListWithNested, ...], "kinds": WithNested},
    _as_node,
)


def named_actions(value: Node) -> tuple[NamedAction, ...]:
    """The actions that a text, a mapping of kinds, or a list of both names; its shape has been checked."""
    entries = value if isinstance(value, ListNode) else [value]
    return tuple(action for entry in entries for action in _of_entry(entry))


def _of_entry(entry: Node) -> tuple[NamedAction, ...]:
    if isinstance(entry, ScalarNode):
        return (NamedAction(entry.text, entry.span, {}, entry),)
    assert isinstance(entry, MapNode)
    return tuple(_of_kind(kind, entry.key_spans[kind], given) for kind, given in entry.items())


def _of_kind(kind: str, at: Span, given: Node) -> NamedAction:
    assert isinstance(given, MapNode)
    cells = {name: cast("Cell", node) for name, node in given.items() if is_cell(node)}
    nested = {name: named_actions(node) for name, node in given.items() if not is_cell(node)}
    return NamedAction(kind, at, cells, given, nested)
