"""Decision tables: of facts, under `derived`, and of actions, under `tables`.

In: a mapping with `rows`. Out: the table with its rows aligned to its columns.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field, ValidationInfo, WithJsonSchema, field_validator

from recovery_rules.document.actions import Arguments
from recovery_rules.document.allowances import Allow
from recovery_rules.document.located import Located
from recovery_rules.document.rows import GIVES, ROWS_OF_ACTIONS, ROWS_OF_FACTS, Columns, Row
from recovery_rules.document.scalars import Id, NameKey, Text, words
from recovery_rules.document.shapes import Either, by_type
from recovery_rules.document.types import Reason, Replaces, Source, Typed
from recovery_rules.source.tree import ScalarNode

_ONE_VALUE = (
    "unique",
    "any",
    "first",
    "priority",
    "collect sum",
    "collect min",
    "collect max",
    "collect count",
)
_ANY_NUMBER = ("unique", "any", "first", "priority", "rule order", "output order", "collect", *_ONE_VALUE[4:])

ColumnNames: TypeAlias = Annotated[tuple[Text, ...], Field(min_length=1)]
Values: TypeAlias = Annotated[tuple[Text, ...], Field(min_length=1)]


class FactTable(Typed):
    """A decision table that computes a fact."""

    noun: ClassVar[str] = "a table of facts"

    hit: Annotated[str, words(*_ONE_VALUE)] = Field(
        "unique", description="The hit policy: which rows count where several match."
    )
    when: ColumnNames = Field(description="The columns: facts that the rows test.")
    order: Values = Field((), description="For `priority`: the values, the highest first.")
    rows: Annotated[tuple[Row, ...], WithJsonSchema(ROWS_OF_FACTS)] = Field(
        description="Rows: `[test, test, value]`, or `{severity: major, gives: 20%}`, other columns `any`."
    )
    replaces: Replaces = False

    @field_validator("rows", mode="plain")
    @classmethod
    def _align(cls, value: object, info: ValidationInfo) -> tuple[Row, ...]:
        """Columns that are wrong have been reported; then the rows cannot be judged."""
        if "when" not in info.data:
            return ()
        return Columns(tuple(fact.text for fact in info.data["when"]), (GIVES,), notes=False).align(value)


_ORDER = Either(
    "a list of values, or a list for each column",
    by_type(list="values", mapping="columns"),
    {"values": Values, "columns": dict[str, Values]},
)


class ActionTable(Located):
    """Rules in bulk: each row of the table is a rule, `upgrades/2`."""

    noun: ClassVar[str] = "a table"
    essential: ClassVar[frozenset[str]] = frozenset({"hit", "order", "with"})

    id: Id = Field(description="The name of the table; its rows are `id/1`, `id/2` and so on.")
    hit: Annotated[str, words(*_ANY_NUMBER)] = Field(
        "unique", description="The hit policy: which rows count where several match."
    )
    when: ColumnNames = Field(description="The columns that are tested: facts.")
    then: ColumnNames = Field(description="The columns that are given: `kind.parameter`, or a kind for a yes or `-`.")
    order: Annotated[tuple[ScalarNode, ...] | Mapping[str, tuple[ScalarNode, ...]], _ORDER] = Field(
        (),
        description="For `priority` and `output order`: the values, the highest first; by column if several.",
    )
    rows: Annotated[tuple[Row, ...], WithJsonSchema(ROWS_OF_ACTIONS)] = Field(
        description="Rows: tests, then outputs, `-` for none; or `{severity: major, upgrade.to: suite}`."
    )
    with_: dict[NameKey, Arguments] = Field(
        {}, alias="with", description="Arguments that every action of a kind has, by kind."
    )
    because: Reason = Field({})
    source: Source = None
    allow: Allow = Field({})
    replaces: Replaces = False

    @field_validator("rows", mode="plain")
    @classmethod
    def _align(cls, value: object, info: ValidationInfo) -> tuple[Row, ...]:
        """Columns that are wrong have been reported; then the rows cannot be judged."""
        if not {"when", "then"} <= info.data.keys():
            return ()
        when, then = (tuple(name.text for name in info.data[columns]) for columns in ("when", "then"))
        return Columns(when, then, notes=True).align(value)
