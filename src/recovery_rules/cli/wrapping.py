"""Long lines broken where a reader would break them: at blanks, and between Chinese characters, but in no quantity.

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
# What ends in a number that stands for itself, and what begins with its unit: `over 1` and ` d`, `为 3` and ` 天`.
_NUMBER: Final = re.compile(r"(?<![A-Z]{3} )(?<![^ (（“])-?[0-9](?:[0-9.,]*[0-9])?\Z")
_UNIT: Final = re.compile(r" [^\W0-9_]| %")
# The same with the code of a currency, `EUR` and ` 20.00`.
_CURRENCY: Final = re.compile(r"(?<!\w)[A-Z]{3}\Z")
_AMOUNT: Final = re.compile(r" [0-9]")
_NARROWEST: Final = 20  # a line that has less room is left as it is


def wrapped(line: str, columns: int, hang: int) -> list[str]:
    """The line in as many lines as it needs; from the second on it goes on `hang` columns further in.

    Example:
        >>> wrapped("  a rule that is long", 24, 4)
        ['  a rule that is long']
        >>> wrapped("  a rule that is much longer than this", 26, 4)
        ['  a rule that is much', '      longer than this']
        >>> wrapped("a delay of more than 2 d", 22, 2)
        ['a delay of more than', '  2 d']
    """
    indent = len(line) - len(line.lstrip())
    if width(line) <= columns or columns - indent - hang < _NARROWEST:
        return [line.rstrip()]
    found = [" " * indent]
    for piece in _pieces(line, indent):
        if width(found[-1]) + width(piece.rstrip()) > columns and found[-1].strip():
            found.append(" " * (indent + hang) + piece.lstrip())
        else:
            found[-1] += piece
    return [one.rstrip() for one in found]


def _pieces(line: str, indent: int) -> list[str]:
    """What is not broken: words, Chinese characters, quantities."""
    found: list[str] = []
    for match in _PIECE.finditer(line, indent):
        if found and _is_one_quantity(found[-1], match.group()):
            found[-1] += match.group()
        else:
            found.append(match.group())
    return found


def _is_one_quantity(one: str, other: str) -> bool:
    if width(one) + width(other) > _NARROWEST:  # there is always room for this much
        return False
    if _NUMBER.search(one):
        return _UNIT.match(other) is not None
    return _CURRENCY.search(one) is not None and _AMOUNT.match(other) is not None
