import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.parser import _parse, parse_expression, parse_test
from recovery_rules.language.simple import simple_test
from recovery_rules.language.syntax import Cell, Operation, Syntax, Unreadable

_PIECES = [
    *("any", "-", "not", "at least", "at most", "up to", "over", "under", "to", "has", "known", "unknown", "null"),
    *("major", "low.fact", "退款", "at", "full", "least", "20", "20 CNY", "CNY 20", "50%", "1 h 30 min", "-5", "1,000"),
    *('"x y"', '""', "yes", "false", "(", ")", "[", "]", "..", ",", "<", "<=", ">", ">=", "=", "!=", "+", "*", "/"),
    *("and", "or", "if", "then", "else", "of", "in", "full 24 h", "lower(", "round(", " ", "\n", "¥", "≥", "."),
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=8).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda blank: blank.join(pieces))
) | st.text(max_size=30)


def shown(tree: Syntax) -> str:
    """A tree with all its brackets."""
    if isinstance(tree, Operation):
        return f"({tree.name} {' '.join(map(shown, tree.parts))})"
    return tree.text


def cell(text: str) -> str:
    found = parse_test(text)
    assert isinstance(found, Cell), found
    entries = [f"{entry.form} {' '.join(value.text for value in entry.values)}".strip() for entry in found.entries]
    return ("none of " if found.negated else "") + (" | ".join(entries) or "any")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("any", "any"),
        ("-", "any"),
        ("major", "is major"),
        ("= major", "is major"),
        ("major, critical", "is major | is critical"),
        ("not customer", "none of is customer"),
        ("not major, critical", "none of is major | is critical"),
        ("not(major, critical)", "none of is major | is critical"),
        ('not("a","b")', "none of is a | is b"),
        ("not at least major", "none of >= major"),
        ("not (1..5)", "none of () 1 5"),
        ("at least major", ">= major"),
        ("at  least 5", ">= 5"),
        ("at most 5", "<= 5"),
        ("up to 5 CNY", "<= 5 CNY"),
        ("over 2 h", "> 2 h"),
        ("under 2 h", "< 2 h"),
        (">= 5", ">= 5"),
        (">5", "> 5"),
        ("<5", "< 5"),
        ("<= 5", "<= 5"),
        ("50 CNY to 200 CNY", "[] 50 CNY 200 CNY"),
        ("-5 to -1", "[] -5 -1"),
        ("[1..5]", "[] 1 5"),
        ("(1..5]", "(] 1 5"),
        ("]1..5]", "(] 1 5"),
        ("[1..5)", "[) 1 5"),
        ("[1..5[", "[) 1 5"),
        ("]1..5[", "() 1 5"),
        ("[low..high]", "[] low high"),
        ("has distress", "has distress"),
        ("has a, has b", "has a | has b"),
        ("known", "known"),
        ("unknown", "unknown"),
        ("null", "unknown"),
        ('"sore throat"', "is sore throat"),
        ("yes", "is yes"),
        ("1 h 30 min", "is 1 h 30 min"),
        ("5, over 10, 20 to 30", "is 5 | > 10 | [] 20 30"),
        ("at, up, least, full, round", "is at | is up | is least | is full | is round"),
    ],
)
def test_conditions(text: str, tree: str) -> None:
    assert cell(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c - d", "(- (+ a (* b c)) d)"),
        ("3 working days", "(working days 3)"),
        ("2 * n calendar day", "(calendar days (* 2 n))"),
        ("if a then n working hours else 1 year", "(if a (working hours n) (years 1))"),
        ("d + n working days - 2 months", "(- months (+ working days d n) 2)"),
        ("d - (n + 1) months + 1 d", "(+ (- months d (+ n 1)) 1 d)"),
        ("working days from a to b working days", "(working days (working days from a b))"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("a / b / c", "(/ (/ a b) c)"),
        ("50% of amount_paid - 3 CNY", "(- (of 50% amount_paid) 3 CNY)"),
        ("2 * 50 % of x", "(* 2 (of 50 % x))"),
        ("share of amount_paid", "(of share amount_paid)"),
        ("-x + -5", "(+ (negate x) -5)"),
        ("x - 5", "(- x 5)"),
        ("x -5", "(- x 5)"),
        ("- - 5", "(negate -5)"),
        ("not a and b or c", "(or (and (not a) b) c)"),
        ("not a = b", "(not (= a b))"),
        ("a or b or c", "(or a b c)"),
        ("a + 1 <= b", "(<= (+ a 1) b)"),
        ("severity at least major", "(>= severity major)"),
        ("delay over 2 h", "(> delay 2 h)"),
        ("x known and y unknown", "(and (known x) (unknown y))"),
        ("harm has distress", "(has harm distress)"),
        ("x in (a, b)", "(in x a b)"),
        ("if a then b else if c then d else e", "(if a b (if c d e))"),
        ("(if a then 1 else 2) + 1", "(+ (if a 1 2) 1)"),
        ("lower(a, b, c)", "(lower a b c)"),
        ("round (x, 1 CNY, half_up)", "(round x 1 CNY half_up)"),
        ("full 24 h in x * 10 CNY", "(* (full 24 h x) 10 CNY)"),
        ("started 1 d in (x - y)", "(started 1 d (- x y))"),
        ("full step in x", "(full step x)"),
        ("full (a + b) in x", "(full (+ a b) x)"),
        ("started lower(a, b) in x * 2", "(* (started (lower a b) x) 2)"),
        ("full full 1 d in a in b", "(full (full 1 d a) b)"),
        ("full", "full"),
        ("a = full or b", "(or (= a full) b)"),
        ("if a then full else half", "(if a full half)"),
        ("x in (full, half)", "(in x full half)"),
    ],
)
def test_expressions(text: str, tree: str) -> None:
    found = parse_expression(text)
    assert not isinstance(found, Unreadable), found
    assert shown(found) == tree


