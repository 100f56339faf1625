"""What an author reads about wrong shapes, words and names: the exact message under the exact text."""

import pytest

from tests.document.authoring import Told, problems_of

BOOLEAN = ("values: true, false, yes, no",)


@pytest.mark.parametrize(
    ("text", "message", "underlined", "label"),
    [
        ("rules: none", "`rules` takes a list, not one text", "none", "write a list, `[none]`"),
        ("rules: {a: b}", "`rules` takes a list, not `key: value` entries", "{a: b}", "start each entry with `- `"),
        (
            "rules:\n  a: b\n  c: d",
            "`rules` takes a list, not `key: value` entries",
            "rules",
            "start each entry with `- `",
        ),
        ("rules: [text]", "an entry of `rules` takes `key: value` entries, not one text", "text", ""),
        ("facts: [a]", "`facts` takes `key: value` entries, not a list", "[a]", ""),
        ("facts: {a: text}", "`a` takes `key: value` entries, not one text", "text", "write `{type: text}`"),
        ("version: [1]", "`version` takes one text, not a list", "[1]", ""),
        ("version: {a: b}", "`version` takes one text, not `key: value` entries", "{a: b}", ""),
        ("title: [a]", "`title` takes a text, or texts by language, `{en: ..., zh: ...}`, not a list", "[a]", ""),
        ("title: {en: [a]}", "`en` takes one text, not a list", "[a]", ""),
        (
            "rounding: [up]",
            "`rounding` takes one of half_up, half_even, half_down, up, down, ceiling, floor, not a list",
            "[up]",
            "",
        ),
        (
            "roles: a",
            "`roles` takes roles from low to high: a list, or a mapping with a `label` each, not one text",
            "a",
            "",
        ),
        ("derived: {a: [b]}", "`a` takes a type with a `value`, or with a table, not a list", "[b]", ""),
        (
            "rules: [{id: a, when: {b: {c: d}}, then: [e]}]",
            "`b` takes one text or a list of texts, not `key: value` entries",
            "{c: d}",
            "",
        ),
        (
            "rules: [{id: a, when: {any_of: {b: c}}, then: [e]}]",
            "`any_of` takes a list, not `key: value` entries",
            "{b: c}",
            "start each entry with `- `",
        ),
        (
            "rules: [{id: a, unless: b, then: [e]}]",
            "`unless` takes conditions, `{amount_paid: under 10 CNY}`, or a list of them, not one text",
            "b",
            "",
        ),
        (
            "rules: [{id: a, then: [[apology]]}]",
            "an entry of `then` takes an action, `apology` or `refund: {amount: 20 CNY}`, not a list",
            "[apology]",
            "",
        ),
        (
            "rules: [{id: a, then: [{refund: 20 CNY}]}]",
            "`refund` takes `key: value` entries, not one text",
            "20 CNY",
            "write `{amount: 20 CNY}`",
        ),
        (
            "limits: [{id: a, forbid: refund}]",
            "`forbid` takes a list of kinds, or `{stream: remedy, except: [apology]}`, not one text",
            "refund",
            "write a list, `[refund]`",
        ),
        (
            "limits: [{id: a, action: b, owed: [c]}]",
            "`owed` takes `true`, or the arguments of the action that is owed, not a list",
            "[c]",
            "",
        ),
        (
            "limits: [{id: a, action: b, amount: 3 CNY}]",
            "`amount` takes `key: value` entries, not one text",
            "3 CNY",
            "write `amount: {at_most: 3 CNY}` for a cap, `amount: {at_least: 3 CNY}` for a floor",
        ),
        (
            "limits: [{id: a, action: b, at_most: 3 CNY}]",
            "`at_most` takes `key: value` entries, not one text",
            "3 CNY",
            "name the parameter that it bounds: `amount: {at_most: 3 CNY}`, or another",
        ),
        (
            "tables: [{id: a, when: [b], then: [c.d], rows: [[e, f]], order: g}]",
            "`order` takes a list of values, or a list for each column, not one text",
            "g",
            "write a list, `[g]`",
        ),
        (
            "examples: [{given: {}, expect: refund}]",
            "`expect` takes actions by kind, `{refund: {amount: 20 CNY}}`, or a list of them, not one text",
            "refund",
            "",
        ),
        (
            "examples: [{given: {}, refused: refund}]",
            "`refused` takes a list of kinds, or `{refund: limit-id}`, not one text",
            "refund",
            "write a list, `[refund]`",
        ),
    ],
)
def test_a_wrong_shape_says_what_the_key_takes(text: str, message: str, underlined: str, label: str) -> None:
    problems = problems_of(text)
    assert problems[0] == Told("RR142", message, underlined, label)
    assert {problem.code for problem in problems[1:]} <= {"RR141"}


