"""Calendars: days off and days worked around those that the cases have."""

from datetime import date, time

from hypothesis import strategies as st

from recovery_rules import Calendar

WEEKENDS = ((5, 6), (4, 5), (6,), (), (0, 2, 5, 6))


def calendars(first: date = date(2025, 1, 1), last: date = date(2026, 2, 28)) -> st.SearchStrategy[Calendar]:
    """Calendars of all kinds of weeks."""
    days = st.frozensets(st.dates(first, last), max_size=20)
    return st.builds(
        Calendar,
        name=st.just("works"),
        holidays=days,
        weekend=st.sampled_from(WEEKENDS),
        days_worked=days,
        hours=st.sampled_from([None, (time(9), time(17, 30))]),
    )
