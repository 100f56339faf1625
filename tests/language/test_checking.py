import pytest

from recovery_rules.language.checking import check_expression
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.sizes import Size
from recovery_rules.language.types import BOOLEAN, DURATION, INTEGER, NUMBER, PERCENT, TEXT, Type
from recovery_rules.source.diagnostics import Problems
from tests.language.texts import CNY, HARM, POINTS, SCOPE, SEVERITY, node, read, told, typed


def shown(found: Expression) -> str:
    """A typed tree in brackets, constants by their plain value."""
    match found:
        case Constant(value=value):
            return str(sorted(value)) if isinstance(value, frozenset) else str(value)
        case Read(fact=fact):
            return fact
        case Known(fact=fact):
            return f"(known {fact})"
        case Apply(operation=operation, arguments=arguments, detail=detail):
            return f"({' '.join([operation, *map(shown, arguments), *([detail] if detail else [])])})"


@pytest.mark.parametrize(
    ("text", "expected", "kind", "tree"),
    [
        ("amount_paid + refund_asked - 5 CNY", CNY, "money", "(subtract (add amount_paid refund_asked) 500)"),
        ("amount_paid * 2", CNY, "money", "(multiply amount_paid 2)"),
        ("0.5 * amount_paid", CNY, "money", "(multiply 1/2 amount_paid)"),
        ("amount_paid / 3", CNY, "money", "(divide amount_paid 3)"),
        (
            "refund_asked / higher(amount_paid, 1 CNY)",
            NUMBER,
            "number",
            "(divide refund_asked (greatest amount_paid 100))",
        ),
        ("50% of amount_paid", CNY, "money", "(multiply 1/2 amount_paid)"),
        ("share of amount_paid", CNY, "money", "(multiply share amount_paid)"),
        ("share of delay", DURATION, "duration", "(multiply share delay)"),
        ("50% of share", PERCENT, "percent", "(multiply 1/2 share)"),
        ("share + 5%", PERCENT, "percent", "(add share 1/20)"),
        ("share * rate", PERCENT, "percent", "(multiply share rate)"),
        ("attempts * 5 %", PERCENT, "percent", "(multiply attempts 1/20)"),
        ("amount_paid / 10 CNY * 100 %", PERCENT, "percent", "(multiply (divide amount_paid 1000) 1)"),
        ("share of rate", NUMBER, "number", "(multiply share rate)"),
        ("share of attempts", NUMBER, "number", "(multiply share attempts)"),
        ("share / 100 %", NUMBER, "number", "(divide share 1)"),
        ("share / 2", PERCENT, "percent", "(divide share 2)"),
        ("attempts * 2 + 1", INTEGER, "integer", "(add (multiply attempts 2) 1)"),
        ("attempts + 0.5", NUMBER, "number", "(add attempts 1/2)"),
        ("rate / attempts", NUMBER, "number", "(divide rate attempts)"),
        ("attempts / 2", NUMBER, "number", "(divide attempts 2)"),
        ("delay - limit", DURATION, "duration", "(subtract delay limit)"),
        ("delay * 2", DURATION, "duration", "(multiply delay 2)"),
        ("delay / 1 h", NUMBER, "number", "(divide delay 3600000000)"),
        ("balance + 90000 points", POINTS, "unit", "(add balance 90000)"),
        ("-amount_paid", CNY, "money", "(negate amount_paid)"),
        ("-(5 CNY)", CNY, "money", "-500"),
        ("-5 CNY", CNY, "money", "-500"),
        ("abs(delay - limit)", DURATION, "duration", "(absolute (subtract delay limit))"),
        ("lower(amount_paid, 20 CNY, refund_asked)", CNY, "money", "(least amount_paid 2000 refund_asked)"),
        ("higher(attempts, rate)", NUMBER, "number", "(greatest attempts rate)"),
        ("higher(severity, major)", SEVERITY, "scale", "(greatest severity 2)"),
        ("round(share of amount_paid)", CNY, "money", "(round (multiply share amount_paid) 1 half_up)"),
        ("round(rate)", INTEGER, "integer", "(round rate 1 half_up)"),
        ("round(rate, 0.5, half_even)", NUMBER, "number", "(round rate 1/2 half_even)"),
        ("round(rate, 5)", INTEGER, "integer", "(round rate 5 half_up)"),
        ("round(rate, down)", INTEGER, "integer", "(round rate 1 down)"),
        ("round(share)", PERCENT, "percent", "(round share 1/100 half_up)"),
        ("floor(amount_paid, 10 CNY)", CNY, "money", "(round amount_paid 1000 floor)"),
        ("ceiling(delay, 1 h)", DURATION, "duration", "(round delay 3600000000 ceiling)"),
        ("full 24 h in delay * 10 CNY", CNY, "money", "(multiply (full delay 86400000000) 1000)"),
        ("full attempts in attempts", INTEGER, "integer", "(full attempts attempts)"),
        ("round(rate, attempts)", INTEGER, "integer", "(round rate attempts half_up)"),
        ("started 100 CNY in amount_paid", INTEGER, "integer", "(started amount_paid 10000)"),
        ("refund_asked > amount_paid", BOOLEAN, "boolean", "(> refund_asked amount_paid)"),
        ("0 CNY < amount_paid", BOOLEAN, "boolean", "(< 0 amount_paid)"),
        ("severity at least major", BOOLEAN, "boolean", "(>= severity 2)"),
        ("major <= severity", BOOLEAN, "boolean", "(<= 2 severity)"),
        ('attribution != "customer"', BOOLEAN, "boolean", "(!= attribution 2)"),
        ("attribution = claimed", BOOLEAN, "boolean", "(= attribution claimed)"),
        ("reported_at >= happened_at", BOOLEAN, "boolean", "(>= reported_at happened_at)"),
        ("verified = yes", BOOLEAN, "boolean", "(= verified True)"),
        ("attempts = 2.0", BOOLEAN, "boolean", "(= attempts 2)"),
        ("harm has distress", BOOLEAN, "boolean", "(has harm 2)"),
        ("harm has main_harm", BOOLEAN, "boolean", "(has harm main_harm)"),
        ("attribution in (provider, supplier)", BOOLEAN, "boolean", "(or (= attribution 0) (= attribution 1))"),
        ("delay known", BOOLEAN, "boolean", "(known delay)"),
        ("delay unknown", BOOLEAN, "boolean", "(not (known delay))"),
        (
            "not verified and late or delay > 2 h",
            BOOLEAN,
            "boolean",
            "(or (and (not verified) late) (> delay 7200000000))",
        ),
        ("if verified then 5 CNY else amount_paid", CNY, "money", "(if verified 500 amount_paid)"),
        ("if late then 1 else rate", NUMBER, "number", "(if late 1 rate)"),
        ("if late then minor else severity", SEVERITY, "scale", "(if late 0 severity)"),
        ("if late then minor else major", SEVERITY, "scale", "(if late 0 2)"),
        ("major", SEVERITY, "scale", "2"),
        ("5", NUMBER, "integer", "5"),
        ("distress, need_unmet", HARM, "set", "[0, 2]"),
        ("(none)", HARM, "set", "[]"),
        ("see desk 5", TEXT, "text", "see desk 5"),
    ],
)
def test_an_expression_is_typed(text: str, expected: Type, kind: str, tree: str) -> None:
    found = typed(text, expected)
    assert (found.type.kind, shown(found)) == (kind, tree)


