"""Rows in columns. In: texts. Out: a Rich table, in which a Chinese character takes two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recovery_rules.source.printable import printable

if TYPE_CHECKING:
    from rich.table import Table


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, wrapped: frozenset[int] = frozenset()) -> Table:
    """A table without frames; columns that are empty throughout are left out.

    Args:
        heads: the names of the columns.
        rows: as many texts a row.
        wrapped: the columns, from 0, that give way where there is not room for all.
    """
    from rich.table import Table
    from rich.text import Text

    shown = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    found = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", collapse_padding=True)
    for place in shown:
        found.add_column(heads[place], overflow="fold", no_wrap=bool(wrapped) and place not in wrapped)
    for row in rows:
        found.add_row(*(Text(printable(row[place])) for place in shown))
    return found
