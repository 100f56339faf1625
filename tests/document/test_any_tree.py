"""Whatever a file says, it becomes a document or diagnostics that point into it; nothing else comes out."""

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.reading import read_case_file, read_document
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.loading import check_text
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode
from tests.strategies import COSTLY

KEYS = sorted(
    {
        *RulesetDocument.known_keys(),
        *CaseFileDocument.known_keys(),
        *("id", "when", "then", "rows", "hit", "type", "value", "gives", "parameters", "choice", "by", "of", "unless"),
        *("stream", "except", "at_most", "at_least", "action", "owed", "forbid", "any_of", "expr", "given", "replaces"),
        *("a", "refund", "9", "", "[key]", "\0list", "en", "label", "values", "order", "with", "phase", "level", "not"),
    }
)
SPAN = Span("a.yaml", 1, 1, 1, 2)


def _mapping(entries: dict[str, Node]) -> MapNode:
    return MapNode(entries, SPAN, dict.fromkeys(entries, SPAN))


def _ruleset(entries: MapNode) -> MapNode:
    head: dict[str, Node] = {"language": ScalarNode("1", SPAN), "ruleset": ScalarNode("a", SPAN)}
    return _mapping({**head, **entries})


texts = st.sampled_from([*KEYS, "true", "1", "first", "law", "remedy", "resolve"]) | st.text(max_size=3)
scalars = st.builds(ScalarNode, texts, st.just(SPAN), st.booleans())
trees = st.recursive(
    scalars,
    lambda nodes: (
        st.lists(nodes, max_size=4).map(lambda items: ListNode(items, SPAN))
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), nodes, max_size=5).map(_mapping)
    ),
    max_leaves=30,
)
files = st.dictionaries(st.sampled_from(KEYS), trees, max_size=6).map(_mapping).map(_ruleset)


@COSTLY
@given(files)
def test_a_ruleset_of_any_shape(tree: MapNode) -> None:
    problems = Problems()
    document = read_document(tree, problems)
    assert (document is None or document.left_out.anything) <= problems.has_errors
    assert all(found.span == SPAN and found.message for found in problems.found)


@given(files)
def test_a_case_file_of_any_shape(tree: MapNode) -> None:
    problems = Problems()
    document = read_case_file(tree, problems)
    assert document is not None or problems.has_errors


@given(st.sampled_from(RulesetDocument.known_keys()), trees)
def test_any_shape_under_each_key(key: str, tree: Node) -> None:
    problems = Problems()
    document = read_document(_ruleset(_mapping({key: tree})), problems)
    assert (document is None or document.left_out.anything) <= problems.has_errors


def test_a_key_that_looks_like_a_word_of_the_library() -> None:
    text = "language: 1\nruleset: k\nkinds: {}\nrules: []\nexamples: [{'': 1, '[key]': 2}]\n"
    assert {found.code for found in check_text(text).diagnostics} >= {"RR120", "RR140"}
