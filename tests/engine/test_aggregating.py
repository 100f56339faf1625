"""What the rows of a table give together: of a table of facts, and of a table of actions."""

from __future__ import annotations

import pytest

from recovery_rules import Ruleset, loads

HEAD = """
language: 1
ruleset: tables
currency: EUR
facts:
  level: {type: scale, values: [low, middle, high]}
  vip: {type: boolean}
  spent: {type: money, min: 0 EUR, max: 90 EUR, optional: true}
kinds:
  gift: {stream: remedy, phase: resolve}
  visit: {stream: remedy, phase: follow_up, parameters: {times: {type: integer, combine: greatest}}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
otherwise: [gift]
"""
ROWS = "rows: [[any, any, 5 EUR], [high, any, 10 EUR], [any, yes, 3 EUR]]"


def loaded(more: str) -> Ruleset:
    return loads(HEAD + more)


@pytest.mark.parametrize(
    ("hit", "low", "high", "high_and_vip"),
    [
        ("sum", "5.00 EUR", "15.00 EUR", "18.00 EUR"),
        ("min", "5.00 EUR", "5.00 EUR", "3.00 EUR"),
        ("max", "5.00 EUR", "10.00 EUR", "10.00 EUR"),
    ],
)
@pytest.mark.parametrize("of", ["facts", "actions"])
def test_the_rows_that_match_count_together(of: str, hit: str, low: str, high: str, high_and_vip: str) -> None:
    if of == "facts":
        ruleset = loaded(
            f"derived: {{due: {{type: money, when: [level, vip], hit: collect {hit}, {ROWS}}}}}\n"
            "rules: [{id: a, then: [refund: {amount: due}]}]\n"
        )
    else:
        ruleset = loaded(
            f"tables: [{{id: t, when: [level, vip], then: [refund.amount], hit: collect {hit}, {ROWS}}}]\n"
        )
    given = [("low", False), ("high", False), ("high", True)]
    found = [str(ruleset.decide(level=level, vip=vip)["refund"].amount) for level, vip in given]
    assert found == [low, high, high_and_vip]


def test_the_rows_that_match_are_counted() -> None:
    rows = "rows: [[high, any, 1], [any, yes, 1]]"
    facts = loaded(
        f"derived: {{rows_of: {{type: integer, when: [level, vip], hit: collect count, {rows}}}}}\n"
        "rules: [{id: a, when: {rows_of: 2}, then: [gift]}]\n"
    )
    assert [facts.decide(level="high", vip=vip).facts["rows_of"] for vip in (False, True)] == [1, 2]
    assert facts.decide(level="low", vip=False).facts["rows_of"] == 0
    actions = loaded(f"tables: [{{id: t, when: [level, vip], then: [visit.times], hit: collect count, {rows}}}]\n")
    assert [actions.decide(level="high", vip=vip)["visit"].times for vip in (False, True)] == [1, 2]
    assert "visit" not in actions.decide(level="low", vip=False)


@pytest.mark.parametrize("hit", ["sum", "min", "max"])
def test_what_is_unknown_in_one_row_makes_the_whole_unknown(hit: str) -> None:
    ruleset = loaded(
        f"derived: {{due: {{type: money, when: [level], hit: collect {hit}, rows: [[any, 5 EUR], [high, spent]]}}}}\n"
        "rules: [{id: a, when: {due: known}, then: [refund: {amount: due}]}]\n"
    )
    assert "due" not in ruleset.decide(level="high", vip=False).facts
    assert "refund" not in ruleset.decide(level="high", vip=False)
    assert str(ruleset.decide(level="low", vip=False).facts["due"]) == "5.00 EUR"
