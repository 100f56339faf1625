"""What an author reads about short lists, actions and table rows: the exact message under the exact text."""

import pytest

from tests.document.authoring import Told, problems_of


@pytest.mark.parametrize(
    ("text", "message", "underlined"),
    [
        ("rules: [{id: a, then: []}]", "`then` is empty", "[]"),
        ("facts: {a: {type: choice, values: []}}", "`values` is empty", "[]"),
        ("parameters: {rate: {type: money, by: day, values: {}}}", "`values` is empty", "{}"),
        ("tables: [{id: a, when: [b], then: [c.d], rows: []}]", "`rows` is empty", "[]"),
        ("rules: [{id: a, then: [{choice: {by: b, of: [[c]]}}]}]", "`of` takes 2 entries or more", "[[c]]"),
        ("rules: [{id: a, then: [{choice: {by: b, of: [[c], []]}}]}]", "an entry of `of` is empty", "[]"),
    ],
)
def test_too_few_entries(text: str, message: str, underlined: str) -> None:
    assert problems_of(text) == [Told("RR145", message, underlined)]


def test_who_wants_nothing_else_leaves_it_out() -> None:
    told = Told("RR145", "`otherwise` is empty", "[]", "for nothing, leave `otherwise` out")
    assert problems_of("otherwise: []") == [told]


@pytest.mark.parametrize(
    ("text", "message", "underlined", "label"),
    [
        (
            "otherwise: [{refund: {amount: 1 CNY}, apology: {}}]",
            "`apology` beside `refund`: an entry is one action",
            "apology",
            "start an entry of its own with `- `",
        ),
        ("otherwise: [{}]", "an action without a kind", "{}", ""),
        (
            "examples: [{given: {}, expect: [{refund: {}, apology: {}}]}]",
            "`apology` beside `refund`: an entry is one action",
            "apology",
            "start an entry of its own with `- `",
        ),
    ],
)
def test_an_entry_is_one_action(text: str, message: str, underlined: str, label: str) -> None:
    assert problems_of(text) == [Told("RR146", message, underlined, label)]


def test_a_limit_with_what_belongs_to_a_rule_is_told_once() -> None:
    label = "write `action` and `owed: true` to give a kind, `forbid` to refuse it"
    problems = problems_of("limits: [{id: a, level: law, then: [b]}]")
    assert [(problem.code, problem.label) for problem in problems] == [("RR140", label)]


def test_another_word_for_a_level_is_told() -> None:
    problems = problems_of("limits: [{id: a, level: legal, forbid: [b]}]")
    assert [(problem.code, problem.label) for problem in problems] == [("RR143", "did you mean `law`?")]


def test_arguments_that_are_not_indented_are_told_so() -> None:
    problems = problems_of("otherwise:\n  - refund:\n    amount: 1 CNY")
    assert [problem.code for problem in problems] == ["RR111", "RR146"]
    assert problems[1] == Told(
        "RR146", "`amount` beside `refund`: an entry is one action", "amount", "indent it below `refund`"
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("[a]", Told("RR147", "1 cell in a row of 3 columns", "[a]", "", ("columns: b, c, refund.amount",))),
        (
            "[a, b, c, d]",
            Told("RR147", "4 cells in a row of 3 columns", "[a, b, c, d]", "", ("columns: b, c, refund.amount",)),
        ),
        (
            "{b: x, refund.amonut: 1 CNY}",
            Told(
                "RR148",
                "`refund.amonut` is not a column of this table",
                "refund.amonut",
                "did you mean `refund.amount`?",
                ("columns: b, c, refund.amount, because, source",),
            ),
        ),
        (
            "text",
            Told(
                "RR142", "an entry of `rows` takes a row: a list of cells, or a mapping by column, not one text", "text"
            ),
        ),
        (
            "[a, {b: c}, d]",
            Told("RR142", "an entry of `rows` takes one text or a list of texts, not `key: value` entries", "{b: c}"),
        ),
        ("{b: {c: d}}", Told("RR142", "`b` takes one text or a list of texts, not `key: value` entries", "{c: d}")),
        (
            "{because: [a]}",
            Told("RR142", "`because` takes a text, or texts by language, `{en: ..., zh: ...}`, not a list", "[a]"),
        ),
        ("{source: [a]}", Told("RR142", "`source` takes one text, not a list", "[a]")),
    ],
)
def test_a_row_fits_its_table(row: str, expected: Told) -> None:
    table = f"tables: [{{id: a, when: [b, c], then: [refund.amount], rows: [[x, y, 1 CNY], {row}]}}]"
    assert problems_of(table) == [expected]
