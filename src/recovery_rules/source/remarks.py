"""Comments and blank lines of a file, and which lines hold anything else.

In: a text and its tree. Out: the lines between two entries, and the comment behind one. Called by `formatting`.
A `#` is the start of a comment where no text of the tree stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from recovery_rules.source.lines import Lines
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

_BEHIND: Final = re.compile(r"(?:^|[ \t])(#.*)")


@frozen
class Remark:
    """A comment, or a blank line, which has no text."""

    text: str
    column: int  # from 1


class Remarks:
    """Finds what stands around the entries of one file."""

    def __init__(self, text: str, tree: MapNode) -> None:
        """Note where the texts of the tree end."""
        self.lines = Lines(text)
        self._ends: dict[int, int] = {}  # the column behind the last text of a line
        self._used: list[int] = []
        used: set[int] = set()
        for span in _texts(tree, self):
            last = last_line(span)
            column = span.end_column if last == span.end_line else len(self.lines.line(last)) + 1
            self._ends[last] = max(column, self._ends.get(last, 0))
            used.update(range(span.line, last + 1))
        used |= {number for number in range(1, self.lines.count + 1) if self._is_mark(number, used)}
        self._used = sorted(used)

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping is written in brackets or braces."""
        return self.lines.line(node.span.line)[node.span.column - 1 : node.span.column] in {"[", "{"}

    def before(self, line: int) -> list[Remark]:
        """What stands between the last line before this one that is no remark, and this one."""
        place = bisect_left(self._used, line)
        first = self._used[place - 1] + 1 if place else 1
        return [self._remark(number) for number in range(first, line)]

    def after_all(self) -> list[Remark]:
        """What stands behind everything."""
        return self.before(self.lines.count + 1)

    def behind(self, line: int) -> Remark | None:
        """The comment at the end of a line."""
        start = self._ends.get(line, 1) - 1
        found = _BEHIND.search(self.lines.line(line), start)
        return None if found is None else Remark(found.group(1).rstrip(), found.start(1) + 1)

    def _remark(self, number: int) -> Remark:
        line = self.lines.line(number)
        return Remark(line.strip(), len(line) - len(line.lstrip()) + 1)

    def _is_mark(self, number: int, used: set[int]) -> bool:
        """Whether a line holds only dashes, or a mark of the document."""
        line = self.lines.line(number).strip()
        return number not in used and bool(line) and not line.startswith("#")


def last_line(span: Span) -> int:
    """The last line of a stretch; one that goes up to the next line does not reach it."""
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def _texts(node: Node, remarks: Remarks) -> Iterator[Span]:
    """Every key, text and flow collection."""
    if isinstance(node, ScalarNode) or remarks.is_flow(node):
        yield node.span
    elif isinstance(node, ListNode):
        for item in node:
            yield from _texts(item, remarks)
    else:
        for key, value in node.items():
            yield node.key_spans[key]
            yield from _texts(value, remarks)
