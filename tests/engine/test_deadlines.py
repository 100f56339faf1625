"""When time limits of each unit end, across changes of the clocks too; and which of several ends first."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Calendar, FactsError, RulesetError, TimeLimit, loads
from recovery_rules.engine.deadlines import Deadlines, deadlines_of
from recovery_rules.engine.reference.deadlines import end_of
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.language.calendars import time_of_day
from recovery_rules.language.time_limits import UNITS, nominal, time_limit
from recovery_rules.model.ruleset import Model
from tests.strategies import calendars

HEAD = """\
language: 1
ruleset: shop
clock: reported_at
calendar: {name: works, days_off: [2026-11-30], hours: 09:00 to 17:00}
zone: Europe/Berlin
month_end: last_day
kinds:
  answer:
    stream: remedy
    phase: resolve
    parameters:
      within: {type: time_limit, combine: soonest}
      every: {type: time_limit, combine: soonest}
      if_overdue: {type: actions, combine: all}
facts:
  reported_at: {type: datetime, optional: true}
  collected_on: {type: date, optional: true}
"""
BERLIN = ZoneInfo("Europe/Berlin")


def shop(*actions: str, more: str = "", head: str = HEAD) -> Any:
    rules = "".join(f"  - {{id: r{number}, then: [{action}]}}\n" for number, action in enumerate(actions))
    return loads(f"{head}rules:\n{rules}{more}")


def first(ruleset: Any, **facts: Any) -> Any:
    """The first action; the reference evaluator gives the same ones."""
    decision = ruleset.decide(facts)
    assert decision.actions == decide_by_reference(ruleset.model, facts).actions
    return decision.actions[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("limit", "reported", "due"),
    [
        ("1 working day", "2026-11-26T10:00", "2026-11-28T00:00"),  # Thursday: Friday to its end
        ("1 working day", "2026-11-27T23:59", "2026-12-02T00:00"),  # Friday: Monday is off, so Tuesday
        ("1 working day", "2026-11-28T10:00", "2026-12-02T00:00"),  # Saturday likewise
        ("3 working days", "2026-11-27T15:00", "2026-12-04T00:00"),
        ("8 working hours", "2026-11-26T09:00", "2026-11-26T17:00"),
        ("8 working hours", "2026-11-26T09:01", "2026-11-27T09:01"),
        ("8 working hours", "2026-11-27T15:00", "2026-12-01T15:00"),
        ("1 working hour", "2026-11-28T12:00", "2026-12-01T10:00"),
        ("1 working hour", "2026-11-26T03:00", "2026-11-26T10:00"),
        ("17 working hours", "2026-11-25T18:00", "2026-12-01T10:00"),
        ("1 calendar day", "2026-11-27T00:00", "2026-11-29T00:00"),  # Friday: the whole of Saturday
        ("1 calendar day", "2026-11-27T23:59", "2026-11-29T00:00"),
        ("14 calendar days", "2026-11-16T10:00", "2026-12-01T00:00"),  # the 14th day is off, and counts
        ("14 calendar days", "2026-10-20T10:00", "2026-11-04T00:00"),  # in between the clocks go back
        ("1 month", "2027-01-31T08:30", "2027-02-28T08:30"),
        ("1 year", "2028-02-29T08:30", "2029-02-28T08:30"),
        ("1 month", "2027-02-28T02:30", "2027-03-28T03:30"),  # that night the clocks skip the hour
        ("24 h", "2027-03-27T12:00", "2027-03-28T13:00"),
    ],
)
def test_when_a_limit_ends(limit: str, reported: str, due: str) -> None:
    assert first(shop(f"answer: {{within: {limit}}}"), reported_at=at(reported)).due == at(due)


@pytest.mark.parametrize(
    ("hours", "limit", "reported", "due"),
    [
        ("22:00 to 06:00", "8 working hours", "2026-11-26T22:00", "2026-11-27T06:00"),  # the whole of Thursday night
        ("22:00 to 06:00", "1 working hour", "2026-11-27T05:30", "2026-11-27T22:30"),
        ("22:00 to 06:00", "3 working hours", "2026-11-28T04:00", "2026-12-01T23:00"),  # Friday night, then Tuesday
        ("22:00 to 06:00", "1 working hour", "2026-11-30T03:00", "2026-12-01T23:00"),  # no night of Sunday
        ("22:00 to 24:00", "3 working hours", "2026-11-26T22:00", "2026-11-27T23:00"),
        ("22:00 to 06:00", "8 working hours", "2026-03-27T22:00", "2026-03-28T06:00"),
        ("22:00 to 06:00", "8 working hours", "2026-10-23T23:00", "2026-10-26T23:00"),
        ("00:00 to 24:00", "24 working hours", "2026-11-26T10:00", "2026-11-27T10:00"),
        ("00:00 to 24:00", "24 working hours", "2026-11-27T10:00", "2026-12-01T10:00"),
        ("[08:30 to 12:00, 13:30 to 17:30]", "2 working hours", "2026-11-26T10:00", "2026-11-26T12:00"),
        ("[08:30 to 12:00, 13:30 to 17:30]", "4 working hours", "2026-11-26T10:00", "2026-11-26T15:30"),
        ("[08:30 to 12:00, 13:30 to 17:30]", "1 working hour", "2026-11-26T12:30", "2026-11-26T14:30"),
        ("[08:30 to 12:00, 13:30 to 17:30]", "15 working hours", "2026-11-26T12:00", "2026-12-01T12:00"),
        ("['08:30', '12:00', '13:30', '17:30']", "1 working hour", "2026-11-26T17:00", "2026-11-27T09:00"),
        ("[10:00 to 14:00, 22:00 to 02:00]", "5 working hours", "2026-11-26T22:00", "2026-11-27T11:00"),
    ],
)
def test_hours_belong_to_the_day_they_begin_on_and_stop_for_breaks(
    hours: str, limit: str, reported: str, due: str
) -> None:
    ruleset = shop(f"answer: {{within: {limit}}}", head=HEAD.replace("09:00 to 17:00", hours))
    assert first(ruleset, reported_at=at(reported)).due == at(due)


def test_a_night_in_which_the_clocks_change_has_as_many_hours_as_pass() -> None:
    head = HEAD.replace("09:00 to 17:00", "22:00 to 06:00").replace("{name: works,", "{name: works, weekend: [],")
    eight = shop("answer: {within: 8 working hours}", head=head)
    assert first(eight, reported_at=at("2026-03-28T22:00")).due == at("2026-03-29T23:00"), "seven hours, and one more"
    assert first(eight, reported_at=at("2026-10-24T22:00")).due == at("2026-10-25T05:00"), "of nine hours"


def test_close_of_business_is_the_end_of_the_last_hours() -> None:
    head = HEAD.replace("09:00 to 17:00", "[08:30 to 12:00, 13:30 to 17:30]") + "working_day_ends: close_of_business\n"
    closing = shop("answer: {within: 1 working day}", head=head)
    assert first(closing, reported_at=at("2026-11-26T10:00")).due == at("2026-11-27T17:30")
    decision = closing.decide(reported_at=at("2026-11-26T10:00"))
    assert decision.trace["calendar"]["hours"] == ("08:30", "12:00", "13:30", "17:30")
    assert Calendar.from_trace(decision.trace["calendar"]).hours == closing.model.calendar.hours


def test_close_of_business_over_midnight() -> None:
    head = HEAD.replace("09:00 to 17:00", "22:00 to 06:00") + "working_day_ends: close_of_business\n"
    closing = shop("answer: {within: 1 working day}", head=head)
    assert first(closing, reported_at=at("2026-11-26T10:00")).due == at("2026-11-28T06:00")


def test_the_trace_holds_the_day_before_whose_hours_still_run() -> None:
    head = HEAD.replace("09:00 to 17:00", "22:00 to 06:00")
    decision = shop("answer: {within: 1 working hour}", head=head).decide(reported_at=at("2026-12-01T03:00"))
    traced = decision.trace["calendar"]
    assert (traced["days_off"], traced["hours"]) == (("2026-11-30",), ("22:00", "06:00"))
    replayed = shop("answer: {within: 1 working hour}", head=head.replace("[2026-11-30]", "[]")).decide(
        reported_at=at("2026-12-01T03:00"), calendar=Calendar.from_trace(traced)
    )
    assert replayed.actions == decision.actions
    whole = Calendar(name="works", hours=(time(), time()))
    traced = shop("answer: {within: 1 working hour}").decide(calendar=whole, reported_at=at("2026-12-01T03:00")).trace
    assert traced["calendar"]["hours"] == ("00:00", "24:00")
    assert Calendar.from_trace(traced["calendar"]).hours == whole.hours


def test_close_of_business_and_the_next_day_are_words_of_the_head() -> None:
    head = HEAD.replace("last_day", "next_day") + "working_day_ends: close_of_business\n"
    closing = shop("answer: {within: 1 working day}", head=head)
    assert first(closing, reported_at=at("2026-11-26T10:00")).due == at("2026-11-27T17:00")
    monthly = shop("answer: {within: 1 month}", head=head)
    assert first(monthly, reported_at=at("2027-01-31T08:30")).due == at("2027-03-01T08:30")


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("24 h", "2026-11-28T00:00"),
        ("14 d", "2026-12-11T00:00"),
        ("1 working day", "2026-11-28T00:00"),
        ("14 calendar days", "2026-12-11T00:00"),
        ("1 working hour", "2026-11-27T10:00"),
        ("1 month", "2026-12-27T00:00"),
    ],
)
def test_a_limit_that_runs_from_a_day_begins_when_it_is_over(limit: str, due: str) -> None:
    action = first(shop(f"answer: {{within: {limit}, after: collected_on}}"), collected_on=date(2026, 11, 26))
    assert action.due == at(due)


def test_the_limit_that_ends_first_in_this_case_counts() -> None:
    ruleset = shop("answer: {within: 24 h}", "answer: {within: 1 working day}", "answer: {within: 3 working hours}")
    assert first(ruleset, reported_at=at("2026-11-26T10:00")).within == TimeLimit(3, "working hours")
    assert first(ruleset, reported_at=at("2026-11-27T18:00")).within == timedelta(days=1)
    assert first(ruleset).within == TimeLimit(3, "working hours"), "where nothing is due, the shortest by its length"


def test_of_equal_lengths_without_a_time_elapsed_time_comes_first() -> None:
    assert first(shop("answer: {within: 1 working day}", "answer: {within: 24 h}")).within == timedelta(days=1)


def test_a_law_caps_by_calendar_days() -> None:
    law = "limits:\n  - {id: l, level: law, action: answer, within: {at_most: 14 calendar days}}\n"
    ruleset = shop("answer: {within: 14 d}", more=law)
    in_winter, in_autumn = at("2026-11-26T10:00"), at("2026-10-20T00:30")  # of which the latter has a day of 25 hours
    assert first(ruleset, reported_at=in_winter).within == timedelta(days=14)
    assert first(ruleset, reported_at=in_autumn).due == at("2026-11-02T23:30")
    shorter = shop("answer: {within: 15 d}", more=law)
    assert first(shorter, reported_at=in_winter).within == TimeLimit(14, "calendar days")


def test_floors_and_caps_compare_by_the_end_too() -> None:
    capped = shop("answer: {within: {value: 24 h, at_most: 1 working day}}")
    assert first(capped, reported_at=at("2026-11-26T01:00")).within == timedelta(days=1)
    assert first(capped, reported_at=at("2026-11-26T10:00")).within == timedelta(days=1)
    floor = "limits:\n  - {id: l, action: answer, within: {at_least: 1 working day}}\n"
    raised = shop("answer: {within: 24 h}", more=floor)
    assert first(raised, reported_at=at("2026-11-27T18:00")).within == TimeLimit(1, "working days")
    account = raised.decide(reported_at=at("2026-11-27T18:00")).account
    assert [(bound.before, bound.after) for bound in account.bounds] == [(86_400_000_000, TimeLimit(1, "working days"))]


def test_what_follows_the_end_of_a_day_counts_from_that_day() -> None:
    ruleset = shop("answer: {within: 1 working day, if_overdue: [{answer: {within: 1 working day}}]}")
    action = first(ruleset, reported_at=at("2026-11-25T10:00"))
    assert (action.due, action.if_overdue[0].due) == (at("2026-11-27T00:00"), at("2026-11-28T00:00"))


def test_the_trace_holds_the_days_off_that_were_passed_over() -> None:
    decision = shop("answer: {within: 3 working days}").decide(reported_at=at("2026-11-27T15:00"))
    assert decision.trace["calendar"]["days_off"] == ("2026-11-30",)
    assert decision.trace["actions"][0]["values"]["within"] == "3 working days"
    assert "by Thu 3 Dec 2026 24:00" in decision.explain()
    assert "(30 Nov 2026 off)" in decision.explain()


@pytest.mark.parametrize(
    ("leave_out", "limit", "asked_for"),
    [
        ("calendar", "1 working day", "calendar"),
        ("zone", "1 working day", "zone"),
        ("zone", "1 calendar day", "zone"),
        ("month_end", "1 month", "month_end"),
        ("zone", "1 month", "zone"),
        ("calendar", "if reported_at known then 1 working day else 1 d", "calendar"),
    ],
)
def test_what_a_limit_needs_is_asked_for_when_loading(leave_out: str, limit: str, asked_for: str) -> None:
    head = "".join(line + "\n" for line in HEAD.splitlines() if not line.startswith(leave_out))
    with pytest.raises(RulesetError) as caught:
        shop(f"answer: {{within: {limit}}}", head=head)
    assert [(one.code, f"`{asked_for}`" in one.message) for one in caught.value.diagnostics] == [("RR271", True)]


def test_a_calendar_without_hours_is_refused_where_hours_count() -> None:
    with pytest.raises(RulesetError, match="needs the hours"):
        shop("answer: {within: 1 working hour}", head=HEAD.replace(", hours: 09:00 to 17:00", ""))
    ruleset = shop(
        "answer: {within: 1 working hour}",
        head=HEAD.replace("{name: works, days_off: [2026-11-30], hours: 09:00 to 17:00}", "works"),
    )
    with pytest.raises(FactsError, match="needs the hours"):
        ruleset.decide(reported_at=at("2026-11-26T10:00"), calendar=Calendar(name="works"))
    worked = Calendar(name="works", hours=(time(8), time(12)))
    assert ruleset.decide(reported_at=at("2026-11-26T10:00"), calendar=worked).actions[0].due == at("2026-11-26T11:00")


@pytest.mark.parametrize(
    "text",
    [
        *("0 working days", "-1 working days", "1.5 working days", "3 workdays", "13000 months", "-2 h"),
        *("0 calendar days", "365001 calendar days", "14 calender days", "14 自然日"),
    ],
)
def test_what_is_no_time_limit(text: str) -> None:
    with pytest.raises(ValueError, match=r"`|whole"):
        time_limit(text)


# ---- properties

Counting: TypeAlias = tuple[str, str, str]
MODELS: tuple[Counting, ...] = (
    ("end_of_day", "Europe/Berlin", "09:00 to 17:00"),
    ("close_of_business", "America/New_York", "09:00 to 17:00"),
    ("close_of_business", "Europe/Berlin", "22:00 to 06:00"),
    ("end_of_day", "America/New_York", "00:00 to 24:00"),
    ("end_of_day", "Pacific/Apia", "13:30 to 13:29"),
    ("close_of_business", "Europe/Berlin", "'08:30 to 12:00, 13:30 to 17:30'"),
    ("close_of_business", "America/New_York", "'01:30 to 02:15, 02:30 to 10:00, 20:00 to 01:00'"),
)
BERLIN_DAYS = MODELS[0]
KINDS_OF_DAYS = ("calendar", "working")
LIMITS = st.one_of(
    st.integers(0, 10**14),
    st.builds(TimeLimit, st.integers(1, 60), st.sampled_from(UNITS)),
)
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is apart
LATE = st.datetimes(datetime(8999, 12, 20), datetime(8999, 12, 31, 23, 59), timezones=st.just(UTC))  # noqa: DTZ001


def _model(ends: str, zone: str, hours: str) -> Model:
    head = HEAD.replace("Europe/Berlin", zone).replace("09:00 to 17:00", hours) + f"working_day_ends: {ends}\n"
    model: Model = shop("answer", head=head).model
    return model


READY = {counting: _model(*counting) for counting in MODELS}


def _deadlines(counting: Counting) -> Deadlines:
    return deadlines_of(READY[counting])


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), LIMITS)
def test_the_reference_counts_alike(counting: Counting, start: datetime, limit: Any) -> None:
    end = _deadlines(counting).end(start, limit)
    assert end == end_of(READY[counting], start, limit)
    assert str(end) == str(end_of(READY[counting], start, limit)), "by the same clock"


@given(st.sampled_from(MODELS), st.dates(date(2011, 1, 1), date(2027, 12, 31)), LIMITS)
def test_the_reference_counts_alike_from_days(counting: Counting, start: date, limit: Any) -> None:
    assert _deadlines(counting).end(start.toordinal(), limit) == end_of(READY[counting], start.toordinal(), limit)


@given(st.sampled_from(MODELS), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=70)), LIMITS)
def test_who_starts_later_is_never_due_earlier(
    counting: Counting, start: datetime, later: timedelta, limit: Any
) -> None:
    deadlines = _deadlines(counting)
    one, other = deadlines.end(start, limit), deadlines.end(start + later, limit)
    assert one is not None
    assert other is not None
    slack = timedelta(hours=1) if isinstance(limit, TimeLimit) else timedelta(0)  # an hour that comes twice counts once
    assert one <= other + slack


@pytest.mark.parametrize(
    ("limit", "year"),
    [("1000 years", 9999), ("365000 calendar days", 9998), ("250000 working days", 9957), ("365000 d", 9998)],
)
def test_limits_run_on_beyond_the_admitted_years(limit: str, year: int) -> None:
    begun, counted = at("8999-06-30T10:00"), time_limit(limit)
    end = _deadlines(BERLIN_DAYS).end(begun, counted)
    assert end is not None
    assert end.year == year
    if "working" not in limit:  # the reference counts those one by one
        assert end == end_of(READY[BERLIN_DAYS], begun, counted)


@pytest.mark.parametrize(
    ("begun", "limit"),
    [
        (date(8999, 12, 31).toordinal(), "1000 years"),
        (at("8999-12-31T10:00"), "365250 d"),
        (at("8999-12-31T10:00"), "1 working day"),
        (at("8999-12-31T10:00"), "1 working hour"),
    ],
)
def test_what_ends_beyond_the_year_9999_never_ends(begun: Any, limit: str) -> None:
    never = Calendar(name="works", weekend=range(7), hours=(time(9), time(17)))
    deadlines = evolve(_deadlines(BERLIN_DAYS), calendar=never)
    assert deadlines.end(begun, time_limit(limit)) is None
    assert end_of(evolve(READY[BERLIN_DAYS], calendar=never), begun, time_limit(limit)) is None


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), st.integers(1, 40), st.sampled_from(UNITS))
def test_a_longer_limit_ends_no_sooner_and_after_its_start(
    counting: Counting, start: datetime, count: int, unit: str
) -> None:
    deadlines = _deadlines(counting)
    one, more = (deadlines.end(start, TimeLimit(number, unit)) for number in (count, count + 1))
    assert one is not None
    assert more is not None
    assert start < one < more


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), st.integers(1, 60))
def test_working_days_and_the_calendar_agree(counting: Counting, start: datetime, count: int) -> None:
    calendar = READY[counting].calendar
    assert calendar is not None
    zone = ZoneInfo(counting[1])
    end = _deadlines(counting).end(start, TimeLimit(count, "working days"))
    assert end is not None
    over_midnight = (
        max(calendar.closes - timedelta(days=1), timedelta(0)) if counting[0] != "end_of_day" else timedelta(0)
    )
    last = (end.astimezone(zone) - over_midnight - timedelta(microseconds=1)).date()
    assert calendar.count(start.astimezone(zone).date(), last) == count
    assert calendar.is_working_day(last)


COMPUTED = {
    unit: shop(
        f"answer: {{within: n {unit}}}",
        head=HEAD.replace("facts:\n", "facts:\n  n: {type: integer, min: 1, max: 60}\n"),
    )
    for unit in UNITS
}
WRITTEN = READY[BERLIN_DAYS]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(1, 60), st.sampled_from(UNITS))  # noqa: DTZ001
def test_a_computed_limit_is_the_one_that_could_be_written(reported: datetime, count: int, unit: str) -> None:
    action = first(COMPUTED[unit], reported_at=reported.replace(tzinfo=BERLIN), n=count)
    assert action.within == TimeLimit(count, unit)
    assert action.due == deadlines_of(WRITTEN).end(reported.replace(tzinfo=BERLIN), action.within)


# ---- working hours

HOURS = st.sampled_from(
    [
        *("09:00 to 17:00", "22:00 to 06:00", "00:00 to 24:00", "02:30 to 02:29", "13:30 to 14:00"),
        *("08:30 to 12:00, 13:30 to 17:30", "01:30 to 02:15, 02:30 to 10:00, 20:00 to 01:00"),
    ]
)
CHANGING = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut"])
WORKS = calendars(date(2026, 1, 1), date(2026, 12, 31))
IN_2026 = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def _times(hours: str) -> tuple[time, ...]:
    return tuple(map(time_of_day, hours.replace(",", " to").split(" to ")))


def _by_hours(calendar: Calendar, hours: str, zone: str) -> Deadlines:
    return Deadlines(evolve(calendar, hours=_times(hours)), ZoneInfo(zone), "last_day")


def _worked(deadlines: Deadlines, start: datetime, end: datetime) -> timedelta:
    """How much of the business hours lies between two times, day by day."""
    calendar = deadlines.calendar
    assert calendar is not None
    assert calendar.hours is not None
    spans = [*zip(calendar.hours[::2], calendar.hours[1::2], strict=True)]
    total, day = timedelta(0), start.astimezone(deadlines.zone).date() - timedelta(1)
    while day <= end.astimezone(deadlines.zone).date():
        for opens, closes in spans if calendar.is_working_day(day) else ():
            until = day if opens < closes else day + timedelta(1)
            moments = (datetime.combine(day, opens, deadlines.zone), datetime.combine(until, closes, deadlines.zone))
            begins, ends = (moment.astimezone(UTC) for moment in moments)
            total += max(timedelta(0), min(ends, end) - max(begins, start))
        day += timedelta(1)
    return total


@given(WORKS, HOURS, CHANGING, IN_2026, st.integers(1, 400))
def test_adding_and_counting_working_hours_agree(
    calendar: Calendar, hours: str, zone: str, start: datetime, count: int
) -> None:
    deadlines = _by_hours(calendar, hours, zone)
    end = deadlines.end(start, TimeLimit(count, "working hours"))
    assert end is not None
    assert _worked(deadlines, start, end) == timedelta(hours=count)
    assert _worked(deadlines, start, end - timedelta(minutes=1)) < timedelta(hours=count), "no later than needed"


AWAITING = {
    unit: shop(
        f"answer: {{within: n {unit}}}",
        head=HEAD.replace("{name: works, days_off: [2026-11-30], hours: 09:00 to 17:00}", "works").replace(
            "facts:\n", "facts:\n  n: {type: integer, min: 1, max: 99}\n"
        ),
    )
    for unit in ("working days", "working hours")
}


@given(WORKS, HOURS, IN_2026, st.integers(1, 99), st.sampled_from(sorted(AWAITING)))
def test_the_trace_is_enough_to_count_again(
    calendar: Calendar, hours: str, start: datetime, count: int, unit: str
) -> None:
    case = {"reported_at": start, "n": count}
    decision = AWAITING[unit].decide(case, calendar=evolve(calendar, hours=_times(hours)))
    traced = Calendar.from_trace(json.loads(json.dumps(decision.trace["calendar"])))
    replayed = AWAITING[unit].decide(case, calendar=traced)
    assert (replayed.actions, replayed.trace["calendar"]) == (decision.actions, decision.trace["calendar"])


@given(WORKS, HOURS, CHANGING, IN_2026, st.integers(1, 99), st.integers(1, 99))
def test_working_hours_add_up(calendar: Calendar, hours: str, zone: str, start: datetime, one: int, other: int) -> None:
    deadlines = _by_hours(calendar, hours, zone)
    between = deadlines.end(start, TimeLimit(one, "working hours"))
    assert deadlines.end(between, TimeLimit(other, "working hours")) == deadlines.end(
        start, TimeLimit(one + other, "working hours")
    )


@given(CHANGING, IN_2026, st.integers(1, 400))
def test_who_works_day_and_night_works_all_hours(zone: str, start: datetime, count: int) -> None:
    deadlines = _by_hours(Calendar(name="always", weekend=()), "00:00 to 24:00", zone)
    assert deadlines.end(start, TimeLimit(count, "working hours")) == start + timedelta(hours=count)


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), st.integers(1, 60))
def test_calendar_days_end_so_many_days_later(counting: Counting, start: datetime, count: int) -> None:
    zone = ZoneInfo(counting[1])
    end = _deadlines(counting).end(start, TimeLimit(count, "calendar days"))
    assert end is not None
    first_day = start.astimezone(zone).date()
    assert end == datetime.combine(first_day + timedelta(days=count + 1), time(), tzinfo=zone)
    if counting[1] != "Pacific/Apia":  # which lacks a day
        assert (end - timedelta(microseconds=1)).astimezone(zone).date() - first_day == timedelta(days=count)


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), st.integers(1, 60))
def test_calendar_days_are_working_days_where_all_are_worked(counting: Counting, start: datetime, count: int) -> None:
    every_day = evolve(_deadlines(counting), calendar=Calendar(name="all", weekend=()), ends_at=timedelta(days=1))
    calendar_days, working_days = (every_day.end(start, TimeLimit(count, f"{kind} days")) for kind in KINDS_OF_DAYS)
    assert calendar_days == working_days


@given(st.sampled_from(MODELS), st.one_of(MOMENTS, LATE), st.integers(1, 60))
def test_calendar_days_end_no_later_than_working_days(counting: Counting, start: datetime, count: int) -> None:
    deadlines = evolve(_deadlines(counting), ends_at=timedelta(days=1))
    calendar_days, working_days = (deadlines.end(start, TimeLimit(count, f"{kind} days")) for kind in KINDS_OF_DAYS)
    assert calendar_days is not None
    assert working_days is not None
    assert calendar_days <= working_days


@given(st.lists(LIMITS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_lengths_does_not_depend_on_the_order_of_limits(limits: list[Any], random: Any) -> None:
    shuffled = list(limits)
    random.shuffle(shuffled)
    assert min(limits, key=nominal) == min(shuffled, key=nominal)
