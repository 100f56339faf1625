"""Columns and clauses: whatever the cells say is what three-valued logic says of the values themselves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.alternatives import shape_or_problems
from recovery_rules.cells.cases import Cases
from recovery_rules.cells.clauses import MOST_ALTERNATIVES, Clauses, TooManyAlternativesError
from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import columns_of, shape_of
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.types import BOOLEAN, INTEGER, PERCENT
from recovery_rules.model.conditions import All, AnyOf, NoneOf
from recovery_rules.model.facts import Fact
from recovery_rules.model.rules import Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from tests.cells.models import CNY, among, ask, cases, conditions, model_of
from tests.strategies import COSTLY


@COSTLY
@given(st.data())
def test_a_condition_is_true_where_one_of_its_clauses_accepts(data: st.DataObject) -> None:
    condition = data.draw(conditions())
    model = model_of(condition)
    shape = shape_of(model)
    values = data.draw(cases(model, shape))
    accepted = Cases(model, shape).holds(shape.rules[0], values)
    assert accepted is (truth(condition, values) is True)


@COSTLY
@given(st.data())
def test_a_condition_is_not_false_where_one_of_its_lenient_clauses_accepts(data: st.DataObject) -> None:
    condition = data.draw(conditions())
    model = model_of(condition)
    shape = shape_of(model)
    values = data.draw(cases(model, shape))
    accepted = Cases(model, shape).holds(shape.clauses.of(condition, lenient=True), values)
    assert accepted is (truth(condition, values) is not False)


@given(st.data())
def test_every_value_lies_in_a_reachable_cell(data: st.DataObject) -> None:
    model = model_of()
    shape = shape_of(model)
    values = data.draw(cases(model, shape))
    for number, column in enumerate(shape.columns):
        assert column.everything >> Cases(model, shape).cell(number, values) & 1


@given(st.data())
def test_the_value_for_a_cell_lies_in_it_and_within_the_bounds(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(-9, 9) | st.fractions(-9, 9, max_denominator=3), max_size=4)))
    low, high = data.draw(st.none() | st.integers(-9, 0)), data.draw(st.none() | st.integers(0, 9))
    step = data.draw(st.sampled_from([None, 1]))
    column = Column("x", "quantity", "x", CNY, may_be_unknown=False, cuts=tuple(cuts), low=low, high=high, step=step)
    for cell in range(column.size):
        if column.everything >> cell & 1:
            value = column.value_in(cell)
            assert isinstance(value, int | Fraction)
            assert column.cell_of(value) == cell
            assert low is None or value >= low
            assert high is None or value <= high
            assert step is None or value == int(value)


@pytest.mark.parametrize(("step", "reachable"), [(1, 0b11011), (None, 0b11111)])
def test_nothing_lies_between_neighbours_unless_values_lie_dense(step: int | None, reachable: int) -> None:
    column = Column("x", "quantity", "x", INTEGER, may_be_unknown=False, cuts=(1, 2), step=step)
    assert column.everything == reachable


def test_a_cut_between_two_whole_values_is_no_value() -> None:
    column = Column("x", "quantity", "x", INTEGER, may_be_unknown=False, cuts=(Fraction(5, 2), Fraction(16, 5)), step=1)
    assert column.everything == 0b10101
    assert column.value_in(2) == 3


def test_an_unreachable_cell_is_in_no_clause() -> None:
    column = Column("x", "quantity", "x", PERCENT, may_be_unknown=True, cuts=(0, 1), low=0, high=1)
    assert column.everything == 0b101110


def doubts(count: int) -> All:
    """So many independent pairs of alternatives."""
    return All(tuple(AnyOf((ask(f"a{n}", among(1)), ask(f"b{n}", among(1)))) for n in range(count)))


def model_with_doubts() -> Model:
    facts = {f"{letter}{n}": Fact(f"{letter}{n}", BOOLEAN) for letter in "ab" for n in range(9)}
    return Model("doubts", "1", "", "CNY", facts, {}, {}, (Rule("r", doubts(8), (), ()), Rule("s", doubts(9), (), ())))


def test_a_condition_may_have_as_many_alternatives_as_there_is_room_for() -> None:
    clauses = Clauses(columns_of(model_with_doubts()))
    assert len(clauses.of(doubts(8))) == MOST_ALTERNATIVES
    assert len(clauses.of(NoneOf((doubts(9),)))) == 9


def test_too_many_alternatives_are_refused() -> None:
    clauses = Clauses(columns_of(model_with_doubts()))
    with pytest.raises(TooManyAlternativesError):
        clauses.of(doubts(9))


def test_each_condition_with_too_many_alternatives_is_named() -> None:
    problems = Problems()
    assert shape_or_problems(model_with_doubts(), problems) is None
    assert [one.message for one in problems.found] == ["the condition of `s` nests more than 256 alternatives"]
