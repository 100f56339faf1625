"""A case to be checked, and a file of them. In: made by `casefile`. Out: read by `verifying` and the command line."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.model.examples import Example, Expected
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.ruleset import Ruleset


@frozen
class Case:
    """An example, and what only a line of a table can say besides.

    Attributes:
        example: the facts, and what must be decided for them.
        derived: facts that the ruleset computes, and their expected values as texts.
        absent: actions that must not be given: of this kind, and with these parameters where there are any.
        apart: the word in the column of `basis` for which this case is counted apart; empty for ordinary cases.
    """

    example: Example
    derived: Mapping[str, str] = field(factory=dict)
    absent: tuple[Expected, ...] = ()
    apart: str = ""

    @property
    def id(self) -> str:
        """The name of the case."""
        return self.example.id


@frozen
class CaseFile:
    """The cases of one file, with the ruleset that decides them.

    Attributes:
        file: the name of the file in messages.
        ruleset: loaded from what the file names; it counts by the calendar of the file, where that has one.
        cases: in the order of the file.
        title: what the cases show.
        calendar: that of the file, where it has one.
    """

    file: str
    ruleset: Ruleset
    cases: tuple[Case, ...]
    title: Label = NO_LABEL
    calendar: Calendar | None = None
