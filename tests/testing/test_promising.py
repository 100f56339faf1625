"""What is told of a promise that does not hold: the promise, the cases that break it, and why each is decided so."""

from __future__ import annotations

import pytest

from recovery_rules import loads
from recovery_rules.testing.promising import broken

pytest.importorskip("z3")

SHOP = """
language: 1
ruleset: shop
currency: EUR
roles: [clerk]
facts: {vip: {type: boolean}}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: true}}}
no_follow_up: an example needs none
"""
RULES = "rules:\n  - {id: sorry, then: [apology]}\n  - {id: pay, when: {vip: yes}, then: [refund: {amount: 5 EUR}]}\n"


def told(promised: str, rules: str = RULES) -> list[str]:
    law = f"{SHOP}{rules.replace('vip: yes', 'vip: no')}".replace("ruleset: shop", "ruleset: law")
    text = f"{SHOP}{rules}properties: [{{id: p, {promised}}}]\n"
    ruleset = loads(text, resolver=lambda path: (path, law) if path == "law.yaml" else None)
    [proof] = ruleset.prove("p")
    assert proof.outcome == "refuted"
    return broken(proof, ruleset).splitlines()


def test_a_case_that_breaks_it() -> None:
    lines = told("never: refund")
    assert lines[:3] == ["refuted p: refund is never given", "", "case: vip yes"]
    assert "Refund of EUR 5.00 to the customer." in lines


def test_two_cases_that_break_it_together() -> None:
    lines = told("same_whatever: vip")
    assert lines[0] == "refuted p: no decision depends on vip"
    assert sorted(line for line in lines if line.startswith("case: ")) == ["case: vip no", "case: vip yes"]
    assert lines.count("Refund of EUR 5.00 to the customer.") == 1


def test_what_the_other_ruleset_gives() -> None:
    lines = told("never_less_than: law.yaml, of: refund")
    assert [line for line in lines if line.startswith("case: ")] == ["case: vip no", "case: vip no"]
    (first, last) = (number for number, line in enumerate(lines) if line.startswith("case: "))
    assert "Refund of EUR 5.00 to the customer." not in lines[first:last]
    assert "Refund of EUR 5.00 to the customer." in lines[last:]


def test_the_outcome_that_breaks_it() -> None:
    choice = "rules: [{id: a, then: [choice: {by: clerk, of: [[refund: {amount: 5 EUR}], [apology]]}]}]\n"
    assert "outcome: clerk picks 2" in told("always: refund", choice)
