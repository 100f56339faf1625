"""Case files: examples beside a ruleset, written out or as templates over a table in a CSV file.

In: the tree of a case file. Out: `CaseFileDocument`.
"""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from recovery_rules.document.examples import CaseParts, Example
from recovery_rules.document.scalars import NameKey, Text
from recovery_rules.document.shapes import CellNode, Label


class CaseFileDocument(CaseParts):
    """Cases, and what a ruleset must decide for them."""

    ruleset: Text = Field(description="The ruleset: the name of a shipped one, or a path.")
    title: Label = Field({}, description="What the cases show: a text, or texts by language.")
    cases: tuple[Example, ...] = Field((), description="The cases.")
    table: Text | None = Field(
        None, description="A CSV file beside this one: each line fills the `{column}`s of the templates here."
    )

    given: dict[NameKey, CellNode] = Field(
        {}, description='A template of the facts, `{uptime: "{uptime_pct} %"}`.'
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.cases) == (self.table is not None):
            raise PydanticCustomError("cases", "one of `cases` and `table`")
        return self
