"""When an action is expected to be due: an instant, a time by the clock of the ruleset's zone, or a day there.

In: a text, and the name of the zone, empty where the ruleset has none. Out: the instants that are meant.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from recovery_rules.language.reading import parse_literal
from recovery_rules.language.types import DATETIME
from recovery_rules.language.zones import by_clock_of, zone

_CLOCK: Final = r"T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_LOCAL: Final = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?P<clock>{_CLOCK})?")


@frozen
class DueTime:
    """From which instant to which other one something is expected to be due; one instant, unless a day is meant."""

    first: datetime
    last: datetime

    def __contains__(self, due: datetime) -> bool:
        return self.first <= due <= self.last

    @property
    def is_a_day(self) -> bool:
        """Whether any time of a day is meant."""
        return self.first < self.last


def due_time(text: str, zone_name: str) -> DueTime:
    """What a text means. The midnight at the end of a day belongs to it, the one at its start does not.

    Raises:
        ValueError: It is no time, or one that needs an offset because there is no zone.

    Example:
        >>> due_time("2025-04-30", "Europe/London").last.isoformat()
        '2025-05-01T00:00:00+01:00'
        >>> due_time("2025-04-30T24:00", "Europe/London").first.isoformat()
        '2025-05-01T00:00:00+01:00'
    """
    local = _LOCAL.fullmatch(text) if zone_name else None
    if local is None:
        found = parse_literal(text, DATETIME)
        assert isinstance(found, datetime)
        return DueTime(found, found)
    last = _there(f"{local['day']}{local['clock'] or 'T24:00'}Z", zone_name)
    if local["clock"]:
        return DueTime(last, last)
    return DueTime(_there(f"{local['day']}T00:00Z", zone_name) + timedelta(microseconds=1), last)


def _there(text: str, zone_name: str) -> datetime:
    """What the clock of a zone shows, as an instant; where it shows a time twice, the earlier one."""
    shown = parse_literal(text, DATETIME)
    assert isinstance(shown, datetime)
    there = zone(zone_name)
    return by_clock_of(there, shown.replace(tzinfo=there))
