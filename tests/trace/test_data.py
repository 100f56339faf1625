import json
from typing import Any

import jsonschema
import pytest

from recovery_rules import Money, loads
from recovery_rules.language.literals import text_of
from recovery_rules.trace.data import TraceWriter, trace_data
from recovery_rules.trace.schema import trace_schema
from tests.trace.parcels import CASES, PARCEL, parcel, retail

VALIDATOR = jsonschema.Draft202012Validator(trace_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(trace_schema())
    assert trace_schema()["properties"]["trace"]["const"] == 1


@pytest.mark.parametrize("case", CASES)
def test_traces_keep_to_the_schema(case: str) -> None:
    VALIDATOR.validate(json.loads(json.dumps(parcel(case).trace)))
    assert parcel(case).trace["trace"] == 1


def test_a_trace_of_a_shipped_ruleset() -> None:
    trace = retail().trace
    VALIDATOR.validate(json.loads(json.dumps(trace)))
    assert trace["ruleset"]["id"] == "retail"
    assert trace["as_of"] == "2026-11-02T09:10:00+08:00"
    assert trace["facts"]["customer_tier"] == {"value": "important", "how": "given"}
    assert trace["facts"]["loss"] == {"value": None, "how": "unknown"}
    assert trace["derived"]["base_share"] == {"value": "40 %", "rows": (3,)}
    assert trace["derived"]["refund_share"] == {
        "value": "50 %",
        "expression": "lower(base_share + tier_share, 100 %)",
    }
    assert trace["defeated"] == {"compensate-by-severity": ("refund-late-delivery",)}
    assert "goods-or-money" in trace["fails"]["failure_type"]


def test_proposals_tell_their_fate() -> None:
    fates = {(one["by"], one["kind"]): one["fate"] for one in parcel("late").trace["proposals"]}
    assert fates["refund-by-share", "refund"] == "combined"
    assert fates["strikes-count", "escalation"] == "won"


def test_bounds_tell_whether_they_bound() -> None:
    bounds = [(one["by"], one["before"], one["after"], one["bound_it"]) for one in parcel("capped").trace["bounds"]]
    assert ("refund-by-share", "30000.00 CNY", "2000.00 CNY", True) in bounds
    assert ("never-above-price", "2000.00 CNY", "2000.00 CNY", False) in bounds
    assert ("statutory", "2000.00 CNY", "30000.00 CNY", True) in bounds


def test_what_limits_struck_and_hold() -> None:
    trace = parcel("held-charge").trace
    assert trace["emptied"]["refund-by-share"] == ("no-money-if-customer",)
    (charge,) = (one for one in trace["actions"] if one["kind"] == "charge")
    assert charge["held"] == ("disputed-charge",)
    assert {"kind": "refund", "by": "no-money-if-customer", "reason": "forbidden"} in trace["refused"]


def test_the_value_of_a_personal_fact_is_left_out() -> None:
    assert parcel("late").trace["facts"]["customer"] == {"how": "given", "personal": True}


def test_rules_are_told_once_for_all_traces() -> None:
    writer = TraceWriter(PARCEL.model)
    one, other = (writer.data(parcel(case).account) for case in ("late", "lost"))
    assert one["rules"] is other["rules"]
    assert one["rules"]["bonuses/1"]["because"] == {"en": "Points for trouble", "zh": "以积分致歉"}
    assert trace_data(PARCEL.model, parcel("late").account) == one


@pytest.mark.parametrize("case", CASES)
def test_texts_are_the_canonical_ones(case: str) -> None:
    account, trace = parcel(case).account, parcel(case).trace
    for name, value in account.values.items():
        told = {**trace["facts"], **trace["derived"]}[name]
        if value is not None and "personal" not in told:
            assert told["value"] == text_of(value, PARCEL.model.type_of(name))


PLAIN = """
language: 1
ruleset: plain
currency: EUR
roles: [clerk, manager]
facts:
  failure: {type: choice, values: [late, lost]}
  level: {type: scale, values: [low, high], optional: true}
  vip: {type: boolean, default: no}
  price: {type: money, min: 0 EUR, max: 90 EUR}
  seen: {type: datetime, optional: true}
  harm: {type: set, values: [loss, pain], optional: true}
kinds:
  note: {stream: remedy, phase: acknowledge}
  gift:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters: {form: {type: choice, values: [a, b], combine: same}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
authority: {clerk: {refund.amount: 5 EUR}, manager: {refund.amount: unlimited}}
rules:
  - {id: late, when: {failure: late}, then: [refund: {amount: 3 EUR}, note]}
  - {id: vip, when: {vip: yes}, then: [refund: {amount: 7 EUR}]}
  - {id: dear, when: {price: over 50 EUR}, then: [gift: {form: a}]}
  - {id: sorry, then: [note]}
  - {id: bounded, when: {harm: has pain}, then: [refund: {amount: 9 EUR, at_most: 8 EUR}]}
tables:
  - id: gifts
    hit: priority
    order: [b, a]
    when: [level, vip]
    then: [gift.form]
    rows: [[high, any, a], [any, yes, b], [unknown, no, a]]
"""


@pytest.mark.parametrize(
    "case",
    [
        {"failure": "late", "price": "10 EUR"},
        {"failure": "lost", "price": Money("60", "EUR"), "vip": True},
        {"failure": "late", "price": "60 EUR", "vip": True, "level": "high"},
        {"failure": "late", "price": Money("1", "EUR"), "level": "low", "seen": "2026-01-05T10:00:00+02:00"},
        {"failure": "late", "price": "1 EUR", "harm": ["loss"], "seen": "2026-01-05T08:00:00Z"},
        {"failure": "lost", "price": "1 EUR", "harm": ["loss", "pain"]},
    ],
)
def test_a_trace_is_the_same_whether_it_is_put_together_from_parts_or_written_from_the_account(
    case: dict[str, Any],
) -> None:
    ruleset = loads(PLAIN)
    for _ in range(2):  # the second time from what is kept
        decision = ruleset.decide(case)
        quick = decision.trace
        assert quick == trace_data(ruleset.model, ruleset.decide(case).account)
        VALIDATOR.validate(json.loads(json.dumps(quick)))


def test_a_row_that_another_is_picked_before_is_passed_over() -> None:
    decision = loads(PLAIN).decide(failure="lost", price="1 EUR", vip=True, level="high")
    trace = decision.trace
    assert trace["passed_over"] == {"gifts/1": "gifts/2"}
    assert trace["fired"] == ("vip", "sorry", "gifts/2")
    assert [one["fate"] for one in trace["proposals"]] == ["won", "won", "won"]
    assert trace["facts"]["vip"] == {"value": "yes", "how": "given"}
    assert trace["facts"]["seen"] == {"value": None, "how": "unknown"}
