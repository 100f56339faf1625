"""Hit policies: rows of `unique` tables never match together, rows of `any` tables agree where they do."""

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.cases import Cases
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.overlap import prove_hit_policies
from recovery_rules.cells.shape import shape_of
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.model.rules import ActionTable, Rule
from recovery_rules.source.diagnostics import Problems
from tests.cells.loading import proved
from tests.cells.models import cases, conditions, model_of
from tests.strategies import COSTLY

SHARE = """
derived:
  share:
    type: percent
    hit: HIT
    when: [severity, tier]
    rows:
      - [minor, any, 1%]
      - [at least major, any, 2%]
      - [critical, top, GIVEN]
rules: [{id: a, then: [{refund: {amount: share of paid}}]}]
"""


def test_two_rows_of_a_unique_table_that_match_together() -> None:
    assert proved(SHARE.replace("HIT", "unique").replace("GIVEN", "2%")) == (
        "RR301 rows 2 and 3 of `share` can match together\n"
        "  at [critical, top, 2%]  <- row 2 (line 46) matches too\n"
        "  = for example: severity critical, tier top\n"
        "  = in a `unique` table at most one row may match: narrow one of them, or write `hit: first`"
    )


def test_rows_of_an_any_table_may_match_together_and_agree() -> None:
    assert proved(SHARE.replace("HIT", "any").replace("GIVEN", "2%")) == ""
    assert proved(SHARE.replace("HIT", "any").replace("GIVEN", "3%")) == (
        "RR302 rows 2 and 3 of `share` can match together and give different values\n"
        "  at [critical, top, 3%]  <- row 2 (line 46) matches too\n"
        "  = for example: severity critical, tier top\n"
        "  = in an `any` table rows that match together must give the same: change one, or write `hit: first`"
    )


def test_tables_of_actions_are_held_to_the_same() -> None:
    assert proved("""
        tables:
          - id: t
            when: [severity, paid]
            then: [refund.amount]
            rows:
              - [major, over 5 CNY, 1 CNY]
              - [at least major, up to 5 CNY, 2 CNY]
              - [any, 5 CNY to 6 CNY, 3 CNY]
        """) == (
        "RR301 rows 1 and 3 of `t` can match together\n"
        "  at [any, 5 CNY to 6 CNY, 3 CNY]  <- row 1 (line 44) matches too\n"
        "  = for example: severity major, paid 5.01 CNY\n"
        "  = in a `unique` table at most one row may match: narrow one of them, or write `hit: first`"
    )


def test_only_a_handful_of_rows_is_reported() -> None:
    rows = ", ".join("[any, 1%]" for _ in range(30))
    found = proved(f"derived: {{share: {{type: percent, when: [severity], rows: [{rows}]}}}}\n")
    assert [line for line in found.splitlines() if line.startswith("RR301")] == [
        f"RR301 rows 1 and {number} of `share` can match together" for number in range(2, 7)
    ]


def test_columns_that_depend_on_each_other_are_seen_through() -> None:
    assert (
        proved("""
            derived:
              late: {type: boolean, value: delay > 2 h}
              share:
                type: percent
                when: [late, delay]
                rows:
                  - [yes, any, 1%]
                  - [any, up to 2 h, 2%]
                  - [unknown, any, 3%]
            rules: [{id: a, then: [{refund: {amount: share of paid}}]}]
            """)
        == ""
    )


def test_where_no_case_is_found_the_message_says_what_to_look_at() -> None:
    assert proved("""
        derived:
          spread: {type: number, value: (paid / 1 CNY) * (paid / 1 CNY) - (paid / 1 CNY)}
          share:
            type: percent
            when: [spread, severity]
            rows:
              - [under -1, any, 1%]
              - [any, minor, 2%]
              - [any, at least major, 2%]
        """).splitlines()[:3] == [
        "RR301 rows 1 and 2 of `share` may match together",
        "  at [any, minor, 2%]  <- row 1 (line 45) matches too",
        "  = no case that shows it was found, and no proof that there is none; look at severity minor, spread -2",
    ]


@COSTLY
@given(st.data())
def test_rows_that_match_together_in_some_case_are_reported(data: st.DataObject) -> None:
    rows = data.draw(st.lists(conditions(), min_size=2, max_size=4))
    table = tuple(Rule(f"t/{n}", row, (), (), table="t", row=n) for n, row in enumerate(rows, 1))
    ids = tuple(rule.id for rule in table)
    model = model_of(rules=(*table, *model_of().rules), tables={"t": ActionTable("t", "unique", ids, ids)})
    shape = shape_of(model)
    problems = Problems()
    prove_hit_policies(Ground(model, shape), problems)
    values = data.draw(cases(model, shape))
    matching = [n for n, row in enumerate(rows, 1) if truth(row, values) is True]
    reported = {problem.message.split(" of ")[0].split(" and ")[1] for problem in problems.found}
    assert len(matching) < 2 or reported & {str(number) for number in matching[1:]}


@COSTLY
@given(st.data())
def test_a_case_that_is_shown_is_valid_and_meets_the_condition(data: st.DataObject) -> None:
    condition = data.draw(conditions())
    model = model_of(condition)
    shape = shape_of(model)
    ground = Ground(model, shape)
    for clause in shape.rules[0]:
        values = ground.witnesses.find(clause, reading=(*model.facts, *model.derived))
        if values is not None:
            assert Cases(model, shape).complete(values, frozenset(values)) == values
            assert truth(condition, values) is True
