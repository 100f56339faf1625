from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.source.printable import printable, quote, width


@given(st.text())
def test_nothing_unseen_passes(text: str) -> None:
    shown = printable(text)
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\u115f\u1160\u3164\uffa0")))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_width_counts_columns() -> None:
    assert width("abc") == 3
    assert width("退款") == 4
    assert width("e\u0301") == 1
    assert width("😀") == 2


@given(st.text())
def test_a_quotation_is_short_and_on_one_line(text: str) -> None:
    quoted = quote(text)
    assert quoted[0] == quoted[-1] == "`"
    assert "\n" not in quoted
    assert len(quoted) <= 10 * 61 + 3


def test_a_long_quotation_is_cut() -> None:
    assert quote("x" * 100) == "`" + "x" * 60 + "…`"
