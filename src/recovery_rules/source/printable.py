"""Author text made safe to show: what cannot be seen is written as an escape, never sent raw to a terminal.

In: any text. Out: text in which every character takes a known number of columns. Called by `frame` for all
that it prints, and by whoever quotes an author's words in a message.
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

# Letters by their category, yet shown as nothing: they could hide a difference between two names.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_QUOTE = 60


def printable(text: str) -> str:
    r"""The text with control, format, direction-changing and unassigned characters escaped.

    Example:
        >>> printable("a\x00b\u202ec")
        'a\\x00b\\u202ec'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char not in _BLANK_LETTERS and category(char) not in _UNSEEN:
        return char
    code = ord(char)
    if code <= 0xFF:  # noqa: PLR2004
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def quote(text: str) -> str:
    """The author's words in backticks, on one line, cut where they are long.

    Example:
        >>> quote("card_owner")
        '`card_owner`'
    """
    line = " ".join(text.split()) if len(text) <= _LONGEST_QUOTE else " ".join(text[:_LONGEST_QUOTE].split()) + "…"
    return f"`{printable(line)}`"


def width(text: str) -> int:
    """The columns that printable text takes: two for wide East Asian characters, none for combining marks.

    Example:
        >>> width("退款 ok")
        7
    """
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if category(char) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1
