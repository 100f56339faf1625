"""Rows in columns, or one below the other where there is no room. A Chinese character takes two columns.

In: texts. Out: lines on the standard output. Called by the commands that show tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from recovery_rules.cli.screen import prose, write
from recovery_rules.source.printable import printable, width

if TYPE_CHECKING:
    from rich.console import Console

_GAP: Final = 2
_LEAST: Final = 20  # columns that a column which gives way keeps
_STEP: Final = "    "


def show_rows(
    screen: Console,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Mapping[int, int] | None = None,
    styles: Mapping[str, str] | None = None,
) -> None:
    """Shows a table without frames; columns that are empty throughout are left out.

    Args:
        screen: where to.
        heads: the names of the columns.
        rows: as many texts a row.
        shares: the columns, from 0, that give way where there is not room for all, and their shares of what is left.
        styles: how some texts are shown, by the text.
    """
    shares = shares or {}
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    texts = [[printable(row[place]) for place in kept] for row in rows]
    titles = [heads[place] for place in kept]
    fixed = [column for column, place in enumerate(kept) if place not in shares]
    room = screen.width - sum(_widest(column, titles, texts) for column in fixed) - _GAP * (len(kept) - 1)
    if room < _LEAST * (len(kept) - len(fixed)):
        _stack(screen, titles, texts)
    else:
        _tabulate(
            screen, titles, texts, {column: shares.get(place, 0) for column, place in enumerate(kept)}, styles or {}
        )


def _widest(column: int, titles: Sequence[str], texts: Sequence[Sequence[str]]) -> int:
    return max(width(titles[column]), *(width(row[column]) for row in texts))


def _stack(screen: Console, titles: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    longest = max((width(title) for title in titles[1:]), default=0)
    for first, *others in texts:
        prose(first, screen)
        for title, text in zip(titles[1:], others, strict=True):
            if text:
                prose(f"{_STEP}{title}{' ' * (longest - width(title) + _GAP)}{text}", screen, hang=longest + _GAP)


def _tabulate(
    screen: Console,
    titles: Sequence[str],
    texts: Sequence[Sequence[str]],
    shares: Mapping[int, int],
    styles: Mapping[str, str],
) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    too_wide = sum(_widest(column, titles, texts) + _GAP for column in range(len(titles))) - _GAP > screen.width
    for column, title in enumerate(titles):
        share = shares[column]
        table.add_column(title, overflow="fold", no_wrap=not share, ratio=share if share and too_wide else None)
    for row in texts:
        table.add_row(*(Text(text, styles.get(text, "")) for text in row))
    if screen.is_terminal:
        screen.print(table)
        return
    with screen.capture() as captured:
        screen.print(table)
    write("\n".join(line.rstrip() for line in captured.get().splitlines()))
