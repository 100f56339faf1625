import json

from hypothesis import given
from hypothesis import strategies as st

from tests.source.reading import codes, content, reading

values = st.recursive(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Co"]) | st.sampled_from("😀𝔘\U0010fffd\\ud83")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc😀", min_size=1), inner, max_size=3),
    max_leaves=10,
)


@given(values, st.booleans())
def test_every_json_text_is_read_as_json_means_it(value: object, ascii_only: bool) -> None:
    text = json.dumps({"value": value}, ensure_ascii=ascii_only)
    if not codes(text):
        assert content(text) == json.loads(text)
    else:  # an odd blank at an end is written by an escape or in quotes, so nothing is left to refuse
        assert set(codes(text)) <= {"RR103", "RR104"}


def test_an_emoji_in_json() -> None:
    assert content('{"a": "x\\ud83d\\ude00y", "b": "\\uD83D\\uDE00"}') == {"a": "x😀y", "b": "😀"}


def test_columns_after_an_emoji_stay_right() -> None:
    tree, _ = reading('{"a": "\\ud83d\\ude00", "b": c}')
    assert tree is not None
    assert tree.key_spans["b"].column == 23


def test_outside_double_quotes_it_is_plain_text() -> None:
    text = "a: '\\uD83D\\uDE00'\nb: \\ud83d\\ude00\nc: \"\\ud83d\\ude00\""
    assert content(text) == {"a": "\\uD83D\\uDE00", "b": "\\ud83d\\ude00", "c": "😀"}


def test_an_escaped_backslash_starts_no_pair() -> None:
    assert content('{"a": "\\\\ud83d\\\\ude00", "b": "\\ud83d\\ude00"}') == {"a": "\\ud83d\\ude00", "b": "😀"}


def test_half_a_pair_is_refused() -> None:
    assert codes('{"a": "\\ud83d"}') == ["RR128"]
    assert codes('{"a": "\\\\ud83d\\ude00", "b": "\\ud83d\\ude00"}') == ["RR103"]


def test_a_file_that_uses_private_characters_itself_keeps_them() -> None:
    assert content('{"a": "\ue03d\\ud83d\\ude00\\uE900"}') == {"a": "\ue03d😀\ue900"}


def test_a_file_that_uses_all_private_characters_is_told_where() -> None:
    assert codes('{"a": "\ue03d\ue900\uf000", "b": "\\ud83d\\ude00"}') == ["RR128"]