@pytest.mark.parametrize(
    ("text", "underlined", "message", "label"),
    [
        ("", "", "an empty condition", "write `any` if every value is meant"),
        ("major critical", "critical", "`critical` cannot stand here", "expected `,`, `to` or the end"),
        ("major or critical", "or", "`or` cannot stand here", "write a list, `[major, critical]`"),
        ("major, any", "any", "`any` cannot stand here", "`any` stands alone"),
        ("major, not minor", "not", "`not` cannot stand here", "`not` stands first and goes for everything after it"),
        ("== 5", "=", "`=` cannot stand here", "one `=` is enough"),
        ("!= 5", "!=", "`!=` cannot stand here", "write `not`"),
        ("≥ 5", "≥", "`≥` cannot be read here", "write `>=`"),
        ("5–10", "–", "`–` cannot be read here", "for a range write `50 to 200`"),
        ("major，minor", "，", "`，` cannot be read here", "write a list, `[major, minor]`"),
        (
            "over ¥20",
            "¥",
            "`¥` cannot be read here",
            "leave the sign out, and write the code of the currency behind the number",
        ),
        ("at least", "t", "it ends too early", "expected a value or a name after this"),
        ("[1..", ".", "it ends too early", "expected a value or a name after this"),
        ("[1..5", "5", "it ends too early", "expected `)` or `]` after this"),
        ('"major', '"', '`"` cannot be read here', "the quote is not closed"),
        ("under 2026-11-2", "2026-11-2", "`2026-11-2` cannot stand here", "a date has two digits for month and day"),
        ("Not major", "major", "`major` cannot stand here", "write `not` in small letters"),
    ],
)
def test_unreadable_conditions(text: str, underlined: str, message: str, label: str) -> None:
    found = parse_test(text)
    assert isinstance(found, Unreadable)
    assert (text[found.start : found.stop], found.message) == (underlined, message)
    assert found.label.startswith(label)


@pytest.mark.parametrize(
    ("text", "underlined", "message", "label"),
    [
        ("", "", "an empty expression", ""),
        ("0 < x < 5", "<", "`<` cannot stand here", "comparisons do not chain: write `0 < x and x < 5`"),
        ("a == b", "=", "`=` cannot stand here", "one `=` is enough"),
        ("a && b", "&&", "`&&` cannot be read here", "write `and`"),
        ("a × b", "×", "`×` cannot be read here", "write `*`"),
        ("if a then b", "b", "it ends too early", "expected `else` after this"),
        ("lower(a", "a", "it ends too early", "expected `)` or `,` after this"),
        ("lowr(a, b)", "(", "`(` cannot stand here", "did you mean `lower`?"),
        ("a AND b", "AND", "`AND` cannot stand here", "write `and` in small letters"),
        ("x ^ 2", "^", "`^` cannot be read here", "there are no powers"),
    ],
)
def test_unreadable_expressions(text: str, underlined: str, message: str, label: str) -> None:
    found = parse_expression(text)
    assert isinstance(found, Unreadable)
    assert (text[found.start : found.stop], found.message, found.label) == (underlined, message, label)


def test_size_and_depth_are_bounded() -> None:
    for text in ("(" * 60 + "x" + ")" * 60, "a" + " or a" * 200, "x" + " + x" * 60):
        assert not isinstance(parse_expression(text), Unreadable)
    for text in ("(" * 1_900 + "x" + ")" * 1_900, "-" * 3_000 + "x", "x" + "+x" * 100, "x" * 5_000, "not " * 900 + "x"):
        found = parse_expression(text)
        assert isinstance(found, Unreadable)
        assert found.too_much
    assert isinstance(parse_expression("(" * 3_900), Unreadable)
    assert isinstance(parse_test("a," * 20_000), Unreadable)


@given(_TEXTS)
def test_any_text_is_a_tree_or_says_why_not(text: str) -> None:
    for found in (parse_test(text), parse_expression(text)):
        assert isinstance(found, Cell | Syntax | Unreadable)
        if isinstance(found, Unreadable):
            assert 0 <= found.start <= found.stop <= len(text)
            assert found.message


@given(_TEXTS)
def test_the_fast_path_gives_the_tree_of_the_grammar(text: str) -> None:
    simple = simple_test(text)
    assert simple is None or simple == _parse(text, "test")


@pytest.mark.parametrize("text", ["any", " - ", "major", "a, b", "over 2 h", "1 to 5", '"x"', "at  most CNY 5", "yes"])
def test_the_fast_path_is_taken(text: str) -> None:
    assert simple_test(text) == _parse(text, "test")
