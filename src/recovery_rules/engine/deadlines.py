"""Due times of single time limits. In: a limit and the time from which it runs. Out: the time at which it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from recovery_rules.language.types import Number


def moved(start: datetime | None, microseconds: Number) -> datetime | None:
    """The start plus elapsed time, counted in UTC so that 24 hours across a change of the clocks are 24 hours.

    What is finer than a microsecond is left out.
    """
    if start is None:
        return None
    try:
        elapsed = timedelta(microseconds=microseconds // 1)
        if type(start.tzinfo) is timezone:  # an offset that never changes
            return start + elapsed
        return (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    except OverflowError:  # limits that add up may lie beyond the year 9999
        return None
