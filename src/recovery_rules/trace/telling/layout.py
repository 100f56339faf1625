"""Lines in columns, by the width that a terminal gives them: a Chinese character takes two columns.

In: rows of cells. Out: lines. The last cell of a row is never padded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.source.printable import printable, width

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "   "


def aligned(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """The rows with their columns under each other; empty cells at the end of a row take no room.

    Example:
        >>> aligned([("严重程度", "严重", "至少为严重"), ("delay", "2 d")], "  ")
        ['  严重程度   严重   至少为严重', '  delay      2 d']
    """
    texts = [_without_empty_end([printable(cell) for cell in row]) for row in rows]
    most = max((len(row) for row in texts), default=0)
    widths = [max((width(row[column]) for row in texts if len(row) > column + 1), default=0) for column in range(most)]
    return [indent + _GAP.join(_padded(row, widths)) for row in texts]


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    padded = [cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(row[:-1])]
    return [*padded, *row[-1:]]


def _without_empty_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row
