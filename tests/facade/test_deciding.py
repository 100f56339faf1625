"""Rulesets and decisions as an integrator holds them."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from recovery_rules import FactsError, Money, RulesetError, events, load, loads
from recovery_rules.ruleset import Ruleset

NINE = datetime(2026, 10, 30, 9, tzinfo=timezone(timedelta(hours=8)))
CASE: dict[str, Any] = {
    "failure_type": "facility_fault",
    "severity": "major",
    "verified": True,
    "attribution": "provider",
    "reported_at": NINE,
}


@pytest.fixture(scope="module")
def hotel() -> Ruleset:
    return load("hotel")


def test_reads_like_a_collection_of_actions(hotel: Ruleset) -> None:
    decision = hotel.decide(CASE)
    assert len(decision) == len(list(decision)) == len(decision.actions) > 0
    assert "apology" in decision
    assert "refund" not in decision
    assert decision["apology"].owner == "front_line"
    assert decision["apology"].due == NINE + timedelta(minutes=30)
    with pytest.raises(KeyError):
        decision["refund"]
    assert repr(decision).startswith("<Decision by hotel: acknowledgement, ")
    assert decision.ruleset is hotel


def test_keywords_mappings_and_both_together(hotel: Ruleset) -> None:
    some = {name: CASE[name] for name in ("failure_type", "severity")}
    rest = {name: value for name, value in CASE.items() if name not in some}
    assert hotel.decide(**CASE) == hotel.decide(CASE) == hotel.decide(some, **rest)
    with pytest.raises(TypeError, match="given both by mapping and by keyword: failure_type, severity"):
        hotel.decide(some, **CASE)
    with pytest.raises(TypeError, match="not list"):
        hotel.decide([])  # type: ignore[arg-type]


def test_nothing_of_a_decision_can_be_changed(hotel: Ruleset) -> None:
    given = dict(CASE)
    decision = hotel.decide(given)
    before = decision.explain()
    given["severity"] = "minor"
    assert hotel.decide(CASE).explain() == before == decision.explain()
    with pytest.raises(AttributeError):
        decision.actions = ()  # type: ignore[misc]
    with pytest.raises(AttributeError, match="immutable"):
        decision.actions[0].kind = "refund"
    with pytest.raises(TypeError):
        decision.facts["severity"] = "minor"  # type: ignore[index]


def test_facts_include_defaults_and_what_is_derived(hotel: Ruleset) -> None:
    facts = hotel.decide(CASE).facts
    assert facts["customer_tier"] == "ordinary"
    assert facts["our_failure"] is True
    assert "harm" not in facts  # unknown


def test_equal_decisions_are_equal(hotel: Ruleset) -> None:
    assert hotel.decide(CASE) == hotel.decide(CASE)
    assert hotel.decide(CASE) != hotel.decide({**CASE, "severity": "minor"})
    assert hotel.decide(CASE) != 1


def test_every_problem_of_a_case_at_once(hotel: Ruleset) -> None:
    with pytest.raises(FactsError) as caught:
        hotel.decide(failure_type="facility", severity=3, colour="red")
    named = [problem.fact for problem in caught.value.problems]
    assert named == ["reported_at", "failure_type", "severity", "verified", "attribution", "colour"]
    assert "did you mean `facility_fault`?" in str(caught.value)


def test_deadlines_run_from_the_time_of_deciding_where_there_is_no_clock() -> None:
    ruleset = loads(
        """
        language: 1
        ruleset: desk
        kinds:
          callback: {stream: remedy, phase: follow_up, parameters: {within: {type: duration, combine: soonest}}}
        rules: [{id: call, then: [{callback: {within: 24 h}}]}]
        """
    )
    assert ruleset.decide()["callback"].due is None
    assert ruleset.decide(as_of=NINE)["callback"].due == NINE + timedelta(days=1)
    assert ruleset.decide(as_of=NINE).as_of == NINE
    with pytest.raises(FactsError, match="as_of"):
        ruleset.decide(as_of=datetime(2026, 1, 1))  # noqa: DTZ001  (no zone is the mistake)


@pytest.mark.no_cover
def test_threads_share_a_ruleset(hotel: Ruleset) -> None:
    cases = [{**CASE, "severity": severity} for severity in ("minor", "moderate", "major", "critical")] * 25
    alone = [hotel.decide(case).trace for case in cases]
    shared = load("hotel")
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda case: shared.decide(case).trace, cases))
    assert together == alone


@pytest.fixture
def configured() -> Iterator[None]:
    structlog.configure()
    yield
    structlog.reset_defaults()
    events.enable_decisions(enabled=False)


@pytest.mark.usefixtures("configured")
def test_events_name_facts_and_never_their_values() -> None:
    with capture_logs() as logs:
        ruleset = load("aws_sla")
        with pytest.raises(FactsError):
            ruleset.decide(service="secret-name")
        with pytest.raises(RulesetError):
            loads("ruleset: [", file="broken.yaml")
        case = {"service": "s3_standard", "uptime": "99 %", "claim_cycle": 1}
        ruleset.decide(case, monthly_charge=Money(9, "USD"))
        events.enable_decisions()
        ruleset.decide(case, monthly_charge=Money(9, "USD"))
    names = [entry["event"] for entry in logs]
    assert names == ["ruleset_loaded", "case_refused", "ruleset_refused", "case_decided"]
    assert "secret-name" not in repr(logs)
    assert logs[1]["facts"] == ["claim_cycle", "monthly_charge", "service", "uptime"]
    assert logs[2]["file"] == "broken.yaml"


def test_no_event_where_nobody_configured_structlog(capsys: pytest.CaptureFixture[str]) -> None:
    load("aws_sla")
    assert capsys.readouterr().out == ""


def test_a_time_of_deciding_in_another_zone_is_the_same_time(hotel: Ruleset) -> None:
    early = hotel.decide({**CASE, "reported_at": NINE.astimezone(UTC)})
    assert early["apology"].due == hotel.decide(CASE)["apology"].due


TIMED = """
language: 1
ruleset: timed
clock: {clock}
kinds:
  callback: {{stream: remedy, phase: follow_up, parameters: {{within: {{type: duration, combine: soonest}}}}}}
