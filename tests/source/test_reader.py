from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.tree import plain
from tests.source.reading import codes, content, reading


def test_every_scalar_stays_text() -> None:
    text = "a: no\nb: 1e3\nc: 2:30\nd: 2026-11-01\ne: 0x10\nf: 1_000\ng: .5\nh: on\ni: 007\nj: 100%\nk: =\nl: 3,5"
    assert content(text) == dict(line.split(": ", 1) for line in text.split("\n"))


def test_json_is_read_as_it_is_written() -> None:
    text = '{"amount": -1.50, "verified": true, "big": 1E400, "nested": {"a":[1,2]}, "slash": "a\\/b"}'
    assert content(text) == {
        "amount": "-1.50",
        "verified": "true",
        "big": "1E400",
        "nested": {"a": ["1", "2"]},
        "slash": "a/b",
    }


def test_a_byte_order_mark_at_the_start_is_no_matter() -> None:
    assert content("\ufeffa: b") == {"a": "b"}
    assert content(b"\xef\xbb\xbfa: b") == {"a": "b"}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_any_line_break(line_break: str) -> None:
    tree, problems = reading(line_break.join(["# 注释", "a: 款", "", "b:", "  - c", ""]))
    assert not problems.found
    assert tree is not None
    assert tree.key_spans["b"].line == 4


def test_ordinary_comments_and_signs_pass() -> None:
    text = 'a: b # why\nc: d#e\nf: [g] #h\ni: "#j" #k\n#l\nm:  #n\n  - o\np: C# \n'
    assert content(text) == {"a": "b", "c": "d#e", "f": ["g"], "i": "#j", "m": ["o"], "p": "C#"}


def test_one_document_may_be_marked() -> None:
    assert content("---\na: b\n...\n") == {"a": "b"}


def test_joiners_between_letters_that_need_them() -> None:
    assert content("a: 👨\u200d👩\u200d👧 می\u200cخواهم") == {"a": "👨\u200d👩\u200d👧 می\u200cخواهم"}


def test_quotes_make_a_word_of_everything() -> None:
    text = '"null": "~"\n"<<": ""\n"a, b": "c: d"'
    assert content(text) == {"null": "~", "<<": "", "a, b": "c: d"}


def test_problems_do_not_hide_the_rest_of_the_tree() -> None:
    tree, problems = reading("a:\nb: {c: d, e}\nf: *g\nh: i")
    assert [problem.code for problem in problems.found] == ["RR111", "RR112", "RR115"]
    assert tree is not None
    assert plain(tree) == {"a": "", "b": {"c": ""}, "f": "", "h": "i"}


def test_the_first_of_two_equal_keys_is_kept() -> None:
    tree, _ = reading("a: {x: 1}\na: {x: 2}")
    assert tree is not None
    assert plain(tree) == {"a": {"x": "1"}}


def test_what_was_found_before_the_parser_stopped_is_reported() -> None:
    assert codes("a: 1\na: 2\nb: @c") == ["RR114", "RR129"]


@pytest.mark.parametrize(
    ("limits", "text", "code"),
    [
        (LoadLimits(file_bytes=10), "a: " + "x" * 8, "RR102"),
        (LoadLimits(file_bytes=10), "a: 退款退", "RR102"),
        (LoadLimits(file_bytes=10), b"a: " + b"x" * 8, "RR102"),
        (LoadLimits(nesting=2), "a: [[b]]", "RR122"),
        (LoadLimits(nodes=5), "{a: b, c: d, e: f}", "RR123"),
        (LoadLimits(scalar=3), "a: abcd", "RR124"),
    ],
)
def test_limits(limits: LoadLimits, text: str | bytes, code: str) -> None:
    _, problems = reading(text, limits)
    assert [problem.code for problem in problems.found] == [code]


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (LoadLimits(file_bytes=12), "a: 退款退"),
        (LoadLimits(nesting=3), "a: [[b]]"),
        (LoadLimits(nodes=7), "{a: b, c: d, e: f}"),
        (LoadLimits(scalar=4), "a: abcd"),
    ],
)
def test_a_limit_itself_is_allowed(limits: LoadLimits, text: str) -> None:
    assert not reading(text, limits)[1].found


def test_the_sign_for_a_lost_character_stays_where_nothing_is_refused() -> None:
    tree, problems = reading("a: x\ufffdy")
    assert (plain(tree), list(problems.found)) == ({"a": "x\ufffdy"}, [])  # type: ignore[arg-type]  # a tree


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20)
documents = st.dictionaries(
    words.filter(bool),
    st.recursive(
        words,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words.filter(bool), inner, max_size=4),
        max_leaves=20,
    ),
    min_size=1,
    max_size=4,
)


@given(documents, st.sampled_from([True, False, None]), st.booleans())
def test_what_is_written_as_yaml_is_read_back(document: object, flow: bool | None, unicode: bool) -> None:
    text = yaml.safe_dump(document, default_flow_style=flow, allow_unicode=unicode)
    tree, problems = reading(text)
    # Some of the drawn characters a ruleset refuses; everything else must come back.
    if not problems.found:
        assert tree is not None
        assert plain(tree) == document
    else:
        assert {problem.code for problem in problems.found} <= {"RR103", "RR104"}


def test_importing_the_reader_is_cheap() -> None:
    program = (
        "import sys; import recovery_rules.source.reader, recovery_rules.source.errors;"
        "print([name for name in ('yaml', 'pydantic', 'lark', 'structlog', 'difflib') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: {b:c, d: e}", {"a": {"b": "c", "d": "e"}}),  # as if a blank stood behind the colon
        ("a: {b: c, d, e: f}", {"a": {"b": "", "e": "f"}}),  # the value of b goes on behind the comma
        ("a: {b, c: d}", {"a": ""}),  # a list, or a key that is not finished
        ("a: b #c", {"a": ""}),
        ("a: b\u3000\nc\u200bd: e", {"a": "b", "cd": "e"}),
    ],
)
def test_what_is_kept_of_a_refused_entry(text: str, left: object) -> None:
    tree, problems = reading(text)
    assert problems.has_errors
    assert tree is not None
    assert plain(tree) == left


@pytest.mark.parametrize(
    ("text", "lost"),
    [("a: b\na: c", ("a",)), ("a: b\n[c]: d", ("",)), ("<<: a\nb: c", ("",)), ("null: a\nb: c", ("null",))],
)
def test_keys_that_are_refused_are_remembered(text: str, lost: tuple[str, ...]) -> None:
    tree, _ = reading(text)
    assert tree is not None
    assert tree.lost == lost


def test_a_missing_dash_is_said_once() -> None:
    _, problems = reading("rules:\n  - id: a\n    then: b\n    id: c\n    then: d")
    (found,) = problems.found
    assert (found.code, found.span and found.span.line) == ("RR114", 4)
    assert found.label == "it stands on line 2 already: keep one, or start a new entry with `- `"
