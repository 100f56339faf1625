"""Time zones: on which day an instant falls in a place.

In: an IANA name. Out: what the time zones of the machine, or the package `tzdata`, say.
"""

from __future__ import annotations

import functools
import zoneinfo
from datetime import datetime, timedelta, timezone

from recovery_rules.language.reading import FIRST_DAY, LAST_DAY


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
