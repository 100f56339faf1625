from __future__ import annotations

import copy
import pickle

import pytest

from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, ScalarNode, plain
from tests.source.reading import reading


def _value(text: str) -> tuple[ScalarNode, str]:
    tree, problems = reading(text)
    assert tree is not None
    node = tree["must"]
    assert isinstance(node, ScalarNode)
    return node, problems.sources["f.yaml"]


def _underlined(text: str, token: str) -> str:
    """What is underlined for a token of the value of `must`."""
    node, source = _value(text)
    start = node.text.index(token)
    span = node.part(start, start + len(token))
    if span.line != span.end_line:
        return "several lines"
    return source.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    "written",
    [
        "must: delay > 2 h",
        "must:   delay > 2 h  # longer",
        'must: "delay > 2 h"',
        "must: 'delay > 2 h'",
        "延误: 1\nmust: delay > 2 h",
        "{a: 延误, must: delay > 2 h}",
        "must:\n  delay > 2 h",
        "must: 延误😀 > 2 h",
    ],
)
def test_a_token_is_underlined_exactly(written: str) -> None:
    assert _underlined(written, "2 h") == "2 h"


@pytest.mark.parametrize(
    ("written", "underlined"),
    [
        ('must: "delay\\u0020> 2 h"', '"delay\\u0020> 2 h"'),
        ("must: 'it''s > 2 h'", "'it''s > 2 h'"),
        ("must: delay >\n  2 h", "several lines"),
        ("must: >-\n  delay >\n  2 h\n", "several lines"),
        ("must: |\n  2 h\n", "several lines"),
    ],
)
def test_where_text_is_not_written_as_meant_all_of_it_is_underlined(written: str, underlined: str) -> None:
    assert _underlined(written, "2 h") == underlined


def test_nodes_are_equal_by_what_they_say() -> None:
    here, there = Span("a", 1, 1, 1, 2), Span("b", 7, 7, 7, 8)
    assert ScalarNode("x", here) == ScalarNode("x", there, quoted=True)
    assert len({ScalarNode("x", here), ScalarNode("x", there)}) == 1
    assert ScalarNode("x", here) != ScalarNode("y", here)


def test_a_quoted_empty_text_is_not_missing() -> None:
    span = Span("a", 1, 1, 1, 3)
    assert not ScalarNode("", span, quoted=True).missing
    assert ScalarNode("", span).missing


def test_lists_and_mappings_are_real_ones_with_places() -> None:
    tree, _ = reading("a:\n  - {b: c, d: [e]}\n  - f\ng: h\n")
    assert isinstance(tree, MapNode)
    assert isinstance(tree, dict)
    items = tree["a"]
    assert isinstance(items, ListNode)
    assert isinstance(items, list)
    assert (items.span.line, items.span.column, items.span.end_line, items.span.end_column) == (2, 3, 3, 6)
    inner = items[0]
    assert isinstance(inner, MapNode)
    assert (inner.span.column, inner.span.end_column) == (5, 19)
    assert inner.key_spans["d"] == Span("f.yaml", 2, 12, 2, 13)
    assert (tree.span.line, tree.span.end_line, tree.span.end_column) == (1, 4, 5)
    assert plain(tree) == {"a": [{"b": "c", "d": ["e"]}, "f"], "g": "h"}


def test_trees_can_be_copied_and_pickled_with_their_places() -> None:
    tree, _ = reading("a: [b, {c: d}]")
    assert tree is not None
    for twin in (copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):  # noqa: S301
        assert twin == tree
        assert twin.span == tree.span
        assert twin.key_spans == tree.key_spans
