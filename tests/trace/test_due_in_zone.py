"""Due times that are counted in the zone of a ruleset are said by its clock, whatever zone the case is told in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from recovery_rules import loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.trace.telling.actions import difference
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.words import Words


def shop(zone: str, action: str) -> Any:
    return loads(f"""\
language: 1
ruleset: shop
clock: reported_at
calendar: {{name: works, hours: 09:00 to 17:00}}
zone: {zone}
month_end: last_day
kinds:
  answer:
    stream: remedy
    phase: resolve
    parameters:
      within: {{type: time_limit, combine: soonest}}
      every: {{type: time_limit, combine: soonest}}
      if_overdue: {{type: actions, combine: all}}
facts:
  reported_at: {{type: datetime, optional: true}}
  collected_at: {{type: datetime, optional: true}}
  collected_on: {{type: date, optional: true}}
rules:
  - {{id: r, then: [answer: {action}]}}
""")


@pytest.mark.parametrize(
    ("locale", "start"),
    [("en", " after 2 Nov 2026 18:00, by calendar works"), ("zh", "时限自 2026 年 11 月 2 日 18:00 起")],
)
@pytest.mark.parametrize(
    ("action", "fact"),
    [
        ("{within: 1 working day}", "reported_at"),
        ("{within: 1 working hour}", "reported_at"),
        ("{every: 2 working days}", "reported_at"),
        ("{within: 1 working day, after: collected_at}", "collected_at"),
    ],
)
def test_from_when_is_counted_is_said_in_the_zone(action: str, fact: str, locale: str, start: str) -> None:
    told = shop("America/Los_Angeles", action).decide({fact: "2026-11-03T02:00Z"}).explain(locale)
    assert start in told


def test_hours_from_a_day_end_by_the_clock_of_the_zone() -> None:
    told = shop("Europe/Berlin", "{within: 72 h, after: collected_on}").decide(collected_on=date(2027, 3, 26)).explain()
    assert "by Tue 30 Mar 2027 01:00" in told, "72 hours from midnight, with an hour left out on the way"


@pytest.mark.parametrize("action", ["{within: 24 h}", "{within: 24 h, after: collected_at}", "{every: 24 h}"])
def test_elapsed_time_ends_by_the_clock_of_the_zone(action: str) -> None:
    ruleset = shop("America/Los_Angeles", action)
    facts = {"reported_at": "2026-11-03T02:00Z", "collected_at": "2026-11-03T02:00Z"}
    decision = ruleset.decide(facts)
    assert decision.actions == decide_by_reference(ruleset.model, facts).actions
    assert "by 3 Nov 2026 18:00" in decision.explain()
    assert decision.trace["actions"][0]["due"] == "2026-11-03T18:00:00-08:00"
    assert decision.actions[0].due == datetime(2026, 11, 4, 2, tzinfo=UTC), "the same instant"


def test_what_follows_is_told_by_the_same_clock() -> None:
    ruleset = shop("Europe/Berlin", "{within: 24 h, if_overdue: [answer: {within: 12 h}]}")
    (action,) = ruleset.decide(reported_at="2026-10-24T06:00Z").actions
    assert action.due.isoformat() == "2026-10-25T07:00:00+01:00", "24 hours later, of which one came twice"
    assert action.if_overdue[0].due.isoformat() == "2026-10-25T19:00:00+01:00"


def test_without_a_zone_it_is_the_clock_of_the_case() -> None:
    text = "language: 1\nruleset: shop\nclock: t\nfacts: {t: {type: datetime}}\nkinds:\n"
    text += "  answer: {stream: remedy, phase: resolve, parameters: {within: {type: duration}}}\n"
    ruleset = loads(f"{text}rules: [{{id: r, then: [answer: {{within: 24 h}}]}}]\n")
    (action,) = ruleset.decide(t="2026-11-03T02:00+03:00").actions
    assert action.due is not None
    assert action.due.isoformat() == "2026-11-04T02:00:00+03:00"


def test_an_end_that_no_clock_of_the_zone_can_tell() -> None:
    days = (date(9999, 12, 31) - date(8999, 12, 31)).days
    ruleset = shop("Asia/Shanghai", f"{{within: {days} d}}")
    facts = {"reported_at": "8999-12-31T20:00Z"}
    decision = ruleset.decide(facts)
    assert decision.actions == decide_by_reference(ruleset.model, facts).actions
    assert decision.actions[0].due is None


def test_what_is_different_is_told_by_the_same_clock() -> None:
    ruleset = shop("Asia/Beirut", "{within: 1 month, after: collected_on}")
    before, after = (ruleset.decide(collected_on=date(2026, 2, day)).actions[0] for day in (27, 28))
    told = difference(Words(ruleset.model, phrases_of("en")), before, after)
    assert "Sat 28 Mar 2026 24:00" in told
    assert "Fri 27 Mar 2026 24:00" in told
