"""Examples: cases and what a ruleset must decide for them, inside a ruleset or in case files.

In: the entries of `examples` and `cases`. Out: one model an entry.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias, cast

from attrs import frozen
from pydantic import Field, ValidatorFunctionWrapHandler
from pydantic_core import PydanticCustomError

from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Cell, Flag, Id, NameKey, Text
from recovery_rules.document.shapes import CellNode, Either, Label, by_type
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode


@frozen
class Expected:
    """An action that is expected, and what is expected of its parameters."""

    kind: str
    kind_span: Span
    parameters: Mapping[str, Cell]
    node: Node  # the mapping of its parameters, or the bare word


def _one_kind(value: Node, handler: ValidatorFunctionWrapHandler) -> Node:
    if isinstance(value, MapNode) and len(value) != 1:
        raise PydanticCustomError("one_kind", "an action is one kind", {"kinds": list(value)})
    handler(value)
    return value


_ByKind: TypeAlias = dict[NameKey, dict[NameKey, CellNode]]
_Entry: TypeAlias = Annotated[
    Node,
    Either(
        "an action, `apology` or `refund: {amount: 20 CNY}`",
        by_type(text="bare", mapping="kind"),
        {"bare": Text, "kind": _ByKind},
        _one_kind,
    ),
]


def _expected(value: Node, handler: ValidatorFunctionWrapHandler) -> tuple[Expected, ...]:
    handler(value)
    entries = value if isinstance(value, ListNode) else [value]
    return tuple(expected for entry in entries for expected in _of_entry(entry))


def _of_entry(entry: Node) -> tuple[Expected, ...]:
    if isinstance(entry, ScalarNode):
        return (Expected(entry.text, entry.span, {}, entry),)
    assert isinstance(entry, MapNode)
    return tuple(
        Expected(kind, entry.key_spans[kind], cast("Mapping[str, Cell]", given), given) for kind, given in entry.items()
    )


_EXPECTATIONS = Either(
    "actions by kind, `{refund: {amount: 20 CNY}}`, or a list of them",
    by_type(mapping="kinds", list="actions"),
    {"kinds": _ByKind, "actions": tuple[_Entry, ...]},
    _expected,
)


def _refused(value: Node, handler: ValidatorFunctionWrapHandler) -> Mapping[str, ScalarNode | None]:
    checked = handler(value)
    return checked if isinstance(checked, dict) else {kind.text: None for kind in checked}


_REFUSALS = Either(
    "a list of kinds, or `{refund: limit-id}`",
    by_type(mapping="limits", list="kinds"),
    {"limits": dict[NameKey, Text], "kinds": tuple[Text, ...]},
    _refused,
)


class CaseParts(Located):
    """What a case and a template of cases have in common."""

    noun: ClassVar[str] = "a case"

    expect: Annotated[tuple[Expected, ...], _EXPECTATIONS] = Field(
        (),
        description="Actions that are given, with the parameters that matter; `due` is when one is due.",
    )
    only: Annotated[Flag, Field(description="Whether nothing but the expected actions is given.")] = False
    not_: tuple[Text, ...] = Field((), alias="not", description="Kinds that are not given.")
    refused: Annotated[Mapping[str, ScalarNode | None], _REFUSALS] = Field(
        {}, description="Kinds that a limit refuses; by kind, the limit."
    )
    held: tuple[Text, ...] = Field((), description="Kinds that a limit holds.")
    fired: tuple[Text, ...] = Field((), description="Rules that are behind the actions.")
    source: Text | None = Field(None, description="Where the case comes from.")
    assumptions: tuple[Text, ...] = Field((), description="What was assumed of the case.")
    as_of: Text | None = Field(None, description="The time of deciding.")
    role: Text | None = Field(None, description="The acting role.")
    needs_approval: Text | None = Field(
        None, description="The role whose approval the decision as a whole needs; `none`, or `nobody` may approve it."
    )


class Example(CaseParts):
    """A case, and what the ruleset must decide for it."""

    noun: ClassVar[str] = "an example"

    id: Id | None = Field(None, description="The name of the example.")
    title: Label = Field({}, description="What it shows: a text, or texts by language.")
    given: dict[NameKey, CellNode] = Field(description="The facts of the case; a set is a list.")
