"""Quantities that actions take are never negative, and time limits stay within the calendar."""

import pytest

from recovery_rules.loading import check_text
from tests.cells.loading import proved


def said(*rules: str) -> str:
    listed = "\n".join(f"  - {rule}" for rule in rules)
    return proved(f"rules:\n{listed}\n")


def test_a_difference_is_shown_at_its_worst_case_with_the_text_that_mends_it() -> None:
    assert said("{id: a, then: [{refund: {amount: paid - fee}}]}") == (
        "RR310 the refund can be negative\n"
        "  at paid - fee  <- at paid 0 CNY, fee 12 CNY\n"
        '  = write `"higher(paid - fee, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_the_mended_text_loads() -> None:
    assert said('{id: a, then: [{refund: {amount: "higher(paid - fee, 0 CNY)"}}]}') == ""


def test_what_the_condition_says_of_the_facts_counts() -> None:
    assert said("{id: a, when: {paid: at least 12 CNY}, then: [{refund: {amount: paid - fee}}]}") == ""
    assert said("{id: a, when: {expr: paid >= fee}, then: [{refund: {amount: paid - fee}}]}") == ""
    almost = "{id: a, when: {paid: at least 11.99 CNY}, then: [{refund: {amount: paid - fee}}]}"
    assert "at paid 11.99 CNY, fee 12 CNY" in said(almost)


def test_an_admission_counts() -> None:
    assert (
        proved("""
            admit: [{id: sane, must: paid >= fee}]
            rules: [{id: a, then: [{refund: {amount: paid - fee}}]}]
            """)
        == ""
    )


def test_a_derived_fact_may_be_negative_but_no_amount() -> None:
    assert (
        proved("""
            derived:
              net: {type: money, value: paid - fee}
            rules:
              - {id: a, then: [{refund: {amount: "higher(net, 0 CNY)"}}]}
              - {id: b, when: {net: over 0 CNY}, then: [{refund: {amount: net}}]}
              - {id: c, then: [{refund: {amount: net}}]}
            """)
        == "RR310 the refund can be negative\n"
        "  at net  <- at net -12 CNY, paid 0 CNY, fee 12 CNY\n"
        '  = write `"higher(net, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_a_table_of_facts_counts_by_the_rows_that_can_match() -> None:
    ruleset = """
        derived:
          rate:
            type: percent
            hit: first
            when: [severity]
            rows: [[critical, 50%], [major, 10%], [any, -5%]]
        rules:
          - {id: a, when: {severity: WHEN}, then: [{refund: {amount: rate of paid}}]}
        """
    assert proved(ruleset.replace("WHEN", "at least major")) == ""
    assert proved(ruleset.replace("WHEN", "at most major")) == (
        "RR310 the refund can be negative\n"
        "  at rate of paid  <- at paid 1000 CNY, rate -5 %, severity minor\n"
        '  = write `"higher(rate of paid, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_a_cap_wins_and_so_must_not_be_negative() -> None:
    assert said("{id: a, then: [{refund: {amount: paid - fee, at_least: 0 CNY, at_most: asked}}]}") == (
        "RR310 the cap of the refund can be negative\n"
        "  at asked  <- at asked -1 CNY\n"
        "  = add `min: 0 CNY` to `asked` if no case has less\n"
        '  = write `"higher(asked, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_nested_and_offered_actions_are_checked_too() -> None:
    nested = said("{id: a, then: [{refund: {amount: 1 CNY, if_overdue: [{refund: {amount: asked}}]}}]}")
    offered = said("{id: a, then: [{choice: {by: customer, of: [[apology], [{refund: {amount: asked}}]]}}]}")
    assert (
        nested
        == offered
        == (
            "RR310 the refund can be negative\n"
            "  at asked  <- at asked -1 CNY\n"
            "  = add `min: 0 CNY` to `asked` if no case has less\n"
            '  = write `"higher(asked, 0 CNY)"`, in quotes, if zero is meant'
        )
    )


def test_every_quantity_counts_not_only_amounts() -> None:
    assert said("{id: a, then: [{refund: {points: 0 points - 3 points}}]}") == (
        "RR310 the `points` of the refund can be negative\n"
        "  at 0 points - 3 points  <- in every case\n"
        "  = no amount is below zero: leave out the minus"
    )


def test_bounds_of_limits_are_not_negative() -> None:
    assert proved("limits: [{id: a, action: refund, amount: {at_most: asked}}]\n") == (
        "RR310 the cap on the refund can be negative\n"
        "  at asked  <- at asked -1 CNY\n"
        "  = add `min: 0 CNY` to `asked` if no case has less\n"
        '  = write `"higher(asked, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_what_is_owed_is_told_once() -> None:
    assert proved("limits: [{id: a, level: law, action: refund, amount: {at_least: asked}, owed: true}]\n") == (
        "RR310 the refund can be negative\n"
        "  at asked  <- at asked -1 CNY\n"
        "  = add `min: 0 CNY` to `asked` if no case has less\n"
        '  = write `"higher(asked, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_where_nothing_is_found_the_message_says_so() -> None:
    square = "(paid / 1 CNY - 3) * (paid - 3 CNY)"
    assert said(f"{{id: a, then: [{{refund: {{amount: {square}}}}}]}}") == (
        "RR310 the refund cannot be shown not to be negative\n"
        f"  at {square}\n"
        f'  = write `"higher({square}, 0 CNY)"`, in quotes, if zero is meant'
    )


def test_a_rule_that_never_matches_takes_nothing() -> None:
    assert said("{id: a, when: {failure: damaged, delay: known}, then: [{refund: {amount: asked}}]}") == (
        "RR502 no case reaches rule `a`: no case satisfies its conditions\n  at a"
    )


def test_a_time_limit_ends_within_the_calendar() -> None:
    assert said("{id: a, when: {failure: late}, then: [{refund: {within: delay}}]}") == (
        "RR311 the `within` of the refund can be longer than 1,000 years\n"
        "  at delay  <- at delay 1000000000 d\n"
        '  = give the facts in it a `max`, or write `"lower(delay, 365 d)"`, in quotes'
    )
    assert said('{id: a, when: {failure: late}, then: [{refund: {within: "lower(delay, 365 d)"}}]}') == ""
    assert said("{id: a, when: {delay: under 3 h}, then: [{refund: {within: delay}}]}") == ""
    assert said("{id: a, when: {failure: late}, then: [{refund: {within: {value: delay, at_most: 9 h}}}]}") == ""


def test_a_time_between_two_moments_is_told_no_greatest_value_as_times_have_none() -> None:
    (_, too_long) = check_text("""
language: 1
ruleset: moments
currency: EUR
extends: [vocabulary/service-recovery.yaml]
facts: {a: {type: datetime}, b: {type: datetime}}
rules: [{id: one, then: [apology: {within: b - a}]}]
no_follow_up: none
""").diagnostics
    assert too_long.code == "RR311"
    assert too_long.notes == ('write `"lower(b - a, 365 d)"`, in quotes',)


@pytest.mark.parametrize(
    ("table", "worst"),
    [
        ("hit: collect sum, rows: [[any, 5 CNY], [critical, -20 CNY]]", "due -15 CNY, severity critical"),
        ("hit: collect min, rows: [[any, 5 CNY], [critical, -20 CNY]]", "due -20 CNY, severity critical"),
        ("hit: collect max, rows: [[any, -3 CNY], [critical, 2 CNY]]", "due -3 CNY, severity minor"),
        ("hit: collect sum, rows: [[any, 5 CNY], [critical, paid - fee]]", "due -7 CNY, severity critical"),
        (
            "hit: priority, order: [-20 CNY, 5 CNY], rows: [[any, 5 CNY], [critical, -20 CNY]]",
            "due -20 CNY, severity critical",
        ),
        ("hit: unique, rows: [[minor, 5 CNY], [critical, -20 CNY], [major, 0 CNY]]", "due -20 CNY, severity critical"),
    ],
)
def test_a_table_of_facts_is_computed_as_its_hit_policy_says(table: str, worst: str) -> None:
    found = proved(f"""
        derived: {{due: {{type: money, when: [severity], {table}}}}}
        rules: [{{id: a, then: [{{refund: {{amount: due}}}}]}}]
        """)
    assert found.startswith(f"RR310 the refund can be negative\n  at due  <- at {worst}")


def test_rows_that_match_are_counted() -> None:
    found = proved("""
        derived:
          marks:
            {type: integer, when: [severity, verified], hit: collect count, rows: [[critical, any, 1], [any, no, 1]]}
        rules:
          - {id: a, then: [{refund: {amount: 2 CNY - marks * 1 CNY}}]}
          - {id: b, then: [{refund: {amount: 1 CNY - marks * 1 CNY}}]}
        """)
    assert found.startswith(
        "RR310 the refund can be negative\n  at 1 CNY - marks * 1 CNY  <- at marks 2, severity critical, verified no\n"
    )


def test_a_gap_and_an_amount_below_zero_are_both_told() -> None:
    found = proved("""
        derived:
          due: {type: money, when: [severity], hit: first, rows: [[major, 5 CNY], [critical, -20 CNY]]}
          peak: {type: money, when: [severity], hit: collect max, rows: [[major, 5 CNY], [critical, -20 CNY]]}
        rules:
          - {id: a, then: [{refund: {amount: due}}]}
          - {id: b, then: [{refund: {amount: peak}}]}
        """)
    assert [line for line in found.splitlines() if line.startswith("RR")] == [
        "RR303 `due` has no row for severity minor",
        "RR303 `peak` has no row for severity minor",
        "RR310 the refund can be negative",
        "RR310 the refund can be negative",
    ]
    assert "at due -20 CNY, severity critical" in found
    assert "at peak -20 CNY, severity critical" in found


MOMENTS = """
language: 1
ruleset: moments
currency: EUR
calendar: {name: works}
zone: Europe/Berlin
extends: [vocabulary/service-recovery.yaml]
facts: {late: {type: boolean}, delay: {type: duration, min: 0 h}, days: {type: integer, min: 1, max: 9}}
rules: [{id: one, then: [apology: {WITHIN}]}]
no_follow_up: none
"""


@pytest.mark.parametrize(
    ("within", "derived", "underlined"),
    [
        ("3 working days", "", []),
        ("if late then 3 working days else delay", "", ["if late then 3 working days else delay"]),
        ("if late then 3 working days else 3 h", "", []),
        ("wait", "{type: time_limit, value: if late then days working days else delay}", ["wait"]),
        ("wait", "{type: time_limit, value: if late then days working days else 3 h}", []),
        ("wait", "{type: time_limit, when: [late], rows: [[yes, 3 working days], [no, delay]]}", ["wait"]),
        ("wait", "{type: time_limit, when: [late], rows: [[yes, 3 working days], [no, 2 d]]}", []),
    ],
)
def test_elapsed_time_among_what_a_limit_can_be_ends_within_the_calendar(
    within: str, derived: str, underlined: list[str]
) -> None:
    text = MOMENTS.replace("WITHIN", f"within: {within}")
    if derived:
        text = text.replace("rules:", f"derived: {{wait: {derived}}}\nrules:")
    lines = text.splitlines()
    found = [(one, one.span) for one in check_text(text).diagnostics if one.severity == "error"]
    assert [one.code for one, _ in found] == ["RR311"] * len(underlined)
    assert [lines[at.line - 1][at.column - 1 : at.end_column - 1] for _, at in found if at is not None] == underlined


@pytest.mark.parametrize(
    ("every", "codes"),
    [
        ("3 d", []),
        ("days working days", []),
        ('"higher(delay, 1 h)"', ["RR311"]),
        ('"higher(lower(delay, 9 d), 1 h)"', []),
        ('"lower(delay, 9 d)"', ["RR312"]),
        ("0 h", ["RR312"]),
    ],
)
def test_what_is_repeated_is_repeated_after_a_while(every: str, codes: list[str]) -> None:
    text = MOMENTS.replace("apology: {WITHIN}", f"progress_notice: {{every: {every}}}")
    assert [one.code for one in check_text(text).diagnostics if one.severity == "error"] == codes
