"""Characters that cannot be seen: a reviewer would read another ruleset than the one that runs.

In: the text of a file, or one unescaped text. Out: where such characters stand and what they are. Called by
`reader` and `builder`. Listed are controls, halves of surrogate pairs, unusual line breaks, direction marks
(CVE-2021-42574), blanks of no width and letters that show nothing. Joiners (U+200C, U+200D) are writing
between two characters beyond ASCII, as in Persian, in Indian scripts and in emoji, and are refused elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import name

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_JOINER = "(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])"
_REFUSED: Final = re.compile(f"[{_CONTROL}]+|[{_UNSEEN}]+|{_JOINER}")
_ONLY_CONTROL: Final = re.compile(f"[{_CONTROL}]+")
# One class of characters, which most files hold none of, is searched five times as fast as the alternatives.
_SUSPECT: Final = re.compile(f"[{_CONTROL}{_UNSEEN}\u200c\u200d]")

# Blanks that YAML takes for letters: pasted from documents, or from Chinese keyboards (U+3000).
ODD_BLANKS: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_CONTROL_NAMES = {
    "\x00": "NUL",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
}


REPLACED: Final = "\ufffd"  # stands for each character that was refused


def refused(text: str) -> Iterator[tuple[str, str, int, int]]:
    """For each run of characters that a file must not hold: code, message, offsets of its start and end."""
    if not _SUSPECT.search(text):
        return
    for match in _REFUSED.finditer(text):
        run = match.group()
        char = run[0]
        more = f" ({len(run):,} of this sort)" if len(run) > 1 else ""
        if _ONLY_CONTROL.match(run):
            half = "\ud800" <= char <= "\udfff"
            kind = "half of a character that takes two" if half else "a control character"
            yield "RR103", f"{kind}, {describe(char)}{more}", *match.span()
        else:
            yield "RR104", f"a character that cannot be seen, {describe(char)}{more}", *match.span()


def harmless(text: str) -> str:
    """The text with each of them replaced by a visible one: columns stay, the parser can go on."""
    return _REFUSED.sub(lambda match: REPLACED * len(match.group()), text)


def describe(char: str) -> str:
    r"""Number and name of a character.

    Example:
        >>> describe("\u202e")
        'U+202E right-to-left override'
    """
    known = _CONTROL_NAMES.get(char) or name(char, "").lower()
    return f"U+{ord(char):04X} {known}".rstrip()
