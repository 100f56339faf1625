"""Proposals that become one action agree on what combines as `same`."""

import pytest

from tests.cells.loading import proved


def said(*rules: str) -> str:
    listed = "\n".join(f"  - {rule}" for rule in rules)
    return proved(f"rules:\n{listed}\n")


def test_two_rules_that_can_meet_must_not_differ() -> None:
    assert said(
        "{id: a, when: {failure: [late, damaged]}, then: [{refund: {method: cash}}]}",
        "{id: b, when: {severity: at least major}, then: [{refund: {method: original}}]}",
    ) == (
        "RR320 `a` and `b` can differ on the `method` of the refund\n"
        "  at original  <- `a` (line 39) says something else\n"
        "  = for example: failure late, severity major\n"
        "  = narrow one of them, let one override the other, or keep the actions apart (`distinct_by`)"
    )


def test_rules_that_never_meet_may_differ() -> None:
    cash, original = "then: [{refund: {method: cash}}]}", "then: [{refund: {method: original}}]}"
    assert said(f"{{id: a, when: {{failure: late}}, {cash}", f"{{id: b, when: {{failure: rude}}, {original}") == ""
    assert said(f"{{id: a, {cash}", f"{{id: b, overrides: [a], when: {{failure: rude}}, {original}") == ""
    assert said(f"{{id: a, when: {{tier: known}}, {cash}", f"{{id: b, when: {{tier: unknown}}, {original}") == ""
    assert said(f"{{id: a, unless: {{verified: yes}}, {cash}", f"{{id: b, when: {{verified: yes}}, {original}") == ""


def test_overriding_reaches_no_further_than_it_says() -> None:
    found = said(
        "{id: a, then: [{refund: {method: cash}}]}",
        "{id: b, when: {failure: rude}, overrides: [a], then: [{refund: {method: original}}]}",
        "{id: c, when: {failure: rude}, overrides: [b], then: [{refund: {method: original}}]}",
    )
    assert [line for line in found.splitlines() if line.startswith("RR")] == [
        "RR320 `a` and `c` can differ on the `method` of the refund"
    ]


def test_actions_that_are_kept_apart_may_differ() -> None:
    assert said("{id: a, then: [{voucher: {form: paper, for: meal}}, {voucher: {form: card, for: ride}}]}") == ""
    assert said("{id: a, then: [{voucher: {form: paper, for: meal}}, {voucher: {for: ride}}]}") == ""


def test_one_rule_must_agree_with_itself() -> None:
    assert said("{id: a, then: [{voucher: {form: card, for: ride}}, {voucher: {form: card, for: meal}}]}") == (
        "RR320 `a` says two things of the `for` of the voucher\n"
        "  at meal  <- unlike the proposal before it\n"
        "  = one action can have one value of it: leave one out, or keep the actions apart (`distinct_by`)"
    )


def test_actions_inside_one_action_must_agree_too() -> None:
    meal, ride = "{voucher: {form: card, for: meal}}", "{voucher: {form: card, for: ride}}"
    inside = "{refund: {within: 2 d, if_overdue: [INSIDE]}}"
    first = f"{{id: a, then: [{inside.replace('INSIDE', meal)}]}}"
    assert "`a` and `b` can differ on the `for` of the voucher" in said(
        first, f"{{id: b, then: [{inside.replace('INSIDE', ride)}]}}"
    )
    assert said(first, f"{{id: b, then: [{inside.replace('INSIDE', meal)}, {ride}]}}") == ""


def test_actions_of_bundles_stand_alone_with_what_is_inside() -> None:
    meal, ride = "{voucher: {form: card, for: meal}}", "{voucher: {form: card, for: ride}}"
    chosen = "{choice: {by: customer, of: [[{refund: {within: 2 d, if_overdue: [INSIDE]}}, MEAL], [RIDE]]}}"
    chosen = chosen.replace("MEAL", meal).replace("RIDE", ride)
    assert said(f"{{id: a, then: [{chosen.replace('INSIDE', meal)}, {chosen.replace('INSIDE', ride)}]}}") == ""
    assert "`a` says two things of the `for` of the voucher" in said(
        f"{{id: a, then: [{chosen.replace('INSIDE', f'{meal}, {ride}')}]}}"
    )


