"""Elapsed times as authors write them: `2 h`, `1 h 30 min`, `1.5 d`. A day has 24 hours; months are no durations.

In: a text, or a number of microseconds. Out: the other. Called by `reading` and `writing`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from recovery_rules.language.rationals import decimal_number, decimal_text, simplest
from recovery_rules.language.slips import meant_unit
from recovery_rules.language.values import MAX_DIGITS
from recovery_rules.source.printable import quote

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number

_SECOND = 1_000_000
_MINUTE, _HOUR = 60 * _SECOND, 3_600 * _SECOND
DAY: Final = 24 * _HOUR
LONGEST: Final = 365_250 * DAY  # a thousand years
UNITS: Final = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 1_000),
    **dict.fromkeys(("s", "second", "seconds"), _SECOND),
    **dict.fromkeys(("min", "minute", "minutes"), _MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), _HOUR),
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("w", "week", "weeks"), 7 * DAY),
}
_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]+)")
_NO_UNITS: Final = {
    "m": "`m` could be minutes or months: write `min`",
    **dict.fromkeys(("month", "months", "mo"), "a month has no fixed length: write days"),
    **dict.fromkeys(("year", "years", "y"), "a year has no fixed length: write days"),
}


def duration(text: str) -> Number:
    """The microseconds that `text` writes; a minus in front goes for all of it.

    Raises:
        ValueError: It is no duration, or one of more than a thousand years.

    Example:
        >>> duration("1 h 30 min") == duration("1.5 h") == duration("90min")
        True
    """
    body = text.removeprefix("-")
    total = Fraction(0)
    end = 0
    while end < len(body) and (part := _PART.match(body, end)):
        total += _length(*part.groups(), text=text)
        end = part.end()
    if not body or body[end:].strip():
        raise ValueError(_no_duration(text))
    if total > LONGEST:
        raise ValueError(f"{quote(text)} is longer than a thousand years")
    return simplest(-total if text != body else total)


def _length(digits: str, unit: str, *, text: str) -> Fraction:
    if unit in _NO_UNITS:
        raise ValueError(f"{quote(text)}: {_NO_UNITS[unit]}")
    if unit not in UNITS:
        raise ValueError(_no_duration(text))
    count = decimal_number(digits)
    if count is None:
        raise ValueError(f"{quote(text)} has more than {MAX_DIGITS} digits")
    return Fraction(count * UNITS[unit])


def _no_duration(text: str) -> str:
    if re.fullmatch(r"-?[0-9.]+", text):
        return f"{quote(text)} has no unit: write `{text} min`, `{text} h`, `{text} d` or another"
    part = _PART.fullmatch(text)
    if part and (unit := meant_unit(part[2])):
        return f"{quote(text)} is not a duration: write `{part[1]} {unit}`"
    return f"{quote(text)} is not a duration: write for example `2 d`, `1 h 30 min` or `45 s`"


def duration_text(microseconds: Number) -> str:
    """The canonical text, which `duration` reads back where it is a finite decimal.

    Example:
        >>> duration_text(duration("1.5 h")), duration_text(0), duration_text(Fraction(1, 2))
        ('1 h 30 min', '0 s', '0.0000005 s')
    """
    rest = abs(Fraction(microseconds))
    parts = []
    for unit, length in (("d", DAY), ("h", _HOUR), ("min", _MINUTE)):
        count = int(rest // length)
        rest -= count * length
        parts += [f"{count} {unit}"] if count else []
    if rest or not parts:
        parts.append(f"{decimal_text(simplest(rest / _SECOND))} s")
    return ("-" if microseconds < 0 else "") + " ".join(parts)
