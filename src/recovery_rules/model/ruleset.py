"""The whole checked ruleset as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.language.rationals import Rounding
from recovery_rules.language.types import Type
from recovery_rules.model.actions import ActionKind, Proposal
from recovery_rules.model.allowances import Allowance
from recovery_rules.model.authority import Grant
from recovery_rules.model.examples import Example
from recovery_rules.model.facts import Admission, Derived, Fact
from recovery_rules.model.governance import NO_GOVERNANCE, Governance
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.properties import Property
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.model.rules import ActionTable, Limit, Rule
from recovery_rules.source.span import Span


@frozen(field_transformer=read_only_mappings)
class Model:
    """A ruleset that loads: every name resolved, every type checked, every promise of section "soundness" proved."""

    id: str
    version: str
    digest: str  # SHA-256 of the resolved content
    currency: str
    facts: Mapping[str, Fact]
    derived: Mapping[str, Derived]  # in dependency order
    kinds: Mapping[str, ActionKind]  # in vocabulary order
    rules: tuple[Rule, ...]  # in file order; the rows of tables stand where their table stands
    language: int = 1
    title: Label = NO_LABEL
    governance: Governance = NO_GOVERNANCE
    no_follow_up: Label = NO_LABEL  # why decisions need none
    rounding: Rounding = "half_up"
    clock: str = ""  # the datetime fact from which every `within` runs; empty: the time of deciding
    calendar: Calendar | None = None  # which days are worked; of one that is awaited, its name alone
    awaits_calendar: bool = False  # whether the caller hands the calendar over
    needs_hours: bool = False  # whether the end of some time limit depends on the hours of a working day
    month_end: str = ""  # `last_day` or `next_day`: which day a month later is, where that month is too short
    working_day_ends: str = "end_of_day"  # or `close_of_business`: the hour at which a limit of working days ends
    zone: str = ""  # the IANA name of the zone in which days begin; empty where the file names none
    roles: tuple[str, ...] = ()  # low to high
    role_labels: Mapping[str, Label] = field(factory=dict)
    units: Mapping[str, Type] = field(factory=dict)
    unit_labels: Mapping[str, Label] = field(factory=dict)
    admissions: tuple[Admission, ...] = ()
    tables: Mapping[str, ActionTable] = field(factory=dict)
    limits: tuple[Limit, ...] = ()
    otherwise: tuple[Proposal, ...] = ()
    authority: tuple[Grant, ...] = ()  # of the lowest role first
    properties: tuple[Property, ...] = ()  # those of personal facts that nobody wrote last
    examples: tuple[Example, ...] = ()
    allowances: tuple[Allowance, ...] = ()  # what `check` need not tell
    file: str = ""
    span: Span | None = field(default=None, eq=False)

    def type_of(self, name: str) -> Type:
        """The type of a fact, given or derived."""
        return (self.facts.get(name) or self.derived[name]).type
