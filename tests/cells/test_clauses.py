"""Columns and clauses: whatever the cells say is what three-valued logic says of the values themselves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import loads
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
from tests.cells.loading import FILE, link_text
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


MANY = ", ".join(f"{{any_of: [{{f{at}: yes}}, {{g{at}: yes}}]}}" for at in range(9))
TOO_MANY = f"all_of: [{MANY}]"  # 512
SETS, HAS = ", ".join(f"s{at}" for at in range(9)), ", ".join(["'has a, has b'"] * 9)
FLAGS = "".join(f"  f{at}: {{type: boolean}}\n  g{at}: {{type: boolean}}\n" for at in range(9))


@pytest.mark.parametrize(
    ("body", "facts", "culprit", "underlined"),
    [
        (f"rules: [{{id: a, when: {{{TOO_MANY}}}, then: [apology]}}]", "", "the condition of `a`", "a"),
        (f"rules: [{{id: a, unless: [{{{TOO_MANY}}}], then: [apology]}}]", "", "`unless` of `a`", "a"),
        (f"limits: [{{id: l, when: {{{TOO_MANY}}}, forbid: [refund]}}]", "", "the condition of `l`", "l"),
        (
            f"admit: [{{id: sane, when: {{{TOO_MANY}}}, must: verified}}]",
            "",
            "the condition of `sane`",
            "sane",
        ),
        ("", f"  age: {{type: integer, needed: {{{TOO_MANY}}}}}\n", "`needed` of `age`", "age"),
        (
            f"derived: {{share: {{type: percent, when: [{SETS}], rows: [[{HAS}, 1 %], {{gives: 2 %}}], hit: first}}}}",
            "".join(f"  s{at}: {{type: set, values: [a, b]}}\n" for at in range(9)),
            "row 1 of `share`",
            "[",
        ),
    ],
)
def test_the_condition_that_nests_too_many_alternatives_is_named(
    body: str, facts: str, culprit: str, underlined: str
) -> None:
    problems = Problems()
    model = link_text(body, problems, facts=FLAGS + facts)
    shape = shape_or_problems(model, problems)
    assert shape is None
    [found] = [one for one in problems.found if one.severity == "error"]
    assert (found.code, found.message) == ("RR300", f"{culprit} nests more than {MOST_ALTERNATIVES} alternatives")
    assert found.span is not None
    line = problems.sources[FILE].splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith(underlined)


def test_alternatives_that_are_the_same_count_once() -> None:
    same = ", ".join(["{any_of: [{f0: yes}, {g0: yes}]}"] * 9)
    model = link_text(f"rules: [{{id: a, when: {{all_of: [{same}]}}, then: [apology]}}]", Problems(), facts=FLAGS)
    assert len(shape_of(model).rules[0]) <= 3  # one, the other, both


@pytest.mark.parametrize(
    ("asked", "accepted"),
    [
        ("has distress", [["distress"], ["distress", "loss"]]),
        ("not has distress", [[], ["loss"]]),
        ("[has distress, has loss]", [["loss"], ["distress"], ["distress", "loss"]]),
        ("not(has distress, has loss)", [[]]),
        ("known", [[], ["loss"], ["distress"], ["distress", "loss"]]),
        ("[unknown, has loss]", [None, ["loss"], ["distress", "loss"]]),
        ("any", [None, [], ["loss"], ["distress"], ["distress", "loss"]]),
    ],
)
def test_which_sets_a_test_accepts(asked: str, accepted: list[list[str] | None]) -> None:
    ruleset = loads(f"""
language: 1
ruleset: sets
facts: {{harm: {{type: set, values: [distress, loss], optional: true}}}}
kinds: {{gift: {{stream: remedy, phase: resolve}}, note: {{stream: remedy, phase: resolve}}}}
rules:
  - {{id: a, when: {{harm: {asked if asked[0] == "[" else repr(asked)}}}, then: [gift]}}
otherwise: [note]
""")
    every = [None, [], ["loss"], ["distress"], ["distress", "loss"]]
    assert [one for one in every if "gift" in ruleset.decide(harm=one)] == accepted
