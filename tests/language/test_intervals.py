from fractions import Fraction

import pytest
from hypothesis import given

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Expression
from recovery_rules.language.intervals import Bounds, interval
from recovery_rules.language.rationals import Number
from recovery_rules.language.types import NUMBER, Plain
from tests.language.drawn import cases, dates, elapsed, quantities, spans, truths, working_days
from tests.language.texts import BOUNDS, CNY, typed


def bounds(fact: str) -> Bounds:
    return BOUNDS.get(fact, (None, None))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5", (5, 5)),
        ("attempts", (1, 10)),
        ("rate", (None, None)),
        ("-attempts", (-10, -1)),
        ("abs(attempts - 5)", (0, 5)),
        ("abs(-attempts)", (1, 10)),
        ("abs(rate)", (0, None)),
        ("attempts - attempts", (-9, 9)),
        ("attempts * rate", (None, None)),
        ("0 * rate", (0, 0)),
        ("(attempts - 5) * (attempts + 1)", (-44, 55)),
        ("delay / 1 h * attempts", (0, None)),
        ("1 / attempts", (Fraction(1, 10), 1)),
        ("1 / (attempts - 11)", (-1, Fraction(-1, 10))),
        ("1 / (abs(rate) + 2)", (0, Fraction(1, 2))),
        ("lower(attempts, rate)", (None, 10)),
        ("higher(attempts, rate)", (1, None)),
        ("lower(attempts, 5)", (1, 5)),
        ("if late then attempts else 20", (1, 20)),
        ("if late then rate else 20", (None, None)),
        ("round(attempts, 4)", (0, 12)),
        ("floor(-attempts, 4)", (-12, -4)),
        ("full 24 h in delay", (0, None)),
        ("full 4 in attempts", (0, 2)),
        ("started 4 in attempts", (1, 3)),
        ("full 4 in rate", (0, None)),
        ("full attempts in 20", (2, 20)),
        ("started attempts in (attempts * 7)", (1, 70)),
        ("full attempts in -attempts", (0, 0)),
        ("full higher(rate, 2) in attempts", (0, 5)),
        ("round(attempts, attempts)", (0, 20)),
        ("floor(attempts, attempts)", (0, 10)),
        ("ceiling(attempts, attempts)", (1, 20)),
        ("floor(-attempts, attempts)", (-20, -1)),
        ("round(-attempts, attempts, up)", (-20, -1)),
        ("round(-attempts, attempts, down)", (-10, 0)),
        ("round(attempts - 5, higher(rate, 2))", (None, None)),
        ("higher(severity, major)", (2, 3)),
        ("late", (0, 1)),
        ("rate > 0", (0, 1)),
        ("50% of amount_paid", (0, 50_000_000)),
    ],
)
def test_an_expression_lies_between(text: str, found: Bounds) -> None:
    assert interval(typed(text), bounds) == found


@given(quantities(CNY) | quantities(NUMBER) | truths() | dates() | elapsed() | working_days() | spans(), cases())
def test_no_value_lies_outside(expression: Expression, case: dict[str, Plain | None]) -> None:
    low, high = interval(expression, bounds)
    value: Plain | None = evaluate(expression, case)
    if value is not None:
        number: Number = value  # type: ignore[assignment]  # quantities and truths are numbers
        assert low is None or low <= number
        assert high is None or number <= high
