"""Cases that the shortcut decides from the mask alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from recovery_rules import loads

TEXT = """
language: 1
ruleset: points
units: {points: {digits: 0}}
kinds:
  bonus: {stream: remedy, phase: resolve, parameters: {amount: {type: points, combine: sum, required: true}}}
facts:
  delayed: {type: boolean}
  damaged: {type: boolean}
rules:
  - {id: for-delay, when: {delayed: yes}, then: [{bonus: {amount: 10 points}}]}
  - {id: for-damage, when: {damaged: yes}, then: [{bonus: {amount: 10 points}}]}
  - {id: for-trouble, then: [{bonus: {amount: 10 points}}]}
"""


def test_equal_proposals_of_a_sum_add_up() -> None:
    ruleset = loads(TEXT)
    decision = ruleset.decide(delayed=True, damaged=True)
    assert [str(action.amount) for action in decision.actions] == ["30 points"]
    assert decision.actions == decision.account.actions
    assert str(ruleset.decide(delayed=True, damaged=False)["bonus"].amount) == "20 points"


CALLS = """
language: 1
ruleset: calls
facts: {delay: {type: duration, min: 0 h, max: 9 h}}
kinds:
  callback: {stream: remedy, phase: follow_up, parameters: {within: {type: duration, combine: soonest}}}
  visit: {stream: remedy, phase: follow_up, parameters: {within: {type: number, combine: greatest}}}
rules:
  - {id: call, then: [{callback: {within: delay / 3}}, {visit: {within: 2}}]}
"""
NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_a_deadline_between_two_microseconds_is_the_earlier_one() -> None:
    decision = loads(CALLS).decide(delay="0.000001 s", as_of=NINE)
    assert decision["callback"].within == Fraction(1, 3_000_000)
    assert decision["callback"].due == NINE
    assert loads(CALLS).decide(delay="1 h", as_of=NINE)["callback"].due == NINE + timedelta(minutes=20)


def test_only_a_duration_is_a_deadline() -> None:
    assert loads(CALLS).decide(delay="1 h", as_of=NINE)["visit"].due is None


def test_limits_that_add_up_beyond_the_calendar_have_no_due_time() -> None:
    text = """
    language: 1
    ruleset: long
    kinds: {callback: {stream: remedy, phase: follow_up, parameters: {within: {type: duration, combine: sum}}}}
    rules:
      - {id: one, then: [{callback: {within: 365000 d}}]}
      - {id: two, then: [{callback: {within: 364999 d}}]}
    """
    late = datetime(8999, 1, 1, tzinfo=UTC)
    assert loads(text).decide(as_of=late)["callback"].due is None


def test_a_ruleset_without_facts_decides() -> None:
    text = """
    language: 1
    ruleset: always
    kinds: {apology: {stream: remedy, phase: acknowledge}}
    rules: [{id: always, then: [apology]}]
    """
    decision = loads(text).decide()
    assert [action.kind for action in decision] == ["apology"]
    assert decision.account.actions == decision.actions
