"""Where a piece of a file stands.

In: positions that the reader computes. Out: `Span`, which every stage carries along to point at what an
author wrote.
"""

from __future__ import annotations

from attrs import frozen


@frozen
class Span:
    """A stretch of a file. Lines and columns count from 1, columns count code points, the end is exclusive.

    Example:
        >>> Span("retail.yaml", 4, 9, 4, 20).inside(0, 3)
        Span(file='retail.yaml', line=4, column=9, end_line=4, end_column=12)
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def empty(self) -> bool:
        """Whether it covers nothing: the place of a value that is missing."""
        return self.line == self.end_line and self.column == self.end_column

    def inside(self, start: int, stop: int) -> Span:
        """The characters `start` to `stop`, at least one wide; all of it where it has several lines."""
        if self.line != self.end_line:
            return self
        column = self.column + max(start, 0)
        return Span(self.file, self.line, column, self.line, max(self.column + stop, column + 1))

    def to(self, other: Span) -> Span:
        """From the start of this stretch to the end of `other`, a later one in the same file."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)
