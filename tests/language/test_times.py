"""Steps of the calendar in expressions: working days, months, instants and the days on which they fall."""

from __future__ import annotations

import calendar as months_of
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Calendar, TimeLimit
from recovery_rules.language.checking import check_expression
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.time_steps import months_later
from recovery_rules.language.types import DURATION, TIME_LIMIT
from recovery_rules.language.zones import day_of, is_zone
from recovery_rules.source.diagnostics import Problems
from tests.language.drawn import plain_values
from tests.language.texts import SCOPE, node, read_test, told
from tests.language.texts import TYPES as FACTS

WORKS = Calendar(name="works", holidays=[date(2025, 5, 26)], days_worked=[date(2025, 6, 7)])
TIMED = evolve(SCOPE, calendar=WORKS, zone="Asia/Shanghai", month_end="last_day")
FRIDAY = date(2025, 5, 23)
DATES = st.dates(date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY))
MONTHS = st.integers(-(12 * 9000), 12 * 9000)
MOMENTS = plain_values(FACTS["reported_at"])


def typed(text: str, **head: Any) -> Expression:
    problems = Problems()
    found = check_expression(node(text), evolve(TIMED, **head), problems)
    assert found is not None, problems.found
    return found


def value(text: str, **facts: Any) -> Any:
    plain = {name: one.toordinal() if type(one) is date else one for name, one in facts.items()}
    found = evaluate(typed(text), plain)
    return date.fromordinal(found) if typed(text).type.kind == "date" and isinstance(found, int) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bought_on + 2 working days", date(2025, 5, 28)),
        ("bought_on + 1 working day", date(2025, 5, 27)),
        ("bought_on + 0 working days", FRIDAY),
        ("bought_on - 1 working day", date(2025, 5, 22)),
        ("bought_on + attempts working days", date(2025, 5, 29)),
        ("bought_on - attempts working days", date(2025, 5, 20)),
        ("bought_on + 2 * attempts working days", date(2025, 6, 3)),
        ("bought_on + (attempts - 3) working days", FRIDAY),
        ("bought_on + (-1) working days", date(2025, 5, 22)),
        ("bought_on + 2 working days + 1 d", date(2025, 5, 29)),
        ("bought_on + 1 d + 1 working day", date(2025, 5, 27)),
        ("bought_on\n + 2\tworking  days", date(2025, 5, 28)),
        ("bought_on + 1 month", date(2025, 6, 23)),
        ("bought_on - attempts months", date(2025, 2, 23)),
        ("bought_on + 2 years", date(2027, 5, 23)),
        ("bought_on - attempts years", date(2022, 5, 23)),
        ("working days from bought_on to 2025-06-09", 11),
        ("working days from bought_on to bought_on + 1", 1),
        ("working days from 2025-06-09 to bought_on", 0),
        ("weekday of bought_on", 4),
        ("weekday of bought_on in (sat, sun)", False),
        ("weekday of (bought_on + 1 d) = sat", True),
    ],
)
def test_what_a_step_comes_to(text: str, expected: object) -> None:
    assert value(text, bought_on=FRIDAY, attempts=3) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 working days", TimeLimit(3, "working days")),
        ("attempts working days", TimeLimit(3, "working days")),
        ("(attempts + 1) calendar days", TimeLimit(4, "calendar days")),
        ("2 * attempts working hours", TimeLimit(6, "working hours")),
        ("attempts months", TimeLimit(3, "months")),
        ("attempts years", TimeLimit(36, "months")),
        ("2 years", TimeLimit(24, "months")),
        ("lower(attempts, 2) calendar days", TimeLimit(2, "calendar days")),
        ("if attempts > 3 then 1 working day else 24 h", 86_400_000_000),
        ("if attempts > 2 then attempts working days else 24 h", TimeLimit(3, "working days")),
    ],
)
def test_what_a_time_limit_comes_to(text: str, expected: object) -> None:
    found = typed(text)
    assert found.type == TIME_LIMIT
    assert evaluate(found, {"attempts": 3}) == expected
    assert evaluate(found, {}) == (expected if isinstance(found, Constant) else None)


