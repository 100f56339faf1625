"""Facts: what a case gives, what a valid case is, and what is derived.

In: what stands under `facts`, `admit` and `derived`. Out: one model an entry.
"""

from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from recovery_rules.document.conditions import Conditions
from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Flag, Id, Text
from recovery_rules.document.shapes import CellNode, Either
from recovery_rules.document.tables import FactTable
from recovery_rules.document.types import Reason, Replaces, Typed
from recovery_rules.source.tree import MapNode


class Fact(Typed):
    """A fact of a case. It is required, unless it is optional, has a default, or says where it is needed."""

    noun: ClassVar[str] = "a fact"

    min: Text | None = Field(None, description="The smallest valid value of a quantity.")
    max: Text | None = Field(None, description="The largest valid value of a quantity.")
    optional: Annotated[Flag, Field(description="Whether a case may leave it out; it is unknown then.")] = False
    default: CellNode | None = Field(None, description="The value where a case gives none.")
    needed: Conditions | None = Field(
        None, description="Where the fact is required; everywhere else it must be absent."
    )
    personal: Annotated[
        Flag,
        Field(description="Whether it tells who somebody is. Such a text may be left out and decides nothing."),
    ] = False
    replaces: Replaces = False


class Admission(Located):
    """Something that every valid case satisfies, beyond its single facts."""

    noun: ClassVar[str] = "a requirement"

    id: Id = Field(description="The name of the requirement.")
    when: Conditions | None = Field(None, description="Where it applies; everywhere if left out.")
    must: Text = Field(description="A boolean expression, `amount_paid > 0 CNY`.")
    because: Reason = Field({})
    replaces: Replaces = False


class DerivedValue(Typed):
    """A fact that an expression computes."""

    noun: ClassVar[str] = "a derived fact"

    value: Text = Field(description="An expression of the type, `delay > 2 h`.")
    replaces: Replaces = False


def _derived_shape(value: object) -> str | None:
    if not isinstance(value, MapNode):
        return None
    return "table" if value.keys() & {"rows", "hit", "when", "order"} else "value"


Derived: TypeAlias = Annotated[
    DerivedValue | FactTable,
    Either(
        "a type with a `value`, or with a table",
        _derived_shape,
        {"value": DerivedValue, "table": FactTable},
    ),
]
