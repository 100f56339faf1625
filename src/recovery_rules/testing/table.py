"""The CSV file of a table of cases: every cell as a text that knows where it stands.

In: the content of the file. Out: columns and lines, or diagnostics at the line or cell at fault. Called by `casefile`.
Lines end as in YAML files; cells follow RFC 4180, with a comma between them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Final

from attrs import frozen

from recovery_rules.source.characters import refused
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.lines import Lines
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

MOST_LINES: Final = 20_000
_MOST_CHARACTERS: Final = 20  # more unreadable ones help nobody
_CELL: Final = re.compile(r'"(?:[^"]|"")*"|[^,]*')
_GUESSES: Final = {";": "semicolons", "\t": "tabs"}


@frozen
class Line:
    """One line of the table below its head."""

    number: int  # in the file, from 1
    span: Span
    cells: Mapping[str, ScalarNode]  # by column


@frozen
class Table:
    """A table that could be read."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes, *, file: str, problems: Problems, limits: LoadLimits) -> Table | None:
    """Read a table.

    Args:
        content: UTF-8, with or without a byte order mark.
        file: the name under which problems point at it.
        problems: takes what is wrong.
        limits: how large one text may be.

    Returns:
        The table, without the lines that are wrong; None where its head is.
    """
    text = _decoded(content, file, problems)
    if text is None:
        return None
    problems.sources[file] = text
    lines = Lines(text)
    bad = [found for _, found in zip(range(_MOST_CHARACTERS), refused(text), strict=False)]
    for code, message, start, stop in bad:
        problems.add(code, message, lines.span(file, start, stop), label="remove it")
    if bad:
        return None
    return _Reader(text, lines, file, problems, limits).table()


class _Reader:
    def __init__(self, text: str, lines: Lines, file: str, problems: Problems, limits: LoadLimits) -> None:
        self._text = text
        self._lines = lines
        self._file = file
        self._problems = problems
        self._limits = limits
        self._broken = False

    def table(self) -> Table | None:
        """The head, then every line below it."""
        records = self._records()
        head = next(records, None)
        if head is None:
            if not self._broken:
                self._refuse("the table is empty", Span(self._file, 1, 1, 1, 2), "the first line names the columns")
            return None
        columns = self._columns(head)
        if columns is None:
            return None
        found = [line for record in records if (line := self._line(record, columns)) is not None]
        if not found and not self._broken:
            self._refuse("the table has no line below its head", self._whole(1, 1), "each line is a case")
        return Table(columns, tuple(found))

    def _records(self) -> Iterator[tuple[int, list[ScalarNode]]]:
        """The number and the cells of each line that is not blank; stops at what is not CSV."""
        reader = csv.reader(StringIO(self._text, newline=""), strict=True)
        while True:
            first = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                message = f"not readable as a table: {quote(str(error))}"
                self._refuse(
                    message, self._whole(first, first), 'a cell with a comma or a quote is written `"a, ""b"""`'
                )
                return
            if first > MOST_LINES + 1:
                message = f"the table has more than {MOST_LINES:,} lines"
                self._refuse(message, self._whole(first, first), "make several tables of it")
                return
            if cells:
                yield first, self._located(cells, first, reader.line_num)

    def _located(self, cells: list[str], first: int, last: int) -> list[ScalarNode]:
        """Cells with their places; where a line cannot be taken apart, or ends in another, each has all of it."""
        spans = [self._whole(first, last)] * len(cells)
        if first == last:
            line = self._lines.line(first)
            found = list(_cell_ends(line))
            if len(found) == len(cells):
                spans = [Span(self._file, first, start + 1, first, max(stop, start + 1) + 1) for start, stop in found]
        return [ScalarNode(cell, span, quoted=True) for cell, span in zip(cells, spans, strict=True)]

    def _columns(self, head: tuple[int, list[ScalarNode]]) -> tuple[str, ...] | None:
        names = [cell.text.strip() for cell in head[1]]
        for place, (name, cell) in enumerate(zip(names, head[1], strict=True)):
            if not name:
                self._refuse("a column without a name", cell.span, "name it, or take it out")
            elif name in names[:place]:
                self._refuse(f"the column {quote(name)} stands twice", cell.span, "give it another name")
        guess = next((word for mark, word in _GUESSES.items() if len(names) == 1 and mark in names[0]), None)
        if guess is not None:
            self._refuse(f"the columns are separated by {guess}", head[1][0].span, "separate them by commas")
        return None if self._broken else tuple(names)

    def _line(self, record: tuple[int, list[ScalarNode]], columns: tuple[str, ...]) -> Line | None:
        number, cells = record
        last = cells[-1].span.end_line
        if len(cells) != len(columns):
            message = f"the line has {_counted(len(cells))}, the head names {_counted(len(columns), 'column')}"
            more = cells[len(columns)].span if len(cells) > len(columns) else cells[-1].span
            label = "one too many starts here" if len(cells) > len(columns) else "this is the last one"
            self._add("RR147", message, more, label, notes=(f"columns: {', '.join(columns)}",))
            return None
        for cell in cells:
            if len(cell.text) > self._limits.scalar:
                message = f"the cell has {len(cell.text):,} characters, at most {self._limits.scalar:,} are read"
                self._add("RR124", message, cell.span)
                return None
        return Line(number, self._whole(number, last), dict(zip(columns, cells, strict=True)))

    def _whole(self, first: int, last: int) -> Span:
        return Span(self._file, first, 1, last, max(len(self._lines.line(last)), 1) + 1)

    def _refuse(self, message: str, at: Span, label: str) -> None:
        self._add("RR462", message, at, label)

    def _add(self, code: str, message: str, at: Span, label: str = "", *, notes: tuple[str, ...] = ()) -> None:
        self._broken = True
        self._problems.add(code, message, at, label=label, notes=notes)


def _decoded(content: bytes, file: str, problems: Problems) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = content.decode("utf-8-sig", "replace")
        problems.sources[file] = shown
        at = len(content[: error.start].decode("utf-8-sig", "replace"))
        notes = ("save it as `CSV UTF-8`; spreadsheets often write GBK or Windows-1252",)
        message = f"the file is not UTF-8 text: byte {content[error.start]:#04x} at position {error.start + 1:,}"
        problems.add("RR101", message, Lines(shown).span(file, at, at + 1), notes=notes)
        return None


def _cell_ends(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        match = _CELL.match(line, start)
        assert match is not None  # the second alternative matches nothing at the least
        yield match.span()
        if match.end() >= len(line):
            return
        start = match.end() + 1


def _counted(number: int, noun: str = "cell") -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
