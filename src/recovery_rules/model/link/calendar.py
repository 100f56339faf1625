"""What the head says of time: the calendar, the zone, and what becomes of the ends of months.

In: keys of the head. Out: what expressions about days need to know, or problems. A calendar that comes from another
file, of cases or on its own, is written alike.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Final

from attrs import evolve, frozen

from recovery_rules.document.calendar import WEEKDAYS
from recovery_rules.document.calendar import Calendar as CalendarDocument
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.calendars import Calendar, out_of_turn, time_of_day
from recovery_rules.language.zones import is_zone, zones
from recovery_rules.model.link.governance import day
from recovery_rules.model.link.literals import texts_of
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ListNode, ScalarNode

_TIME: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_CLOCK: Final = re.compile(rf"{_TIME}|24:00")
_HOURS: Final = re.compile(rf"({_TIME})\s+to\s+({_TIME}|24:00)")
_ONE_SPAN: Final = 2  # times
_IN_TURN: Final = "write them in their order; only the last may run over midnight, up to the begin of the first"
_WITHOUT_SUMMER_TIME: Final = {  # abbreviations that the database keeps for old files
    "EST": "`America/Toronto` or `America/New_York`",
    "MST": "`America/Denver` or `America/Phoenix`",
    "HST": "`Pacific/Honolulu`",
}
_OFFSETS: Final = "Etc/"  # their signs are the other way round: `Etc/GMT+8` is eight hours behind
_INSTALL: Final = "pip install recovery-rules[calendar]"


@frozen
class Times:
    """What expressions about days need to know.

    Attributes:
        calendar: the days off; of one that the caller hands over, its name alone.
        awaited: whether the caller hands it over.
        zone: the IANA name of the zone in which days begin; empty where the file names none.
        month_end: which day a month later is, where that month is too short; empty where the file does not say.
    """

    calendar: Calendar | None = None
    awaited: bool = False
    zone: str = ""
    month_end: str = ""


def link_times(document: RulesetDocument, problems: Problems) -> Times:
    """What the head says; what is wrong there counts as said, so that it is reported once."""
    said = document.calendar
    zone = _zone(document.zone, problems) or ("UTC" if "zone" in document.node else "")
    month_end = document.month_end or ("last_day" if "month_end" in document.node else "")
    if isinstance(said, CalendarDocument):
        return Times(link_calendar(said, problems), zone=zone, month_end=month_end)
    if said is not None:
        return Times(Calendar(name=said.text), awaited=True, zone=zone, month_end=month_end)
    return Times(Calendar(name="") if "calendar" in document.node else None, zone=zone, month_end=month_end)


def refuse_unfit(said: CalendarDocument, calendar: Calendar, model: Model, problems: Problems) -> None:
    """Report a calendar that is handed over to a ruleset, and by which that cannot count."""
    named = said.name or said.country
    at = said.node.span if named is None else named.span
    if model.calendar is None:
        label = "leave it out, or name it in the head of the ruleset"
        problems.add("RR464", "the ruleset has no calendar", at, label=label)
    elif model.calendar.name != calendar.name:
        expected = quote(model.calendar.name)
        message = f"the ruleset counts working days by {expected}, and this is {quote(calendar.name)}"
        problems.add("RR464", message, at, label=f"write `name: {model.calendar.name}` if it is meant")
    elif model.needs_hours and calendar.hours is None:
        message = "the ruleset counts working hours, and this does not say which they are"
        problems.add("RR464", message, at, label="add `hours: 09:00 to 17:30`, or others")


def link_calendar(said: CalendarDocument, problems: Problems) -> Calendar:
    """The calendar that is described; what is wrong in it is left out of it."""
    base = _of_country(said, problems)
    off = _days(said.days_off, problems)
    worked = _days(said.days_worked, problems)
    for node in said.days_worked:
        if any(node.text == other.text for other in said.days_off):
            problems.add("RR250", f"{quote(node.text)} is a day off and a day worked", node.span)
    weekend = base.weekend if said.weekend is None else frozenset(map(WEEKDAYS.index, said.weekend))
    return evolve(
        base,
        name=base.name if said.name is None else said.name.text,
        holidays=(base.holidays | off) - worked,
        weekend=weekend,
        days_worked=(base.days_worked | worked) - off,
        hours=_hours(said.hours, problems),
    )


def _of_country(said: CalendarDocument, problems: Problems) -> Calendar:
    if said.country is None:
        return Calendar(name="")
    country, part = said.country, said.subdivision
    try:
        return Calendar.of_country(country.text, None if part is None else part.text)
    except ModuleNotFoundError:
        label = f"install it: {_INSTALL}"
        problems.add("RR269", "the days off of a country need the library `holidays`", country.span, label=label)
    except ValueError as error:
        message, _, label = str(error).partition("; ")
        at = part if part is not None and message.startswith(f"{quote(part.text)} is no subdivision") else country
        problems.add("RR269", message, at.span, label=label)
    return Calendar(name="")


def _days(nodes: tuple[ScalarNode, ...], problems: Problems) -> frozenset[date]:
    found: set[date] = set()
    for node in nodes:
        try:
            found.add(day(node.text))
        except ValueError as error:
            problems.add("RR205", str(error), node.span)
    return frozenset(found)


def _hours(node: ScalarNode | ListNode | None, problems: Problems) -> tuple[time, ...] | None:
    found: list[time] = []
    for text, span in [] if node is None else _spans(node):
        match = _HOURS.fullmatch(text)
        if match is None:
            label = "write for example `09:00 to 17:30`, or with a break `[08:30 to 12:00, 13:30 to 17:30]`"
            problems.add("RR205", f"{quote(text)} is no business hours", span, label=label)
            return None
        found += time_of_day(match[1]), time_of_day(match[2])
        if len(found) == _ONE_SPAN and match[1] == match[2]:
            label = "for whole days write `00:00 to 24:00`"
            problems.add("RR209", f"nothing lies in {quote(text)}", span, label=label)
            return None
    if not found:
        return None
    late = out_of_turn(tuple(found))
    if node is not None and late is not None:
        text, span = _spans(node)[late // 2]
        problems.add("RR209", f"{quote(text)} does not come after the hours before it", span, label=_IN_TURN)
        return None
    return tuple(found)


def _spans(node: ScalarNode | ListNode) -> list[tuple[str, Span]]:
    """The texts of business hours, each from a begin to an end; a trace lists the times alone."""
    texts = [(part.strip(), one.span) for one in texts_of(node) for part in one.text.split(",")]
    if len(texts) % 2 or not all(_CLOCK.fullmatch(text) for text, _ in texts):
        return texts
    pairs = zip(texts[::2], texts[1::2], strict=True)
    return [(f"{opens} to {closes}", span) for (opens, span), (closes, _) in pairs]


def _zone(node: ScalarNode | None, problems: Problems) -> str:
    if node is None or (is_zone(node.text) and node.text not in _WITHOUT_SUMMER_TIME):
        return "" if node is None else node.text
    known = zones()
    if node.text in _WITHOUT_SUMMER_TIME:
        message = f"{quote(node.text)} has no summer time"
        label = f"did you mean {_WITHOUT_SUMMER_TIME[node.text]}?"
    elif not known:
        message, label = "this machine knows no time zones", "install them: pip install tzdata"
    else:
        message = f"{quote(node.text)} is no time zone"
        nearest = _nearest(node.text, frozenset(name for name in known if not name.startswith(_OFFSETS)))
        label = f"did you mean `{nearest}`?" if nearest else "write an IANA name, `Europe/London`"
    problems.add("RR270", message, node.span, label=label)
    return ""


def _nearest(word: str, known: frozenset[str]) -> str | None:
    """The zone that is meant; a city alone is enough."""
    by_city = {name.rpartition("/")[2]: name for name in sorted(known, reverse=True) if "/" in name}
    if word.casefold().replace(" ", "_") in {city.casefold() for city in by_city}:
        return next(name for city, name in by_city.items() if city.casefold() == word.casefold().replace(" ", "_"))
    area, _, _ = word.partition("/")
    return closest(word, [name for name in known if name.casefold().startswith(area.casefold() + "/")]) or closest(
        word.rpartition("/")[2], by_city
    )
