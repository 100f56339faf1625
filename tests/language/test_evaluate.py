from fractions import Fraction

import pytest
from hypothesis import given

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression, Read, facts_read
from recovery_rules.language.sizes import Size, size_of, size_of_given
from recovery_rules.language.types import BOOLEAN, NUMBER, Plain
from tests.language.drawn import cases, dates, elapsed, quantities, spans, truths, working_days
from tests.language.texts import CNY, TYPES, typed

H = 3_600_000_000
FACTS: dict[str, Plain | None] = {
    "severity": 2,
    "attribution": 0,
    "claimed": 0,
    "harm": frozenset({2}),
    "main_harm": 0,
    "verified": True,
    "late": False,
    "attempts": 3,
    "rate": Fraction(-5, 2),
    "share": Fraction(1, 2),
    "amount_paid": 89_001,
    "delay": 50 * H,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("share of amount_paid", Fraction(89_001, 2)),
        ("round(share of amount_paid)", 44_501),
        ("round(share of amount_paid, half_even)", 44_500),
        ("round(share of amount_paid, 10 CNY)", 45_000),
        ("floor(rate)", -3),
        ("ceiling(rate)", -2),
        ("abs(rate)", Fraction(5, 2)),
        ("-rate", Fraction(5, 2)),
        ("rate * 2", -5),
        ("rate / attempts", Fraction(-5, 6)),
        ("attempts - rate", Fraction(11, 2)),
        ("lower(attempts, rate, 7)", Fraction(-5, 2)),
        ("higher(attempts, rate, 7)", 7),
        ("full 24 h in delay", 2),
        ("started 24 h in delay", 3),
        ("full 25 h in delay", 2),
        ("started 25 h in delay", 2),
        ("full 1 in rate", 0),
        ("full attempts in 7", 2),
        ("started higher(limit, 1 h) in delay", None),
        ("started higher(delay, 1 h) in (delay * 3)", 3),
        ("round(10, attempts)", 9),
        ("started 1 in rate", 0),
        ("severity >= major", True),
        ("severity = minor", False),
        ("attribution != claimed", False),
        ("harm has distress", True),
        ("harm has main_harm", False),
        ("if late then 1 else 2", 2),
        ("delay known", True),
        ("limit known", False),
        ("limit unknown", True),
        ("limit + delay", None),
        ("delay > limit", None),
        ("lower(delay, limit)", None),
        ("not delay > limit", None),
        ("late and delay > limit", False),
        ("verified and delay > limit", None),
        ("delay > limit or verified", True),
        ("delay > limit or late", None),
        ("if delay > limit then 1 else 1", None),
        ("if verified then 1 h else limit", H),
    ],
)
def test_a_value_is_computed(text: str, value: Plain | None) -> None:
    found = evaluate(typed(text), FACTS)
    assert found == value
    assert type(found) is type(value)


_TRUTHS: dict[str, bool | None] = {"yes": True, "no": False, "maybe": None}


@pytest.mark.parametrize("left", _TRUTHS)
@pytest.mark.parametrize("right", _TRUTHS)
def test_kleene(left: str, right: str) -> None:
    """And is the lesser, or the greater, of no < unknown < yes."""
    rank = {False: 0, None: 1, True: 2}
    a, b = _TRUTHS[left], _TRUTHS[right]
    values: dict[str, Plain | None] = {"a": a, "b": b}
    both = (Read("a", BOOLEAN), Read("b", BOOLEAN))
    assert evaluate(Apply("and", both, BOOLEAN), values) is min(a, b, key=rank.__getitem__)
    assert evaluate(Apply("or", both, BOOLEAN), values) is max(a, b, key=rank.__getitem__)


@given(quantities(CNY) | quantities(NUMBER) | truths() | dates() | elapsed() | working_days() | spans(), cases())
def test_evaluation_never_fails_and_stays_within_its_size(
    expression: Expression, case: dict[str, Plain | None]
) -> None:
    value = evaluate(expression, case)
    size = size_of(expression, lambda fact: size_of_given(TYPES[fact]))
    assert value is None or size_of(Constant(value, expression.type), lambda _: Size(0)).largest <= size.largest


@given(quantities(CNY) | truths(), cases())
def test_only_what_is_read_matters(expression: Expression, case: dict[str, Plain | None]) -> None:
    read = {fact: case[fact] for fact in facts_read(expression)}
    assert evaluate(expression, read) == evaluate(expression, case)
