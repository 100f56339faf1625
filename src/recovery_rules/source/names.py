"""What names and ids are made of: letters of any script with their marks, digits and a few signs.

In: a text. Out: whether it is a name. One place, read by the shapes of documents, by the grammar and by the command
line. Names are identifiers of Python too, as facts are keyword arguments of `decide` and fields of the facts model.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Signs above, below and around letters, which `\w` of `re` leaves out: of Latin, Greek and Cyrillic; Hebrew; Arabic;
# the Indian scripts; Thai and Lao; Tibetan; Burmese; Khmer; Japanese. Those that show nothing are not among them.
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0487"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0963\u0971-\u0df3"
    "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\u17b6-\u17d3\u17dd"
    "\u3099\u309a"
)
IDENTIFIER: Final = rf"[^\W\d][\w{_MARKS}]*"  # what the grammar takes for a word; not every such word is a name
_IDENTIFIER: Final = re.compile(IDENTIFIER)
_IN_IDS: Final = str.maketrans("-.", "__")

# The same for editors. JSON Schema knows no classes of letters that all regular expressions share, so these leave out
# what is certainly no letter: ASCII signs, signs of Latin-1, and punctuation, also Chinese and of full width.
_NO_LETTERS: Final = (
    r"\x80-\xA9\xAB-\xB4\xB6-\xB9\xBB-\xBF\xD7\xF7\u2000-\u206F\u2190-\u2BFF"
    r"\u3000-\u3004\u3008-\u3020\u30FB\uFE10-\uFE6F\uFF00-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65"
)
NAME_PATTERN: Final = rf"^[^\x00-@\[-`{{-\x7F{_NO_LETTERS}][^\x00-/:-@\[-^`{{-\x7F{_NO_LETTERS}]*$"
ID_PATTERN: Final = rf"^[^\x00-/:-@\[-^`{{-\x7F{_NO_LETTERS}][^\x00-,/:-@\[-^`{{-\x7F{_NO_LETTERS}]*$"


def is_name(text: str) -> bool:
    """Whether a text has the letters of a name, a letter first.

    Example:
        >>> [is_name(text) for text in ("delay", "延误", "देरी", "2nd", "_x", "next-class", "延误（天）")]
        [True, True, True, False, False, False, False]
    """
    return _IDENTIFIER.fullmatch(text) is not None and text.isidentifier() and not text.startswith("_")


def is_id(text: str) -> bool:
    """Whether a text has the letters of an id: those of a name, a digit first if need be, and `-` and `.` inside.

    Example:
        >>> [is_id(text) for text in ("refund-2.a", "2nd", "延误-退款", "-x", "a/b")]
        [True, True, True, False, False]
    """
    return text[:1] not in {"", "-", "."} and is_name(f"x{text.translate(_IN_IDS)}")


def usual_form(text: str) -> str:
    """The text in the one form in which names are written: Python reads `ﬁne` as `fine`, and so does everybody.

    Example:
        >>> usual_form("ﬁne"), usual_form("ＡＢ"), len(usual_form("e" + chr(0x301)))
        ('fine', 'AB', 1)
    """
    return unicodedata.normalize("NFKC", text)
