r"""JSON's way to write characters beyond U+FFFF, which YAML does not know: `"\ud83d\ude00"` for one emoji.

In: the text of a file. Out: a text of the same length that the YAML parser accepts, and the way back for each
text it reads. Called by `reader` and `builder`, so that case files written by any JSON library parse with
every column right. Each half is replaced by a private-use character of a range that the file does not use at
all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_HALVES = 0x800  # code points from U+D800 to U+DFFF
_RANGES = ((0xE000, "[eE][0-7]"), (0xE800, "[eE][89a-fA-F]"), (0xF000, "[fF][0-7]"))


def hide(text: str) -> tuple[str, Callable[[str], str] | None]:
    """The text without escaped pairs, and what turns a text read from it into the one meant, if needed."""
    if not _PAIR.search(text):
        return text, None
    for base, digits in _RANGES:
        if not re.search(f"[{chr(base)}-{chr(base + _HALVES - 1)}]|\\\\(?:u|U0000){digits}", text):
            return _hide(text, base)
    return text, None  # every private range is in use: the parser refuses the pairs, at their place


def _hide(text: str, base: int) -> tuple[str, Callable[[str], str]]:
    written: dict[str, str] = {}
    shift = base - 0xD800

    def replace(match: re.Match[str]) -> str:
        hidden = ""
        for half in (match.group()[:6], match.group()[6:]):
            code = int(half.removeprefix("\\u"), base=16) + shift
            # In the same case as it was written, which is how it comes back where it was plain text.
            new = f"\\u{code:04x}" if half.islower() else f"\\u{code:04X}"
            written.setdefault(new, half)
            hidden += new
        return hidden

    pair = re.compile(f"[{chr(base)}-{chr(base + 0x3FF)}][{chr(base + 0x400)}-{chr(base + 0x7FF)}]")
    lone = re.compile(f"[{chr(base)}-{chr(base + 0x7FF)}]")

    def joined(match: re.Match[str]) -> str:
        high, low = (ord(char) - base for char in match.group())
        return chr(0x10000 + (high << 10) + (low - 0x400))

    def restore(value: str) -> str:
        # Outside double quotes a backslash is a letter, and what was written must come back as it was.
        value = _ESCAPE.sub(lambda match: written.get(match.group(), match.group()), value)
        value = pair.sub(joined, value)
        return lone.sub(lambda match: chr(ord(match.group()) - shift), value)

    return _PAIR.sub(replace, text), restore
