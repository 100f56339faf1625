"""Tables of facts give a value in every case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.ground import Ground
from recovery_rules.cells.shape import shape_of
from recovery_rules.cells.totality import prove_totality
from recovery_rules.engine.reference.deriving import matches
from recovery_rules.language.expressions import Constant
from recovery_rules.language.types import PERCENT
from recovery_rules.model.facts import DerivedTable, FactRow
from recovery_rules.source.diagnostics import Problems
from tests.cells.loading import proved
from tests.cells.models import TESTS, cases, model_of, unary_tests
from tests.strategies import COSTLY


def table(columns: str, *rows: str, hit: str = "first") -> str:
    listed = "\n".join(f"      - {row}" for row in rows)
    return proved(
        f"derived:\n  late: {{type: boolean, value: delay > 2 h}}\n"
        f"  share:\n    type: percent\n    hit: {hit}\n    when: [{columns}]\n    rows:\n{listed}\n"
    )


MEND = "  = add a row for it, or a last row for all the rest: `- {gives: ...}`"


def test_a_missing_row_is_shown_by_a_case_in_the_words_of_the_columns() -> None:
    assert table("severity, tier", "[at least major, any, 1%]", "[minor, top, 2%]", "[minor, ordinary, 2%]") == (
        f"RR303 `share` has no row for severity minor, tier unknown\n  at share\n{MEND}"
    )


def test_a_last_row_for_all_the_rest_makes_a_table_total() -> None:
    assert table("severity, tier", "[at least major, any, 1%]", "{gives: 2%}") == ""


def test_bounds_and_whole_steps_leave_no_gap() -> None:
    assert table("paid", "[0 CNY to 999.99 CNY, 1%]", "[1000 CNY, 2%]") == ""
    assert table("paid", "[over 0 CNY, 1%]") == f"RR303 `share` has no row for paid 0 CNY\n  at share\n{MEND}"


def test_a_needed_fact_is_unknown_exactly_where_it_is_not_needed() -> None:
    assert table("failure, delay", "[late, known, 1%]", "[not late, unknown, 2%]") == ""
    assert table("failure, delay", "[late, over 1 h, 1%]", "[not late, unknown, 2%]") == (
        f"RR303 `share` has no row for failure late, delay 0 s\n  at share\n{MEND}"
    )


def test_derived_columns_follow_from_what_they_are_derived_from() -> None:
    assert table("late, delay", "[yes, any, 1%]", "[any, up to 2 h, 2%]", "[unknown, any, 3%]") == ""
    assert table("late, delay", "[yes, any, 1%]", "[any, up to 1 h, 2%]", "[unknown, any, 3%]").startswith(
        "RR303 `share` has no row for late no, delay 1 h 0.000001 s"
    )


def test_a_sum_over_no_row_is_zero_but_a_greatest_is_nothing() -> None:
    assert table("severity", "[major, 1%]", hit="collect sum") == ""
    assert table("severity", "[major, 1%]", hit="collect max").startswith("RR303 `share` has no row for severity minor")


def test_too_large_a_table_is_asked_for_a_last_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recovery_rules.cells.coverage.MOST_STEPS", 5)
    rows = [f"[{severity}, {failure}, 1%]" for severity in ("minor", "not minor") for failure in ("late", "not late")]
    assert table("severity, failure", *rows) == (
        "RR304 `share` has too many combinations to see that some row always matches\n"
        "  at share  <- add a last row for all the rest: `- {gives: ...}`"
    )
    assert table("severity, failure", *rows, "{gives: 0%}") == ""


@COSTLY
@given(st.data())
def test_every_case_has_a_row_unless_a_gap_is_reported(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(TESTS)), min_size=1, max_size=3, unique=True))
    tests = data.draw(st.lists(st.tuples(*map(unary_tests, names)), min_size=1, max_size=5))
    rows = tuple(FactRow(n, one, ("",) * len(one), Constant(n, PERCENT), "") for n, one in enumerate(tests, 1))
    drawn = DerivedTable("drawn", PERCENT, "first", tuple(names), rows, may_be_unknown=False)
    model = model_of()
    model = model_of(derived={**model.derived, "drawn": drawn})
    shape = shape_of(model)
    problems = Problems()
    prove_totality(Ground(model, shape), problems)
    values = data.draw(cases(model, shape))
    assert problems.has_errors or any(matches(row, drawn.columns, values) for row in rows)


def test_cells_that_lie_apart_are_looked_at_one_by_one() -> None:
    assert (
        proved("""
            types:
              length: {type: scale, values: [short, middling, long]}
            derived:
              length:
                type: length
                value: if delay < 1 h then short else if delay < 5 h then middling else long
              share:
                type: percent
                when: [length, delay]
                rows:
                  - [short, under 1 h, 1%]
                  - [middling, "[1 h..5 h)", 2%]
                  - [long, at least 5 h, 3%]
                  - [unknown, any, 4%]
            """)
        == ""
    )


def test_where_no_case_is_found_the_message_says_where_to_look() -> None:
    """No fraction has the square two, which no bounds of the number tell."""
    found = proved(
        """
        derived:
          odd: {type: boolean, value: n * n = 2}
          share: {type: percent, when: [odd], rows: [[no, 1 %]]}
        """,
        facts="  n: {type: number}\n",
    )
    assert found == (
        "RR303 `share` may lack a row\n  at share\n"
        f"  = no case that shows it was found, and no proof that there is none; look at odd yes\n{MEND}"
    )


def test_a_case_may_be_one_of_an_empty_set() -> None:
    rows = """
        derived:
          share: {type: percent, hit: first, when: [harm, severity], rows: [[has loss, any, 1 %], ROW]}
        """
    facts = "  harm: {type: set, values: [loss, pain]}\n"
    assert proved(rows.replace("ROW", "[not has loss, major, 2 %]"), facts=facts) == (
        f"RR303 `share` has no row for harm (none), severity minor\n  at share\n{MEND}"
    )
    assert proved(rows.replace("ROW", "[not has pain, any, 2 %], [has pain, minor, 2 %]"), facts=facts) == (
        f"RR303 `share` has no row for harm pain, severity major\n  at share\n{MEND}"
    )
    assert proved(rows.replace("ROW", "[not has loss, any, 2 %]"), facts=facts) == ""
