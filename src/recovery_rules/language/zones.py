"""Time zones: on which day an instant falls in a place.

In: an IANA name. Out: what the time zones of the machine, or the package `tzdata`, say.
"""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from recovery_rules.language.reading import FIRST_DAY, LAST_DAY

_FIRST_CLOCKS: Final = datetime(1800, 1, 1, tzinfo=UTC)  # before the clocks of any zone first changed
_LAST_CLOCKS: Final = datetime(2041, 1, 1, tzinfo=UTC)  # from then on they change by the same rule each year
_STEP: Final = timedelta(hours=12)
_SECOND: Final = timedelta(seconds=1)


def zones() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """Whether there is a zone of this name.

    Example:
        >>> is_zone("Europe/London"), is_zone("Europe/Londn"), is_zone("../etc")
        (True, False, False)
    """
    try:
        zone(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


@functools.cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of a name that is one."""
    return zoneinfo.ZoneInfo(name)


def by_clock_of(there: zoneinfo.ZoneInfo, moment: datetime) -> datetime:
    """An instant by the clock of a zone, with the offset that it then has.

    Example:
        >>> from datetime import UTC
        >>> by_clock_of(zone("Asia/Shanghai"), datetime(2026, 1, 1, 16, 30, tzinfo=UTC)).isoformat()
        '2026-01-02T00:30:00+08:00'
    """
    local = moment.astimezone(there)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def day_of(moment: datetime, zone_name: str) -> int:
    """The day on which an instant falls in a zone, as a plain date within the admitted years.

    Example:
        >>> from datetime import UTC, date, datetime
        >>> date.fromordinal(day_of(datetime(2026, 1, 1, 16, 30, tzinfo=UTC), "Asia/Shanghai"))
        datetime.date(2026, 1, 2)
    """
    return min(max(FIRST_DAY, moment.astimezone(zone(zone_name)).toordinal()), LAST_DAY)


@functools.cache
def repeats_a_day(zone_name: str) -> bool:
    """Whether clocks were ever put back over midnight, so that a later instant falls on an earlier day.

    Example:
        >>> repeats_a_day("Europe/Berlin"), repeats_a_day("America/St_Johns")
        (False, True)
    """
    there = zone(zone_name)
    return any(day_of(change - _SECOND, zone_name) > day_of(change, zone_name) for change in _changes_back(there))


def _changes_back(there: zoneinfo.ZoneInfo) -> Iterator[datetime]:
    """The instants from which clocks are behind what they were."""
    begin, before = _FIRST_CLOCKS, _ahead(there, _FIRST_CLOCKS)
    while begin < _LAST_CLOCKS:
        end = begin + _STEP
        after = _ahead(there, end)
        if after < before:
            low, high = begin, end
            while high - low > _SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (low, middle) if _ahead(there, middle) < before else (middle, high)
            yield high
        begin, before = end, after


def _ahead(there: zoneinfo.ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(there).utcoffset() or timedelta()