def test_a_node_knows_its_place() -> None:
    found = typed("20 CNY + (amount_paid - 5 CNY)")
    assert isinstance(found, Apply)
    second = found.arguments[1].span
    assert second is not None
    assert (second.column, second.end_column) == (10, 31)


@pytest.mark.parametrize(
    ("text", "code", "underlined", "message", "label"),
    [
        ("amount_paid +", "RR201", "+", "it ends too early", "expected a value or a name after this"),
        ("amout_paid", "RR203", "amout_paid", "`amout_paid` is not a fact", "did you mean `amount_paid`?"),
        ("major", "RR203", "major", "`major` is not a fact", ""),
        ("severity = mayor", "RR204", "mayor", "`mayor` is not a value of `severity`", "did you mean `major`?"),
        ("harm has distres", "RR204", "distres", "`distres` is not a value of `harm`", "did you mean `distress`?"),
        ("20 USD", "RR205", "20 USD", "`USD` is no unit here", ""),
        ("20 pionts", "RR205", "20 pionts", "`pionts` is no unit here", "did you mean `points`?"),
        ("rate * 1e3", "RR205", "1e3", "`1e3`: write the number out, without an exponent", ""),
        ("rate * 1,000", "RR205", "1,000", "`1,000`: write digits without separators", ""),
        ('rate = "5"', "RR205", '"5"', '`"5"`: a text in quotes can only stand for', ""),
        (
            "amount_paid > 2 h",
            "RR206",
            "2 h",
            "`amount_paid` is money in CNY, `2 h` is a duration: they cannot be compared",
            "",
        ),
        ("amount_paid > 0", "RR206", "0", "`amount_paid` is money in CNY, `0` is a whole number", "write `0 CNY`"),
        ("0 < amount_paid", "RR206", "0", "`0` is a whole number, `amount_paid` is money", "write `0 CNY`"),
        (
            "share > 0.5",
            "RR206",
            "0.5",
            "`share` is a percentage, `0.5` is a number",
            "write it as a percentage, `50 %`",
        ),
        ("delay > 2", "RR206", "2", "`delay` is a duration, `2` is a whole number", "write `2 min`, `2 h`, `2 d`"),
        ("amount_paid + 5", "RR206", "amount_paid + 5", "`amount_paid` is money in CNY, `5` is", "write `5 CNY`"),
        (
            "amount_paid + balance",
            "RR206",
            "amount_paid + balance",
            "`amount_paid` is money in CNY, `balance` is an",
            "",
        ),
        ("amount_paid * delay", "RR206", "amount_paid * delay", "`amount_paid` is money in CNY, `delay` is a", ""),
        ("1 / amount_paid", "RR206", "1 / amount_paid", "`1` is a whole number, `amount_paid` is money", ""),
        ("reported_at * 2", "RR206", "reported_at * 2", "`reported_at` is a time", ""),
        (
            "5 of amount_paid",
            "RR206",
            "5",
            "`of` takes a share: expected a percentage, `5` is a whole number",
            "write `5 %`",
        ),
        (
            "rate of amount_paid",
            "RR206",
            "rate",
            "`of` takes a share: expected a percentage, `rate` is a number",
            "write `*` for `of`",
        ),
        (
            "amount_paid / 10 CNY > 50 %",
            "RR206",
            "amount_paid / 10 CNY",
            "`amount_paid / 10 CNY` is a number, `50 %` is a percentage",
            "write `amount_paid / 10 CNY * 100 %`",
        ),
        (
            "share < rate - 0.1",
            "RR206",
            "rate - 0.1",
            "`share` is a percentage, `rate - 0.1` is a number",
            "write `(rate - 0.1) * 100 %`",
        ),
        ("-verified", "RR206", "verified", "a minus needs a quantity, `verified` is a yes or no", ""),
        (
            "not amount_paid",
            "RR206",
            "amount_paid",
            "expected a yes or no, `amount_paid` is money",
            "write a comparison",
        ),
        ("verified and 5 CNY", "RR206", "5 CNY", "expected a yes or no, `5 CNY` is money in CNY", "write a comparison"),
        ("if late then 5 CNY else 2 h", "RR206", "2 h", "`5 CNY` is money in CNY, `2 h` is a duration", ""),
        ("(late or verified) known", "RR206", "(late or verified)", "only a fact can be known or unknown", ""),
        ("severity = attribution", "RR206", "attribution", "`severity` is a scale of minor, moderate,", ""),
        ("harm has attribution", "RR206", "attribution", "`attribution` is a choice of provider", ""),
        ("full 2 h in amount_paid", "RR206", "amount_paid", "`amount_paid` is money in CNY, it cannot be counted", ""),
        ("round(amount_paid, 5)", "RR206", "5", "`amount_paid` is money in CNY, it cannot be rounded", "write `5 CNY`"),
        ("customer_name = claimed", "RR207", "customer_name", "`customer_name` is personal text: it may never", ""),
        ("customer_name known", "RR207", "customer_name", "`customer_name` is personal text: it may never", ""),
        ("attribution > provider", "RR208", "attribution > provider", "`attribution` is a choice", "list the values"),
        ("higher(attribution, claimed)", "RR208", "higher(attribution, claimed)", "`higher` needs an order", ""),
        (
            "amount_paid / rate",
            "RR210",
            "rate",
            "`rate` can be zero: nothing can be divided by it",
            "it can be any number",
        ),
        (
            "1 CNY / amount_paid",
            "RR210",
            "amount_paid",
            "`amount_paid` can be zero",
            "it lies between 0.00 CNY and 1000000.00",
        ),
        ("1 h / delay", "RR210", "delay", "`delay` can be zero", "it can be 0 s or more"),
        ("rate / 0", "RR210", "0", "`0` can be zero", "it is 0"),
        ("rate / -abs(rate)", "RR210", "-abs(rate)", "`-abs(rate)` can be zero", "it can be anything up to 0"),
        (
            "attribution has provider",
            "RR211",
            "attribution",
            "`has` looks into a set, `attribution` is a choice",
            "write `=`",
        ),
        ("harm = distress", "RR211", "harm = distress", "`harm` is a set", "write `has` and a value"),
        ("lower(rate)", "RR213", "lower(rate)", "`lower` is written lower(a, b)", ""),
        ("abs(rate, 1)", "RR213", "abs(rate, 1)", "`abs` is written abs(x)", ""),
        ("floor(rate, 1, 2)", "RR213", "floor(rate, 1, 2)", "`floor` is written floor(x) or floor(x, step)", ""),
        ("round(rate, 1, half)", "RR213", "half", "`half` is no way to round", ""),
        ("round(rate, 1, half_evn)", "RR213", "half_evn", "`half_evn` is no way to round", "did you mean `half_even`?"),
        ("round(rate, rate, up)", "RR213", "rate", "a step is above zero, `rate` need not be", ""),
        ("round(rate, 0)", "RR213", "0", "a step is above zero, `0` is not", ""),
        (
            "round(delay)",
            "RR213",
            "delay",
            "`delay` is a duration: it cannot be rounded without a step",
            "write for example",
        ),
        (
            "round(severity)",
            "RR213",
            "severity",
            "`severity` is a scale of minor, moderate, major, critical: it cannot",
            "",
        ),
        ("full delay in limit", "RR213", "delay", "the length of a period is above zero, `delay` need not be", ""),
        ("full 0 h in delay", "RR213", "0 h", "the length of a period is above zero, `0 h` is not", ""),
    ],
)
def test_a_wrong_expression_is_underlined(text: str, code: str, underlined: str, message: str, label: str) -> None:
    problems = read(text)
    assert isinstance(problems, list)
    found = told(problems[0], text)
    assert found[:2] == (code, underlined)
    assert found[2].startswith(message)
    assert found[3].startswith(label)


