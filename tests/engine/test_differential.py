"""The fast engine and the reference evaluator decide alike, in every field of the account, on drawn rulesets."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import pytest
from attrs import evolve
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import Calendar, FactsError, RulesetError, loads
from recovery_rules.engine.account import Account
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.ruleset import Ruleset
from recovery_rules.trace.data import TraceWriter
from tests.strategies import (
    COSTLY,
    as_yaml,
    calendars,
    cases,
    moments,
    rulesets,
    rulesets_with_deadlines,
    rulesets_with_forms,
    rulesets_with_time_limits,
)

FIELDS = tuple(field for field in Account.__slots__ if not field.startswith("__"))  # type: ignore[attr-defined]


def _reference(
    ruleset: Ruleset, case: dict[str, Any], as_of: datetime | None, role: str | None
) -> Account | FactsError:
    try:
        return decide_by_reference(ruleset.model, case, as_of, role)
    except FactsError as error:
        return error


@COSTLY
@given(data=st.data(), written=rulesets())
def test_same_decision_and_same_account(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_forms())
def test_same_decision_where_an_action_is_owed_in_a_form(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_time_limits())
def test_same_decision_where_time_limits_are_counted(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@given(data=st.data(), written=rulesets_with_deadlines())
def test_same_decision_where_an_action_is_owed_by_a_time(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


def _must_decide_alike(data: st.DataObject, written: dict[str, Any]) -> None:
    text = as_yaml(written)
    try:
        ruleset = loads(text)
    except RulesetError:
        event("does not load")
        return
    note(text)
    others = [data.draw(calendars(date(2025, 12, 1), date(2026, 4, 30)))] if ruleset.model.calendar is not None else []
    if ruleset.model.needs_hours:
        others = [evolve(one, hours=one.hours or (time(9), time(17))) for one in others]
    loaded = ruleset
    for _ in range(8):
        calendar = data.draw(st.sampled_from([*others, None]))
        if calendar is None and loaded.model.awaits_calendar:
            event("without its calendar")
            _must_await_a_calendar(loaded, data.draw(cases(loaded.model)))
            continue
        ruleset = loaded if calendar is None else loaded.with_calendar(calendar)
        case = data.draw(cases(ruleset.model))
        as_of = data.draw(moments())
        role = data.draw(st.sampled_from([None, *ruleset.model.roles]))
        expected = _reference(ruleset, case, as_of, role)
        if isinstance(expected, FactsError):
            event("refused")
            _must_refuse_alike(ruleset, case, as_of, expected)
            continue
        decision = loaded.decide(case, as_of=as_of, role=role, calendar=calendar)
        for field in FIELDS:
            assert getattr(decision.account, field) == getattr(expected, field), field
        assert decision.actions == expected.actions
        assert decision.refused == expected.refused
        assert (decision.authority, decision.needs_approval) == (expected.authority, expected.needs_approval)
        told = json.dumps(TraceWriter(ruleset.model).data(expected))
        assert json.dumps(decision.trace) == told, "to the byte, however it was put together"
        canonical = {name: decision.facts.get(name, value) for name, value in case.items() if value is not None}
        again = ruleset.decide(canonical, as_of=as_of, role=role)  # every value of its public type: the compiled way in
        assert (again.actions, again.refused) == (expected.actions, expected.refused)
        assert json.dumps(again.trace) == told
        if "calendar" in decision.trace:
            event("counts working days" if decision.trace["calendar"]["days_off"] else "has a calendar")
            traced = Calendar.from_trace(json.loads(told)["calendar"])
            replayed = loaded.decide(case, as_of=as_of, role=role, calendar=traced)
            assert json.dumps(replayed.trace) == told, "the trace holds every day off that counted"


def _must_await_a_calendar(ruleset: Ruleset, case: dict[str, Any]) -> None:
    with pytest.raises(FactsError) as caught:
        ruleset.decide(case)
    assert [problem.fact for problem in caught.value.problems][-1] == "calendar"


def _must_refuse_alike(ruleset: Ruleset, case: dict[str, Any], as_of: datetime | None, expected: FactsError) -> None:
    with pytest.raises(FactsError) as caught:
        ruleset.decide(case, as_of=as_of)
    assert caught.value.problems == expected.problems
