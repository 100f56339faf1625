"""Amounts and bounds are known wherever their rule or limit counts."""

import pytest

from tests.cells.loading import proved


def test_the_message_names_the_fact_and_what_to_add() -> None:
    assert proved("rules: [{id: a, then: [{refund: {within: delay}}]}]\n").splitlines()[:3] == [
        "RR305 the `within` of the refund needs `delay`, which may be unknown where `a` applies",
        "  at delay  <- add `delay: known` to the `when` of `a`",
        "  = or say what holds without it: `if delay known then ... else ...`",
    ]


@pytest.mark.parametrize(
    "when",
    [
        "delay: under 1 h",
        "delay: known",
        "failure: late",
        "any_of: [{failure: late, verified: true}, {delay: known}]",
        "late: true",
        "late: known",
        "expr: delay < fee / 1 CNY * 1 h",
    ],
)
def test_conditions_that_make_a_fact_known(when: str) -> None:
    assert of_rule(when, "lower(delay, 1 h)") == ""


@pytest.mark.parametrize(
    "when",
    [
        "failure: [late, damaged]",
        "any_of: [{failure: late}, {verified: true}]",
        "delay: unknown",
        "expr: not delay known",
    ],
)
def test_conditions_that_do_not(when: str) -> None:
    assert "RR305 the `within` of the refund needs `delay`" in of_rule(when, "lower(delay, 1 h)")


def of_rule(when: str, within: str) -> str:
    found = proved(f"""
        derived:
          late: {{type: boolean, value: delay > 2 h}}
        rules:
          - {{id: a, when: {{{when}}}, then: [{{refund: {{within: "{within}"}}}}]}}
          - {{id: b, when: {{late: true}}, then: [apology]}}
        """)
    return "\n".join(line for line in found.splitlines() if not line.startswith("RR502"))


def test_an_excuse_can_make_a_fact_known() -> None:
    rule = "rules: [{id: a, EXCUSE then: [{refund: {within: 'lower(delay, 1 h)'}}]}]\n"
    assert proved(rule.replace("EXCUSE", "unless: [{delay: unknown}],")) == ""
    assert "RR305" in proved(rule.replace("EXCUSE", "unless: [{delay: over 5 h}],"))


def test_an_expression_can_guard_itself() -> None:
    assert of_rule("verified: true", "if delay known then lower(delay, 1 h) else 2 h") == ""


@pytest.mark.parametrize("guard", ["if delay known then GUARDED else 0 h", "if delay unknown then 0 h else GUARDED"])
def test_a_guard_of_a_fact_is_one_of_what_is_derived_from_it(guard: str) -> None:
    ruleset = """
        derived:
          wait: {type: duration, value: "lower(delay, 9 h)"}
          twice: {type: duration, value: 2 * wait}
          late: {type: duration, value: "LATE"}
          graded: {type: duration, hit: first, when: [severity], rows: [[major, LATE], [any, 1 h]]}
        rules: [{id: a, then: [{refund: {within: VALUE}}]}]
        limits: [{id: l, when: {late: over 2 h}, forbid: [voucher]}]
        """
    guarded = ruleset.replace("LATE", guard.replace("GUARDED", "twice"))
    assert proved(guarded.replace("VALUE", "late")) == ""
    assert proved(guarded.replace("VALUE", "'" + guard.replace("GUARDED", "twice") + "'")) == ""
    assert proved(guarded.replace("VALUE", "graded")) == ""
    assert "needs `twice`, which may be unknown" in proved(
        guarded.replace("VALUE", "'if fee > 1 CNY then twice else 0 h'")
    )


def test_derived_facts_are_known_where_their_inputs_are() -> None:
    ruleset = """
        derived:
          wait: {type: duration, value: "lower(delay, 9 h)"}
        rules: [{id: a, when: {failure: FAILURE}, then: [{refund: {within: wait}}]}]
        """
    assert "RR305" not in proved(ruleset.replace("FAILURE", "late"))
    assert "needs `wait`, which may be unknown" in proved(ruleset.replace("FAILURE", "rude"))


def test_bounds_and_owed_values_of_limits_are_asked_too() -> None:
    limit = "{id: l, WHEN action: refund, within: {at_most: 'lower(delay, 1 h)'}}"
    assert proved(f"limits: [{limit.replace('WHEN', 'when: {failure: late},')}]\n") == ""
    assert proved(f"limits: [{limit.replace('WHEN', '')}]\n") == (
        "RR305 the `within` of the refund needs `delay`, which may be unknown where `l` applies\n"
        "  at lower(delay, 1 h)  <- add `delay: known` to the `when` of `l`\n"
        "  = or say what holds without it: `if delay known then ... else ...`"
    )


def test_a_limit_that_applies_to_the_unknown_knows_nothing_by_its_condition() -> None:
    limit = (
        "{id: l, when: {delay: over 1 h}, if_unknown: UNKNOWN, action: refund, within: {at_most: 'lower(delay, 9 h)'}}"
    )
    assert proved(f"limits: [{limit.replace('UNKNOWN', 'skip')}]\n") == ""
    assert "RR305" in proved(f"limits: [{limit.replace('UNKNOWN', 'apply')}]\n")


def test_rows_of_tables_are_to_be_narrowed_by_a_test() -> None:
    assert "<- add `delay: known` to the row's tests in `t`" in proved("""
            tables:
              - {id: t, hit: first, when: [severity], then: [refund.within], rows: [[major, "lower(delay, 1 h)"]]}
            """)
