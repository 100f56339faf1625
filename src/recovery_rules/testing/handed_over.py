"""A calendar that is handed over in a file, in the form of `calendar` in the head of a ruleset.

In: the text of the file. Out: the calendar, and rulesets that count by it; what is wrong goes into problems. Called by
the command line and the pytest plugin.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from recovery_rules.document.calendar import Calendar as CalendarDocument
from recovery_rules.document.reading import read_calendar
from recovery_rules.language.calendars import Calendar
from recovery_rules.model.link.calendar import link_calendar, refuse_unfit
from recovery_rules.model.ruleset import Model
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read


@frozen
class HandedOver:
    """A calendar, and where it is written."""

    calendar: Calendar
    said: CalendarDocument
    sources: Mapping[str, str]

    def is_of(self, model: Model) -> bool:
        """Whether a ruleset counts by a calendar of this name."""
        return model.calendar is not None and model.calendar.name == self.calendar.name

    def by(self, ruleset: Ruleset, problems: Problems) -> Ruleset | None:
        """The ruleset by this calendar; None where it cannot count by it."""
        problems.sources.update(self.sources)
        refuse_unfit(self.said, self.calendar, ruleset.model, problems)
        return None if problems.has_errors else ruleset.with_calendar(self.calendar)


def read_handed_over(content: bytes, file: str, problems: Problems) -> HandedOver | None:
    """The calendar of a file; None where something is wrong in it."""
    tree = read(content, file=file, problems=problems, limits=LoadLimits())
    said = read_calendar(tree, problems) if tree is not None else None
    calendar = link_calendar(said, problems) if said is not None else None
    if said is None or calendar is None or problems.has_errors:
        return None
    return HandedOver(calendar, said, dict(problems.sources))
