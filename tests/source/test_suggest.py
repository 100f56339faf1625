import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.source.suggest import closest

TIERS = ["ordinary", "card_holder", "important", "relation", "top"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("card_owner", "card_holder"),
        ("card holder", "card_holder"),
        ("Card-Holder", "card_holder"),
        ("improtant", "important"),
        ("relatoin", "relation"),
        ("ordin", "ordinary"),
        ("tpo", "top"),
        ("blue", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_the_nearest_word(word: str, meant: str | None) -> None:
    assert closest(word, TIERS) == meant


def test_a_start_counts_only_where_it_is_the_start_of_one() -> None:
    assert closest("late", ["late_delivery", "damaged_item"]) == "late_delivery"
    assert closest("late", ["late_delivery", "late_refund"]) is None


def test_short_chinese_words() -> None:
    assert closest("延误赔负", ["延误赔付", "退款"]) == "延误赔付"
    assert closest("退货", ["退款"]) is None


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8).flatmap(st.permutations))
def test_the_order_of_the_candidates_is_irrelevant(word: str, candidates: list[str]) -> None:
    assert closest(word, candidates) == closest(word, sorted(candidates))
    assert closest(word, candidates) in {None, *candidates} - {word}


def test_many_long_candidates_cost_little() -> None:
    candidates = [f"{'a' * 50}{number:06}" for number in range(20_000)]
    start = time.process_time()
    closest("a" * 40 + "b" * 16, candidates)
    assert time.process_time() - start < 2
