"""Regions and what is excluded: on the safe side in every case, and sharp where it matters to authors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.deciding import with_deciding_rows
from recovery_rules.cells.known import Knowledge
from recovery_rules.cells.possible import Possible
from recovery_rules.cells.region import Region
from recovery_rules.cells.shape import shape_of
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Constant, Expression, Known, Read
from recovery_rules.language.tests import Knownness, Range
from recovery_rules.language.types import DURATION, PERCENT
from recovery_rules.model.conditions import All, Condition, Truth
from tests.cells.models import (
    CNY,
    DELAY,
    EXPRESSIONS,
    FEE,
    PAID,
    SEVERITY,
    among,
    apply,
    ask,
    cases,
    clauses_around,
    model_of,
)

MODEL = model_of(*(Truth(expression, str(number)) for number, expression in enumerate(EXPRESSIONS)))
SHAPE = with_deciding_rows(MODEL, shape_of(MODEL))
AMOUNTS = (
    Read("net", CNY),
    Read("share", PERCENT),
    DELAY,
    Read("severity", SEVERITY),
    apply("multiply", Read("share", PERCENT), PAID, type_=CNY),
    apply("if", apply(">", PAID, FEE), apply("subtract", PAID, FEE, type_=CNY), Constant(0, CNY), type_=CNY),
    apply("if", Known("delay"), DELAY, Constant(7, DURATION), type_=DURATION),
)


@given(st.data())
def test_no_valid_case_is_excluded(data: st.DataObject) -> None:
    values = data.draw(cases(MODEL, SHAPE))
    assert not Possible(MODEL, SHAPE).excludes(data.draw(clauses_around(MODEL, SHAPE, values)))


@given(st.data())
def test_bounds_hold_every_value(data: st.DataObject) -> None:
    values = data.draw(cases(MODEL, SHAPE))
    region = Region(MODEL, SHAPE, data.draw(clauses_around(MODEL, SHAPE, values)))
    for expression in AMOUNTS:
        value = evaluate(expression, values)
        low, high = region.interval(expression)
        assert value is None or ((low is None or low <= value) and (high is None or value <= high))  # type: ignore[operator]


@given(st.data())
def test_truths_hold_every_truth(data: st.DataObject) -> None:
    values = data.draw(cases(MODEL, SHAPE))
    region = Region(MODEL, SHAPE, data.draw(clauses_around(MODEL, SHAPE, values)))
    for expression in EXPRESSIONS:
        value = evaluate(expression, values)
        assert value is None or value in region.truths(expression)


@given(st.data())
def test_what_is_said_to_be_known_is_known(data: st.DataObject) -> None:
    values = data.draw(cases(MODEL, SHAPE))
    knowledge = Knowledge(MODEL, SHAPE, data.draw(clauses_around(MODEL, SHAPE, values)))
    for expression in (*AMOUNTS, *EXPRESSIONS):
        assert knowledge.unknown_in(expression) or evaluate(expression, values) is not None
    for fact in (*MODEL.facts, *MODEL.derived):
        assert values[fact] is not None or not knowledge.knows(fact)


def clause_of(*conditions: Condition) -> Clause:
    (clause,) = SHAPE.clauses.of(All(conditions))
    return clause


LATE, DAMAGED = ask("failure", among(0)), ask("failure", among(1))
SOON = ask("delay", Range(high=10))
UNKNOWN, KNOWN = Knownness(known=False), Knownness(known=True)


@pytest.mark.parametrize(
    "conditions",
    [
        pytest.param((LATE, ask("delay", UNKNOWN)), id="needed, yet unknown"),
        pytest.param((DAMAGED, ask("delay", KNOWN)), id="known, yet not needed"),
        pytest.param((SOON, ask("late", among(1))), id="a derived boolean against what it is derived from"),
        pytest.param((LATE, ask("late", UNKNOWN)), id="a derived fact of a known one"),
        pytest.param((ask("fee", Range(low=101)), ask("paid", Range(high=100)), ask("net", Range(low=0))), id="sums"),
        pytest.param((ask("late", among(1)), ask("share", Range(high=0))), id="a table of facts, by its rows"),
        pytest.param((ask("fee", Range(low=101)), ask("paid", Range(high=100)), DAMAGED), id="an admission"),
        pytest.param((ask("harm", UNKNOWN), Truth(EXPRESSIONS[5], "5")), id="an expression of an unknown fact"),
    ],
)
def test_contradictions_between_columns_are_seen(conditions: tuple[Condition, ...]) -> None:
    assert Possible(MODEL, SHAPE).excludes(clause_of(*conditions))


@pytest.mark.parametrize(
    ("conditions", "expression", "is_known"),
    [
        ((), DELAY, False),
        ((LATE,), DELAY, True),
        ((SOON,), DELAY, True),
        ((ask("delay", KNOWN),), DELAY, True),
        ((ask("late", among(0)),), DELAY, True),
        ((Truth(EXPRESSIONS[1], "1"),), DELAY, True),
        ((LATE,), Read("late", DURATION), True),
        ((DAMAGED,), Read("late", DURATION), False),
        ((), EXPRESSIONS[1], True),
        ((), AMOUNTS[6], True),
    ],
)
def test_conditions_make_facts_known(conditions: tuple[Condition, ...], expression: Expression, is_known: bool) -> None:
    unknown = Knowledge(MODEL, SHAPE, clause_of(*conditions)).unknown_in(expression)
    assert (not unknown) is is_known


def test_a_difference_is_not_negative_where_a_condition_says_so() -> None:
    difference = apply("subtract", PAID, FEE, type_=CNY)
    assert Region(MODEL, SHAPE, {}).interval(difference) == (None, 1_000)
    assert Region(MODEL, SHAPE, clause_of(DAMAGED)).interval(difference) == (0, 1_000)
    assert Region(MODEL, SHAPE, {}).interval(AMOUNTS[5]) == (0, 1_000)