@pytest.mark.parametrize(
    ("text", "underlined", "code", "told"),
    [
        (
            "(attempts - 1) working days",
            "(attempts - 1) working days",
            "RR217",
            "can leave no time; `(attempts - 1)` can be 0",
        ),
        ("rate calendar days", "rate", "RR206", "are counted, `rate` is a number; write `floor(rate)`"),
        (
            "(attempts * 100000) working days",
            "(attempts * 100000) working days",
            "RR217",
            "can be longer than a thousand",
        ),
        ("1000 * attempts years", "1000 * attempts years", "RR217", "can be longer than a thousand years"),
        ("0 calendar days", "0 calendar days", "RR205", "leaves no time"),
        ("attempts + 1 working day", "attempts", "RR206", "write `(attempts + 1) working days`"),
        ("bought_on + 2 calendar days", "bought_on + 2 calendar days", "RR206", "write `bought_on + 2 d`"),
        (
            "bought_on + attempts calendar days",
            "bought_on + attempts calendar days",
            "RR206",
            "write `bought_on + attempts * 1 d`",
        ),
        ("bought_on + 8 working hours", "bought_on + 8 working hours", "RR206", "no date is moved by them"),
    ],
)
def test_what_is_no_time_limit(text: str, underlined: str, code: str, told: str) -> None:
    problems = Problems()
    assert check_expression(node(text), TIMED, problems) is None
    (problem,) = problems.found
    assert problem.span is not None
    assert (problem.code, text[problem.span.column - 1 : problem.span.end_column - 1]) == (code, underlined)
    assert told in f"{problem.message}; {problem.label}"


def test_a_time_limit_is_no_duration() -> None:
    problems = Problems()
    assert check_expression(node("attempts calendar days"), TIMED, problems, expected=DURATION, of="within") is None
    assert [(one.code, one.label) for one in problems.found] == [
        ("RR212", "what takes it is declared as `type: time_limit`")
    ]


@pytest.mark.parametrize(
    ("start", "months", "last_day", "next_day"),
    [
        ("2025-01-31", 1, "2025-02-28", "2025-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2025-05-31", -3, "2025-02-28", "2025-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2025-04-30", 1, "2025-05-30", "2025-05-30"),
        ("8999-12-31", 1, "8999-12-31", "8999-12-31"),
        ("8999-11-30", 10**40, "8999-12-31", "8999-12-31"),
        ("1000-01-31", -1, "1000-01-01", "1000-01-01"),
        ("1000-01-31", -(10**40), "1000-01-01", "1000-01-01"),
    ],
)
def test_the_end_of_a_month_is_as_the_head_says(start: str, months: int, last_day: str, next_day: str) -> None:
    day = date.fromisoformat(start).toordinal()
    for rule, expected in (("last_day", last_day), ("next_day", next_day)):
        assert date.fromordinal(months_later(day, months, rule)).isoformat() == expected


@given(DATES, MONTHS, st.sampled_from(["last_day", "next_day"]))
def test_a_month_has_its_own_length(start: date, months: int, rule: str) -> None:
    """Counted a second way: the day of the month stays, or the rule says what stands for it."""
    found = date.fromordinal(months_later(start.toordinal(), months, rule))
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1000 <= year <= 8999:
        assert found in {date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY)}
        return
    days = months_of.monthrange(year, month + 1)[1]
    if start.day <= days:
        assert found == date(year, month + 1, start.day)
    elif rule == "last_day":
        assert found == date(year, month + 1, days)
    else:
        assert found == date(year, month + 1, days) + timedelta(1)


@given(MOMENTS, MOMENTS)
def test_what_lies_between_two_instants_leads_from_one_to_the_other(one: datetime, other: datetime) -> None:
    between = value("reported_at - happened_at", reported_at=one, happened_at=other)
    assert timedelta(microseconds=between) == one - other
    hours = value("happened_at + delay", happened_at=other, delay=between)
    assert hours == one
    assert hours.tzinfo == other.tzinfo
    assert value("reported_at - delay", reported_at=one, delay=between) == other


@pytest.mark.parametrize("length", [10**30, -(10**30)])
def test_an_instant_beyond_the_admitted_years_is_the_last_or_first_of_them(length: int) -> None:
    offset = timezone(timedelta(hours=-5))
    found = value("happened_at + delay", happened_at=datetime(2025, 1, 1, tzinfo=offset), delay=length)
    assert found.replace(tzinfo=None) in {datetime(8999, 12, 31, 23, 59, 59, 999999), datetime(1000, 1, 1)}  # noqa: DTZ001
    assert found.tzinfo == offset


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Shanghai", date(2026, 1, 2)), ("Europe/London", date(2026, 1, 1)), ("Pacific/Honolulu", date(2026, 1, 1))],
)
def test_the_day_of_an_instant_is_that_of_the_zone(zone: str, expected: date) -> None:
    assert date.fromordinal(day_of(datetime(2026, 1, 1, 20, tzinfo=UTC), zone)) == expected


