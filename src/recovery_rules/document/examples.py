"""Examples: cases and what a ruleset must decide for them, inside a ruleset or in case files.

In: the entries of `examples` and `cases`. Out: one model an entry.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, ValidatorFunctionWrapHandler

from recovery_rules.document.located import Located
from recovery_rules.document.named import InListWithNested, NamedAction, WithNested, named_actions
from recovery_rules.document.scalars import Flag, Id, NameKey, Text
from recovery_rules.document.shapes import CellNode, Either, Label, by_type
from recovery_rules.source.tree import Node, ScalarNode


def _expected(value: Node, handler: ValidatorFunctionWrapHandler) -> tuple[NamedAction, ...]:
    handler(value)
    return named_actions(value)


_EXPECTATIONS = Either(
    "actions by kind, `{refund: {amount: 20 CNY}}`, or a list of them",
    by_type(mapping="kinds", list="actions"),
    {"kinds": WithNested, "actions": tuple[InListWithNested, ...]},
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

    expect: Annotated[tuple[NamedAction, ...], _EXPECTATIONS] = Field(
        (),
        description="Actions that are given, with the parameters that matter; `due` is when one is due. "
        "What comes if an action is overdue is named in the same way: `if_overdue: [refund: {amount: 5 EUR}]`.",
    )
    offered: Annotated[tuple[NamedAction, ...], _EXPECTATIONS] = Field(
        (),
        description="Actions that stand in the bundles of a choice, with the parameters that matter.",
    )
    only: Annotated[Flag, Field(description="Whether nothing but the expected actions is given.")] = False
    exact: Annotated[
        Flag,
        Field(
            description="Whether this is the whole decision: nothing is given, offered, refused, held or behind it, "
            "and no action has a value, but what is named."
        ),
    ] = False
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
