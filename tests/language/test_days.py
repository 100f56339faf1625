"""Dates: how they compare, what lies between two of them, and how they are moved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.durations import DAY
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY, parse_literal
from recovery_rules.language.tests import Range
from recovery_rules.language.types import DATE, DURATION
from tests.language.texts import read, read_test, typed

FIRST, LAST = date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY)
DATES = st.dates(FIRST, LAST)
COUNTS = st.integers(-3000, 3000)


def value(text: str, **facts: date) -> Any:
    return evaluate(typed(text), {name: day.toordinal() for name, day in facts.items()})


@given(DATES, COUNTS)
def test_days_that_are_added_can_be_counted(start: date, count: int) -> None:
    moved = value(f"bought_on + {abs(count)} d" if count >= 0 else f"bought_on - {abs(count)} d", bought_on=start)
    if FIRST_DAY <= start.toordinal() + count <= LAST_DAY:
        end = start + timedelta(days=count)
        assert moved == end.toordinal()
        assert value("returned_on - bought_on", bought_on=start, returned_on=end) == count * DAY
    else:
        assert moved == (LAST_DAY if count > 0 else FIRST_DAY)


@given(DATES, DATES)
def test_dates_compare_as_they_do_in_python(one: date, other: date) -> None:
    two = {"bought_on": one, "returned_on": other}
    assert value("bought_on < returned_on", **two) is (one < other)
    assert value("bought_on on or before returned_on", **two) is (one <= other)
    assert value("bought_on after returned_on", **two) is (one > other)
    assert value("bought_on on or after returned_on", **two) is (one >= other)
    assert value("bought_on = returned_on", **two) is (one == other)
    assert value("higher(bought_on, returned_on)", **two) == max(one, other).toordinal()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-07-02", Range(739434, 739434)),
        ("before 2025-07-02", Range(high=739434, high_included=False)),
        ("after 2025-07-02", Range(low=739434, low_included=False)),
        ("from 2025-07-02", Range(low=739434)),
        ("on or after 2025-07-02", Range(low=739434)),
        ("until 2025-07-02", Range(high=739434)),
        ("on or before 2025-07-02", Range(high=739434)),
        ("up to 2025-07-02", Range(high=739434)),
        ("2025-07-01 to 2025-07-02", Range(739433, 739434)),
        ("from 2025-07-01 to 2025-07-02", Range(739433, 739434)),
        ("[2025-07-01..2025-07-02)", Range(739433, 739434, high_included=False)),
    ],
)
def test_conditions(text: str, found: Range) -> None:
    assert read_test("bought_on", text) == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("bought_on + 2 d", 2),
        ("2 d + bought_on", 2),
        ("bought_on + 2 weeks", 14),
        ("bought_on - 48 h", -2),
        ("bought_on + (returned_on - bought_on)", 30),
        ("bought_on + 3 * 1 d", 3),
        ("bought_on + full 7 d in (returned_on - bought_on) * 1 d", 4),
        ("bought_on + lower(returned_on - bought_on, 10 d)", 10),
        ("if bought_on before 2026-01-02 then bought_on + 1 d else returned_on", 1),
    ],
)
def test_a_date_is_moved_by_whole_days(text: str, days: int) -> None:
    start = date(2026, 1, 1)
    assert value(text, bought_on=start, returned_on=start + timedelta(days=30)) == start.toordinal() + days


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("bought_on + 36 h", "RR216", "whole days"),
        ("bought_on + delay", "RR216", "whole days"),
        ("bought_on + returned_on", "RR206", "dates can be subtracted"),
        ("bought_on * 2", "RR206", "dates can be subtracted"),
        ("bought_on + 2", "RR206", "a whole number"),
        ("bought_on < 2 d", "RR206", ""),
        ("bought_on < reported_at", "RR206", ""),
        ("-bought_on < bought_on", "RR206", ""),
        ("round(bought_on) = bought_on", "RR213", "cannot be rounded"),
    ],
)
def test_what_dates_cannot_do(text: str, code: str, part: str) -> None:
    found = read(text)
    assert isinstance(found, list)
    assert [problem.code for problem in found] == [code]
    assert part in found[0].message


def test_the_time_between_dates_is_a_duration() -> None:
    assert typed("returned_on - bought_on").type == DURATION
    assert typed("returned_on - bought_on > 14 d").arguments[1].type == DURATION  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["2025-7-2", "2025-02-30", "0999-12-31", "9000-01-01", "2. 7. 2025", "20250702"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|fewer days|year"):
        parse_literal(text, DATE)
