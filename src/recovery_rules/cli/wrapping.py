"""Long lines broken where a reader would break them: at blanks, and between Chinese characters.

In: one line and the columns that there are. Out: lines. Called by `screen`. Rich would take a Chinese sentence for one
word.
"""

from __future__ import annotations

import re
from typing import Final

from recovery_rules.source.printable import width

_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6"
_CLOSING: Final = "、，。；：！？）」』”’…"  # never at the start of a line
_OPENING: Final = "（「『“‘"  # never at its end
# Blanks, then one wide character or one word of anything else, with the marks that must stay beside it.
_PIECE: Final = re.compile(
    rf" *[{_OPENING}]*(?:(?![{_OPENING}])[{_WIDE}]|[^ {_WIDE}{_OPENING}]+)[{_CLOSING}]*| *[{_OPENING}{_CLOSING}]+"
)
_NARROWEST: Final = 20  # a line that has less room is left as it is


def wrapped(line: str, columns: int, hang: int) -> list[str]:
    """The line in as many lines as it needs; from the second on it goes on `hang` columns further in.

    Example:
        >>> wrapped("  a rule that is long", 24, 4)
        ['  a rule that is long']
        >>> wrapped("  a rule that is much longer than this", 24, 4)
        ['  a rule that is much', '      longer than this']
    """
    indent = len(line) - len(line.lstrip())
    if width(line) <= columns or columns - indent - hang < _NARROWEST:
        return [line.rstrip()]
    found = [" " * indent]
    for match in _PIECE.finditer(line, indent):
        piece = match.group()
        if width(found[-1]) + width(piece.rstrip()) > columns and found[-1].strip():
            found.append(" " * (indent + hang) + piece.lstrip())
        else:
            found[-1] += piece
    return [one.rstrip() for one in found]
