import json

import jsonschema
import pytest

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