@given(MOMENTS, st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC"]))
def test_no_day_lies_beyond_the_admitted_years(moment: datetime, zone: str) -> None:
    assert FIRST_DAY <= day_of(moment, zone) <= LAST_DAY


@pytest.mark.parametrize("name", ["", "London", "../etc/passwd", "/etc/passwd", "Europe/", "Europe/London\0", "é"])
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize("word", ["working", "days", "month", "months", "year", "years", "date", "weekday"])
def test_words_of_steps_are_words_only_in_their_place(word: str) -> None:
    problems = Problems()
    scope = evolve(TIMED, types={**TIMED.types, word: FACTS["attempts"]})
    assert check_expression(node(f"{word} + 1 > {word} and not ({word} = 3)"), scope, problems) is not None, (
        problems.found
    )
    assert check_expression(node(f"bought_on + {word} months"), scope, problems) is not None, problems.found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reported_at before 2026-01-01T00:00+08:00", True),
        ("reported_at before 2025-12-31T15:59Z", False),
        ("reported_at = 2025-12-31T23:59:00+08:00", True),
        ("reported_at >= 2025-12-31T15:59:00.000001Z", False),
        ("higher(reported_at, 2026-01-01T00:00+0800) = 2025-12-31T16:00Z", True),
        ("reported_at + 1 min in (2025-12-31T16:00Z, 2026-01-01T16:00Z)", True),
    ],
)
def test_times_compare_as_instants(text: str, expected: bool) -> None:
    assert value(text, reported_at=datetime(2025, 12, 31, 15, 59, tzinfo=UTC)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 2026-01-01T00:00+08:00", True),
        ("2025-12-31T15:59Z", True),
        ("not 2025-12-31T15:59Z", False),
        ("2025-12-31T00:00Z to 2025-12-31T15:58Z", False),
        ("[2025-12-31T15:59Z..2026-01-01T00:00Z)", True),
        ('under "2025-12-31 23:00:00+08:00", from 2025-12-31T15:59Z', True),
    ],
)
def test_a_condition_on_a_time_compares_it_with_others(text: str, expected: bool) -> None:
    found = read_test("reported_at", text)
    assert isinstance(found, Apply)
    assert evaluate(found, {"reported_at": datetime(2025, 12, 31, 15, 59, tzinfo=UTC)}) is expected
    assert evaluate(found, {}) is None


@pytest.mark.parametrize(
    ("text", "underlined", "message"),
    [
        ("before 2026-01-01", "2026-01-01", "`reported_at` is a time, `2026-01-01` is a date"),
        ("before 2026-01-01T00:00", "2026-01-01T00:00", "needs a time zone"),
        ("before 2026-02-30T00:00Z", "2026-02-30T00:00Z", "`2026-02-30T00:00Z` is not a time"),
        ("2026-02-01T00:00Z to 2026-01-01T00:00Z", "2026-02-01T00:00Z to 2026-01-01T00:00Z", "nothing lies in"),
    ],
)
def test_a_wrong_time_is_underlined(text: str, underlined: str, message: str) -> None:
    problems = read_test("reported_at", text)
    assert isinstance(problems, list)
    found = told(problems[0], text)
    assert found[1] == underlined
    assert found[2].startswith(message)


@pytest.mark.parametrize(
    ("count", "unit", "reason"),
    [
        (3, "days", "a time limit is so many of working hours, calendar days, working days, months"),
        (0, "months", "a whole number of its units, 1 or more"),
        (True, "months", "a whole number of its units, 1 or more"),
        (1.0, "months", "a whole number of its units, 1 or more"),
        (12_001, "months", "at most a thousand years"),
    ],
)
def test_a_time_limit_is_so_many_of_its_units(count: Any, unit: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        TimeLimit(count, unit)


def test_the_longest_time_limit_is_a_thousand_years() -> None:
    assert str(TimeLimit(12_000, "months")) == "12000 months"
