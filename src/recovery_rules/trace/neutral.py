"""Writers of neutral texts, one a type: what `language.literals.text_of` gives, prepared so that traces cost little.

In: a type, once. Out: a function of plain values, or of public ones, that gives the canonical text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from recovery_rules.language.literals import text_of
from recovery_rules.language.public import plain_again
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import DURATION, PERCENT
from recovery_rules.language.values import Money

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.types import Type

Text: TypeAlias = Callable[[Any], str]  # of a plain value
PublicText: TypeAlias = Callable[[Any], str]  # of a public one

_MINUTE: Final = 60_000_000


def text_writer(type_: Type) -> Text:
    """The text of plain values of a type."""
    match type_.kind:
        case "choice" | "scale":
            return type_.values.__getitem__
        case "boolean":
            return ("no", "yes").__getitem__
        case "integer":
            return str
        case "money" | "unit" if type_.digits:
            return _of_counted(type_)
        case "percent":
            return _percent
        case "duration":
            return _duration
        case "time_limit":
            return lambda value: str(value) if type(value) is TimeLimit else _duration(value)
        case _:
            return lambda value: text_of(value, type_)


def public_text_of(type_: Type) -> PublicText:
    """The text of public values of a type, the same as that of their plain value."""
    match type_.kind:
        case "choice" | "scale" | "text":
            return str
        case "boolean":
            return ("no", "yes").__getitem__
        case "integer":
            return str
        case "datetime":
            return lambda value: str(value.isoformat())
        case "money" if type_.digits:
            text = text_writer(type_)
            return lambda value: text(value.minor if type(value) is Money else plain_again(value, type_))
        case _:
            text = text_writer(type_)
            return lambda value: text(plain_again(value, type_))


def _of_counted(type_: Type) -> Text:
    """Whole numbers of the smallest unit, which nearly all are, take the short way."""
    unit, digits = type_.unit, type_.digits

    def text(value: Number) -> str:
        if type(value) is int and value >= 0:
            written = str(value).rjust(digits + 1, "0")
            return f"{written[:-digits]}.{written[-digits:]} {unit}"
        return text_of(value, type_)

    return text


def _percent(value: Number) -> str:
    hundredths, rest = divmod(value.numerator * 100, value.denominator)
    return text_of(value, PERCENT) if rest else f"{hundredths} %"


def _duration(value: Number) -> str:
    """Whole minutes take the short way."""
    if type(value) is not int or value % _MINUTE or value <= 0:
        return text_of(value, DURATION)
    hours, minutes = divmod(value // _MINUTE, 60)
    days, hours = divmod(hours, 24)
    start = f"{days} d" if days else ""
    if hours:
        start = f"{start} {hours} h" if start else f"{hours} h"
    if minutes:
        start = f"{start} {minutes} min" if start else f"{minutes} min"
    return start
