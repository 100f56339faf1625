"""Where an error of pydantic is in the tree. In: the steps that lead to it. Out: `Place`. Called by `wording`."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen
from pydantic_core import ErrorDetails

from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node


@frozen
class Place:
    """A node, and the keys and positions that lead to it."""

    nodes: tuple[Node, ...]  # from the root to the node
    steps: tuple[str | int, ...]

    @property
    def node(self) -> Node:
        """The node."""
        return self.nodes[-1]

    @property
    def owner(self) -> Node | None:
        """What holds the node; None of the root."""
        return self.nodes[-2] if self.steps else None

    @property
    def key(self) -> str:
        """The nearest key; empty at the root."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")

    @property
    def key_span(self) -> Span | None:
        """Where the key of the node stands; None where the node is an entry of a list."""
        return self.owner.key_spans[str(self.steps[-1])] if isinstance(self.owner, MapNode) else None

    @property
    def span(self) -> Span:
        """What to underline: the node, or its key where the node covers several lines."""
        span = self.node.span
        return self.key_span or span if span.line != span.end_line else span

    @property
    def subject(self) -> str:
        """The node as the subject of a message."""
        if not self.steps:
            return "the file"
        name = quote(self.key)
        return name if isinstance(self.steps[-1], str) else f"an entry of {name}"


def context_of(error: ErrorDetails) -> dict[str, Any]:
    """What an error says of itself besides its type; each type has details of its own."""
    return error.get("ctx", {})


def locate(tree: MapNode, steps: Iterable[str | int]) -> Place:
    """Follow the steps of an error as far as the tree goes."""
    nodes: list[Node] = [tree]
    taken: list[str | int] = []
    for step in steps:
        if isinstance(step, int) and step < 0:  # the number of a shape
            continue
        match nodes[-1], step:
            case MapNode() as mapping, str() if step in mapping:
                nodes.append(mapping[step])
            case ListNode() as items, int() if step < len(items):
                nodes.append(items[step])
            case _:
                break
        taken.append(step)
    return Place(tuple(nodes), tuple(taken))
