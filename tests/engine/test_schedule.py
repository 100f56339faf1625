"""Step 9: from when time limits run, how they are combined, and what follows an action that is overdue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from recovery_rules import Ruleset, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

HEAD = """\
language: 1
ruleset: shop
clock: reported_at
roles: [clerk, manager]
kinds:
  notice:
    stream: remedy
    phase: mitigate
    parameters:
      within: {type: duration, combine: soonest}
      every: {type: duration, combine: soonest}
      if_overdue: {type: actions, combine: all}
  escalation:
    stream: corrective
    phase: follow_up
    parameters:
      within: {type: duration, combine: soonest}
      if_overdue: {type: actions, combine: all}
      beside: {type: actions, combine: all}
facts:
  reported_at: {type: datetime, optional: true}
  collected_at: {type: datetime, optional: true}
  returned_at: {type: datetime, optional: true}
  delay: {type: duration, min: 0 h, max: 10 d, default: 3 h}
"""
REPORTED = datetime(2026, 11, 2, 9, tzinfo=UTC)
COLLECTED = datetime(2026, 11, 3, 15, tzinfo=timezone(timedelta(hours=8)))


def shop(*actions: str, more: str = "") -> Ruleset:
    """A shop in which every one of these actions is proposed, each by a rule of its own."""
    rules = "".join(f"  - {{id: r{number}, then: [{action}]}}\n" for number, action in enumerate(actions))
    return loads(f"{HEAD}rules:\n{rules}{more}")


def decided(ruleset: Ruleset, as_of: datetime | None = None, **facts: Any) -> Any:
    """The first action; the reference evaluator gives the same ones."""
    decision = ruleset.decide(facts, as_of=as_of)
    assert decision.actions == decide_by_reference(ruleset.model, facts, as_of).actions == decision.account.actions
    return decision.actions[0]


def test_a_limit_runs_from_its_trigger_and_ends_by_its_clock() -> None:
    action = decided(shop("notice: {within: 24 h, after: collected_at}"), reported_at=REPORTED, collected_at=COLLECTED)
    assert (action.due, action.after) == (COLLECTED + timedelta(days=1), "collected_at")
    assert action.due.utcoffset() == timedelta(hours=8)


def test_while_the_trigger_is_unknown_nothing_is_due() -> None:
    action = decided(shop("notice: {within: 24 h, after: collected_at}"), reported_at=REPORTED, as_of=REPORTED)
    assert (action.due, action.after, action.within) == (None, "collected_at", timedelta(days=1))


def test_a_default_is_a_trigger_too() -> None:
    head = HEAD + '  sent_at: {type: datetime, default: "2026-11-05T00:00:00Z"}\n'
    ruleset = loads(head + "rules:\n  - {id: r, then: [notice: {within: 1 h, after: sent_at}]}\n")
    assert decided(ruleset).due == datetime(2026, 11, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "first"),
    [("within: 2 h, every: 24 h", 2), ("every: 24 h", 24), ("within: 30 h, every: 24 h", 30)],
)
def test_what_is_repeated_is_first_due_within_or_after_one_such_time(written: str, first: int) -> None:
    action = decided(shop(f"notice: {{{written}}}"), reported_at=REPORTED)
    assert (action.due, action.every) == (REPORTED + timedelta(hours=first), timedelta(days=1))


def test_the_limit_that_ends_first_counts_with_its_trigger() -> None:
    ruleset = shop("notice: {within: 1 h, after: collected_at}", "notice: {within: 3 d}")
    later = decided(ruleset, reported_at=REPORTED, collected_at=REPORTED + timedelta(days=5))
    sooner = decided(ruleset, reported_at=REPORTED, collected_at=REPORTED + timedelta(days=1))
    assert (later.due, later.within, later.after) == (REPORTED + timedelta(days=3), timedelta(days=3), "")
    assert (sooner.due, sooner.within, sooner.after) == (
        REPORTED + timedelta(days=1, hours=1),
        timedelta(hours=1),
        "collected_at",
    )


def test_a_limit_that_waits_counts_only_where_there_is_no_other() -> None:
    ruleset = shop("notice: {within: 1 h, after: collected_at}", "notice: {within: 3 d}")
    assert decided(ruleset, reported_at=REPORTED).after == ""
    both = shop("notice: {within: 2 h, after: collected_at}", "notice: {within: 1 h, after: returned_at}")
    assert (decided(both).after, decided(both).within) == ("returned_at", timedelta(hours=1))


def test_of_limits_that_end_together_the_shorter_counts_then_the_first_by_name() -> None:
    ruleset = shop("notice: {within: 2 h, after: returned_at}", "notice: {within: 1 h, after: collected_at}")
    both = {"returned_at": REPORTED, "collected_at": REPORTED + timedelta(hours=1)}
    assert decided(ruleset, **both).after == "collected_at"
    alike = shop("notice: {within: 1 h, after: returned_at}", "notice: {within: 1 h, after: collected_at}")
    assert decided(alike, returned_at=REPORTED, collected_at=REPORTED).after == "collected_at"


def test_what_follows_runs_from_the_due_time_of_what_it_hangs_on() -> None:
    ladder = "escalation: {within: 2 h, if_overdue: [{escalation: {within: 24 h}}]}"
    action = decided(shop(f"notice: {{within: 1 h, if_overdue: [{{{ladder}}}]}}"), reported_at=REPORTED)
    (second,) = action.if_overdue
    (third,) = second.if_overdue
    assert (action.due, second.due, third.due) == tuple(REPORTED + timedelta(hours=hours) for hours in (1, 3, 27))


def test_what_follows_an_action_without_a_due_time_has_none() -> None:
    action = decided(shop("notice: {if_overdue: [{escalation: {within: 2 h}}]}"), reported_at=REPORTED)
    assert (action.due, action.if_overdue[0].due) == (None, None)


def test_actions_under_other_parameters_are_not_due() -> None:
    action = decided(shop("escalation: {within: 1 h, beside: [{notice: {within: 2 h}}]}"), reported_at=REPORTED)
    assert action.beside[0].due is None


def test_limits_in_bundles_have_triggers_of_their_own() -> None:
    bundles = "[[{notice: {within: 1 h, after: collected_at}}], [{notice: {within: 2 h}}]]"
    action = decided(shop(f"choice: {{by: customer, of: {bundles}}}"), reported_at=REPORTED, collected_at=COLLECTED)
    assert [one.due for (one,) in action.options] == [COLLECTED + timedelta(hours=1), REPORTED + timedelta(hours=2)]


def test_a_table_shares_a_trigger_with_all_its_rows() -> None:
    table = """\
