"""Every operation on days and times, by any calendar: both evaluators agree, and a trace is enough to decide again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Calendar, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from tests.strategies import COSTLY, calendars

RULESET = loads("""\
language: 1
ruleset: days
currency: GBP
extends: [vocabulary/service-recovery.yaml]
calendar: works
zone: Europe/London
month_end: next_day
facts:
  reported: {type: date}
  restored: {type: date}
  began: {type: datetime}
  ended: {type: datetime, optional: true}
  n: {type: integer, min: -50, max: 50}
derived:
  deadline: {type: date, value: reported + 2 working days}
  moved: {type: date, value: reported + n working days}
  back: {type: date, value: restored - n working days}
  later: {type: date, value: "higher(reported + n months, restored - 1 year)"}
  day: {type: date, value: date of began}
  limit: {type: datetime, value: "lower(began + 36 h, 2025-12-25T00:00Z)"}
  outage: {type: duration, value: "if ended known then ended - began else 0 h"}
  worked: {type: integer, value: working days from day to back}
  weekday: {type: choice, values: [mon, tue, wed, thu, fri, sat, sun], value: weekday of moved}
rules:
  - {id: paid, when: {expr: restored > deadline}, then: [compensation: {form: cash, amount: 5 GBP * worked}]}
  - {id: weekend, when: {weekday: [sat, sun], outage: over 1 d}, then: [apology]}
  - {id: long, when: {expr: began > limit or later > back and moved before deadline}, then: [callback]}
otherwise: [explanation]
""")
DAYS = st.dates(date(2025, 11, 1), date(2026, 3, 1))
TIMES = st.datetimes(datetime(2025, 11, 1), datetime(2026, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is apart
CASES = st.fixed_dictionaries(
    {"reported": DAYS, "restored": DAYS, "began": TIMES, "n": st.integers(-50, 50)}, optional={"ended": TIMES}
)


@COSTLY
@given(CASES, calendars(date(2025, 11, 1), date(2026, 3, 1)))
def test_days_are_counted_alike_and_replayed_from_the_trace(case: dict[str, object], calendar: Calendar) -> None:
    decision = RULESET.decide(case, calendar=calendar)
    expected = decide_by_reference(RULESET.with_calendar(calendar).model, case)
    assert decision.account == expected
    assert (decision.actions, decision.refused) == (expected.actions, expected.refused)
    told = json.dumps(decision.trace)
    replayed = RULESET.decide(case, calendar=Calendar.from_trace(json.loads(told)["calendar"]))
    assert json.dumps(replayed.trace) == told
    assert [replayed.explain(locale) for locale in ("en", "zh")] == [
        decision.explain(locale) for locale in ("en", "zh")
    ]
    assert replayed.why_not("apology").text() == decision.why_not("apology").text()


def test_days_beyond_what_was_looked_at_are_not_in_the_trace() -> None:
    """What a replay cannot answer: a question that moves a date needs the calendar itself."""
    case = {
        "reported": date(2025, 11, 3),
        "restored": date(2025, 11, 4),
        "began": datetime(2025, 11, 3, tzinfo=UTC),
        "n": 0,
    }
    calendar = Calendar(name="works", holidays=[date(2025, 11, 5), date(2025, 12, 24)])
    traced = RULESET.decide(case, calendar=calendar).trace["calendar"]
    assert traced["days_off"] == ("2025-11-05",)
