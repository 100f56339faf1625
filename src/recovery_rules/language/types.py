"""The types of facts, parameters and expressions, and the *plain* value that each one computes with.

Inside the engine every value is plain: exact, comparable and without its unit, which the type carries.

| type | plain value |
|---|---|
| choice, scale | `int`: the position among the type's values, from 0 (a scale: low to high) |
| set | `frozenset[int]` of positions |
| boolean | `bool` |
| integer | `int` |
| number, percent | `int` or `Fraction` (50 % is one half) |
| money, unit | `int` or `Fraction`, counted in the smallest unit (CNY 1.00 is 100) |
| duration | `int` or `Fraction` of microseconds |
| time_limit | the same, or a `TimeLimit` of working or calendar days, working hours or months |
| date | `int`: the days since the day before 1 January of the year 1 |
| datetime | an aware `datetime` |
| text | `str`; never read by a condition or an expression |

An unknown value is `None` for every type.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from recovery_rules.language.time_limits import TimeLimit

Kind: TypeAlias = Literal[
    "choice",
    "scale",
    "set",
    "boolean",
    "integer",
    "number",
    "percent",
    "money",
    "unit",
    "duration",
    "time_limit",
    "date",
    "datetime",
    "text",
]
Plain: TypeAlias = bool | int | Fraction | frozenset[int] | datetime | str | TimeLimit

QUANTITIES: frozenset[str] = frozenset({"integer", "number", "percent", "money", "unit", "duration"})
MEASURED: frozenset[str] = QUANTITIES | {"date"}
ENUMERATED: frozenset[str] = frozenset({"choice", "scale", "set"})


@frozen
class Type:
    """What values a fact, parameter or expression can have; bounds belong to the fact, not to the type."""

    kind: Kind
    values: tuple[str, ...] = ()  # of a choice, scale or set
    unit: str = ""  # the currency of money, the name of a unit
    digits: int = 0  # decimal places of the currency or unit

    @property
    def is_quantity(self) -> bool:
        """Whether values can be added, compared by size and bounded."""
        return self.kind in QUANTITIES

    @property
    def is_time(self) -> bool:
        """Whether values say how long something may take."""
        return self.kind in {"duration", "time_limit"}

    @property
    def is_measured(self) -> bool:
        """Whether values lie on a line, so that they can be bounded, and conditions cut the line: quantities, dates."""
        return self.kind in MEASURED

    @property
    def is_ordered(self) -> bool:
        """Whether `at least` and its like make sense."""
        return self.kind in MEASURED or self.kind == "scale"

    @property
    def rises(self) -> bool:
        """Whether of two values one is above the other: the greater, the later, `yes`."""
        return self.is_ordered or self.kind in {"datetime", "boolean"}

    @property
    def step(self) -> int | None:
        """The distance of neighbouring plain values of a *given* fact; None where they lie dense."""
        return 1 if self.kind in {"integer", "money", "unit", "duration", "date"} else None

    def describe(self) -> str:
        """The type in an author's words, for messages: `money in CNY`, `one of minor, major`."""
        if self.kind in ENUMERATED:
            return f"{self.kind} of {', '.join(self.values)}"
        return f"money in {self.unit}" if self.kind == "money" else self.unit or self.kind


BOOLEAN = Type("boolean")
INTEGER = Type("integer")
NUMBER = Type("number")
PERCENT = Type("percent")
DURATION = Type("duration")
TIME_LIMIT = Type("time_limit")
DATE = Type("date")
DATETIME = Type("datetime")
TEXT = Type("text")
