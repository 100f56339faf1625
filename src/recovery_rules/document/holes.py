"""Changes of a tree that has been copied for them: holes, and keys under another name. Used by `mending` alone.

A hole is a text without letters and without a place, as the reader leaves it where a value is missing.
"""

from typing import Final

from recovery_rules.document.place import Place
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

NOWHERE: Final = Span("", 1, 1, 1, 1)
HOLE: Final = ScalarNode("", NOWHERE)
GONE: Final = ScalarNode("", NOWHERE, quoted=True)  # an entry of a list that goes once all errors have been seen


def _copy(node: Node) -> Node:
    if isinstance(node, MapNode):
        return copy_of_mapping(node)
    return ListNode(map(_copy, node), node.span) if isinstance(node, ListNode) else node


def copy_of_mapping(node: MapNode) -> MapNode:
    """A copy that can be changed; the texts in it, which cannot, are the same."""
    return MapNode({key: _copy(inner) for key, inner in node.items()}, node.span, node.key_spans, node.lost)


def is_hole(node: Node) -> bool:
    """Whether something that has been reported was left out here."""
    return isinstance(node, ScalarNode) and node.missing and node.span.empty


def put(place: Place, node: Node) -> None:
    """Put a node into a place."""
    owner, step = place.owner, place.steps[-1]
    owner[step] = node  # type: ignore[index]  # the step has led to a node of it


def insert_hole(owner: MapNode, key: str) -> None:
    """Add a key that is missing."""
    owner[key] = HOLE
    owner.key_spans = {**owner.key_spans, key: NOWHERE}


def rename_key(owner: MapNode, key: str, meant: str) -> None:
    """Give a key another name, at the same place."""
    entries = [(meant if name == key else name, node) for name, node in owner.items()]
    owner.clear()
    owner.update(entries)
    owner.key_spans = {**owner.key_spans, meant: owner.key_spans[key]}
