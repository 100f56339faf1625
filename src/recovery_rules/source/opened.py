"""A list or mapping that is being read. Used by `builder` alone, which keeps those that are open on a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_rules.source.span import Span
    from recovery_rules.source.tree import Node, ScalarNode


class Opened:
    """A list or mapping that has begun and not ended."""

    __slots__ = (
        "end",
        "entries",
        "flow",
        "is_key",
        "is_map",
        "items",
        "key",
        "key_end",
        "keys",
        "lost",
        "refused",
        "start",
        "unnamed",
    )

    def __init__(self, start: Span, *, is_map: bool, flow: bool, is_key: bool) -> None:
        self.start = start
        self.end = start
        self.is_map = is_map
        self.flow = flow
        self.is_key = is_key  # a list or mapping in the place of a key: read, reported, left out
        self.items: list[Node] = []
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, Span] = {}
        self.key: ScalarNode | bool | None = False  # False: a key comes next; None: it came and was refused
        self.key_end = 0  # offset behind the key
        self.unnamed = ""  # the text of a key that was refused
        self.refused: list[str] = []  # keys whose entries are left out
        self.lost: list[tuple[ScalarNode | None, Node | None]] = []  # entries of `{...}`; None: it has no colon
