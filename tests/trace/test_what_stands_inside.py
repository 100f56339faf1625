"""Each action in a choice, or under another one, is told by its own rules, formulas, bounds and calendar."""

import json
from typing import Any

import jsonschema

from recovery_rules import loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.trace.schema import trace_schema

HEAD = """
language: 1
ruleset: inside
currency: EUR
extends: [vocabulary/service-recovery.yaml]
no_follow_up: an example
"""


def explained(ruleset: Ruleset, locale: str = "en", **given: Any) -> list[list[str]]:
    """The paragraphs, each as its lines."""
    text = ruleset.decide(given).explain(locale)
    return [[line.strip() for line in paragraph.splitlines()] for paragraph in text.split("\n\n")]


TWO_CHOICES = loads(
    HEAD
    + """
facts:
  price: {type: money, min: 0 EUR, max: 1000 EUR}
rules:
  - {id: e1, then: [choice: {by: customer, of: [[refund: {amount: price}], [replacement]]}]}
  - {id: e2, then: [choice: {by: customer, of: [[refund: {amount: 2 * price}], [replacement]]}]}
limits:
  - {id: cap, action: refund, amount: {at_most: 15 EUR}}
"""
)


def test_each_of_two_choices_is_told_by_its_own_rule() -> None:
    first, second, *_ = explained(TWO_CHOICES, price="10 EUR")
    assert "1. Refund, amount: price EUR 10.00; at most EUR 15.00 (cap) did not bind." in first
    assert [line[:7] for line in (*first, *second) if line.startswith("Rule")] == ["Rule e1", "Rule e2"]
    assert (
        "1. Refund, amount: 2 × price EUR 10.00 = EUR 20.00; cut from EUR 20.00 to EUR 15.00: at most EUR 15.00 (cap)."
        in second
    )


def test_each_of_two_choices_has_its_own_proposal_in_the_trace() -> None:
    trace = json.loads(json.dumps(TWO_CHOICES.decide(price="10 EUR").trace))
    jsonschema.validate(trace, trace_schema())
    assert [(one["by"], one["fate"], one["became"]) for one in trace["proposals"]] == [
        ("e1", "won", "/actions/0"),
        ("e2", "won", "/actions/1"),
    ]
    assert trace["proposals"][1]["bundles"] == [
        [{"kind": "refund", "values": {"amount": "20.00 EUR"}}],
        [{"kind": "replacement", "values": {}}],
    ]
    assert [(one["of"], one["after"]) for one in trace["bounds"]] == [
        (["/proposals/0/bundles/0/0"], "10.00 EUR"),
        (["/proposals/1/bundles/0/0"], "15.00 EUR"),
    ]


def test_equal_choices_are_one_and_told_by_both_rules() -> None:
    trace = TWO_CHOICES.decide(price="0 EUR").trace
    assert [(one["fate"], one["became"]) for one in trace["proposals"]] == [("combined", "/actions/0")] * 2


def test_of_choices_that_became_equal_each_is_told_with_its_rule() -> None:
    (told, *_) = explained(TWO_CHOICES, price="100 EUR")
    assert (
        "1. Refund, amount (e1): price EUR 100.00; cut from EUR 100.00 to EUR 15.00: at most EUR 15.00 (cap)." in told
    )
    assert any(line.startswith("1. Refund, amount (e2): 2 × price EUR 100.00 = EUR 200.00; cut from") for line in told)


UNDER_ANOTHER = loads(
    HEAD
    + """
roles: [clerk]
clock: t
zone: Asia/Shanghai
working_day_ends: end_of_day
calendar: {name: ours, days_off: [2026-10-01]}
facts:
  t: {type: datetime}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
rules:
  - id: r
    then:
      - resolution:
          owner: clerk
          within: 2 d
          if_overdue: [callback: {within: 1 working day}, refund: {amount: 10 % of price, at_most: 8 EUR}]
limits:
  - {id: cap, action: refund, amount: {at_most: 5 EUR}}
"""
)
CASE = {"t": "2026-09-28T10:00:00+08:00", "price": "100 EUR"}


def test_what_comes_if_an_action_is_overdue_is_told_as_others_are() -> None:
    told = explained(UNDER_ANOTHER, **CASE)[0]
    assert (
        "If overdue: refund, amount: 10 % of price EUR 100.00 = EUR 10.00; "
        "cut from EUR 10.00 to EUR 8.00: at most EUR 8.00 (r); cut from EUR 8.00 to EUR 5.00: at most EUR 5.00 (cap)."
    ) in told
    assert (
        "If overdue: follow-up call, due 1 working day after 30 Sep 2026 10:00, by calendar ours (1 Oct 2026 off)."
        in told
    )
    told = explained(UNDER_ANOTHER, "zh", **CASE)[0]
    assert any(line.startswith("逾期") and "金额" in line and "cap" in line for line in told)


def test_a_bound_says_which_action_it_is_about() -> None:
    trace = UNDER_ANOTHER.decide(CASE).trace
    assert [(one["stage"], one["of"]) for one in trace["bounds"]] == [
        ("proposal cap", ("/proposals/0/nested/if_overdue/1",)),
        ("house cap", ("/proposals/0/nested/if_overdue/1",)),
    ]
    jsonschema.validate(json.loads(json.dumps(trace)), trace_schema())


def test_the_calendar_of_a_due_time_in_a_choice_is_told() -> None:
    ruleset = loads(
        HEAD
        + """
clock: t
zone: Asia/Shanghai
working_day_ends: end_of_day
calendar: {name: ours, days_off: [2026-10-01]}
facts: {t: {type: datetime}}
rules:
  - {id: r, then: [choice: {by: customer, of: [[callback: {within: 2 working days}], [replacement]]}]}
"""
    )
    told = explained(ruleset, t="2026-09-30T10:00:00+08:00")[0]
    assert "1. Follow-up call, due 2 working days after 30 Sep 2026 10:00, by calendar ours (1 Oct 2026 off)." in told
