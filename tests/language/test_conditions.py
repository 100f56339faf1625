import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression, Known, Read
from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest, truth
from recovery_rules.language.types import BOOLEAN, Plain
from tests.language.drawn import cases, plain_values
from tests.language.texts import BOUNDS, PARTY, SEVERITY, TYPES, read_test, told

H = 3_600_000_000


@pytest.mark.parametrize(
    ("fact", "text", "test"),
    [
        ("severity", "any", Anything()),
        ("severity", "-", Anything()),
        ("customer_name", "any", Anything()),
        ("severity", "major", Among(frozenset({2}))),
        ("severity", '"major"', Among(frozenset({2}))),
        ("severity", "minor, at least major", Among(frozenset({0, 2, 3}))),
        ("severity", "not minor, major", Not(Among(frozenset({0, 2})))),
        ("severity", "moderate to major", Among(frozenset({1, 2}))),
        ("severity", "(minor..critical)", Among(frozenset({1, 2}))),
        ("severity", "over minor", Among(frozenset({1, 2, 3}))),
        ("severity", "known", Knownness(known=True)),
        ("severity", "null", Knownness(known=False)),
        ("severity", "major, unknown", Either((Among(frozenset({2})), Knownness(known=False)))),
        ("attribution", "provider, supplier", Among(frozenset({0, 1}))),
        ("verified", "yes", Among(frozenset({1}))),
        ("verified", "not true", Not(Among(frozenset({1})))),
        ("harm", "has distress", Has(2)),
        ("harm", "has distress, has need_unmet", Either((Has(2), Has(0)))),
        ("harm", "not has distress", Not(Has(2))),
        ("attempts", "2", Range(2, 2)),
        ("attempts", "2, 3", Either((Range(2, 2), Range(3, 3)))),
        ("amount_paid", "under 10 CNY", Range(high=1000, high_included=False)),
        ("amount_paid", "up to 10 CNY", Range(high=1000)),
        ("amount_paid", "50 CNY to 200 CNY", Range(5000, 20000)),
        ("amount_paid", "[50 CNY..200 CNY)", Range(5000, 20000, high_included=False)),
        ("delay", "over 2 h", Range(low=2 * H, low_included=False)),
        ("delay", "at least 1.5 h", Range(low=H * 3 // 2)),
        ("reported_at", "known", Knownness(known=True)),
    ],
)
def test_a_condition_is_a_unary_test(fact: str, text: str, test: UnaryTest) -> None:
    assert read_test(fact, text) == test


_PAID, _ASKED = Read("amount_paid", TYPES["amount_paid"]), Read("refund_asked", TYPES["refund_asked"])


@pytest.mark.parametrize(
    ("fact", "text", "expression"),
    [
        ("refund_asked", "over amount_paid", Apply(">", (_ASKED, _PAID), BOOLEAN)),
        ("refund_asked", "amount_paid", Apply("=", (_ASKED, _PAID), BOOLEAN)),
        ("refund_asked", "not <= amount_paid", Apply("not", (Apply("<=", (_ASKED, _PAID), BOOLEAN),), BOOLEAN)),
        (
            "refund_asked",
            "[amount_paid..amount_paid)",
            Apply("and", (Apply(">=", (_ASKED, _PAID), BOOLEAN), Apply("<", (_ASKED, _PAID), BOOLEAN)), BOOLEAN),
        ),
        (
            "refund_asked",
            "unknown, amount_paid",
            Apply(
                "or",
                (Apply("not", (Known("refund_asked"),), BOOLEAN), Apply("=", (_ASKED, _PAID), BOOLEAN)),
                BOOLEAN,
            ),
        ),
        ("attribution", "claimed", Apply("=", (Read("attribution", PARTY), Read("claimed", PARTY)), BOOLEAN)),
        ("severity", "over promised", Apply(">", (Read("severity", SEVERITY), Read("promised", SEVERITY)), BOOLEAN)),
        ("verified", "late", Apply("=", (Read("verified", BOOLEAN), Read("late", BOOLEAN)), BOOLEAN)),
    ],
)
def test_a_condition_that_names_another_fact_is_an_expression(fact: str, text: str, expression: Expression) -> None:
    assert read_test(fact, text) == expression


@pytest.mark.parametrize(
    ("fact", "text", "code", "underlined", "message", "label"),
    [
        (
            "severity",
            "at least mayor",
            "RR204",
            "mayor",
            "`mayor` is not a value of `severity`",
            "did you mean `major`?",
        ),
        ("severity", "5", "RR204", "5", "`5` is not a value of `severity`", ""),
        ("harm", "has distres", "RR204", "distres", "`distres` is not a value of `harm`", "did you mean `distress`?"),
        ("verified", "maybe", "RR205", "maybe", "`maybe` is neither `yes` nor `no`", ""),
        ("amount_paid", "over 0", "RR205", "0", "`0` has no unit: write `0 CNY`", ""),
        ("amount_paid", "20 USD", "RR205", "20 USD", "`20 USD` is not in CNY", ""),
        ("amount_paid", '"20"', "RR205", '"20"', '`"20"` is not money in CNY', "leave out the quotes"),
        ("reported_at", "5", "RR205", "5", "`5` is not a time: write for example", ""),
        (
            "refund_asked",
            "over amount_payd",
            "RR203",
            "amount_payd",
            "`amount_payd` is not a fact",
            "did you mean `amount_paid`?",
        ),
        (
            "amount_paid",
            "under 2 h",
            "RR206",
            "2 h",
            "`amount_paid` is money in CNY, `2 h` is a duration: they cannot be compared",
            "",
        ),
        (
            "amount_paid",
            "under delay",
            "RR206",
            "delay",
            "`amount_paid` is money in CNY, `delay` is a duration: they cannot be compared",
            "",
        ),
        (
            "customer_name",
            "known",
            "RR207",
            "known",
            "`customer_name` is personal text: it may never influence a decision",
            "",
        ),
        (
            "attribution",
            "at least supplier",
            "RR208",
            "at least supplier",
            "`attribution` is a choice of provider, supplier, customer: its values have no order",
            "list the values that are meant",
        ),
        (
            "amount_paid",
            "5 CNY to 3 CNY",
            "RR209",
            "5 CNY to 3 CNY",
            "nothing lies in `5 CNY to 3 CNY`",
            "the lower end first: `3 CNY to 5 CNY`",
        ),
        ("attempts", "1, [5..5)", "RR209", "[5..5)", "nothing lies in `[5..5)`", "the ends are equal"),
        (
            "severity",
            "critical to minor",
            "RR209",
            "critical to minor",
            "nothing lies in `critical to minor`",
            "the lower",
        ),
        ("harm", "distress", "RR211", "distress", "`harm` is a set: it can have several", "write `has distress`"),
        (
            "severity",
            "has major",
            "RR211",
            "has major",
            "`has` looks into a set, `severity` is a scale",
            "leave out `has`",
        ),
        ("severity", "major critical", "RR201", "critical", "`critical` cannot stand here", "expected `,`"),
        ("severity", "a," * 20_000, "RR202", "a," * 20_000, "40,000 characters; at most 20,000 can be read", ""),
    ],
)
def test_a_wrong_condition_is_underlined(
    fact: str, text: str, code: str, underlined: str, message: str, label: str
) -> None:
    problems = read_test(fact, text)
    assert isinstance(problems, list)
    found = told(problems[0], text)
    assert found[:2] == (code, underlined)
    assert found[2].startswith(message)
    assert found[3].startswith(label)
    assert bool(label) == bool(found[3])


def test_the_values_are_listed() -> None:
    problems = read_test("severity", "mayor")
    assert isinstance(problems, list)
    assert problems[0].notes == ("values, low to high: minor, moderate, major, critical",)


def test_every_mistake_of_a_condition_is_reported() -> None:
    problems = read_test("severity", "mayor, major, maior")
    assert isinstance(problems, list)
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("at least {a}", ">= {a}"),
        ("at most {a}", "<={a}"),
        ("up to {a}", "<= {a}"),
        ("over {a}", "> {a}"),
        ("under {a}", "<{a}"),
        ("{a} to {b}", "[{a}..{b}]"),
        ("not {a}, {b}", "not({a},{b})"),
        ("any", "-"),
        ("unknown", "null"),
        ("(under {a}", None),
    ],
)
def test_words_and_signs_mean_the_same(words: str, signs: str | None) -> None:
    for fact, a, b in [("severity", "moderate", "major"), ("amount_paid", "5 CNY", "7 CNY"), ("delay", "1 h", "2 h")]:
        meant = read_test(fact, words.format(a=a, b=b))
        assert isinstance(meant, list) is (signs is None)
        assert signs is None or meant == read_test(fact, signs.format(a=a, b=b))