@pytest.mark.parametrize(
    ("text", "message", "underlined", "label", "notes"),
    [
        (
            "rounding: half-up",
            "`half-up` is not a value of `rounding`",
            "half-up",
            "did you mean `half_up`?",
            ("values: half_up, half_even, half_down, up, down, ceiling, floor",),
        ),
        (
            "limits: [{id: a, level: low, hold: [b]}]",
            "`low` is not a value of `level`",
            "low",
            "did you mean `law`?",
            ("values: house, law",),
        ),
        (
            "limits: [{id: a, if_unknown: aply, hold: [b]}]",
            "`aply` is not a value of `if_unknown`",
            "aply",
            "did you mean `apply`?",
            ("values: apply, skip",),
        ),
        (
            "limits: [{id: a, forbid: {stream: remedies}}]",
            "`remedies` is not a value of `stream`",
            "remedies",
            "",
            ("values: remedy, claim, corrective, accountability",),
        ),
        (
            "kinds: {a: {stream: claim, phase: folow_up}}",
            "`folow_up` is not a value of `phase`",
            "folow_up",
            "did you mean `follow_up`?",
            ("values: acknowledge, mitigate, resolve, follow_up",),
        ),
        (
            "kinds: {a: {stream: claim, phase: resolve, parameters: {b: {type: money, combine: gretest}}}}",
            "`gretest` is not a value of `combine`",
            "gretest",
            "did you mean `greatest`?",
            ("values: greatest, least, soonest, sum, highest_role, same, all",),
        ),
        (
            "derived: {a: {type: percent, hit: rule order, when: [b], rows: [[c, 1%]]}}",
            "`rule order` is not a value of `hit`",
            "rule order",
            "",
            ("values: unique, any, first, priority, collect sum, collect min, collect max, collect count",),
        ),
        (
            "tables: [{id: a, hit: rule_order, when: [b], then: [c.d], rows: [[e, f]]}]",
            "`rule_order` is not a value of `hit`",
            "rule_order",
            "did you mean `rule order`?",
            (
                (
                    "values: unique, any, first, priority, rule order, output order, collect, collect sum, "
                    "collect min, collect max, collect count"
                ),
            ),
        ),
        (
            "facts: {a: {type: text, optional: 'True'}}",
            "`True` is not a value of `optional`",
            "'True'",
            "did you mean `true`?",
            BOOLEAN,
        ),
        (
            "units: {points: {digits: two}}",
            "`two` is not a value of `digits`",
            "two",
            "",
            ("values: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9",),
        ),
    ],
)
def test_a_wrong_word_lists_the_right_ones(
    text: str, message: str, underlined: str, label: str, notes: tuple[str, ...]
) -> None:
    assert problems_of(text) == [Told("RR143", message, underlined, label, notes)]


@pytest.mark.parametrize(
    ("text", "message", "underlined", "hint"),
    [
        (
            "facts: {9lives: {type: integer}}",
            "`9lives` is not a name",
            "9lives",
            "a name has letters, digits and `_`, a letter first",
        ),
        (
            "facts: {a b: {type: integer}}",
            "`a b` is not a name",
            "a b",
            "a name has letters, digits and `_`, a letter first",
        ),
        ("rules: [{id: a/1, then: [b]}]", "`a/1` is not an id", "a/1", "an id has letters, digits, `-`, `_` and `.`"),
        (
            "rules: [{id: '', then: [b]}]",
            "an empty text is not an id",
            "''",
            "an id has letters, digits, `-`, `_` and `.`",
        ),
        (
            "title: {English: a}",
            "`English` is not a language",
            "English",
            "languages are `en`, `zh`, `zh-Hant` and so on",
        ),
        (
            "properties: [{id: p, always: a, allow: {RR505: so}}]",
            "`RR505` is not the code RR540",
            "RR505",
            "a property takes `allow: {RR540: why it may stay unknown}`",
        ),
        (
            "roles: [duty manager]",
            "`duty manager` is not a name",
            "duty manager",
            "a name has letters, digits and `_`, a letter first",
        ),
    ],
)
def test_a_name_says_which_letters_it_may_have(text: str, message: str, underlined: str, hint: str) -> None:
    (problem,) = problems_of(text)
    assert (problem.code, problem.message, problem.underlined, problem.notes) == ("RR144", message, underlined, (hint,))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("facts: {a b: {type: integer}}", "write `a_b`"),
        ("facts: {late-fee: {type: integer}}", "write `late_fee`"),
        ("rules: [{id: a/1, then: [b]}]", "write `a-1`"),
        ("rules: [{id: refund fee, then: [b]}]", "write `refund-fee`"),
        ("roles: [duty manager]", "write `duty_manager`"),
        ("roles: [经理（夜班）]", ""),
        ("title: {en US: a}", "write `en-US`"),
        ("title: {zh hant: a}", "write `zh-hant`"),
    ],
)
def test_a_name_of_several_words_is_shown_as_one(text: str, label: str) -> None:
    assert [problem.label for problem in problems_of(text)] == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("failure = late", "write `{failure: late}`"),
        ("failure is late", "write `{failure: late}`"),
        ("delay > 2 h", "write `{expr: delay > 2 h}`"),
        ("failure = late and verified = yes", "write `{failure: late, verified: yes}`"),
        ("failure = late or verified = yes", "write `{expr: failure = late or verified = yes}`"),
        ("late", "write `{fact: condition}`, or `{expr: ...}` for a comparison of facts"),
    ],
)
def test_a_condition_in_one_text_is_shown_as_entries(text: str, label: str) -> None:
    (problem,) = problems_of(f"rules: [{{id: a, when: {text}, then: [b]}}]")
    assert (problem.code, problem.underlined, problem.label) == ("RR142", text, label)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rules: [{id: a, if: {b: c}, then: [b]}]", "when"),
        ("rules: [{id: a, action: [b]}]", "then"),
        ("rules: [{name: a, then: [b]}]", "id"),
        ("rules: [{id: a, then: [b], reason: c}]", "because"),
        ("facts: {a: {type: choice, options: [b]}}", "values"),
        ("else: [a]", "otherwise"),
    ],
)
def test_another_word_for_a_key_is_known(text: str, meant: str) -> None:
    assert f"did you mean `{meant}`?" in {problem.label for problem in problems_of(text)}