def test_equal_expressions_agree_however_they_are_written() -> None:
    first = '{id: a, then: [{refund: {method: "if severity = minor then cash else original"}}]}'
    second = '{id: b, then: [{refund: {method: "if severity  =  minor then (cash) else original"}}]}'
    assert said(first, second) == ""
    assert "RR320" in said(first, second.replace("minor", "major"))


def test_rows_of_a_table_that_picks_one_never_meet() -> None:
    table = """
        tables:
          - id: t
            hit: HIT
            when: [severity]
            then: [refund.method]
            rows: [[at least major, cash], [any, original]]
        """
    assert proved(table.replace("HIT", "first")) == ""
    assert "`t/1` and `t/2` can differ on the `method` of the refund" in proved(table.replace("HIT", "rule order"))


def test_limits_that_owe_one_kind_must_agree_among_themselves() -> None:
    assert "RR320 `l` and `m` can differ on the `method` of the refund" in proved("""
            rules: [{id: a, then: [{refund: {amount: 1 CNY, method: original}}]}]
            limits:
              - {id: l, action: refund, owed: {amount: 1 CNY, method: cash}}
              - {id: m, when: {failure: late}, action: refund, owed: {amount: 2 CNY, method: original}}
            """)


@pytest.mark.parametrize(
    ("harm", "told"),
    [("known", "harm known, `n * n = 2` true"), ("unknown", "harm unknown, `n * n = 2` true")],
)
def test_where_no_case_is_found_the_message_says_where_to_look(harm: str, told: str) -> None:
    """No fraction has the square two, which no bounds of the number tell."""
    found = proved(
        f"""
        rules:
          - {{id: a, when: {{expr: n * n = 2, harm: {harm}}}, then: [{{refund: {{method: cash}}}}]}}
          - {{id: b, then: [{{refund: {{method: original}}}}]}}
        """,
        facts="  n: {type: number}\n  harm: {type: set, values: [loss, pain], optional: true}\n",
    )
    assert found == (
        "RR320 `a` and `b` may differ on the `method` of the refund\n"
        "  at original  <- `a` (line 42) says something else\n"
        f"  = no case that shows it was found, and no proof that there is none; look at {told}\n"
        "  = narrow one of them, let one override the other, or keep the actions apart (`distinct_by`)"
    )


FLAGS = "".join(f"  f{at}: {{type: boolean}}\n  g{at}: {{type: boolean}}\n" for at in range(9))


@pytest.mark.parametrize("between", ["any_of", "a list"])
@pytest.mark.parametrize("pairs", [3, 9])
def test_no_case_is_shown_in_which_a_rule_is_excused(between: str, pairs: int) -> None:
    """Of nine pairs too many alternatives are left for the excuse to be taken away cell by cell."""
    excuse = ", ".join(f"{{f{at}: yes, g{at}: yes}}" for at in range(pairs))
    unless = f"{{any_of: [{excuse}]}}" if between == "any_of" else excuse
    found = proved(
        f"""
        rules:
          - {{id: a, unless: [{unless}], then: [{{refund: {{method: cash}}}}]}}
          - {{id: b, when: {{f0: yes, g0: yes}}, then: [{{refund: {{method: original}}}}]}}
        """,
        facts=FLAGS,
    )
    if pairs == 9 and between == "any_of":
        assert found.startswith("RR320 `a` and `b` may differ on the `method` of the refund\n")
        assert "no case that shows it was found" in found
    else:
        assert found == ""


def test_a_case_in_which_no_excuse_holds_is_shown_with_what_they_ask() -> None:
    excuse = ", ".join(f"{{f{at}: no, g{at}: no}}" for at in range(9))
    found = proved(
        f"""
        rules:
          - {{id: a, unless: [{{any_of: [{excuse}]}}], then: [{{refund: {{method: cash}}}}]}}
          - {{id: b, when: {{f0: no}}, then: [{{refund: {{method: original}}}}]}}
        """,
        facts=FLAGS,
    )
    assert found.startswith("RR320 `a` and `b` can differ on the `method` of the refund\n")
    assert "for example: f0 no, f1 yes" in found
    assert "g0 yes" in found
