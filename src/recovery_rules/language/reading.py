"""Texts to plain values, by the declared type. In: a text. Out: a plain value, or a `ValueError` for the author."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from recovery_rules.language.durations import UNITS, duration
from recovery_rules.language.rationals import decimal_number, simplest
from recovery_rules.language.slips import meant_amount, meant_boolean
from recovery_rules.language.time_limits import time_limit
from recovery_rules.language.values import MAX_DIGITS
from recovery_rules.source.printable import quote

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.types import Plain, Type

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LEADING_UNIT: Final = re.compile(r"([A-Z]{3})[ \t]+(-?[0-9].*)", re.DOTALL)
_TRAILING_UNIT: Final = re.compile(r"(-?[0-9][0-9_.,]*(?:\s+[0-9][0-9_.,]*)*)\s*(.*)", re.DOTALL)
_DATE = (
    r"(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|-W[0-5][0-9](?:-[1-7])?|W[0-5][0-9][1-7]?)"
)
_HOUR, _SIXTY = "(?:[01][0-9]|2[0-3])", "[0-5][0-9]"
_CLOCK = rf"{_HOUR}(?::{_SIXTY}(?::{_SIXTY}(?:[.,][0-9]+)?)?|{_SIXTY}(?:{_SIXTY}(?:[.,][0-9]+)?)?)?"
_OFFSET = rf"(?:Z|[+-]{_HOUR}(?::?{_SIXTY}(?::?{_SIXTY}(?:\.[0-9]+)?)?)?)"
_ANY_YEAR = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
DAY: Final = rf"(?=[1-8]){_ANY_YEAR}"
# ISO 8601 with an offset, and any character between date and time: versions of Python differ in what else they take.
_ANY_DAY = rf"[1-8][0-9]{{3}}{_DATE}[\s\S]"
_REST_OF_MIDNIGHT = r"(?::00(?::00(?:[.,]0+)?)?|00(?:00(?:[.,]0+)?)?)"  # behind 24, the end of a day
MOMENT: Final = rf"{_ANY_DAY}(?:{_CLOCK}|24{_REST_OF_MIDNIGHT}){_OFFSET}"
_END_OF_DAY: Final = re.compile(rf"({_ANY_DAY})24({_REST_OF_MIDNIGHT}{_OFFSET})")
_BOOLEANS: Final = {"yes": True, "true": True, "no": False, "false": False}
NOTHING: Final = "(none)"  # the empty set
FIRST_YEAR, LAST_YEAR = 1000, 8999  # any duration can be added to a time between them
FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
BEYOND: Final = date.max.toordinal() + 1  # a day that no date can tell
A_DAY: Final = date(2026, 1, 1).toordinal()  # an example that nobody wonders at


def parse_literal(text: str, type: Type) -> Plain:
    """The plain value that `text` writes.

    Raises:
        ValueError: It is no value of the type; the message names what is wrong and how to write it.

    Example:
        >>> from recovery_rules.language.types import DURATION
        >>> parse_literal("1 h 30 min", DURATION)
        5400000000
    """
    text = text.strip() if type.kind != "text" else text
    match type.kind:
        case "choice" | "scale":
            return position(text, type)
        case "set":
            return _positions(text, type)
        case "boolean":
            return _boolean(text)
        case "integer":
            return _whole(text)
        case "number":
            return number(text)
        case "percent":
            return _percent(text)
        case "money" | "unit":
            return _amount(text, type)
        case "duration" | "time_limit":
            return duration(text) if type.kind == "duration" else time_limit(text)
        case "date":
            return _day(text)
        case "datetime":
            return _moment(text)
        case "text":
            return encodable(text)


def position(text: str, type: Type) -> int:
    """The position of a value among those of a choice."""
    if text not in type.values:
        raise ValueError(f"{quote(text)} is not a value")
    return type.values.index(text)


def _positions(text: str, type: Type) -> frozenset[int]:
    if text in {"", NOTHING}:
        return frozenset()
    return frozenset(position(word.strip(), type) for word in text.split(","))


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        meant = meant_boolean(text)
        raise ValueError(f"{quote(text)} is neither `yes` nor `no`" + (f": write `{meant}`" if meant else ""))
    return _BOOLEANS[text]


def _whole(text: str) -> int:
    found = number(text)
    if not isinstance(found, int):
        raise ValueError(f"{quote(text)} is not a whole number")  # noqa: TRY004 - a text of the wrong value
    return found


def number(text: str) -> Number:
    """A plain decimal number of at most 34 digits, exactly."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(_no_number(text))
    found = decimal_number(text)
    if found is None:
        raise ValueError(f"{quote(text)} has more than {MAX_DIGITS} digits")
    return found


