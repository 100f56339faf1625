"""Properties: what a ruleset promises of every case, to be proved or refuted.

A statement speaks of the actions of a decision by measures. A measure of a kind alone is whether it is given. A measure
of a parameter is one value, however many actions of the kind there are: of quantities their sum where it is an amount,
else the greatest, of deadlines the soonest. What is held is not given; what is nested under `if_overdue` does not
count. A decision comes to an outcome for each pick of its choices and each use of discretion. What is claimed of one
decision is claimed of each outcome; decisions are compared in what the customer can be sure of: the best of their own
picks, the poorest that the house may pick, and nothing that is at discretion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.expressions import Expression
from recovery_rules.language.types import Plain
from recovery_rules.model.conditions import ALWAYS, Condition
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.source.span import Span

Direction: TypeAlias = Literal["falls", "rises"]


@frozen(field_transformer=read_only_mappings)
class Measure:
    """What of a decision is looked at: whether a kind is given, or one of its parameters, as the author wrote it.

    `apart` narrows it to actions with these values of parameters of the kind's `distinct_by`.
    """

    kind: str
    parameter: str = ""
    apart: Mapping[str, Plain] = field(factory=dict)
    text: str = ""


@frozen
class Monotone:
    """A measure never falls (or never rises) as one fact alone rises, all others staying as they are."""

    of: tuple[Measure, ...]  # of several, amounts of one type, their sum
    never: Direction
    along: str
    turns: bool = False  # whether that fact is a boolean, which rises from no to yes


@frozen
class SameWhatever:
    """The decision, or some measures of it, is the same whatever some facts are, known or not."""

    facts: tuple[str, ...]
    of: tuple[Measure, ...] = ()  # empty: all actions, refusals left aside


@frozen
class Given:
    """Some kinds are always given (each of them), or never (any of them), where the property's condition holds."""

    measures: tuple[Measure, ...]
    always: bool


@frozen(field_transformer=read_only_mappings)
class Claim:
    """An expression over facts and measures is never false; `measures` says what its made-up facts stand for.

    Where an author wrote that something never holds, `expression` is its opposite, and `text` still what was written.
    """

    expression: Expression
    text: str
    measures: Mapping[str, Measure] = field(factory=dict)
    always: bool = True  # whether the author claims the text, or that it never holds


@frozen
class Covers:
    """Some rule or limit gives an action: `otherwise` is never needed, and no decision is empty."""


@frozen
class NeverLess:
    """Measures are never less than another ruleset gives in the same case (deadlines: never later)."""

    than: str  # as the file names it
    of: tuple[Measure, ...] = ()  # empty: every amount of every kind of the stream `remedy` that both know


Statement: TypeAlias = Monotone | SameWhatever | Given | Claim | Covers | NeverLess


@frozen
class Property:
    """One promise: a statement, for all cases in which `when` is true.

    `undecided` is the reason for which it may stay neither proved nor refuted; empty where it may not.
    `personal` marks those that are stated for every personal fact without anybody writing them.
    """

    id: str
    statement: Statement
    when: Condition = ALWAYS
    because: Label = NO_LABEL
    source: str = ""
    undecided: Label = NO_LABEL
    personal: bool = False
    span: Span | None = field(default=None, eq=False)