@given(st.data())
def test_brackets_say_which_ends_belong(data: st.DataObject) -> None:
    fact = data.draw(st.sampled_from(["attempts", "severity"]))
    low, high = (1, 3) if fact == "attempts" else ("minor", "critical")
    opening, closing = data.draw(st.sampled_from("[(]")), data.draw(st.sampled_from("])["))
    test = read_test(fact, f"{opening}{low}..{high}{closing}")
    assert not isinstance(test, list | Expression)
    value = data.draw(plain_values(TYPES[fact], *BOUNDS.get(fact, (None, None))))
    bottom, top = (1, 3) if fact == "attempts" else (0, 3)
    assert isinstance(value, int)
    inside = (value >= bottom if opening == "[" else value > bottom) and (
        value <= top if closing == "]" else value < top
    )
    assert truth(test, value) is inside


_ENTRIES = ["{v}", "over {v}", "at most {v}", "known", "unknown", "{v} to {v}"]


@given(
    st.lists(st.sampled_from(_ENTRIES), min_size=1, max_size=3),
    st.sampled_from(["", "not "]),
    cases(),
)
def test_a_fact_in_place_of_a_literal_keeps_the_meaning(
    entries: list[str], negation: str, case: dict[str, Plain | None]
) -> None:
    """With `promised` known, naming it means the same as writing its value."""
    text = negation + ", ".join(entries)
    named = read_test("severity", text.format(v="promised"))
    if not isinstance(named, Expression):
        return
    for position, value in enumerate(SEVERITY.values):
        written = read_test("severity", text.format(v=value))
        assert not isinstance(written, list | Expression)
        assert evaluate(named, {**case, "promised": position}) is truth(written, case["severity"])


def test_a_text_read_again_means_the_same_and_its_mistakes_are_told_again() -> None:
    for _ in range(2):
        assert read_test("severity", "at least major") == Among(frozenset({2, 3}))
        assert isinstance(read_test("severity", "at least mayor"), list)
        assert isinstance(read_test("refund_asked", "over amount_paid"), Expression)
