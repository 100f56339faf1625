"""Times on a line of numbers, so that what is looked for in a quantity can be looked for in a time too.

In: an aware datetime. Out: its microseconds since 1970 in UTC, and back by the clock of another datetime.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import floor
from typing import Final

from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)


def number_of(moment: datetime) -> int:
    """The place of an instant on the line."""
    return (moment - _EPOCH) // _TICK


def instant(number: Number, like: datetime) -> datetime:
    """The instant at a place of the line, by the clock of another one."""
    return (_EPOCH + floor(number) * _TICK).astimezone(like.tzinfo)


def _midnight(day: int) -> int:
    return number_of(datetime.combine(date.fromordinal(day), time(), tzinfo=UTC))


FIRST: Final = _midnight(FIRST_DAY + 1)  # admitted by the clock of any zone, as is the last
LAST: Final = _midnight(LAST_DAY - 1)
