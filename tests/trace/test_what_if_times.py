"""`what_if` proposes times too, and does not call a search complete in which any time may matter."""

from datetime import datetime
from typing import Any

from recovery_rules import loads

KINDS = "{pay: {stream: remedy, phase: resolve}, note: {stream: corrective, phase: follow_up}}"
NOTICE = f"""
language: 1
ruleset: notice
kinds: {KINDS}
facts:
  departure_at: {{type: datetime}}
  informed_at: {{type: datetime}}
derived:
  late: {{type: boolean, value: departure_at - informed_at <= 14 d}}
rules: [{{id: r, when: {{late: yes}}, then: [pay]}}]
otherwise: [note]
"""
CLAIM = f"""
language: 1
ruleset: claim
zone: America/Toronto
month_end: last_day
kinds: {KINDS}
facts:
  flight_on: {{type: date}}
  claimed_at: {{type: datetime, optional: true}}
derived:
  in_time: {{type: boolean, value: claimed_at known and date of claimed_at <= flight_on + 1 year}}
rules: [{{id: r, when: {{in_time: yes}}, then: [pay]}}]
otherwise: [note]
"""
TOLD_EARLY = {"departure_at": "2026-03-20T10:00Z", "informed_at": "2026-03-01T10:00Z"}


def proposed(answer: Any) -> dict[str, Any]:
    return {one.changes[0].fact: one.changes[0].value for one in answer.sets if len(one.changes) == 1}


def test_the_nearest_time_on_each_side_of_a_difference() -> None:
    decision = loads(NOTICE).decide(TOLD_EARLY)
    answer = decision.what_if("pay")
    assert proposed(answer) == {
        "departure_at": datetime.fromisoformat("2026-03-15T10:00Z"),
        "informed_at": datetime.fromisoformat("2026-03-06T10:00Z"),
    }
    assert len(answer.sets) == 2
    assert not answer.complete
    assert "one change away" in str(decision.why_not("pay"))


def test_the_day_of_a_time_in_the_zone() -> None:
    answer = loads(CLAIM).decide(flight_on="2025-03-01", claimed_at="2026-03-02T10:00-05:00").what_if("pay")
    assert {name: str(value) for name, value in proposed(answer).items()} == {
        "flight_on": "2025-03-02",
        "claimed_at": "2026-03-01 23:59:00-05:00",
    }


def test_a_time_that_was_not_given() -> None:
    answer = loads(CLAIM).decide(flight_on="2025-03-01").what_if("pay")
    assert "claimed_at" in proposed(answer)


def test_what_is_given_leads_to_what_can_be_asked() -> None:
    decision = loads(NOTICE).decide({**TOLD_EARLY, "informed_at": "2026-03-19T10:00Z"})
    assert "another amount" in str(decision.what_if("pay"))
    assert "别的金额" in decision.what_if("pay").text("zh")
