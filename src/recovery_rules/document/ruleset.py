"""A whole ruleset file. In: the merged tree of a file and of what it extends. Out: `RulesetDocument`."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr, ValidatorFunctionWrapHandler
from pydantic_core import PydanticCustomError

from recovery_rules.document.actions import Actions
from recovery_rules.document.allowances import Allow
from recovery_rules.document.authority import Authority
from recovery_rules.document.calendar import CalendarShape
from recovery_rules.document.examples import Example
from recovery_rules.document.facts import Admission, Derived, Fact
from recovery_rules.document.governance import STATUSES, Approval, Day, Period
from recovery_rules.document.kinds import Kind
from recovery_rules.document.left_out import NOTHING, LeftOut
from recovery_rules.document.limits import Limit
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.parameters import Parameter
from recovery_rules.document.properties import Property
from recovery_rules.document.rules import Rule
from recovery_rules.document.scalars import Id, Name, NameKey, Text, Words, words
from recovery_rules.document.shapes import Either, Label, by_type
from recovery_rules.document.tables import ActionTable
from recovery_rules.document.types import NamedType, Unit, Wording
from recovery_rules.source.span import Span
from recovery_rules.source.tree import MapNode, ScalarNode

ROUNDINGS = ("half_up", "half_even", "half_down", "up", "down", "ceiling", "floor")


class Role(Located):
    """Somebody who owns actions."""

    noun: ClassVar[str] = "a role"

    label: Wording = Field({})


def _roles(value: object, handler: ValidatorFunctionWrapHandler) -> Mapping[str, Mapping[str, ScalarNode]]:
    checked = handler(value)
    if isinstance(checked, dict):
        return {role: entry.label for role, entry in checked.items()}
    ids = [role.text for role in checked]
    if len(set(ids)) < len(ids):
        raise PydanticCustomError("twice", "a role twice", {"names": ids})
    return {role: {} for role in ids}


_ROLES = Either(
    "roles from low to high: a list, or a mapping with a `label` each",
    by_type(list="ids", mapping="labelled"),
    {"ids": tuple[Name, ...], "labelled": dict[NameKey, Role]},
    _roles,
)


class RulesetDocument(Located):
    """What recovery from a service failure is owed, as data."""

    noun: ClassVar[str] = "a ruleset"

    language: Annotated[Literal[1], Words({"1": 1}, (1,))] = Field(
        description="The version of the ruleset language: 1."
    )
    ruleset: Id | None = Field(None, description="The name of the ruleset.")
    vocabulary: Id | None = Field(None, description="Instead of `ruleset`: the name of a file for others to extend.")
    title: Label = Field({}, description="The ruleset's title: a text, or texts by language.")
    version: Text | None = Field(None, description="The version of the content, as the author counts.")
    status: Annotated[str | None, words(*STATUSES)] = Field(
        None, description="How far the content has come: `draft`, `review` or `approved`."
    )
    owner: Text | None = Field(None, description="Who answers for the ruleset.")
    author: Text | None = Field(None, description="Who wrote it.")
    review_by: Day | None = Field(None, description="The day by which it is to be looked at again.")
    effective: Period | None = Field(None, description="The days on which this version is in force.")
    approval: Approval | None = Field(None, description="Who approved the content; `recovery-rules approve` writes it.")
    currency: Text | None = Field(None, description="The currency of all money, `CNY`.")
    rounding: Annotated[str, words(*ROUNDINGS)] = Field(
        "half_up", description="How amounts are rounded to what can be paid."
    )
    extends: tuple[Text, ...] = Field((), description="Files whose content comes first.")
    roles: Annotated[Mapping[str, Mapping[str, ScalarNode]], _ROLES] = Field(
        {}, description="Who owns actions, from low to high: a list, or a mapping with labels."
    )
    clock: Text | None = Field(None, description="The datetime fact from which every `within` runs.")
    calendar: CalendarShape | None = Field(
        None, description="Which days are worked: those of a country, days of its own, or the name of the caller's."
    )
    zone: Text | None = Field(None, description="The zone in which days begin and end, an IANA name.")
    month_end: Annotated[str | None, words("last_day", "next_day")] = Field(
        None, description="A month after 31 January: the last day of February, or the next day, 1 March."
    )
    working_day_ends: Annotated[str, words("end_of_day", "close_of_business")] = Field(
        "end_of_day", description="When a time limit of working days ends on its last day."
    )
    units: dict[NameKey, Unit] = Field({}, description="Units of account, such as points, by name.")
    types: dict[NameKey, NamedType] = Field({}, description="Types that facts share, by name.")
    kinds: dict[NameKey, Kind] = Field({}, description="Kinds of recovery actions, by name.")
    facts: dict[NameKey, Fact] = Field({}, description="What a case tells, by name.")
    parameters: dict[NameKey, Parameter] = Field({}, description="Values that people set, by name.")
    admit: tuple[Admission, ...] = Field((), description="What every valid case satisfies.")
    derived: dict[NameKey, Derived] = Field({}, description="Facts that are computed, by name.")
    rules: tuple[Rule, ...] = Field((), description="The rules.")
    tables: tuple[ActionTable, ...] = Field((), description="Rules in bulk, as decision tables.")
    limits: tuple[Limit, ...] = Field((), description="What no rule may go beyond.")
    authority: Authority = Field({}, description="What each role may do without a higher one's approval, by role.")
    otherwise: Actions | None = Field(None, description="The actions where there would be none.")
    allow: Allow = Field({})
    no_follow_up: Label = Field({}, description="Why decisions need no follow-up: a text, or texts by language.")
    properties: tuple[Property, ...] = Field((), description="What holds in every case, to be proved.")
    examples: tuple[Example, ...] = Field((), description="Cases and what they must decide.")

    _left_out: LeftOut = PrivateAttr(NOTHING)

    def span_of_fact(self, name: str) -> Span:
        """Where a fact is named that is given, set or derived."""
        section = next(one for one in ("facts", "parameters", "derived") if name in getattr(self, one))
        return self.key_span(section, name)

    @property
    def left_out(self) -> LeftOut:
        """What the author declared and the document lacks, because it was wrong and has been reported."""
        return self._left_out

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A file is a ruleset or a vocabulary."""
        if "ruleset" in node and "vocabulary" in node:
            yield Conflict("RR149", "a file is a ruleset or a vocabulary, not both", "vocabulary", "leave one out")
        elif "ruleset" not in node and "vocabulary" not in node:
            yield Conflict("RR141", "a ruleset needs `ruleset`", label="add `ruleset: ` and a name", needs="ruleset")
