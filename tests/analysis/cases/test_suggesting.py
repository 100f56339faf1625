"""Suggested cases are valid, reach what they are said to reach, and leave out only what is listed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recovery_rules import RulesetError, load, loads
from recovery_rules.ruleset import Ruleset
from tests.analysis.coverage.test_measuring import BRANCHES
from tests.strategies import COSTLY, as_yaml, rulesets, rulesets_with_forms

FEW = 400  # cases looked at: enough to test the claims, whatever they are

SHOP = """
language: 1
ruleset: shop
currency: EUR
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: true}}}
facts:
  failure: {type: choice, values: [late, damaged]}
  delay: {type: duration, min: 0 h, needed: {failure: late}}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  share: {type: percent, min: 0 %, max: 100 %, optional: true}
  name: {type: text, personal: true}
derived:
  half: {type: money, value: price / 2}
rules:
  - {id: sorry, then: [apology]}
  - {id: back, when: {delay: over 2 h, half: at least 5 EUR}, then: [refund: {amount: price}]}
  - {id: never, when: {failure: damaged, delay: known}, then: [refund: {amount: price}]}
  - {id: part, when: {share: under 100 %}, then: [refund: {amount: share of price}]}
limits:
  - {id: enough, action: refund, amount: {at_most: 50 EUR}}
"""


def _claims_hold(ruleset: Ruleset, most: int) -> None:
    found = ruleset.suggest_cases(most=most)
    coverage = ruleset.coverage([one.given for one in found.cases])
    points = {str(one.point) for one in coverage.found}
    missing = {str(one.point) for one in coverage.found if not one.count}
    assert missing == {one.what for one in found.unreached} & points
    assert {str(one.point) for one in coverage.found if one.impossible} <= {
        one.what for one in found.unreached if one.reason == "impossible"
    }
    assert all(one.reaches for one in found.cases)
    assert len({what for one in found.cases for what in one.reaches}) >= len(found.cases)


@COSTLY
@given(written=rulesets())
def test_drawn_rulesets_get_cases_that_reach_what_is_claimed(written: dict[str, Any]) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    if not ruleset.model.awaits_calendar:
        _claims_hold(ruleset, FEW)


@COSTLY
@given(written=rulesets_with_forms())
def test_drawn_rulesets_with_forms_do_too(written: dict[str, Any]) -> None:
    _claims_hold(loads(as_yaml(written)), FEW)


@pytest.mark.parametrize(
    ("name", "most"), [("aws_sla", 60_000), ("uk_delay_repay", 60_000), ("retail", 1_000), ("ofcom_auto_comp", 3_000)]
)
def test_what_ships_gets_cases_that_reach_what_is_claimed(name: str, most: int) -> None:
    _claims_hold(load(name), most)


@pytest.mark.parametrize("name", ["aws_sla", "uk_delay_repay", "hotel_walk_guarantee"])
def test_all_that_is_possible_is_reached_where_rulesets_are_small(name: str) -> None:
    assert [one for one in load(name).suggest_cases().unreached if one.reason != "impossible"] == []


def test_each_constant_is_met_and_approached_from_both_sides() -> None:
    given = [one.given for one in loads(SHOP).suggest_cases().cases]
    assert {"1 h 59 min", "2 h", "2 h 1 min"} <= {case["delay"] for case in given if "delay" in case}
    assert {"99 %", "100 %", None} <= {case.get("share") for case in given}
    assert "101 %" not in {case.get("share") for case in given}  # beyond its bounds


def test_a_constant_that_a_derived_fact_is_compared_with_is_met_too() -> None:
    found = loads(SHOP).suggest_cases()
    prices = {case.given["price"] for case in found.cases}
    assert "10.00 EUR" in prices
    assert {"half: under 5 EUR", "half: 5 EUR", "half: over 5 EUR"} <= {
        what for case in found.cases for what in case.reaches
    }


def test_limits_bind_and_do_not() -> None:
    ruleset = loads(SHOP)
    cases = [one.given for one in ruleset.suggest_cases().cases]
    bounds = [bound for case in cases for bound in ruleset.decide(case).account.bounds if bound.by == "enough"]
    assert {bound.before != bound.after for bound in bounds} == {True, False}


def test_what_is_impossible_is_said_to_be() -> None:
    unreached = {one.what: one.reason for one in loads(SHOP).suggest_cases().unreached}
    assert unreached["never fired"] == "impossible"


def test_nobody_is_named() -> None:
    assert all("name" not in one.given for one in loads(SHOP).suggest_cases().cases)


def test_the_same_ruleset_always_gets_the_same_cases() -> None:
    assert loads(SHOP).suggest_cases() == loads(SHOP).suggest_cases()


def test_a_budget_is_kept_and_what_it_leaves_is_told() -> None:
    found = loads(SHOP).suggest_cases(most=3)
    assert "back fired" in {one.what for one in found.unreached if one.reason == "not found"}


def test_tests_of_if_and_each_bound_get_cases_at_and_beside_them() -> None:
    found = loads(BRANCHES).suggest_cases()
    assert not found.unreached
    reached = {what for one in found.cases for what in one.reaches}
    assert {"price: 99.99 EUR", "price: 100 EUR", "price: 100.01 EUR"} <= reached
    assert {"delay: 2 h 59 min", "delay: 3 h", "delay: 3 h 1 min"} <= reached
    assert {"a: amount at_most 300 EUR bound", "l: amount at_least 1 EUR did not bind"} <= reached