otherwise: [escalation]
tables:
  - id: t
    when: [delay]
    then: [notice.within]
    rows: [[over 2 h, 1 h], [at most 2 h, 2 h]]
    with: {notice: {after: collected_at}}
"""
    action = decided(loads(HEAD + table), collected_at=COLLECTED)
    assert (action.due, action.after) == (COLLECTED + timedelta(hours=1), "collected_at")


def test_what_is_owed_may_run_from_a_trigger() -> None:
    limit = "limits:\n  - {id: l, level: law, action: notice, owed: {within: 4 h, after: collected_at}}\n"
    action = decided(shop("escalation", more=limit), collected_at=COLLECTED)
    assert (action.kind, action.due) == ("notice", COLLECTED + timedelta(hours=4))


def test_constant_actions_beside_triggered_ones_keep_their_own_start() -> None:
    ruleset = shop("notice: {within: 1 h, after: collected_at}", "escalation: {within: 2 h}")
    ruleset_actions = ruleset.decide(reported_at=REPORTED, collected_at=COLLECTED).actions
    assert [one.due for one in ruleset_actions] == [COLLECTED + timedelta(hours=1), REPORTED + timedelta(hours=2)]


def test_the_trace_says_for_what_a_limit_waits() -> None:
    ruleset = shop("notice: {within: 1 h, after: collected_at}")
    waiting = ruleset.decide().trace["actions"][0]
    assert (waiting["after"], waiting["waits_for"]) == ("collected_at", "collected_at")
    known = ruleset.decide(collected_at=COLLECTED).trace
    assert known["actions"][0]["due"] == "2026-11-03T16:00:00+08:00"
    assert "waits_for" not in known["actions"][0]
    assert known["proposals"][0]["after"] == "collected_at"


@pytest.mark.parametrize("every", ["0 h", "delay", "{value: 1 h, at_most: delay}"])
def test_nothing_is_repeated_without_a_pause(every: str) -> None:
    with pytest.raises(Exception, match="RR312"):
        shop(f"notice: {{every: {every}}}")


@pytest.mark.parametrize("every", ["1 ms", '"higher(delay, 1 h)"', "{value: delay, at_least: 1 h}"])
def test_a_pause_that_is_proved_is_enough(every: str) -> None:
    assert decided(shop(f"notice: {{every: {every}}}")).every > timedelta(0)


def test_a_limit_may_not_take_the_pause_away() -> None:
    with pytest.raises(Exception, match="RR312"):
        shop("notice: {every: 1 h}", more="limits:\n  - {id: l, action: notice, every: {at_most: 0 h}}\n")
