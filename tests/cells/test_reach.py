"""Rules and rows that no case reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.ground import Ground
from recovery_rules.cells.reach import warn_of_unreached
from recovery_rules.cells.shape import shape_of
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.model.rules import ActionTable, Rule
from recovery_rules.source.diagnostics import Problems
from tests.cells.loading import proved
from tests.cells.models import cases, conditions, model_of
from tests.strategies import COSTLY


def test_a_row_that_always_loses_to_one_above_it() -> None:
    assert proved("""
        tables:
          - id: t
            hit: first
            when: [severity, paid]
            then: [refund.amount]
            rows:
              - [critical, over 9 CNY, 1 CNY]
              - [at least major, over 5 CNY, 1 CNY]
              - [critical, over 6 CNY, 2 CNY]
        """) == (
        "RR502 no case reaches rule `t/3`: `t/2` (line 46) always wins before it\n  at [critical, over 6 CNY, 2 CNY]"
    )


def test_a_row_of_a_table_of_facts() -> None:
    assert (
        proved("""
        derived:
          share: {type: percent, hit: first, when: [severity], rows: [{gives: 1%}, [minor, 2%]]}
        """)
        == "RR502 no case reaches row 2 of `share`: row 1 of `share` (line 40) always wins before it\n"
        "  at [minor, 2%]"
    )


def test_a_condition_that_no_case_satisfies() -> None:
    assert proved("rules: [{id: a, when: {paid: over 1000 CNY}, then: [apology]}]\n") == (
        "RR502 no case reaches rule `a`: no case satisfies its conditions\n  at a"
    )


def test_an_excuse_that_always_holds() -> None:
    assert proved("rules: [{id: a, unless: [{verified: yes}, {verified: no}], then: [apology]}]\n") == (
        "RR502 no case reaches rule `a`: its `unless` always excuses\n  at a"
    )


@COSTLY
@given(st.data())
def test_no_rule_of_which_that_is_said_ever_wins(data: st.DataObject) -> None:
    rows = data.draw(st.lists(conditions(), min_size=2, max_size=4))
    excuses = data.draw(st.lists(conditions(), max_size=1))
    table = tuple(Rule(f"t/{n}", row, (), (), table="t", row=n) for n, row in enumerate(rows, 1))
    ids = tuple(rule.id for rule in table)
    excused = Rule("excused", rows[0], tuple(excuses), ())
    model = model_of(rules=(*table, excused, *model_of().rules), tables={"t": ActionTable("t", "first", ids, ids)})
    shape = shape_of(model)
    problems = Problems()
    warn_of_unreached(Ground(model, shape), problems)
    values = data.draw(cases(model, shape))
    first = next((rule.id for rule in table if truth(rule.when, values) is True), None)
    winners = {first, "excused" if truth(excused.when, values) is True else None}
    if any(truth(excuse, values) is True for excuse in excuses):
        winners.discard("excused")
    assert not any(f"`{winner}`:" in problem.message for winner in winners for problem in problems.found)


def test_a_row_whose_conditions_no_case_satisfies() -> None:
    assert proved("""
        derived:
          share: {type: percent, hit: first, when: [failure, delay], rows: [[damaged, over 1 h, 1%], {gives: 2%}]}
        """) == (
        "RR502 no case reaches row 1 of `share`: no case satisfies its conditions\n  at [damaged, over 1 h, 1%]"
    )


@pytest.mark.parametrize(
    ("one", "other", "is_reached"),
    [
        ("under 10 %", "over 10 %", False),
        ("at most 10 %", "over 10 %", False),
        ("under 10 %", "at least 10 %", False),
        ("at most 10 %", "at least 10 %", True),  # both may be 10 %
    ],
)
def test_ends_that_belong_to_a_range_and_ends_that_do_not(one: str, other: str, is_reached: bool) -> None:
    rule = f"{{id: a, when: {{one: {one}, other: {other}, expr: one >= other}}, then: [apology]}}"
    found = proved(f"rules: [{rule}]\n", facts="  one: {type: percent}\n  other: {type: percent}\n")
    assert found == ("" if is_reached else "RR502 no case reaches rule `a`: no case satisfies its conditions\n  at a")
