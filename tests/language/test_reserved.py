import pytest

from recovery_rules.language.parser import parse_expression
from recovery_rules.language.reserved import fact_name_problem, value_name_problem
from recovery_rules.language.syntax import Name
from recovery_rules.language.words import HARD, SOFT


@pytest.mark.parametrize("name", ["delay", "amount_paid", "延误", "été", "x2"])
def test_a_name_of_letters_digits_and_underscores_is_one(name: str) -> None:
    assert fact_name_problem(name) == value_name_problem(name) == ""
    assert parse_expression(name) == Name(name, 0, len(name))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("_x", "`_x` is no name: use letters, digits and `_`, a letter first"),
        ("2nd", "`2nd` is no name: use letters, digits and `_`, a letter first"),
        ("next-class", "`next-class` is no name: use letters, digits and `_`, a letter first"),
        ("", "`` is no name: use letters, digits and `_`, a letter first"),
        ("a b", "`a b` is no name: use letters, digits and `_`, a letter first"),
        ("over", "`over` is a word of the language"),
        ("ﬁne", "`ﬁne`: write `fine`"),
        ("x" * 101, f"`{'x' * 60}…` has more than 100 characters"),
    ],
)
def test_other_texts_are_none(name: str, message: str) -> None:
    assert fact_name_problem(name) == value_name_problem(name) == message


@pytest.mark.parametrize("name", sorted(SOFT | {"facts", "as_of", "role", "calendar"}))
def test_a_value_may_have_names_that_a_fact_may_not(name: str) -> None:
    assert fact_name_problem(name)
    assert not value_name_problem(name)
    assert parse_expression(name) == Name(name, 0, len(name))


@pytest.mark.parametrize("word", sorted(HARD))
def test_a_word_of_the_language_is_never_a_name(word: str) -> None:
    assert fact_name_problem(word) == value_name_problem(word) == f"`{word}` is a word of the language"
    assert not isinstance(parse_expression(word), Name)
