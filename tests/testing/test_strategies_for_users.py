"""The strategies that users get: valid cases only, boundaries often, shrinking to little; rulesets that load."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from recovery_rules import Money, Ruleset, RulesetError, load, loads
from recovery_rules.source.shipped import shipped_rulesets
from recovery_rules.testing import boundary_cases, cases, rulesets
from recovery_rules.testing.small_rulesets import written_rulesets
from tests import strategies as ours
from tests.strategies import COSTLY

ONE_LOOK = settings(max_examples=200, derandomize=True, database=None, phases=[Phase.generate], deadline=None)

SHOP = """
language: 1
ruleset: shop
currency: EUR
kinds: {apology: {stream: remedy, phase: acknowledge}}
facts:
  failure: {type: choice, values: [late, damaged]}
  delay: {type: duration, min: 0 h, needed: {failure: late}}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  claimed: {type: money, min: 0 EUR, max: 1000 EUR}
  tier: {type: scale, values: [low, high], default: low}
  harm: {type: set, values: [time, money], optional: true}
  since: {type: date, min: 2020-01-01, max: 2026-12-31, optional: true}
  name: {type: text, personal: true}
admit:
  - {id: no-more-than-paid, must: claimed <= price}
  - {id: exactly-one-price, when: {failure: damaged}, must: price = 77.77 EUR}
rules:
  - {id: sorry, then: [apology]}
  - {id: again, when: {delay: over 2 h, harm: has time, tier: high, since: after 2025-06-30}, then: [apology]}
"""


@COSTLY
@given(data=st.data(), written=ours.rulesets())
def test_drawn_rulesets_accept_every_case(data: st.DataObject, written: dict[str, Any]) -> None:
    try:
        ruleset = loads(ours.as_yaml(written))
    except RulesetError:
        return
    if ruleset.model.awaits_calendar:
        return
    for strategy in (cases(ruleset), boundary_cases(ruleset)):
        try:
            case = data.draw(strategy)
        except ValueError:
            assert ruleset.model.admissions  # it asks for what no case can be
            return
        ruleset.decide(case)


@pytest.mark.heavy
@pytest.mark.no_cover
@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_shipped_rulesets_accept_every_case(name: str) -> None:
    ruleset = load(name)

    @settings(ONE_LOOK, max_examples=50)
    @given(st.one_of(cases(ruleset), boundary_cases(ruleset)))
    def look(case: dict[str, Any]) -> None:
        ruleset.decide(case)

    look()


def _drawn(strategy: st.SearchStrategy[Any]) -> list[Any]:
    found: list[Any] = []

    @ONE_LOOK
    @given(strategy)
    def look(case: Any) -> None:
        found.append(case)

    look()
    return found


def test_admissions_hold_even_where_hardly_any_case_keeps_them() -> None:
    shop = loads(SHOP)
    drawn = _drawn(cases(shop))
    assert all(shop.decide(case) for case in drawn)
    assert Counter(case["failure"] for case in drawn)["damaged"] > 10
    assert {case["price"] for case in drawn if case["failure"] == "damaged"} == {Money("77.77", "EUR")}


def test_boundaries_come_often_and_other_values_too() -> None:
    delays = [case["delay"] for case in _drawn(cases(loads(SHOP))) if "delay" in case]
    around = [delay for delay in delays if 7_140 <= delay.total_seconds() <= 7_260]
    assert len(around) > len(delays) / 10
    assert len(set(delays)) > 20


def test_boundary_cases_lie_on_constants_beside_them_and_at_ends() -> None:
    drawn = _drawn(boundary_cases(loads(SHOP)))
    delays = {case["delay"].total_seconds() for case in drawn if "delay" in case}
    assert delays == {0, 3_600, 7_140, 7_200, 7_260}  # an ordinary one among them
    assert {str(case["since"]) for case in drawn if "since" in case} >= {"2025-06-30", "2025-07-01", "2026-12-31"}


def test_facts_come_and_go_as_they_may() -> None:
    drawn = _drawn(cases(loads(SHOP)))
    for name in ("tier", "harm", "name", "since"):
        assert {name in case for case in drawn} == {True, False}
    assert all(("delay" in case) == (case["failure"] == "late") for case in drawn)


@pytest.mark.heavy
@pytest.mark.no_cover
def test_cases_shrink_to_little() -> None:
    shop = loads(SHOP)
    least = find(cases(shop), lambda case: case["failure"] == "late", settings=settings(database=None))
    assert least.keys() == {"failure", "delay", "price", "claimed"}
    found = find(cases(shop), lambda case: "harm" in case, settings=settings(database=None))
    assert found["harm"] == frozenset()


def test_what_no_case_can_be_is_told() -> None:
    nothing = SHOP.replace("must: claimed <= price", "must: claimed > price + 2000 EUR")
    with pytest.raises(ValueError, match="no valid case of this ruleset was found"):
        find(cases(loads(nothing)), lambda _: True, settings=settings(database=None))


def test_nothing_is_filtered_away() -> None:
    with pytest.raises(NoSuchExample):
        find(cases(loads(SHOP)), lambda case: case["claimed"] > case["price"], settings=settings(database=None))


@COSTLY
@given(data=st.data(), ruleset=rulesets())
def test_drawn_small_rulesets_load_and_decide(data: st.DataObject, ruleset: Ruleset) -> None:
    assert ruleset.decide(data.draw(cases(ruleset))).actions is not None


@pytest.mark.heavy
def test_small_rulesets_have_all_there_is_to_try() -> None:
    drawn = set(_drawn(written_rulesets()))
    assert len(drawn) > 150
    parts = ("tables", "limits", "overrides", "unless", "needed", "optional", "default", "forbid", "hold", "at_most")
    assert [part for part in parts if not any(f'"{part}"' in text for text in drawn)] == []


@pytest.mark.heavy
def test_small_rulesets_shrink_to_one_rule() -> None:
    least = json.loads(find(written_rulesets(), lambda _: True, settings=settings(database=None)))
    assert (len(least["rules"]), list(least["facts"])) == (1, ["failure", "price"])
