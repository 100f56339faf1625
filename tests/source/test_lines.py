import pytest

from recovery_rules.source.lines import Lines


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
def test_lines_end_as_in_an_editor(line_break: str) -> None:
    lines = Lines(line_break.join(["a", "", "b\x0cc\u2028d\x85e"]))
    assert [lines.line(number) for number in range(5)] == ["", "a", "", "b\x0cc\u2028d\x85e", ""]


def test_a_span_of_offsets() -> None:
    lines = Lines("ab\ncd\n")
    span = lines.span("f", 4, 5)
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 2, 2, 3)
    span = lines.span("f", 1, 4)
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 2, 2, 2)


def test_a_span_beyond_the_end_stays_in_the_text_and_has_a_width() -> None:
    span = Lines("ab").span("f", 10, 20)
    assert (span.line, span.column, span.end_column) == (1, 3, 4)
