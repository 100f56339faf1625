"""Types as an author declares them: units of account, named types, and what all typed entries have in common.

In: what stands under `units` and `types`. Out: one model an entry.
"""

from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Digits, Flag, Text, TypeName
from recovery_rules.document.shapes import Label

Wording: TypeAlias = Annotated[Label, Field(description="Words for people: a text, or texts by language.")]
Reason: TypeAlias = Annotated[Label, Field(description="Why, for people: a text, or texts by language.")]
Source: TypeAlias = Annotated[Text | None, Field(description="Where the policy says so.")]
Replaces: TypeAlias = Annotated[
    Flag,
    Field(description="Whether this takes the place of what a file under `extends` calls by the same name."),
]


class Typed(Located):
    """Something with a type, and words for people."""

    noun: ClassVar[str] = "a type"

    type: TypeName = Field(description="A type, a named type under `types`, or a unit under `units`.")
    values: tuple[Text, ...] = Field(
        (), min_length=1, description="The values of a choice or set; those of a scale from low to high."
    )
    labels: dict[str, Label] = Field({}, description="Words for people by value.")
    currency: Text | None = Field(None, description="The currency of money, where it is not that of the ruleset.")
    label: Wording = Field({})


class Unit(Located):
    """A unit in which something is counted or paid, without conversion: points, SDR."""

    noun: ClassVar[str] = "a unit"

    digits: Digits = Field(0, description="How many decimal places amounts have.")
    label: Wording = Field({})
    replaces: Replaces = False


class NamedType(Typed):
    """A type that facts share by its name."""

    noun: ClassVar[str] = "a type"

    replaces: Replaces = False
