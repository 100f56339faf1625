"""Dates in explanations, and in what would have changed a decision."""

from datetime import date

import pytest

from recovery_rules import Calendar, loads

GUARANTEE = """\
language: 1
ruleset: guarantee
currency: EUR
kinds:
  repair: {stream: remedy, phase: resolve}
  upgrade: {stream: remedy, phase: resolve, parameters: {until: {type: date, combine: greatest}}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  apology: {stream: remedy, phase: acknowledge}
facts:
  bought_on: {type: date, min: 2020-01-01}
  returned_on: {type: date, min: 2020-01-01}
derived:
  held: {type: duration, value: returned_on - bought_on}
  last_day: {type: date, value: bought_on + 14 d}
rules:
  - {id: new-law, when: {bought_on: from 2026-01-01, held: up to 730 d}, then: [repair]}
  - {id: upgrade, when: {bought_on: before 2026-01-01}, then: [upgrade: {until: last_day}]}
  - {id: back, when: {expr: returned_on on or before last_day}, then: [refund: {amount: 20 EUR}]}
  - {id: early, when: {expr: returned_on - 3 d < bought_on}, then: [refund: {amount: 30 EUR}]}
otherwise: [apology]
"""
CASE = {"bought_on": date(2025, 12, 20), "returned_on": "2026-01-04"}


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (
            "en",
            [
                "Upgrade (until: 3 Jan 2026).",
                "bought on   20 Dec 2025   is before 1 Jan 2026",
                "returned on 4 Jan 2026 is after last day 3 Jan 2026",
                "last day   3 Jan 2026   ← 14 d after bought on 20 Dec 2025",
                "3 d before returned on 4 Jan 2026",
            ],
        ),
        ("zh", ["2025 年 12 月 20 日", "早于 2026 年 1 月 1 日", "之后 14 天", "之前 3 天"]),
    ],
)
def test_dates_are_told_as_people_write_them(locale: str, told: list[str]) -> None:
    decision = loads(GUARANTEE).decide(CASE)
    text = decision.explain(locale) + str(decision.why_not("refund").text(locale))
    assert [one for one in told if one not in text] == [], text


def test_the_trace_holds_dates_as_they_are_written() -> None:
    trace = loads(GUARANTEE).decide(CASE).trace
    assert trace["facts"]["bought_on"]["value"] == "2025-12-20"
    assert trace["derived"]["last_day"]["value"] == "2026-01-03"
    assert trace["actions"][0]["values"]["until"] == "2026-01-03"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("repair", {"bought_on": "2026-01-01"}),
        ("refund", {"returned_on": "2026-01-03"}),
        ("refund", {"bought_on": "2025-12-21"}),
    ],
)
def test_the_nearest_date_is_found(kind: str, changed: dict[str, str]) -> None:
    ways = loads(GUARANTEE).decide(CASE).what_if(kind)
    found = [{change.fact: way.given[change.fact] for change in way.changes} for way in ways.sets]
    assert changed in [{fact: str(to) for fact, to in one.items()} for one in found], found


def test_the_trace_names_a_calendar_by_which_nothing_was_counted() -> None:
    head = "language: 1\nruleset: r\ncalendar: works\nzone: Europe/Berlin\nmonth_end: last_day\n"
    kinds = "kinds: {call: {stream: remedy, phase: acknowledge, parameters: {within: {type: time_limit}}}}\n"
    rules = "facts: {late: {type: boolean}}\nrules:\n  - {id: call, then: [call: {within: LIMIT}]}\n"
    works = Calendar(name="works")
    for limit in ("1 d", "1 month", "1 working day"):
        trace = loads(head + kinds + rules.replace("LIMIT", limit)).decide(late=True, calendar=works).trace
        assert (limit, trace["calendar"]["name"]) == (limit, "works")