@pytest.mark.parametrize(
    ("text", "expected", "underlined", "message", "label"),
    [
        ("share of amount_paid", DURATION, "share of amount_paid", "`refund.amount` is a duration, `share of", ""),
        ("0", CNY, "0", "`refund.amount` is money in CNY, `0` is a whole number", "write `0 CNY`"),
        ("0.5", INTEGER, "0.5", "`refund.amount` is a whole number, `0.5` is a number", ""),
        ("rate", PERCENT, "rate", "`refund.amount` is a percentage, `rate` is a number", "write `rate * 100 %`"),
        ("attempts", PERCENT, "attempts", "`refund.amount` is a percentage, `attempts` is", "write `attempts * 1 %`"),
        ("share", NUMBER, "share", "`refund.amount` is a number, `share` is a percentage", "write `share / 100 %`"),
        ("attribution", SEVERITY, "attribution", "`refund.amount` is a scale of minor", ""),
    ],
)
def test_the_type_must_be_the_one_expected(
    text: str, expected: Type, underlined: str, message: str, label: str
) -> None:
    problems = read(text, expected, "refund.amount")
    assert isinstance(problems, list)
    found = told(problems[0], text)
    assert found[:2] == ("RR212", underlined)
    assert found[2].startswith(message)
    assert found[3] == label


