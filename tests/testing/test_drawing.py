"""Cases drawn at random are valid ones, come to everything, and are the same for the same seed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from recovery_rules import Ruleset, RulesetError, load, loads
from recovery_rules.cells.shape import shape_of
from recovery_rules.testing.drawing import Drawing, DrawnCase
from tests import every_type
from tests.strategies import COSTLY, as_yaml, rulesets, rulesets_with_time_limits
from tests.testing.writing import SHOP


def drawn(ruleset: Ruleset, count: int, seed: int = 0) -> list[DrawnCase]:
    return list(Drawing(ruleset.model, shape_of(ruleset.model), seed).cases(count))


@COSTLY
@given(written=st.one_of(rulesets(), rulesets_with_time_limits()), seed=st.integers())
def test_every_drawn_case_is_decided(written: dict[str, Any], seed: int) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        event("does not load")
        return
    cases = drawn(ruleset, 10, seed)
    event("some are drawn" if cases else "none is drawn")
    if not ruleset.model.awaits_calendar:
        for case in cases:
            ruleset.decide(case.given, as_of=case.as_of, role=case.role)
    assert drawn(ruleset, 10, seed) == cases


def test_another_seed_draws_other_cases() -> None:
    shop = loads(SHOP)
    assert drawn(shop, 20, 1) != drawn(shop, 20, 2)


def test_every_rule_and_limit_of_a_large_ruleset_is_met() -> None:
    general = load("general")
    met: Counter[str] = Counter()
    for case in drawn(general, 400):
        account = general.decide(case.given, as_of=case.as_of, role=case.role).account
        met.update(account.matched + account.limits)
    ids = [*(rule.id for rule in general.model.rules), *(limit.id for limit in general.model.limits)]
    assert [name for name in ids if not met[name]] == []


def test_every_kind_of_value_is_drawn() -> None:
    every = loads(every_type.RULESET)
    cases = drawn(every, 200)
    for name, fact in every.model.facts.items():
        values = {case.given[name] for case in cases if name in case.given}
        assert len(values) > 1, name
        assert fact.may_be_unknown is False or any(name not in case.given for case in cases), name


def test_roles_and_times_of_deciding_are_drawn_too() -> None:
    cases = drawn(loads(SHOP), 100)
    assert {case.role for case in cases} == {None, "clerk", "manager"}
    assert len({case.as_of for case in cases}) > 50
    assert any(case.as_of is None for case in cases)


def test_where_no_case_is_valid_none_is_drawn() -> None:
    nothing = loads(
        "language: 1\nruleset: nothing\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "facts: {count: {type: integer, min: 0, max: 9}}\n"
        'admit: [{id: never, must: "count > 9"}]\n'
        "otherwise: [apology]\n"
    )
    assert drawn(nothing, 3) == []
