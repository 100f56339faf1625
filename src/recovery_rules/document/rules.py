"""Rules. In: the entries of `rules`. Out: one model an entry."""

from typing import ClassVar

from pydantic import Field

from recovery_rules.document.actions import Actions
from recovery_rules.document.allowances import Allow
from recovery_rules.document.conditions import Conditions, Excuses
from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Id, Text
from recovery_rules.document.types import Reason, Replaces, Source


class Rule(Located):
    """A rule: where it applies, and the actions that it proposes there."""

    noun: ClassVar[str] = "a rule"

    id: Id = Field(description="The name of the rule, as explanations show it.")
    when: Conditions | None = Field(None, description="Where the rule applies; everywhere if left out.")
    unless: Excuses = Field((), description="Where it does not apply all the same; of a list, any excuses.")
    then: Actions = Field(description="The actions that the rule proposes.")
    overrides: tuple[Text, ...] = Field(
        (), description="Rules, tables or rows that do not count while this one applies."
    )
    because: Reason = Field({})
    source: Source = None
    allow: Allow = Field({})
    replaces: Replaces = False
