"""What is proved or refuted of small rulesets is what deciding every case shows, both ways and of every statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from recovery_rules import loads
from tests.analysis.outcomes import MEASURES as OPEN_MEASURES
from tests.analysis.outcomes import Outcome, assured, has, is_short, left_open_otherwise, open_rulesets, outcomes
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
        for fact in ("grade", "hours", "ours")
    },
    **{
        f"of: {measure}, never_rises_as: {fact}": _sinking(measure, fact)
        for measure in MEASURES
        for fact in ("grade", "hours", "ours")
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


def _somewhere(breaks: Callable[[Outcome], bool]) -> Broken:
    """Whether some outcome breaks a promise."""
    return lambda decided: any(breaks(one) for it in decided for one in outcomes(it))


def _moves(measure: str, fact: str, *, falls: bool) -> Broken:
    """Whether what is sure of a measure falls, or rises, as a fact rises."""

    def breaks(decided: list[Decided]) -> bool:
        found = {id(one): assured(one, OPEN_MEASURES[measure]) for one in decided}
        moved = (
            (found[id(low)], found[id(high)]) for low, high in pairs(decided, {fact}) if _is_below(low, high, fact)
        )
        return any(_less(after, before) if falls else _less(before, after) for before, after in moved)

    return breaks


def _may_differ(measure: str, *facts: str) -> Broken:
    """Whether what a measure can be is not the same in two cases."""

    def breaks(decided: list[Decided]) -> bool:
        found = {id(one): {OPEN_MEASURES[measure](given) for given in outcomes(one)} for one in decided}
        return any(found[id(one)] != found[id(other)] for one, other in pairs(decided, set(facts)))

    return breaks


def _amount(measure: str, given: Outcome) -> int:
    return OPEN_MEASURES[measure](given) or 0


OF_OUTCOMES: dict[str, Broken] = {
    "always: refund": _somewhere(lambda given: not has(given, "refund")),
    "always: [refund, voucher]": _somewhere(lambda given: not (has(given, "refund") and has(given, "voucher"))),
    "always: refund or voucher": _somewhere(lambda given: not (has(given, "refund") or has(given, "voucher"))),
    "never: refund and voucher": _somewhere(lambda given: has(given, "refund") and has(given, "voucher")),
    "never: [voucher]": _somewhere(lambda given: has(given, "voucher")),
    "never: voucher": _somewhere(lambda given: has(given, "voucher")),
    "always: refund.amount >= 2 EUR": _somewhere(lambda given: _amount("refund.amount", given) < 200),
    "always: refund.amount + voucher.worth >= 3 EUR": _somewhere(
        lambda given: has(given, "voucher") and _amount("refund.amount", given) + _amount("voucher.worth", given) < 300
    ),
    "always: refund.amount + voucher.worth <= 3 EUR": _somewhere(
        lambda given: has(given, "voucher") and _amount("refund.amount", given) + _amount("voucher.worth", given) > 300
    ),
    **{
        f"of: {measure}, never_{way}_as: {fact}": _moves(measure, fact, falls=way == "falls")
        for measure in OPEN_MEASURES
        for way in ("falls", "rises")
        for fact in ("grade", "hours", "ours")
    },
    **{f"same_whatever: [ours], of: {measure}": _may_differ(measure, "ours") for measure in OPEN_MEASURES},
    "same_whatever: [grade, hours], of: refund.amount": _may_differ("refund.amount", "grade", "hours"),
    "same_whatever: [ours]": lambda decided: any(
        frozenset(one.decision) != frozenset(other.decision) for one, other in pairs(decided, {"ours"})
    ),
}


@given(
    written=open_rulesets(),
    promised=st.lists(st.sampled_from(sorted(OF_OUTCOMES)), min_size=4, max_size=6, unique=True),
)
def test_outcomes_of_what_is_left_open_are_those_of_all_picks(written: Written, promised: list[str]) -> None:
    properties = "".join(f"  - {{id: p{place}, {one}}}\n" for place, one in enumerate(promised))
    assume(loaded(written) is not None)
    ruleset = loads(f"{as_yaml(written)}\nproperties:\n{properties}")
    decided = decided_cases(ruleset)
    for one, statement in zip(ruleset.prove(), promised, strict=True):
        event(f"{statement.partition(':')[0]} {one.outcome}")
        assert one.outcome == ("refuted" if OF_OUTCOMES[statement](decided) else "proved"), statement


COMPARED = st.lists(st.sampled_from(sorted(OPEN_MEASURES)), min_size=1, max_size=3, unique=True)


@given(data=st.data(), written=open_rulesets(), of=COMPARED)
def test_what_is_less_than_another_ruleset_gives_is_less_whatever_is_picked(
    data: st.DataObject, written: Written, of: list[str]
) -> None:
    law = data.draw(st.one_of(left_open_otherwise(written), open_rulesets()))
    other = loaded(law)
    if loaded(written) is None or other is None:
        event("does not load")
        return
    text = f"{as_yaml(written)}\nproperties:\n  - {{id: p, never_less_than: law.yaml, of: [{', '.join(of)}]}}\n"
    ruleset = loads(text, resolver=lambda path: (path, as_yaml(law)) if path == "law.yaml" else None)
    [found] = ruleset.prove("p")
    pairs_decided = zip(decided_cases(ruleset), decided_cases(other), strict=True)
    is_broken = any(is_short(mine, theirs, [OPEN_MEASURES[one] for one in of]) for mine, theirs in pairs_decided)
    event(f"{len(of)} {found.outcome}")
    assert found.outcome == ("refuted" if is_broken else "proved")
