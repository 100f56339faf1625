"""Parameters: values that people set and rules read by name, one for good, or one from each of some days on.

In: what stands under `parameters`. Out: one model an entry.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, TypeAlias

from attrs import frozen
from pydantic import Field, ValidatorFunctionWrapHandler

from recovery_rules.document.governance import Day
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.scalars import DAY, Cell, Flag, KeyLeaf, Text, TypeName
from recovery_rules.document.shapes import CellNode, Either, by_type
from recovery_rules.document.types import Replaces, Source, Wording
from recovery_rules.source.tree import MapNode, ScalarNode

DayKey: TypeAlias = Annotated[str, KeyLeaf(DAY)]


class Sourced(Located):
    """A value, until when it counts, and where it was published."""

    noun: ClassVar[str] = "a value of a parameter"

    value: CellNode = Field(description="The value.")
    until: Day | None = Field(
        None, description="The last day on which it counts, itself included; without it, until the next value."
    )
    source: Source = None


@frozen
class Worth:
    """A value as it was written, with an end and a source of its own where it has them."""

    cell: Cell
    until: ScalarNode | None = None
    source: ScalarNode | None = None


def _worth(value: object, handler: ValidatorFunctionWrapHandler) -> Worth:
    checked: Any = handler(value)
    return Worth(checked.value, checked.until, checked.source) if isinstance(checked, Sourced) else Worth(checked)


_Value: TypeAlias = Annotated[
    Worth,
    Either(
        "a value, or a mapping with its `value`, `until` and `source`",
        by_type(text="plain", list="plain", mapping="sourced"),
        {"plain": CellNode, "sourced": Sourced},
        _worth,
    ),
]


class Parameter(Located):
    """A value that people set: constant, or from certain days on."""

    noun: ClassVar[str] = "a parameter"
    essential: ClassVar[frozenset[str]] = frozenset({"by", "value", "values"})

    type: TypeName = Field(description="A type, a named type under `types`, or a unit under `units`.")
    value: _Value | None = Field(None, description="The value, where it is always the same.")
    by: Text | None = Field(None, description="The date fact that says which of `values` counts.")
    values: dict[DayKey, _Value] = Field(
        {}, min_length=1, description="Each value by the first day on which it counts."
    )
    optional: Annotated[
        Flag, Field(description="Whether it is unknown on days without a value; else no case may have one.")
    ] = False
    currency: Text | None = Field(None, description="The currency of money, where it is not that of the ruleset.")
    label: Wording = Field({})
    source: Source = None
    replaces: Replaces = False

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A parameter is constant or goes by a date."""
        dated = [key for key in ("by", "values", "optional") if key in node]
        if "value" in node and dated:
            message = "a parameter has one `value`, or `values` by a date"
            yield Conflict("RR149", message, dated[0], "leave out one or the other")
        elif "value" not in node:
            for key in ("by", "values"):
                if key not in node:
                    message = f"a parameter needs a `value`, or `values` with `by`: there is no `{key}`"
                    yield Conflict("RR141", message, needs=key)
                    return
