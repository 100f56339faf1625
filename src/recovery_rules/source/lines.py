"""The lines of a text, counted as the YAML parser and an editor count them.

`str.splitlines` also breaks at form feeds, U+2028 and others. The reader refuses those characters, so a line
ends only at LF, CR or CR LF. In: a text. Out: lines by number, spans by offset. Used by `reader` and `frame`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from recovery_rules.source.span import Span

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """A text and where its lines start."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        """Find the lines once."""
        self.text = text
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are; a text that ends with a line break has an empty last one."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Line `number`, from 1, without its line break; empty beyond the end."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        stop = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:stop].rstrip("\r\n")

    def number(self, offset: int) -> int:
        """The number of the line in which the character at `offset` stands."""
        return bisect_right(self._starts, offset)

    def start(self, number: int) -> int:
        """The offset at which line `number` starts."""
        return self._starts[number - 1]

    def span(self, file: str, start: int, stop: int) -> Span:
        """The span between two offsets, at least one character wide."""
        start = min(start, len(self.text))
        stop = max(start, min(stop, len(self.text)))
        first, last = self.number(start), self.number(stop)
        column, end_column = start - self.start(first) + 1, stop - self.start(last) + 1
        return Span(file, first, column, last, max(end_column, column + 1) if first == last else end_column)
