"""The calendar of a ruleset: which days are worked. In: what stands under `calendar`. Out: one model."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from recovery_rules.document.governance import Day
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.scalars import Text, words
from recovery_rules.document.shapes import CellNode, Either, by_type
from recovery_rules.source.tree import MapNode, ScalarNode

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday: TypeAlias = Annotated[str, words(*WEEKDAYS)]


class Calendar(Located):
    """The days off of a country, of a company, or of both."""

    noun: ClassVar[str] = "a calendar"

    name: Text | None = Field(None, description="What traces and messages call it; without it, `GB-ENG`.")
    country: Text | None = Field(None, description="Two letters, `GB`: the days off of the library `holidays`.")
    subdivision: Text | None = Field(None, description="A part of the country, `ENG`.")
    weekend: tuple[Weekday, ...] | None = Field(
        None, description="The days of the week that are off; without it, those of the country, or `[sat, sun]`."
    )
    days_off: tuple[Day, ...] = Field((), description="Further days off.")
    days_worked: tuple[Day, ...] = Field((), description="Days worked although they are of the weekend or a holiday.")
    hours: CellNode | None = Field(
        None,
        description="From when until when a working day is worked: `09:00 to 17:30`; with breaks, a list of such.",
    )

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A calendar is of a country, or has a name; only a country has parts."""
        if "subdivision" in node and "country" not in node:
            yield Conflict("RR141", "a subdivision needs its `country`", needs="country")
        elif "country" not in node and "name" not in node:
            yield Conflict("RR141", "a calendar needs a `country`, or a `name` for days of its own", needs="name")


CalendarShape: TypeAlias = Annotated[
    ScalarNode | Calendar,
    Either(
        "the name of a calendar, or a mapping with `country`, `days_off` and so on",
        by_type(text="named", mapping="described"),
        {"named": Text, "described": Calendar},
    ),
]
