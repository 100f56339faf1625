"""Deciding by a calendar: the ruleset's, the caller's, and the one that a trace holds."""

from __future__ import annotations

import json
import threading
from datetime import date
from typing import Any

import pytest

from recovery_rules import Calendar, FactsError, Ruleset, loads

FIBRE = """\
language: 1
ruleset: fibre
currency: GBP
calendar: {calendar}
extends: [vocabulary/service-recovery.yaml]
facts:
  reported_on: {{type: date, label: {{en: reported on, zh: 报告日}}}}
  restored_on: {{type: date}}
  lines: {{type: integer, min: 1, max: 9, default: 1}}
derived:
  deadline: {{type: date, value: reported_on + 2 working days}}
  days: {{type: integer, value: full 1 d in (restored_on - deadline)}}
rules:
  - {{id: late, when: {{days: over 0}}, then: [compensation: {{form: cash, amount: 10 GBP * days}}]}}
otherwise: [apology]
"""
OUTAGE: dict[str, Any] = {"reported_on": date(2025, 5, 23), "restored_on": date(2025, 5, 30)}


def fibre(calendar: str) -> Ruleset:
    return loads(FIBRE.format(calendar=calendar))


ENGLAND = fibre("{country: GB, subdivision: ENG}")
AWAITING = fibre("works")
WORKS = Calendar(name="works", holidays=[date(2025, 5, 26), date(2025, 5, 27)])


def refused(ruleset: Ruleset, case: dict[str, Any], **named: Any) -> list[str]:
    with pytest.raises(FactsError) as caught:
        ruleset.decide(case, **named)
    return [f"{problem.fact}: {problem.message}" for problem in caught.value.problems]


def test_the_calendar_of_the_ruleset_counts() -> None:
    decision = ENGLAND.decide(OUTAGE)
    assert decision.facts["deadline"] == date(2025, 5, 28)
    assert str(decision["compensation"].amount) == "20.00 GBP"
    assert decision.calendar == Calendar.of_country("GB", "ENG")


def test_the_callers_calendar_counts_instead() -> None:
    assert ENGLAND.decide(OUTAGE, calendar=Calendar(name="GB-ENG")).facts["deadline"] == date(2025, 5, 27)
    assert AWAITING.decide(OUTAGE, calendar=WORKS).facts["deadline"] == date(2025, 5, 29)
    assert AWAITING.with_calendar(WORKS).decide(OUTAGE) == AWAITING.decide(OUTAGE, calendar=WORKS)


def test_one_calendar_is_compiled_once() -> None:
    same = Calendar(name="works", holidays=WORKS.holidays)
    assert AWAITING.with_calendar(WORKS) is AWAITING.with_calendar(same)
    assert ENGLAND.with_calendar(Calendar.of_country("GB", "ENG")) is ENGLAND


def test_a_calendar_that_is_missing_or_another_one_is_a_problem_of_the_case() -> None:
    told = "calendar: missing: the ruleset counts working days by `works`"
    missing = f"{told}, which its caller hands over (`calendar=`, `--calendar`)"
    assert refused(AWAITING, OUTAGE) == [missing]
    assert refused(AWAITING, {**OUTAGE, "lines": 10}) == ["lines: must be from 1 to 9, got 10", missing]
    other = "calendar: the ruleset counts working days by `GB-ENG`, this is `works`"
    assert refused(ENGLAND, {"lines": 10}, calendar=WORKS) == [
        "reported_on: missing",
        "restored_on: missing",
        "lines: must be from 1 to 9, got 10",
        other,
    ]
    assert refused(ENGLAND, OUTAGE, calendar="GB-ENG") == ["calendar: expected a Calendar, got `GB-ENG`"]
    with pytest.raises(FactsError, match="this is `works`"):
        ENGLAND.with_calendar(WORKS)


