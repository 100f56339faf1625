"""A decision as one formula says the same as the engine, on drawn rulesets and cases."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import Calendar, FactsError, RulesetError, loads
from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.numbers import OneOf, constant_of, lifted
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.analysis.proof.measures import measured
from recovery_rules.analysis.proof.prover import is_case
from recovery_rules.model.properties import Measure
from recovery_rules.ruleset import Ruleset
from tests.analysis.formula.whole import is_whole
from tests.strategies import (
    COSTLY,
    as_yaml,
    cases,
    rulesets,
    rulesets_with_deadlines,
    rulesets_with_forms,
    rulesets_with_time_limits,
)

z3 = pytest.importorskip("z3")


@COSTLY
@given(data=st.data(), written=rulesets())
def test_the_formula_decides_alike(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_forms())
def test_the_formula_decides_alike_where_an_action_is_owed_in_a_form(
    data: st.DataObject, written: dict[str, Any]
) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_time_limits())
def test_the_formula_decides_alike_where_time_limits_are_counted(data: st.DataObject, written: dict[str, Any]) -> None:
    _must_decide_alike(data, written)


@COSTLY
@given(data=st.data(), written=rulesets_with_deadlines())
def test_the_formula_decides_alike_where_an_action_is_owed_by_a_time(
    data: st.DataObject, written: dict[str, Any]
) -> None:
    _must_decide_alike(data, written)


def _must_decide_alike(data: st.DataObject, written: dict[str, Any]) -> None:
    text = as_yaml(written)
    try:
        ruleset = loads(text)
    except RulesetError:
        event("does not load")
        return
    if ruleset.model.awaits_calendar:
        ruleset = ruleset.with_calendar(Calendar(name="works"))
    note(text)
    encoding = Encoding(ruleset.model)
    for _ in range(4):
        case = data.draw(cases(ruleset.model))
        try:
            decision = ruleset.decide(case)
        except FactsError:
            continue
        note(repr(case))
        solver = z3.Solver()
        values = decision.account.values
        decided = encoding.decided  # before what is known is asked for
        solver.add(encoding.valid, is_case(encoding.variables, values), encoding.known)
        assert solver.check() == z3.sat, "a valid case is none by the formula"
        found = solver.model()
        whole = is_whole(decided, decision.actions, encoding)  # may ask for more of what is known
        solver.add(whole, encoding.known)
        assert solver.check() == z3.sat, "the formula gives other actions"
        if encoding.guesses:
            event("logic cannot say all")
            continue
        event("decided by both")
        _must_measure_alike(ruleset, decided, found, decision.actions)


def _must_measure_alike(ruleset: Ruleset, decided: Decided, found: Any, actions: Any) -> None:
    model = ruleset.model
    real = decided_by(actions, model)
    for measure in _measures(ruleset):
        formula, value = measured(decided, measure, model), measured(real, measure, model)
        assert _value(found, formula.given) == value.given, measure
        if not value.given or not measure.parameter:
            continue
        assert _value(found, formula.value.known) == value.value.known, measure
        if value.value.known:
            assert _value(found, formula.value.content) == value.value.content, measure


def _measures(ruleset: Ruleset) -> list[Measure]:
    """Every measure of which there is more and less."""
    return [
        Measure(kind.id, name)
        for kind in ruleset.model.kinds.values()
        for name in ["", *kind.parameters]
        if not name or kind.parameters[name].type.is_ordered or kind.parameters[name].type.is_time
    ]


def _value(found: Any, content: Any) -> Any:
    """What a content is in a solution."""
    if isinstance(content, bool | int | Fraction):
        return content
    value = found.eval(lifted(content) if isinstance(content, OneOf) else content, model_completion=True)
    return z3.is_true(value) if z3.is_bool(value) else constant_of(value)
