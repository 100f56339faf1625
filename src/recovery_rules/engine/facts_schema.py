"""One fact as JSON Schema: what `decide` takes of it when it comes as JSON.

In: a fact of the model. Out: its schema, for `facts_model`. Every type but text has a spelling as text; booleans, whole
numbers and sets have one of JSON's own, too. Patterns keep to what all dialects of regular expressions share.

The schema says less than `decide` knows in these points: it does not compare a text with `min` and `max` (only its
sign), nor add up the parts of a duration, nor know the days of a month; and JSON Schema takes `2.0` for a whole number.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final

from recovery_rules.language.durations import UNITS
from recovery_rules.language.literals import text_of
from recovery_rules.language.reading import DAY, MOMENT
from recovery_rules.language.types import Plain, Type
from recovery_rules.language.values import MAX_DIGITS
from recovery_rules.model.facts import Fact

_MOST: Final = 10**MAX_DIGITS - 1
_BOOLEAN: Final = r"^\s*(?:yes|no|true|false)\s*$"
_CURRENCY: Final = re.compile("[A-Z]{3}")
# 35 digits, where zeros in front and zeros behind decimals do not count; at the beginning of a number.
_TOO_LONG: Final = (
    rf"(?:0*[1-9][0-9]{{{MAX_DIGITS}}}"
    rf"|0*[1-9](?:\.?[0-9]){{{MAX_DIGITS - 1}}}(?:[0-9]*\.)?[0-9]*[1-9]"
    rf"|0+\.[0-9]{{{MAX_DIGITS}}}[0-9]*[1-9])"
)


def json_schema_of(fact: Fact) -> dict[str, Any]:
    """The JSON Schema of one fact; `null` stands for a fact that is not given, where it may be left out."""
    schema = _typed_schema(fact)
    if fact.may_be_unknown or fact.default is not None:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if fact.default is not None:
        schema["default"] = json_of(fact.default, fact.type)
    label = fact.label.in_locale("en")
    return {"title": label} | schema if label else schema


def json_of(plain: Plain, type_: Type) -> Any:
    """A value in JSON: booleans, integers and lists as such, all else as the text that reads back."""
    if type_.kind in {"boolean", "integer"}:
        return plain
    if isinstance(plain, frozenset):
        return [type_.values[position] for position in sorted(plain)]
    return text_of(plain, type_)


def _typed_schema(fact: Fact) -> dict[str, Any]:
    type_ = fact.type
    match type_.kind:
        case "choice" | "scale":
            return {"type": "string", "enum": list(type_.values)}
        case "set":
            items = {"type": "string", "enum": list(type_.values)}
            return {"anyOf": [{"type": "array", "items": items}, _text(_set_pattern(type_))]}
        case "boolean":
            return {"anyOf": [{"type": "boolean"}, _text(_BOOLEAN)]}
        case "date":
            return _text(rf"^\s*{DAY}\s*$") | {"format": "date"}
        case "datetime":
            # The format is a note for tools; the pattern says what is taken, other spellings of ISO 8601 included.
            return _text(rf"^\s*{MOMENT}\s*$") | {"format": "date-time"}
        case "text":
            return {"type": "string"}
        case "integer" | "number":
            return {"anyOf": [_whole(fact), _quantity(fact)]}
        case _:
            return _quantity(fact)


def _text(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern}


def _set_pattern(type_: Type) -> str:
    value = f"(?:{'|'.join(type_.values)})"  # names: nothing in them needs escaping
    return rf"^\s*(?:(?:\(none\)|{value}\s*(?:,\s*{value}\s*)*)\s*)?$"


def _whole(fact: Fact) -> dict[str, Any]:
    low = -_MOST if fact.low is None else math.ceil(fact.low)
    high = _MOST if fact.high is None else math.floor(fact.high)
    return {"type": "integer", "minimum": low, "maximum": high}


def _quantity(fact: Fact) -> dict[str, Any]:
    """A text with the shape of the type, but none of the shapes that are known to be refused."""
    type_ = fact.type
    ends = [
        f"{words} {text_of(end, type_)}"
        for words, end in (("at least", fact.low), ("at most", fact.high))
        if end is not None
    ]
    example = next((end for end in (fact.low, fact.high) if end is not None), 0)
    return (
        _text(_shape(type_))
        | {"not": {"anyOf": [{"pattern": pattern} for pattern in _refused(fact)]}}
        | {"examples": [text_of(example, type_)], "description": ", ".join([type_.describe(), *ends])}
    )


def _shape(type_: Type) -> str:
    match type_.kind:
        case "integer":
            return rf"^\s*{_number(0)}\s*$"
        case "number":
            return rf"^\s*{_number()}\s*$"
        case "percent":
            return rf"^\s*{_number()}\s*%\s*$"
        case "duration":
            return rf"^\s*(?:-\s*)?(?:[0-9]+(?:\.[0-9]+)?\s*(?:{'|'.join(UNITS)})\s*)+$"
        case _:
            number = _number(type_.digits)
            before = rf"|{type_.unit}[ \t]+{number}" if _CURRENCY.fullmatch(type_.unit) else ""
            return rf"^\s*(?:{number}\s*{type_.unit}{before})\s*$"


def _number(places: int | None = None) -> str:
    """A number with at most so many decimal places, and any zeros behind them."""
    if places is None:
        return r"-?[0-9]+(?:\.[0-9]+)?"
    decimals = rf"(?:[0-9]{{1,{places}}}0*)" if places else "0+"
    return rf"-?[0-9]+(?:\.{decimals})?"


def _refused(fact: Fact) -> list[str]:
    """Numbers of too many digits or of the wrong sign."""
    # Of a duration every part counts; elsewhere it is the first number, for the name of a unit may have digits, too.
    of_duration = fact.type.kind == "duration"
    start, digits = (r"(?:^|[^0-9.])", "[^1-9]*") if of_duration else (r"^[^0-9]*", "[0-9.]*")
    zero = r"^[^1-9]*$" if of_duration else r"^[^0-9]*0+(?:\.0+)?(?:[^0-9.]|$)"
    patterns = [start + _TOO_LONG]
    if fact.low is not None and fact.low >= 0:
        patterns.append(rf"^[^0-9-]*-{digits}[1-9]")
    if fact.high is not None and fact.high <= 0:
        patterns.append(rf"^[^0-9-]*(?:[0-9]{digits})?[1-9]")
    if (fact.low is not None and fact.low > 0) or (fact.high is not None and fact.high < 0):
        patterns.append(zero)
    return patterns
