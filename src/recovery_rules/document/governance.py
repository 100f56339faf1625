"""Who answers for a ruleset, when it is in force, and who approved it. In: keys of the head. Out: one model each."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, TypeAlias

from attrs import frozen
from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.scalars import Schema, Text, TextLeaf
from recovery_rules.source.tree import MapNode, ScalarNode

STATUSES = ("draft", "review", "approved")


@frozen
class _DayLeaf(TextLeaf):
    """A day; which text is one is for linking to say."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """As `2026-11-04`."""
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


Day: TypeAlias = Annotated[ScalarNode, _DayLeaf()]


class Period(Located):
    """From one day to another, both included."""

    noun: ClassVar[str] = "a period"

    from_: Day | None = Field(None, alias="from", description="The first day; without it, ever since.")
    until: Day | None = Field(None, description="The last day, itself included; without it, until further notice.")

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A period has a first day or a last one."""
        if not node.keys() & {"from", "until"}:
            yield Conflict("RR141", "a period needs `from`, `until` or both", needs="from")


class Approval(Located):
    """Who approved which content; `recovery-rules approve` writes it."""

    noun: ClassVar[str] = "an approval"

    by: Text = Field(description="Who approved.")
    on: Day = Field(description="The day of the approval.")
    digest: Text = Field(description="Of the content that was approved. Any other content has no approval.")
