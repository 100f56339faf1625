"""Calendars: days off and days worked around those that the cases have; and what a head says of time."""

from datetime import date, time

from hypothesis import strategies as st

from recovery_rules import Calendar
from recovery_rules.language.calendars import WEEKDAYS
from tests.strategies.scope import Written

NAME = "works"
WEEKENDS = ((5, 6), (4, 5), (6,), (), (0, 2, 5, 6))


def calendars(first: date = date(2025, 1, 1), last: date = date(2026, 2, 28)) -> st.SearchStrategy[Calendar]:
    """Calendars of all kinds of weeks."""
    days = st.frozensets(st.dates(first, last), max_size=20)
    return st.builds(
        Calendar,
        name=st.just(NAME),
        holidays=days,
        weekend=st.sampled_from(WEEKENDS),
        days_worked=days,
        hours=st.sampled_from(
            [
                None,
                (time(9), time(17, 30)),
                (time(22), time(6)),
                (time(0), time(0)),
                (time(8, 30), time(12), time(13, 30), time(17, 30)),
                (time(6), time(10), time(20), time(23), time(23, 30), time(4)),
            ]
        ),
    )


@st.composite
def time_heads(draw: st.DrawFn) -> Written:
    """A calendar, a zone and the rule for months; nothing for some rulesets, which then can name no working days."""
    if draw(st.integers(0, 3)) == 0:
        return {}
    days = st.lists(st.sampled_from(["2025-12-31", "2026-01-02", "2026-01-05", "2026-02-17"]), unique=True)
    off, worked = draw(days), draw(st.sampled_from([[], ["2026-01-03"]]))
    own: Written = {"name": NAME, "days_off": off, "days_worked": worked}
    own["hours"] = draw(st.sampled_from(["09:00 to 17:30", "08:30 to 12:00, 13:30 to 17:30"]))
    if draw(st.booleans()):
        own["weekend"] = [WEEKDAYS[day] for day in draw(st.sampled_from(WEEKENDS))]
    country = {"name": NAME, "country": "GB", "subdivision": "ENG"}
    return {
        "calendar": draw(st.sampled_from([own, country, NAME])),
        "zone": draw(st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York"])),
        "month_end": draw(st.sampled_from(["last_day", "next_day"])),
    }
