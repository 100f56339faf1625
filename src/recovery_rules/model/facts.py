"""Facts: what a case gives, what is derived from it, and what a valid case is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.conditions import All, Condition, Test, Truth
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.source.span import Span

HitPolicy: TypeAlias = Literal["unique", "any", "first", "priority", "rule order", "output order", "collect"]
Aggregation: TypeAlias = Literal["sum", "min", "max", "count"]


@frozen(field_transformer=read_only_mappings)
class Fact:
    """A fact that a case gives.

    A fact is *required* unless it is optional, has a default, or `needed` says where it is: then it is required
    where that condition is true and must be absent elsewhere.
    """

    name: str
    type: Type
    low: Number | None = None
    high: Number | None = None
    optional: bool = False
    default: Plain | None = None
    needed: Condition | None = None
    personal: bool = False
    label: Label = NO_LABEL
    value_labels: Mapping[str, Label] = field(factory=dict)
    span: Span | None = field(default=None, eq=False)

    @property
    def may_be_unknown(self) -> bool:
        """Whether some valid case leaves this fact unknown."""
        return self.default is None and (self.optional or self.needed is not None)


@frozen(field_transformer=read_only_mappings)
class DerivedValue:
    """A fact that an expression computes."""

    name: str
    type: Type
    value: Expression
    text: str
    may_be_unknown: bool
    label: Label = NO_LABEL
    value_labels: Mapping[str, Label] = field(factory=dict)
    source: str = ""  # of a parameter
    span: Span | None = field(default=None, eq=False)


@frozen
class FactRow:
    """A row of a table of facts: one test a column, and the value that it gives."""

    number: int  # from 1, as trace and messages count
    tests: tuple[UnaryTest | Expression, ...]  # aligned with the table's columns
    texts: tuple[str, ...]
    gives: Expression
    text: str
    source: str = ""
    since: int | None = None  # of a parameter by date: the first day on which the value counts
    until: int | None = None  # and the last one, where the file says it
    span: Span | None = field(default=None, eq=False)


@frozen(field_transformer=read_only_mappings)
class DerivedTable:
    """A fact that a decision table computes; the table is total (proved at load), or `partial`: unknown beyond it.

    `unique`, `any`, `first`: the value of the first matching row. `priority`: of the matching row whose value
    stands first in `order` (ties: row order). `collect`: `aggregation` over all matching rows' values (`count`:
    their number); a sum or count over no row is 0.
    """

    name: str
    type: Type
    hit: HitPolicy
    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]
    may_be_unknown: bool
    aggregation: Aggregation | None = None
    order: tuple[Plain, ...] = ()
    partial: bool = False
    label: Label = NO_LABEL
    value_labels: Mapping[str, Label] = field(factory=dict)
    span: Span | None = field(default=None, eq=False)


Derived: TypeAlias = DerivedValue | DerivedTable


def row_condition(table: DerivedTable, row: FactRow) -> All:
    """The tests of one row of a table of facts as a condition, one leaf a column."""
    return All(
        tuple(
            Test(fact, test, text, row.span) if isinstance(test, UnaryTest) else Truth(test, f"{fact} {text}", row.span)
            for fact, test, text in zip(table.columns, row.tests, row.texts, strict=True)
        )
    )


@frozen
class Admission:
    """What a valid case must satisfy: wherever `when` is true, `must` must not be false."""

    id: str
    when: Condition
    must: Expression
    text: str
    because: Label = NO_LABEL
    span: Span | None = field(default=None, eq=False)
