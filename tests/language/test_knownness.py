"""What surely is known where an expression has some value: held to the values that expressions really take."""

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression, Known, Read
from recovery_rules.language.knownness import facts_known_if
from recovery_rules.language.types import BOOLEAN
from tests.language.unknowns import booleans, cases, integers


@given(booleans(3))
def test_what_is_known_where_a_boolean_has_a_value(drawn: Expression) -> None:
    for case in cases():
        value = evaluate(drawn, case)
        if value is not None:
            assert all(case[fact] is not None for fact in facts_known_if(drawn, value=bool(value)))


@given(st.one_of(booleans(3), integers(3)))
def test_what_is_known_where_an_expression_is(drawn: Expression) -> None:
    for case in cases():
        if evaluate(drawn, case) is not None:
            assert all(case[fact] is not None for fact in facts_known_if(drawn))


def test_tests_within_tests_are_looked_at_once_however_deep() -> None:
    deep: Expression = Known("x")
    for _ in range(60):
        deep = Apply("if", (deep, Read("p", BOOLEAN), Read("q", BOOLEAN)), BOOLEAN)
    assert facts_known_if(deep, value=True) == frozenset()
