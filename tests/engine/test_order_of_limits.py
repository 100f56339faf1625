"""In which order the limits of one level stand in a file changes no decision."""

import json
from typing import Any

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import Decision, RulesetError, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from tests.strategies import COSTLY, as_yaml, moments, rulesets_with_deadlines, rulesets_with_forms, valid_looking_cases

RETURNS = """
language: 1
ruleset: returns
currency: EUR
clock: reported_at
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}
facts:
  given: {type: choice, values: [nothing, alone, chosen], default: alone}
  reported_at: {type: datetime}
  returned_at: {type: datetime, optional: true}
rules:
  - {id: alone, when: {given: alone}, then: [refund: {within: 30 d}]}
  - {id: chosen, when: {given: chosen}, then: [choice: {by: customer, of: [[refund], [apology]]}]}
limits: [LIMITS]
otherwise: [apology]
"""
REPORTED = "2026-06-01T12:00:00+02:00"
OWED = "{id: owed, level: LEVEL, action: refund, owed: {within: 14 d, after: returned_at}}"
CAP = "{id: cap, level: LEVEL, action: refund, within: {at_most: 10 d}}"
FLOOR = "{id: floor, level: LEVEL, action: refund, within: {at_least: 20 d}, owed: yes}"


def decided(limits: list[str], **facts: str) -> Decision:
    """The decision, on which the evaluators agree."""
    ruleset = loads(RETURNS.replace("LIMITS", ", ".join(limits)))
    case = {"reported_at": REPORTED, **facts}
    decision, account = ruleset.decide(case), decide_by_reference(ruleset.model, case)
    assert (decision.actions, decision.account.bounds) == (account.actions, account.bounds)
    return decision


@pytest.mark.parametrize("level", ["house", "law"])
@pytest.mark.parametrize("given", ["alone", "chosen"])
@pytest.mark.parametrize(
    ("returned_at", "due", "after"),
    [
        (None, "2026-06-11T12:00+02:00", ""),
        ("2026-05-27T12:00:00+02:00", "2026-06-10T12:00+02:00", "returned_at"),
        ("2026-05-29T12:00:00+02:00", "2026-06-11T12:00+02:00", ""),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_cap_runs_from_where_the_action_itself_does_whatever_else_is_owed(
    backwards: bool, returned_at: str | None, due: str, after: str, given: str, level: str
) -> None:
    limits = [one.replace("LEVEL", level) for one in (OWED, CAP)]
    facts = {"given": given} | ({} if returned_at is None else {"returned_at": returned_at})
    (action,) = decided(limits[::-1] if backwards else limits, **facts).actions
    refund = action.options[0][0] if action.options else action
    assert refund.due is not None
    assert (refund.due.isoformat(timespec="minutes"), refund.after) == (due, after)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("level", ["house", "law"])
def test_no_floor_of_its_level_or_below_delays_what_a_limit_owes(level: str, backwards: bool) -> None:
    limits = [OWED.replace("LEVEL", "law").replace(", after: returned_at", ""), FLOOR.replace("LEVEL", level)]
    (refund,) = decided(limits[::-1] if backwards else limits, given="nothing").actions
    assert refund.due is not None
    assert refund.due.isoformat(timespec="minutes") == "2026-06-15T12:00+02:00"


@COSTLY
@given(data=st.data(), written=rulesets_with_deadlines())
def test_deadlines_are_the_same_in_any_order_of_limits(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_forms())
def test_forms_are_the_same_in_any_order_of_limits(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


def _must_decide_alike(data: st.DataObject, written: dict[str, Any]) -> None:
    text = as_yaml(written)
    shuffled = as_yaml(written | {"limits": data.draw(st.permutations(written["limits"]))})
    try:
        ruleset = loads(text)
    except RulesetError:
        event("does not load")
        return
    other = loads(shuffled)
    note(text)
    note(shuffled)
    for _ in range(4):
        case, as_of = data.draw(valid_looking_cases(ruleset.model)), data.draw(moments())
        assert _told(ruleset.decide(case, as_of=as_of)) == _told(other.decide(case, as_of=as_of))


def _told(decision: Decision) -> tuple[list[str], set[tuple[str, str]]]:
    """The actions, and the kinds that are refused; of limits that come to the same, the first is named."""
    actions = sorted(json.dumps(one, sort_keys=True) for one in decision.trace["actions"])
    return actions, {(one.kind, one.reason) for one in decision.refused}
