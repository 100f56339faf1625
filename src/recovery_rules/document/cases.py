"""Case files: examples beside a ruleset, written out or as templates over a table in a CSV file.

In: the tree of a case file. Out: `CaseFileDocument`.
"""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from recovery_rules.document.examples import CaseParts, Example
from recovery_rules.document.located import Conflict
from recovery_rules.document.scalars import NameKey, Text
from recovery_rules.document.shapes import CellNode, Label
from recovery_rules.source.tree import MapNode


class CaseFileDocument(CaseParts):
    """Cases, and what a ruleset must decide for them."""

    noun: ClassVar[str] = "a case file"

    ruleset: Text = Field(description="The ruleset: the name of a shipped one, or a path.")
    title: Label = Field({}, description="What the cases show: a text, or texts by language.")
    cases: tuple[Example, ...] = Field((), description="The cases.")
    table: Text | None = Field(
        None, description="A CSV file beside this one: each line fills the `{column}`s of the templates here."
    )

    given: dict[NameKey, CellNode] = Field({}, description='A template of the facts, `{uptime: "{uptime_pct} %"}`.')

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """Cases are written out or come from a table; only the latter have templates."""
        if "cases" in node and "table" in node:
            yield Conflict("RR149", "cases are written out or come from a table, not both", "table", "leave one out")
        elif "table" not in node:
            if "cases" not in node:
                yield Conflict("RR141", "a case file needs `cases`", label="add `cases` or `table`")
            for key in node:
                if key in CaseParts.model_fields or key == "given":
                    yield Conflict(
                        "RR149", f"`{key}` beside `cases` has no table to fill it", key, "move it into a case"
                    )