def _no_number(text: str) -> str:
    if re.fullmatch(r"-?[0-9]+(?:[,_\s][0-9]+)+(?:\.[0-9]+)?", text):
        plain = re.sub(r"[,_\s]", "", text)
        return (
            f"{quote(text)}: write digits without separators, `{plain[:MAX_DIGITS]}`, "
            "a point before decimals, and a blank after the comma of a list"
        )
    if re.fullmatch(r"-?[0-9.]+[eE][-+]?[0-9]+", text):
        return f"{quote(text)}: write the number out, without an exponent"
    if text.startswith("+"):
        return f"{quote(text)}: leave out the `+`"
    if re.fullmatch(r"-?\.[0-9]+", text):
        return f"{quote(text)}: write a digit before the point, `{text.replace('.', '0.')}`"
    if text.endswith("%"):
        return f"{quote(text)} is a percentage, not a number"
    return f"{quote(text)} is not a number"


def _percent(text: str) -> Number:
    if not text.endswith("%"):
        number(text)  # a better message where it is not even a number
        raise ValueError(f"{quote(text)} has no `%`: {_as_percentage(text)}")
    return simplest(Fraction(number(text[:-1].rstrip()), 100))


def _as_percentage(text: str) -> str:
    """What a bare number may have been meant as: 1.25 as a factor, or so many in a hundred."""
    if "." not in text:
        return f"write `{text} %`"
    return (
        f"write `{(100 * Decimal(text)).normalize():f} %` for {text} times as much, `{text} %` for {text} in a hundred"
    )


def _amount(text: str, type: Type) -> Number:
    """So much money, or so many of a unit, in its smallest unit."""
    kind = f"money in {type.unit}" if type.kind == "money" else type.unit
    leading = _LEADING_UNIT.fullmatch(text)
    trailing = _TRAILING_UNIT.fullmatch(text)
    if leading:
        unit, digits = leading.groups()
    elif trailing:
        digits, unit = trailing.groups()
    else:
        meant = meant_amount(text, "", "", type.unit)
        mended = f"`{meant}`" if meant else f"for example `20 {type.unit}`"
        raise ValueError(f"{quote(text)} is not {kind}: write {mended}")
    if not unit:
        raise ValueError(f"{quote(text)} has no unit: write `{text} {type.unit}`")
    if unit != type.unit:
        if re.fullmatch(r"[eE][0-9]+.*", unit):
            raise ValueError(f"{quote(text)}: write the number out, without an exponent")
        is_meant = re.fullmatch("[A-Z]{3}", unit) or unit in UNITS  # perhaps with another amount, or for another fact
        meant = "" if is_meant else meant_amount(text, digits, unit, type.unit)
        mended = f": write `{meant}`" if meant else ""
        raise ValueError(f"{quote(text)} is not in {type.unit}{mended}")
    return simplest(Fraction(number(digits)) * 10**type.digits)


def _day(text: str) -> int:
    if not re.fullmatch(_ANY_YEAR, text):
        raise ValueError(f"{quote(text)} is not a date: write for example `2026-11-04`")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no {quote(text)}: that month has fewer days") from None
    return day(found)


def day(found: date) -> int:
    """The plain value of a date."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return found.toordinal()


def _moment(text: str) -> datetime:
    no_time = f"{quote(text)} is not a time: write for example `2026-11-04T18:00:00+08:00`"
    ended = _END_OF_DAY.fullmatch(text)
    try:
        read = datetime.fromisoformat(text if ended is None else f"{ended[1]}00{ended[2]}")
    except ValueError:
        raise ValueError(no_time) from None
    found = moment(read if ended is None else read + timedelta(days=1))
    if not re.fullmatch(MOMENT, text):
        raise ValueError(no_time)
    return found


_FIELDS: Final = ("year", "month", "day", "hour", "minute", "second", "microsecond")


def moment(found: datetime) -> datetime:
    """The same instant with a fixed offset, so that it means the same wherever and whenever it is replayed."""
    try:
        zone = timezone(found.utcoffset())  # type: ignore[arg-type]  # None is refused like any other oddity
    except Exception:  # noqa: BLE001 - a time zone is foreign code
        raise ValueError("needs a time zone, for example `2026-11-04T18:00:00+08:00`") from None
    if type(found) is not datetime:  # a caller's own class may have put something else in place of these
        found = datetime(*(getattr(datetime, field).__get__(found) for field in _FIELDS))  # noqa: DTZ001
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return found.replace(tzinfo=zone, fold=0)


def encodable(text: str) -> str:
    """The text, if it can be written to a file at all."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half of a character that takes two") from None
    return text
