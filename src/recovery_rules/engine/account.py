"""The full account of one decision: every step of section 6 with what it did. The trace renders it.

Both evaluators produce it, and tests demand that their accounts are equal, so every field is defined here exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.engine.outcome import Action, Approval, Refused
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import Proposal
from recovery_rules.model.read_only import read_only_mappings

How: TypeAlias = Literal["given", "default", "unknown"]
Stage: TypeAlias = Literal[
    "proposal floor", "proposal cap", "house floor", "house cap", "law floor", "law cap", "rounding"
]


@frozen
class Bounding:
    """One bound, or the rounding, applied to one parameter of one action.

    `by` is the rule (bounds of a proposal) or limit it comes from, empty for rounding. `before` and `after` are
    plain values. Rounding is listed only where it changed something. `moved` says that a time limit runs from another
    time than before.
    """

    kind: str
    parameter: str
    stage: Stage
    by: str
    bound: Plain | None
    before: Plain | None
    after: Plain | None
    moved: bool = False

    @property
    def binds(self) -> bool:
        """Whether it changed anything."""
        return self.moved or self.before != self.after


Place: TypeAlias = tuple[int | str, ...]  # (2, "options", 0, 1): in the actions of a decision


@frozen(field_transformer=read_only_mappings)
class Proposed:
    """One proposal, after its own bounds; `values` are plain, without nested parameters.

    Attributes:
        by: the rule, the table whose rows propose together, the limit that owes, or "otherwise".
        kind: of the action.
        values: of its parameters, None where unknown.
        after: the fact from which its time limit runs; empty for the clock.
        bounds: its own floors and caps on its own parameters, in the order in which they were applied.
        bundles: of a choice, what is proposed in each bundle.
        nested: what is proposed in each parameter that holds actions.
        rows: of a table whose rows propose together, what each of them proposes.
        written: the proposal as the author wrote it; None for all rows of a table.
    """

    by: str
    kind: str
    values: Mapping[str, Plain | None]
    after: str = ""
    bounds: tuple[Bounding, ...] = ()
    bundles: tuple[tuple[Proposed, ...], ...] = ()
    nested: Mapping[str, tuple[Proposed, ...]] = MappingProxyType({})
    rows: tuple[Proposed, ...] = ()
    written: Proposal | None = field(default=None, eq=False, repr=False)


@frozen(field_transformer=read_only_mappings)
class Making:
    """How one action came about, or came to nothing: what was proposed for it and what limits made of that.

    Attributes:
        kind: of the action.
        proposed: all that was combined into it, in order of proposal; the very objects of `Account.proposed`, or of
            those inside them.
        bounds: the floors and caps of limits and the rounding, on its own parameters, in the order of application.
        place: where it stands among the actions, in common with choices that limits made equal; None where it came to
            nothing.
        bundles: of a choice, the same of each action in each bundle that was proposed.
        nested: the same of each action in each parameter that holds actions.
    """

    kind: str
    proposed: tuple[Proposed, ...]
    bounds: tuple[Bounding, ...]
    place: Place | None
    bundles: tuple[tuple[Making, ...], ...] = ()
    nested: Mapping[str, tuple[Making, ...]] = MappingProxyType({})

    @property
    def inner(self) -> Iterator[Making]:
        """Those of the actions right inside this one."""
        yield from (one for bundle in self.bundles for one in bundle)
        yield from (one for nested in self.nested.values() for one in nested)


def all_makings(makings: Iterable[Making]) -> Iterator[Making]:
    """How some actions and all inside them came about."""
    for one in makings:
        yield one
        yield from all_makings(one.inner)


@frozen(field_transformer=read_only_mappings)
class Account:
    """Everything that happened in one decision.

    Attributes:
        values: every fact, given or derived, in model order: its plain value, None where unknown.
        how: for each given fact, where the value came from.
        rows: for each derived table, the numbers of the rows that gave the value (all matching rows for an
            aggregation, otherwise the one chosen; empty for a sum over nothing).
        failed: for each fact read by a rule's `when`, and for each boolean expression (by its text), the rules with
            at least one test on it (a leaf of `when`, whatever its place in the formula) that is not true; in rule
            order; facts without such rules are left out.
        matched: the rules whose `when` is true, in rule order.
        excused: for each matched rule that some `unless` stopped, the numbers from 1 of those that are true.
        passed_over: matching rows that their table's hit policy did not pick, with the id of the row picked.
        limits: the limits that apply, in order.
        struck: (rule, kind, limit) for each kind that a limit struck from a picked rule, in rule order, then
            proposal order, then limit order.
        defeated: for each defeated rule, the undefeated rules that override it, in rule order.
        proposed: the surviving proposals in order, owed and `otherwise` ones included.
        bounds: the bounds and roundings in the order in which they were applied.
        makings: how each action came about, in order of first proposal.
        fired: ids behind the actions, in order of proposal, without repetition: rules, owing limits, "otherwise".
        actions: the final actions in order.
        refused: what was not given, and why, in order of step.
        as_of: the time of deciding, where one was given.
        role: the acting role, where one was given.
        total: the most money that it can come to, in the smallest unit, where the ruleset says who may give how much in
            all.
        authority: the lowest role that may execute the whole; empty as in `Action`.
        needs_approval: what the whole waits for.
    """

    values: Mapping[str, Plain | None]
    how: Mapping[str, How]
    rows: Mapping[str, tuple[int, ...]]
    failed: Mapping[str, tuple[str, ...]]
    matched: tuple[str, ...]
    excused: Mapping[str, tuple[int, ...]]
    passed_over: Mapping[str, str]
    limits: tuple[str, ...]
    struck: tuple[tuple[str, str, str], ...]
    defeated: Mapping[str, tuple[str, ...]]
    proposed: tuple[Proposed, ...]
    bounds: tuple[Bounding, ...]
    makings: tuple[Making, ...]
    fired: tuple[str, ...]
    actions: tuple[Action, ...]
    refused: tuple[Refused, ...]
    as_of: datetime | None = None
    role: str | None = None
    total: int | None = None
    authority: str = ""
    needs_approval: Approval | None = None