def test_a_ruleset_without_a_calendar_takes_no_notice() -> None:
    kiosk = loads(
        "language: 1\nruleset: kiosk\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "rules: [{id: always, then: [apology]}]"
    )
    decision = kiosk.decide(calendar=WORKS)
    assert decision.calendar is None
    assert "calendar" not in decision.trace


@pytest.mark.parametrize("ruleset", [ENGLAND, AWAITING.with_calendar(WORKS)])
def test_a_trace_is_enough_to_decide_once_more(ruleset: Ruleset) -> None:
    decision = ruleset.decide(OUTAGE)
    traced = Calendar.from_trace(json.loads(json.dumps(decision.trace))["calendar"])
    again = (ENGLAND if ruleset is ENGLAND else AWAITING).decide(OUTAGE, calendar=traced)
    assert again == decision
    assert json.dumps(again.trace) == json.dumps(decision.trace)
    assert [again.explain(locale) for locale in ("en", "zh")] == [decision.explain(locale) for locale in ("en", "zh")]
    assert again.why_not("apology").text() == decision.why_not("apology").text()


def test_what_if_asks_the_calendar_of_the_decision() -> None:
    found = AWAITING.decide(OUTAGE, calendar=WORKS).what_if("apology")
    (restored,) = [one for one in found.sets if [change.fact for change in one.changes] == ["restored_on"]]
    assert restored.given["restored_on"] == date(2025, 5, 29)


def test_the_trace_holds_the_days_off_that_were_looked_at_and_no_others() -> None:
    assert ENGLAND.decide(OUTAGE).trace["calendar"] == {
        "name": "GB-ENG",
        "weekend": ("sat", "sun"),
        "days_off": ("2025-05-26",),
        "days_worked": (),
    }
    china = fibre("{country: CN, hours: 09:00 to 17:30}")
    golden_week = {"reported_on": date(2025, 9, 30), "restored_on": date(2025, 10, 20)}
    assert china.decide(golden_week).trace["calendar"] == {
        "name": "CN",
        "weekend": ("sat", "sun"),
        "days_off": ("2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08"),
        "days_worked": (),
        "hours": ("09:00", "17:30"),
    }


def test_explanations_name_the_days_off_in_between() -> None:
    decision = ENGLAND.decide(OUTAGE)
    assert "2 working days after reported on 23 May 2025 (26 May 2025 off)" in decision.explain()
    assert "报告日 2025 年 5 月 23 日之后 2 个工作日（2025 年 5 月 26 日休息）" in decision.explain("zh")
    worked = fibre("{name: works, days_worked: [2025-05-24]}").decide(OUTAGE)
    assert "2 working days after reported on 23 May 2025 (24 May 2025 worked)" in worked.explain()


def test_calendars_do_not_mix_between_threads() -> None:
    calendars = [
        Calendar(name="works", holidays=[date(2025, 5, 26 + day) for day in range(count)]) for count in range(4)
    ]
    expected = [AWAITING.decide(OUTAGE, calendar=one).facts["deadline"] for one in calendars]
    wrong: list[object] = []

    def work(calendar: Calendar, deadline: object) -> None:
        for _ in range(50):
            found = AWAITING.decide(OUTAGE, calendar=calendar).facts["deadline"]
            if found != deadline:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(calendars, expected, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(set(expected)) == 4


@pytest.mark.parametrize(("within", "awaited"), [("2 d", False), ("2 working days", True)])
def test_a_calendar_is_awaited_where_something_depends_on_it(within: str, awaited: bool) -> None:
    text = f"""
    language: 1
    ruleset: calls
    calendar: works
    zone: Europe/London
    kinds:
      callback: {{stream: remedy, phase: resolve, parameters: {{within: {{type: time_limit, combine: soonest}}}}}}
    rules: [{{id: call, then: [callback: {{within: {within}}}]}}]
    """
    ruleset = loads(text)
    if awaited:
        assert refused(ruleset, {})[0].startswith("calendar: missing")
    else:
        assert [action.kind for action in ruleset.decide({})] == ["callback"]