def test_a_wrong_member_of_a_set_is_named() -> None:
    text = "distress, agony"
    problems = read(text, HARM, "notice.about")
    assert isinstance(problems, list)
    assert told(problems[0], text) == ("RR204", "agony", "`agony` is not a value of `notice.about`", "")


def test_every_mistake_is_reported() -> None:
    problems = read("severty = major and amount_paid > 0 and harm has distres")
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == ["RR203", "RR206", "RR204"]


def test_a_value_of_another_fact_is_explained() -> None:
    problems = read("late and major")
    assert isinstance(problems, list)
    assert problems[0].notes == ("it is a value of `severity`: write `severity = major`",)


def test_a_missing_value_is_not_reported_again() -> None:
    problems = Problems()
    assert check_expression(node(""), SCOPE, problems) is None
    assert not problems.found


def test_long_chains_are_shallow_and_wide_ones_refused() -> None:
    assert not isinstance(read(" or ".join(["late"] * 400)), list)
    problems = read("+".join(f"lower({', '.join(['rate'] * 60)})" for _ in range(9)))
    assert isinstance(problems, list)
    assert told(problems[0], "")[2] == "557 parts; at most 500 can be read"


def test_numbers_cannot_grow_without_bound() -> None:
    grown = SCOPE.__class__(
        SCOPE.types, SCOPE.currency, SCOPE.units, sizes=lambda fact: Size(3_000) if fact == "rate" else None
    )
    problems = Problems()
    assert check_expression(node("rate * attempts"), grown, problems) is not None
    assert check_expression(node("rate * rate > 1"), grown, problems) is None
    assert [problem.message for problem in problems.found] == ["the result can have more than 4,000 digits"]
