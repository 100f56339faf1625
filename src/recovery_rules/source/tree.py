"""What a file says, as a tree of text that knows where it stands.

In: built by `reader` alone. Out: read by the document stage; lists and mappings are real `list` and `dict`,
so that pydantic takes them as such. Nodes are never changed after reading. No node is a number, a boolean or
a date: the declared type of a fact decides what a text means, not its looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@frozen
class ScalarNode:
    """One text, as the author means it: unquoted and unescaped. Equal texts are equal wherever they stand."""

    text: str
    span: Span = field(eq=False)
    quoted: bool = field(default=False, eq=False)

    @property
    def missing(self) -> bool:
        """Whether it stands for a value that is not there, which the reader has reported already."""
        return not self.text and not self.quoted

    def part(self, start: int, stop: int) -> Span:
        """Where the characters `start` to `stop` of the text stand, to underline one token of an expression.

        Every escape makes what is written longer than what is meant, so equal lengths mean that each
        character stands for itself. Elsewhere (escapes, several lines) the answer is the whole text.

        Example:
            >>> ScalarNode("delay > 2 h", Span("a.yaml", 3, 8, 3, 21), quoted=True).part(0, 5).column
            9
        """
        span = self.span
        quote = 1 if self.quoted else 0
        if self.missing or span.line != span.end_line or span.end_column - span.column - 2 * quote != len(self.text):
            return span
        return span.inside(start + quote, stop + quote)


class ListNode(list["Node"]):
    """The items of a YAML list, and where it stands."""

    __slots__ = ("span",)
    span: Span

    def __init__(self, items: Iterable[Node], span: Span) -> None:
        """Keep the items and their place."""
        super().__init__(items)
        self.span = span


class MapNode(dict[str, "Node"]):
    """The entries of a YAML mapping in their order, where it stands, and where each key stands.

    `lost` are the keys of entries that the reader refused and left out, empty where a key was no name.
    """

    __slots__ = ("key_spans", "lost", "span")
    span: Span
    key_spans: Mapping[str, Span]
    lost: tuple[str, ...]

    def __init__(
        self, entries: Mapping[str, Node], span: Span, key_spans: Mapping[str, Span], lost: tuple[str, ...] = ()
    ) -> None:
        """Keep the entries, their place, the places of their keys, and the keys of what was refused."""
        super().__init__(entries)
        self.span = span
        self.key_spans = key_spans
        self.lost = lost


Node: TypeAlias = ScalarNode | ListNode | MapNode


def plain(node: Node) -> Any:
    """The same content as nested `dict`, `list` and `str`: what a digest is taken of."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, ListNode):  # of texts, most often: tables have many
        return [item.text if isinstance(item, ScalarNode) else plain(item) for item in node]
    return {key: plain(value) for key, value in node.items()}
