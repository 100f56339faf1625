"""Long lines on narrow screens: nothing is lost, nothing is too wide, and Chinese is broken where it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cli.wrapping import wrapped
from recovery_rules.source.printable import width

TEXTS = st.text(st.sampled_from("ab, 退款。（）、1…%."), max_size=200)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("  one two three four five six seven", ["  one two three four five", "    six seven"]),
        ("a" * 40, ["a" * 40]),
        ("向客户退款四十五元，由值班经理批准。", ["向客户退款四十五元，由值", "  班经理批准。"]),
        ("退款退款退款退款退款退款，然后道歉", ["退款退款退款退款退款退", "  款，然后道歉"]),
        ("退款退款退款退款退款退（disputed-claim）", ["退款退款退款退款退款退", "  （disputed-claim）"]),
        ("delay unknown, not over 1 d", ["delay unknown, not over", "  1 d"]),
        ("the share is at the least 0 %", ["the share is at the least", "  0 %"]),
        ("a refund, of at most CNY 2,000.00", ["a refund, of at most", "  CNY 2,000.00"]),
        ("at most one (not CNY 20.00).", ["at most one (not", "  CNY 20.00)."]),
        ("延迟时间为五天，不超过 30 天", ["延迟时间为五天，不超过", "  30 天"]),
        ("a delay not over 1 d 12 h 30 min", ["a delay not over 1 d 12 h", "  30 min"]),
        ("by 5 Nov 2026 at 09:30, him", ["by 5 Nov 2026 at 09:30,", "  him"]),
        ("limit 2026.11 of EUR 1.50 and more", ["limit 2026.11 of EUR 1.50", "  and more"]),
    ],
)
def test_where_a_line_is_broken(line: str, lines: list[str]) -> None:
    assert wrapped(line, 25, 2) == lines


def test_a_screen_that_is_too_narrow_is_left_to_the_terminal() -> None:
    assert wrapped("one two three four five six seven", 20, 4) == ["one two three four five six seven"]


@given(TEXTS, st.integers(24, 60))
def test_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns, 4)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    longest = max((width(word) for word in text.split()), default=0)
    if longest <= columns - 4:
        assert all(width(line) <= columns for line in lines)
