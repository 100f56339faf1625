"""What is proved or refuted of small rulesets is what deciding every case shows, both ways and of every statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from recovery_rules import loads
from tests.analysis.plain import Decided, decided_cases, falls, pairs
from tests.analysis.small import Written, loaded, small_rulesets
from tests.strategies import as_yaml

pytest.importorskip("z3")

pytestmark = pytest.mark.no_cover  # what each line does is shown by cases with an outcome that is written down

Broken = Callable[[list[Decided]], bool]
MEASURES: dict[str, Callable[[Decided], Any]] = {
    "refund.amount": lambda one: one.refund,
    "voucher.worth": lambda one: one.voucher,
    "apology": lambda one: one.is_given("apology") or None,
}


def _rising(measure: str, fact: str) -> Broken:
    return lambda decided: falls(MEASURES[measure], decided, fact)


def _sinking(measure: str, fact: str) -> Broken:
    """Whether it rises: nothing is less than anything."""

    def rises(decided: list[Decided]) -> bool:
        ordered = [(low, high) for low, high in pairs(decided, {fact}) if _is_below(low, high, fact)]
        return any(_less(MEASURES[measure](low), MEASURES[measure](high)) for low, high in ordered)

    return rises


def _is_below(low: Decided, high: Decided, fact: str) -> bool:
    return None not in {low.values[fact], high.values[fact]} and low.values[fact] < high.values[fact]


def _less(one: Any, other: Any) -> bool:
    return other is not None and (one is None or one < other)


def _alike(measure: str, *facts: str) -> Broken:
    tell: Callable[[Decided], Any] = MEASURES[measure] if measure else lambda one: one.said
    return lambda decided: any(tell(one) != tell(other) for one, other in pairs(decided, set(facts)))


def _in(values: dict[str, set[int]], breaks: Callable[[Decided], bool]) -> Broken:
    """Whether something is so in a case with such values."""
    return lambda decided: any(
        all(one.values[name] in among for name, among in values.items()) and breaks(one) for one in decided
    )


STATEMENTS: dict[str, Broken] = {
    **{
        f"of: {measure}, never_falls_as: {fact}": _rising(measure, fact)
        for measure in MEASURES
        for fact in ("grade", "hours")
    },
    **{
        f"of: {measure}, never_rises_as: {fact}": _sinking(measure, fact)
        for measure in MEASURES
        for fact in ("grade", "hours")
    },
    **{f"same_whatever: [{fact}]": _alike("", fact) for fact in ("grade", "ours", "hours")},
    "same_whatever: [ours, grade], of: refund.amount": _alike("refund.amount", "ours", "grade"),
    "never: refund": _in({}, lambda one: one.is_given("refund")),
    "never: [refund, voucher], when: {ours: no}": _in(
        {"ours": {0}}, lambda one: one.is_given("refund") or one.is_given("voucher")
    ),
    "always: [apology]": _in({}, lambda one: not one.is_given("apology")),
    "always: [refund], when: {failure: [damaged, lost]}": _in(
        {"failure": {1, 2}}, lambda one: not one.is_given("refund")
    ),
    "always: refund.amount <= 2 EUR": _in({}, lambda one: one.refund > 200),
    "always: refund.amount + voucher.worth <= 3 EUR": _in(
        {}, lambda one: one.voucher is not None and one.refund + one.voucher > 300
    ),
    "never: refund and not apology": _in({}, lambda one: one.is_given("refund") and not one.is_given("apology")),
    "covers: any": _in({}, lambda one: "otherwise" in one.decision.fired or not one.decision.actions),
    "covers: {failure: late}": _in(
        {"failure": {0}}, lambda one: "otherwise" in one.decision.fired or not one.decision.actions
    ),
}


@given(
    written=small_rulesets(),
    promised=st.lists(st.sampled_from(sorted(STATEMENTS)), min_size=4, max_size=6, unique=True),
)
def test_outcomes_are_those_of_all_cases(written: Written, promised: list[str]) -> None:
    properties = "".join(f"  - {{id: p{place}, {one}}}\n" for place, one in enumerate(promised))
    assume(loaded(written) is not None)
    ruleset = loads(f"{as_yaml(written)}\nproperties:\n{properties}")
    decided = decided_cases(ruleset)
    for one, statement in zip(ruleset.prove(), promised, strict=True):
        event(f"{statement.partition(':')[0]} {one.outcome}")
        assert one.outcome == ("refuted" if STATEMENTS[statement](decided) else "proved"), statement
