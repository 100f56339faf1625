"""Plain values to their canonical neutral text: in traces, records and messages, the same in every locale."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from recovery_rules.language.durations import duration_text
from recovery_rules.language.rationals import decimal_text, simplest
from recovery_rules.language.reading import NOTHING
from recovery_rules.language.time_limits import TimeLimit

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.types import Plain, Type


def text_of(plain: Plain, type: Type) -> str:
    """The text of a value; `parse_literal` reads it back, unless it is a fraction such as `2/3`.

    Example:
        >>> from recovery_rules.language.types import PERCENT, Type
        >>> text_of(44500, Type("money", unit="CNY", digits=2)), text_of(Fraction(1, 2), PERCENT)
        ('445.00 CNY', '50 %')
    """
    match type.kind:
        case "choice" | "scale":
            assert isinstance(plain, int)
            return type.values[plain]
        case "set":
            assert isinstance(plain, frozenset)
            return ", ".join(type.values[position] for position in sorted(plain)) or NOTHING
        case "boolean":
            return "yes" if plain else "no"
        case "date":
            assert isinstance(plain, int)
            return date.fromordinal(plain).isoformat()
        case "datetime":
            assert isinstance(plain, datetime)
            return plain.isoformat()
        case "text":
            assert isinstance(plain, str)
            return plain
        case _ if isinstance(plain, TimeLimit):
            return str(plain)
        case _:
            assert isinstance(plain, int | Fraction)
            return _quantity(plain, type)


def _quantity(plain: Number, type: Type) -> str:
    match type.kind:
        case "percent":
            return f"{decimal_text(simplest(plain * 100))} %"
        case "money" | "unit":
            return f"{decimal_text(simplest(Fraction(plain, 10**type.digits)), type.digits)} {type.unit}"
        case "duration" | "time_limit":
            return duration_text(plain)
        case _:
            return decimal_text(plain)