facts:
  told_at: {{type: datetime, {told_at}}}
  cause: {{type: choice, values: [late, lost]}}
rules:
  - {{id: call, when: {{cause: late}}, then: [{{callback: {{within: 2 h}}}}]}}
  - {{id: call-soon, when: {{told_at: known, cause: lost}}, then: [{{callback: {{within: 1 h}}}}]}}
otherwise: [callback]
"""


def test_a_clock_may_have_a_default() -> None:
    ruleset = loads(TIMED.format(clock="told_at", told_at="default: 2026-01-01T00:00:00Z"))
    decision = ruleset.decide(cause="late")
    assert decision["callback"].due == datetime(2026, 1, 1, 2, tzinfo=UTC)
    assert decision.actions == decision.account.actions
    assert ruleset.decide(cause="late", as_of=NINE).actions == decision.actions


def test_a_change_to_what_a_decision_gives_out_reaches_no_other(hotel: Ruleset) -> None:
    kiosk = loads(
        """
        language: 1
        ruleset: kiosk
        currency: EUR
        kinds: {refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}}
        facts: {count: {type: number}}
        rules: [{id: pay, when: {count: over 0}, then: [{refund: {amount: 20 EUR}}]}]
        otherwise: [refund]
        """
    )
    for ruleset, case in ((kiosk, {"count": 1}), (hotel, CASE)):
        before = copy.deepcopy(ruleset.decide(case).trace)
        trace = ruleset.decide(case).trace
        with pytest.raises(TypeError):
            ruleset.decide(case).actions[0].values["amount"] = Money(9, "EUR")  # type: ignore[index]
        for part in (trace["rules"], trace["limits"], trace["ruleset"], trace["rules"][next(iter(trace["rules"]))]):
            with pytest.raises(TypeError, match="share"):
                part["file"] = "changed"
        with contextlib.suppress(TypeError):
            trace["facts"][next(iter(case))]["value"] = "changed"
        with contextlib.suppress(TypeError):
            trace["actions"][0]["values"]["amount"] = "changed"
        for part in ("excused", "passed_over", "defeated", "derived", "emptied", "fails"):
            with contextlib.suppress(TypeError):
                trace[part]["changed"] = "changed"
        assert ruleset.decide(case).trace == before
        assert json.loads(json.dumps(ruleset.decide(case).trace)) == json.loads(json.dumps(before))


def test_equal_times_keep_the_offset_in_which_they_were_given() -> None:
    ruleset = loads(TIMED.format(clock="told_at", told_at="optional: true").replace("clock: told_at\n", ""))
    here, there = NINE, NINE.astimezone(UTC)
    for when in (here, there):
        assert ruleset.decide(cause="lost", told_at=when).trace["facts"]["told_at"]["value"] == when.isoformat()


def test_a_ruleset_cannot_be_changed(hotel: Ruleset) -> None:
    with pytest.raises(AttributeError, match="immutable"):
        hotel.model = None  # type: ignore[assignment]


def test_a_name_that_is_no_text_is_a_problem_of_the_case(hotel: Ruleset) -> None:
    with pytest.raises(FactsError):
        hotel.decide({**CASE, 1: "x"})  # type: ignore[dict-item]


def test_as_of_is_checked_as_the_facts_are(hotel: Ruleset) -> None:
    with pytest.raises(FactsError, match="year"):
        hotel.decide(CASE, as_of=NINE.replace(year=9500))
