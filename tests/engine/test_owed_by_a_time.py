"""By when something is owed, it is due by, whoever gives it; and no action without a time limit is in time."""

from datetime import datetime

import pytest

from recovery_rules import Decision, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: returns
currency: EUR
zone: Europe/Berlin
clock: returned_at
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      within: {type: time_limit, combine: soonest}
      answer_in: {type: time_limit, combine: soonest}
      if_overdue: {type: actions, combine: all}
facts:
  given: {type: choice, values: [nothing, no_time, sooner, later, chosen, sooner_after, after_later, nested]}
  returned_at: {type: datetime}
  cancelled_at: {type: datetime, optional: true}
rules:
  - {id: no-time, when: {given: no_time}, then: [refund]}
  - {id: sooner, when: {given: sooner}, then: [refund: {within: 7 d}]}
  - {id: later, when: {given: later}, then: [refund: {within: 30 d}]}
  - {id: chosen, when: {given: chosen}, then: [choice: {by: customer, of: [[refund], [apology]]}]}
  - {id: sooner-after, when: {given: sooner_after}, then: [refund: {within: 14 d, after: cancelled_at}]}
  - {id: nested, when: {given: nested}, then: [refund: {within: 2 d, if_overdue: [refund: {within: 30 d}]}]}
limits:
  - {id: statute, level: law, LIMIT}
otherwise: [apology]
"""
OWED = RULESET.replace("LIMIT", "action: refund, owed: {within: 14 d}")
OWED_AFTER = RULESET.replace("LIMIT", "action: refund, owed: {within: 14 d, after: cancelled_at}")
CAPPED = RULESET.replace("LIMIT", "action: refund, within: {at_most: 14 d}")
RAISED = RULESET.replace("LIMIT", "action: refund, within: {at_least: 14 d}")
RETURNED, CANCELLED = "2026-06-10T12:00:00+02:00", "2026-06-01T12:00:00+02:00"
DUE_OF_RETURN, DUE_OF_CANCELLATION = (
    datetime.fromisoformat("2026-06-24T12:00+02:00"),
    datetime.fromisoformat("2026-06-15T12:00+02:00"),
)


def decided(ruleset: str, given: str, **facts: str) -> Decision:
    """The decision, on which the evaluators agree."""
    loaded = loads(ruleset)
    case = {"given": given, "returned_at": RETURNED, **facts}
    decision = loaded.decide(case)
    account = decide_by_reference(loaded.model, case)
    assert (decision.actions, decision.account.bounds) == (account.actions, account.bounds)
    return decision


@pytest.mark.parametrize(
    ("given", "within"), [("nothing", "14 d"), ("no_time", "14 d"), ("sooner", "7 d"), ("later", "14 d")]
)
def test_the_time_by_which_it_is_owed_is_a_cap(given: str, within: str) -> None:
    decision = decided(OWED, given)
    (refund,) = (one for one in decision.actions if one.kind == "refund")
    assert decision.trace["actions"][-1]["values"]["within"] == within
    assert refund.due is not None


def test_also_of_what_the_customer_may_choose() -> None:
    (chosen,) = decided(OWED, "chosen").actions
    assert chosen.options[0][0].due == DUE_OF_RETURN


def test_not_of_what_is_done_where_it_is_overdue() -> None:
    (refund,) = decided(OWED, "nested").actions
    assert refund.due == datetime.fromisoformat("2026-06-12T12:00+02:00")
    assert refund.values["if_overdue"][0].due == datetime.fromisoformat("2026-07-12T12:00+02:00")


def test_of_two_that_run_from_other_times_the_one_that_ends_first_counts() -> None:
    decision = decided(OWED_AFTER, "later", cancelled_at=CANCELLED)
    (refund,) = decision.actions
    assert (refund.due, refund.after) == (DUE_OF_CANCELLATION, "cancelled_at")
    assert "Within: 30 d → 14 d after cancelled at, which end first (statute, law)." in decision.explain()
    (refund,) = decided(OWED_AFTER, "later").actions
    assert (refund.after, decided(OWED_AFTER, "no_time").actions[0].after) == ("", "cancelled_at")


def test_a_limit_as_long_that_runs_from_another_time_binds() -> None:
    decision = decided(OWED, "sooner_after", cancelled_at="2026-06-11T12:00:00+02:00")
    (refund,) = decision.actions
    assert (refund.due, refund.after) == (DUE_OF_RETURN, "")
    assert [(one.binds, one.moved) for one in decision.account.bounds] == [(True, True)]
    assert decision.trace["bounds"][0]["bound_it"] is True
    assert "Within: 14 d after cancelled at → 14 d, which end first (statute, law)." in decision.explain()
    assert "：自 cancelled at 起 14 天改为 14 天，以先到期者为准（statute，法定）。" in decision.explain("zh")


def test_what_the_limit_bounds_itself_is_bounded_so() -> None:
    both = RULESET.replace("LIMIT", "action: refund, within: {at_most: 20 d}, owed: {within: 14 d}")
    assert decided(both, "later").trace["actions"][0]["values"]["within"] == "20 d"
    assert decided(both, "nothing").trace["actions"][-1]["values"]["within"] == "14 d"


@pytest.mark.parametrize(("ruleset", "within"), [(CAPPED, "14 d"), (RAISED, None)])
def test_where_no_time_is_given_a_cap_gives_it_and_a_floor_does_not(ruleset: str, within: str | None) -> None:
    decision = decided(ruleset, "no_time")
    assert decision.trace["actions"][0]["values"].get("within") == within


def test_a_cap_that_gives_a_time_says_so() -> None:
    assert "Within: at most 14 d (statute, law), as nothing else says by when." in decided(CAPPED, "no_time").explain()


def test_other_time_limits_are_capped_too() -> None:
    owed = RULESET.replace("LIMIT", "action: refund, owed: {answer_in: 2 d, within: 14 d, after: cancelled_at}")
    values = decided(owed, "sooner").trace["actions"][0]["values"]
    assert (values["within"], values["answer_in"]) == ("7 d", "2 d")
