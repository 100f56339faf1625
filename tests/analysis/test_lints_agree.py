"""What is said of small rulesets beside gaps and effects is what deciding every case shows."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from recovery_rules import Ruleset
from recovery_rules.analysis.coverage.points import Point
from recovery_rules.analysis.findings.approval import actions_that_nobody_may_approve
from recovery_rules.analysis.findings.domain import values_without_remedy
from recovery_rules.analysis.findings.law import laws_without_claim
from recovery_rules.analysis.findings.overlaps import conflicts
from recovery_rules.analysis.study import Study
from recovery_rules.engine.outcome import all_in
from tests.analysis.outcomes import open_rulesets
from tests.analysis.plain import Decided, decided_cases
from tests.analysis.small import CASES, Written, conditions, loaded, small_rulesets

AMOUNTS = {"refund": "amount", "voucher": "worth"}


def _loaded(written: Written) -> Ruleset:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    return ruleset


def _matched(one: Decided) -> set[str]:
    """The rules whose conditions hold, whatever keeps them from counting."""
    return set(one.decision.account.matched) - set(one.decision.account.excused)


@given(small_rulesets())
def test_rules_that_overlap_in_part(written: Written) -> None:
    ruleset = _loaded(written)
    told = {frozenset(one.rules) for one in conflicts(Study(ruleset.model))}
    decided = decided_cases(ruleset)
    for first, second in itertools.combinations(ruleset.model.rules, 2):
        if (first.table and first.table == second.table) or {first.id, second.id} & {
            *first.overrides,
            *second.overrides,
        }:
            continue
        if not _amounts_differ(first.proposals, second.proposals):
            continue
        proposing = [{proposed.by for proposed in one.decision.account.proposed} for one in decided]
        meet = any({first.id, second.id} <= names for names in proposing)
        alone = [
            any(mine in _matched(one) and other not in _matched(one) for one in decided)
            for mine, other in ((first.id, second.id), (second.id, first.id))
        ]
        event(f"meet {meet}, in part {all(alone)}")
        assert (frozenset((first.id, second.id)) in told) == (meet and all(alone)), (first.id, second.id)


def _amounts_differ(first: Any, second: Any) -> bool:
    """Whether both give the refund, of which the greatest counts, in other amounts."""
    said = [
        {one.kind: one.arguments["amount"].value for one in proposals if one.kind == "refund"}
        for proposals in (first, second)
    ]
    return bool(said[0] and said[1] and said[0] != said[1])


@given(small_rulesets())
def test_failures_without_a_remedy(written: Written) -> None:
    ruleset = _loaded(written)
    giving = {rule.id for rule in ruleset.model.rules if any(one.kind in AMOUNTS for one in rule.proposals)}
    owing = {limit.id for limit in ruleset.model.limits if limit.owed is not None}
    found = list(values_without_remedy(Study(ruleset.model)))
    if not found:
        return
    event("found")
    message = found[0].message
    for failure in ("late", "damaged", "lost"):
        reached = any(
            _matched(one) & giving or owing & set(one.decision.trace["applying"])
            for one in decided_cases(ruleset)
            if one.case["failure"] == failure
        )
        assert (f"`{failure}`" in message) == (not reached)


@given(small_rulesets(), conditions(), conditions())
def test_floors_of_law_that_the_house_takes_away(written: Written, by_law: Written, by_house: Written) -> None:
    floor: Written = {"id": "law", "level": "law", "when": by_law, "action": "refund", "amount": {"at_least": "2 EUR"}}
    struck: Written = {"id": "house", "when": by_house, "forbid": ["refund"]}
    both = [{key: value for key, value in one.items() if value} | {"if_unknown": "skip"} for one in (floor, struck)]
    written["limits"] = [*written.get("limits", []), *both]
    ruleset = _loaded(written)
    told = {one.rules for one in laws_without_claim(Study(ruleset.model))}
    decided = decided_cases(ruleset)
    floors = [one for one in ruleset.model.limits if one.level == "law" and one.owed is None and one.bounds]
    for law, house in itertools.product(floors, ruleset.model.limits):
        if house.level == "house" and "refund" in house.forbids:
            taken = any(
                law.id in one.decision.trace["applying"]
                and any((no.kind, no.by) == ("refund", house.id) for no in one.decision.refused)
                and all(action.kind != "refund" for action in one.decision)
                for one in decided
            )
            event(f"taken {taken}")
            assert ((law.id, house.id) in told) == taken


@given(small_rulesets())
def test_all_cases_together_cover_what_is_not_impossible(written: Written) -> None:
    ruleset = _loaded(written)
    found = ruleset.coverage(CASES).found
    by_conditions = [one for one in found if one.point.side not in {"fired", "bound", "did not bind"}]
    assert [_told(one.point) for one in by_conditions if not one.count and not one.impossible] == []
    assert [_told(one.point) for one in found if one.count and one.impossible] == []


def _told(point: Point) -> tuple[str, str, str, str]:
    return point.part, point.owner, point.what, point.side


@given(open_rulesets(), st.sampled_from(["1 EUR", "2 EUR", "3 EUR", "none"]))
def test_actions_that_nobody_may_approve(written: Written, most: str) -> None:
    pytest.importorskip("z3")
    capped = "refund" if most == "none" else "refund.amount"
    ruleset = _loaded({**written, "authority": {"clerk": {capped: most}}})
    told = [*actions_that_nobody_may_approve(Study(ruleset.model))]
    given = [it for one in decided_cases(ruleset) for action in one.decision.actions for it in all_in(action)]
    event(f"told {bool(told)}")
    assert bool(told) == any(not one.authority and not one.held and one.kind == "refund" for one in given)
