"""Rules, tables of actions and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.types import Plain
from recovery_rules.model.actions import Bound, Proposal
from recovery_rules.model.conditions import ALWAYS, Condition
from recovery_rules.model.facts import Aggregation, HitPolicy
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.source.span import Span

Level: TypeAlias = Literal["house", "law"]


@frozen
class Rule:
    """A rule, or a row of a table of actions (`upgrades/2`).

    It matches where `when` is true and no `unless` is true.
    """

    id: str
    when: Condition
    unless: tuple[Condition, ...]
    proposals: tuple[Proposal, ...]
    overrides: tuple[str, ...] = ()  # ids of rules that this one defeats, rows included
    because: Label = NO_LABEL
    source: str = ""
    table: str = ""
    row: int = 0
    span: Span | None = field(default=None, eq=False)


@frozen
class ActionTable:
    """A table of actions: which of its matching rows count, by DMN's hit policies.

    `unique`, `any`, `first`: the first matching row. `priority`: the matching row whose outputs stand first in
    `orders` (compared output by output; ties: row order). `rule order`, `collect` without aggregation: all, in
    row order. `output order`: all, by `orders`. `collect` with an aggregation: all surviving rows propose one
    action together, its single output parameter aggregated over them.
    """

    id: str
    hit: HitPolicy
    rows: tuple[str, ...]  # rule ids in row order
    ranked: tuple[str, ...]  # rule ids in the order in which the hit policy prefers them
    aggregation: Aggregation | None = None
    aggregated: tuple[str, str] = ("", "")  # kind and parameter of the aggregated output
    because: Label = NO_LABEL
    source: str = ""
    span: Span | None = field(default=None, eq=False)

    @property
    def picks_one(self) -> bool:
        """Whether at most one row counts."""
        return self.hit in {"unique", "any", "first", "priority"}


@frozen(field_transformer=read_only_mappings)
class Limit:
    """What no rule may go beyond.

    It applies where `when` is true, or, with `applies_if_unknown`, where it is not false. `forbids` are kinds,
    `bounds` floors and caps on parameters of `kind`, `owed` the proposal that it makes where no rule did,
    `holds` kinds that stay visible and that nobody may execute. Where `owed` says in which form, of those that keep
    two actions of the kind apart, `apart` has it: what the limit bounds and owes are actions in this form.
    """

    id: str
    level: Level = "house"
    when: Condition = ALWAYS
    applies_if_unknown: bool = False
    forbids: frozenset[str] = frozenset()
    kind: str = ""
    bounds: tuple[Bound, ...] = ()
    owed: Proposal | None = None
    apart: Mapping[str, Plain] = field(factory=dict)  # values of parameters of the kind's `distinct_by`
    holds: frozenset[str] = frozenset()
    because: Label = NO_LABEL
    source: str = ""
    span: Span | None = field(default=None, eq=False)

    def is_about(self, kind: str, values: Mapping[str, Plain | None]) -> bool:
        """Whether what it bounds and owes are actions of this kind with these values."""
        return kind == self.kind and all(values.get(name) == value for name, value in self.apart.items())

    def narrows(self, other: Limit) -> bool:
        """Whether what it owes is what another limit owes, too, in a form that the other leaves open."""
        return self.kind == other.kind and self.apart.items() > other.apart.items()

    def yields_to(self, other: Limit) -> bool:
        """Whether another limit that applies may strike what this one owes: what law owes, law alone may."""
        return self.level == "house" or other.level == "law"
