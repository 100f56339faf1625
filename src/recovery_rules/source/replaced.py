"""What files put in the place of what the files under them say, of what limits of law may read.

In: the trees of several files, those that are extended first. Out: `Replacement`. Called by `overlay`; whether a limit
of law reads it, is for `cells.law_read` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from recovery_rules.source.span import Span
from recovery_rules.source.tree import MapNode, plain

_SECTIONS: Final = ("parameters", "derived")
_HEAD: Final = ("clock", "calendar", "zone", "month_end", "working_day_ends")  # by which times are counted


@frozen
class Replacement:
    """An entry, or a key of the head, that takes the place of another one.

    Attributes:
        name: of the parameter or derived fact, or the key.
        span: where it stands.
        before: where the other one stands.
        below: the files that come before this one.
    """

    name: str
    span: Span
    before: Span
    below: frozenset[str]


def replacements(trees: Sequence[MapNode]) -> Iterator[Replacement]:
    """Each of them, in the order of files; what says the same takes no place."""
    known: dict[tuple[str, str], tuple[Span, object]] = {}
    below: list[str] = []
    for tree in trees:
        for key, name, span, content in _entries(tree):
            before = known.get((key, name))
            if before is not None and before[1] != content:
                yield Replacement(name, span, before[0], frozenset(below))
            known[key, name] = span, content
        below.append(tree.span.file)


def _entries(tree: MapNode) -> Iterator[tuple[str, str, Span, object]]:
    for key in _SECTIONS:
        section = tree.get(key)
        if isinstance(section, MapNode):
            for name, entry in section.items():
                content = plain(entry)
                if isinstance(content, dict):
                    content.pop("replaces", None)
                yield key, name, section.key_spans[name], content
    for key in _HEAD:
        if key in tree:
            yield key, key, tree.key_spans[key], plain(tree[key])
