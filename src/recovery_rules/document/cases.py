"""Case files: examples beside a ruleset, written out or as templates over a table in a CSV file.

In: the tree of a case file. Out: `CaseFileDocument`.
"""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from recovery_rules.document.calendar import Calendar
from recovery_rules.document.examples import CaseParts, Example
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.scalars import NameKey, Text
from recovery_rules.document.shapes import CellNode, Label
from recovery_rules.source.tree import MapNode


class Basis(Located):
    """The column of the table that says on what a line rests, and the words of which lines are counted apart."""

    noun: ClassVar[str] = "`basis`"

    column: Text = Field(description="The column.")
    apart: tuple[Text, ...] = Field(description="Lines with one of these words in it are checked and counted apart.")


class CaseFileDocument(CaseParts):
    """Cases, and what a ruleset must decide for them."""

    noun: ClassVar[str] = "a case file"

    ruleset: Text = Field(description="The ruleset: the name of a shipped one, or a path.")
    title: Label = Field({}, description="What the cases show: a text, or texts by language.")
    calendar: Calendar | None = Field(
        None,
        description="Which days are worked, where the ruleset leaves that to its caller, or in place of its own.",
    )
    cases: tuple[Example, ...] = Field((), description="The cases.")
    table: Text | None = Field(
        None, description="A CSV file beside this one: each line fills the `{column}`s of the templates here."
    )

    given: dict[NameKey, CellNode] = Field({}, description='A template of the facts, `{uptime: "{uptime_pct} %"}`.')

    facts: dict[NameKey, CellNode] = Field(
        {}, description="Templates of derived facts, compared as they stand, zeros included."
    )
    nothing: tuple[Text, ...] = Field(
        (), description="Words of cells that count as empty ones where an action is expected: none, say."
    )
    basis: Basis | None = Field(None, description="Lines of the table that are counted apart.")

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """Cases are written out or come from a table; only the latter have templates."""
        if "cases" in node and "table" in node:
            yield Conflict("RR149", "cases are written out or come from a table, not both", "table", "leave one out")
        elif "table" not in node:
            if "cases" not in node:
                yield Conflict("RR141", "a case file needs `cases` or `table`")
            for key in node.keys() & set(cls.known_keys()) - {"ruleset", "title", "calendar", "cases"}:
                yield Conflict("RR149", f"`{key}` is for a table, and there is none", key, "move it into the cases")
