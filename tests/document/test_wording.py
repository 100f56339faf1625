"""What an author reads about unknown, missing and contradictory keys: the exact message under the exact text."""

import pytest

from tests.document.authoring import Told, problems_of, problems_of_cases

RULE_KEYS = ("keys: id, when, unless, then, overrides, because, source, allow, replaces",)


@pytest.mark.parametrize(
    ("text", "message", "underlined", "label", "notes"),
    [
        (
            "rulez: []",
            "`rulez` is not a key of a ruleset",
            "rulez",
            "did you mean `rules`?",
            (
                (
                    "keys: language, ruleset, vocabulary, title, version, status, owner, author, review_by, "
                    "effective, approval, currency, rounding, extends, roles, clock, calendar, zone, month_end, "
                    "working_day_ends, "
                    "units, types, kinds, facts, parameters, admit, derived, rules, tables, limits, authority, "
                    "otherwise, allow, no_follow_up, properties, examples"
                ),
            ),
        ),
        (
            "rules: [{id: a, wehn: {b: c}, then: [apology]}]",
            "`wehn` is not a key of a rule",
            "wehn",
            "did you mean `when`?",
            RULE_KEYS,
        ),
        (
            "rules: [{id: a, colour: red, then: [apology]}]",
            "`colour` is not a key of a rule",
            "colour",
            "",
            RULE_KEYS,
        ),
        (
            "facts: {name: {type: text, personel: true}}",
            "`personel` is not a key of a fact",
            "personel",
            "did you mean `personal`?",
            ("keys: type, values, labels, currency, label, min, max, optional, default, needed, personal, replaces",),
        ),
        (
            "rules: [{id: a, then: [{refund: {amount: {value: 1, atmost: 2}}}]}]",
            "`atmost` is not a key of an argument",
            "atmost",
            "did you mean `at_most`?",
            ("keys: value, at_least, at_most",),
        ),
        (
            "limits: [{id: a, action: refund, amount: {at_mots: 3}}]",
            "`at_mots` is not a key of a bound",
            "at_mots",
            "did you mean `at_most`?",
            ("keys: at_least, at_most",),
        ),
        (
            "limits: [{id: a, levl: law, hold: [charge]}]",
            "`levl` is not a key of a limit",
            "levl",
            "did you mean `level`?",
            ("keys: id, level, when, if_unknown, forbid, action, owed, hold, because, source, allow, replaces",),
        ),
        (
            "limits: [{id: a, forbid: {stream: remedy, but: [apology]}}]",
            "`but` is not a key of `forbid`",
            "but",
            "",
            ("keys: stream, except",),
        ),
        (
            "examples: [{given: {}, excpect: {}}]",
            "`excpect` is not a key of an example",
            "excpect",
            "did you mean `expect`?",
            (
                (
                    "keys: expect, offered, only, exact, not, refused, held, fired, source, assumptions, as_of, role, "
                    "needs_approval, id, title, given"
                ),
            ),
        ),
    ],
)
def test_an_unknown_key_is_underlined_with_the_key_that_was_meant(
    text: str, message: str, underlined: str, label: str, notes: tuple[str, ...]
) -> None:
    assert problems_of(text) == [Told("RR140", message, underlined, label, notes)]


def test_a_key_that_stands_there_already_is_not_proposed() -> None:
    (problem,) = problems_of("rules: []\nrulez: []")
    assert (problem.message, problem.label) == ("`rulez` is not a key of a ruleset", "")


def test_a_key_that_a_comma_made_is_reported_once() -> None:
    (problem,) = problems_of("rules: [{id: a, source: page 3, line 4, then: [apology]}]")
    assert (problem.code, problem.underlined) == ("RR112", "line 4")


@pytest.mark.parametrize(
    ("text", "message", "underlined", "label"),
    [
        ("rules: [{then: [apology]}]", "a rule needs `id`", "then", "add `id`"),
        ("rules: [{}]", "a rule needs `then`", "{}", "add `then`"),
        ("facts: {delay: {min: 0 h}}", "`delay` needs `type`", "delay", "add `type`"),
        ("derived: {late: {type: boolean}}", "`late` needs `value`", "late", "add `value`"),
        ("derived: {late: {type: boolean, hit: any}}", "`late` needs `when`", "late", "add `when`"),
        ("kinds: {refund: {stream: remedy}}", "`refund` needs `phase`", "refund", "add `phase`"),
        ("tables: [{id: a, then: [b.c], rows: [[x, y]]}]", "a table needs `when`", "id", "add `when`"),
        (
            "rules: [{id: a, then: [{choice: {by: customer}}]}]",
            "`choice` needs `of`",
            "choice",
            "add `of`",
        ),
        ("examples: [{expect: {}}]", "an example needs `given`", "expect", "add `given`"),
        (
            "limits: [{id: a}]",
            "a limit needs `forbid`, `hold`, `owed` or the bounds of a parameter",
            "id",
            "this one does nothing",
        ),
        (
            "limits: [{id: a, owed: true}]",
            "`owed` needs `action`",
            "owed",
            "add the kind of action that it is about",
        ),
        (
            "limits: [{id: a, amount: {at_most: 3}}]",
            "`amount` needs `action`",
            "amount",
            "add the kind of action that it is about",
        ),
    ],
)
def test_a_missing_key_underlines_what_needs_it(text: str, message: str, underlined: str, label: str) -> None:
    problems = problems_of(text)
    assert Told("RR141", message, underlined, label) in problems
    assert {problem.code for problem in problems} == {"RR141"}


def test_a_file_is_a_ruleset_or_a_vocabulary() -> None:
    assert problems_of("vocabulary: words") == [
        Told("RR149", "a file is a ruleset or a vocabulary, not both", "vocabulary", "leave one out")
    ]


def test_a_role_stands_once() -> None:
    assert problems_of("roles: [low, high, low]") == [
        Told("RR150", "`low` stands twice under `roles`", "low", "leave one out")
    ]


def test_one_bad_rule_hides_no_other() -> None:
    problems = problems_of("""
rules:
  - {id: one, wehn: {a: b}, then: [apology]}
  - just text
  - {id: three, then: [{refund: {amount: {value: 1, atmost: 2}}}]}
limits:
  - {id: four, level: lawful, hold: [charge]}
otherwise: []
""")
    assert [(problem.code, problem.underlined) for problem in problems] == [
        ("RR140", "wehn"),
        ("RR142", "just text"),
        ("RR140", "atmost"),
        ("RR143", "lawful"),
        ("RR145", "[]"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ruleset: a", Told("RR141", "a case file needs `cases` or `table`", "ruleset")),
        (
            "ruleset: a\ncases: [{given: {}}]\ntable: a.csv",
            Told("RR149", "cases are written out or come from a table, not both", "table", "leave one out"),
        ),
        (
            "ruleset: a\ncases: [{given: {}}]\ngiven: {}",
            Told("RR149", "`given` is for a table, and there is none", "given", "move it into the cases"),
        ),
        (
            "ruleset: a\ncases: []\nbases: {}",
            Told(
                "RR140",
                "`bases` is not a key of a case file",
                "bases",
                "did you mean `basis`?",
                (
                    (
                        "keys: expect, offered, only, exact, not, refused, held, fired, source, assumptions, as_of, "
                        "role, needs_approval, ruleset, title, calendar, cases, table, given, facts, nothing, basis"
                    ),
                ),
            ),
        ),
    ],
)
def test_case_files(text: str, expected: Told) -> None:
    assert problems_of_cases(text) == [expected]
