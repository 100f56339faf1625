"""The commonest conditions by one regular expression, without the grammar: they are most cells of most tables.

`any`, a name, names with commas, a number, `at least x` and its like, `x to y`, alone or after `not`. Gives the very
tree that the grammar gives, which a test holds, or None where the grammar is needed. Ten times as fast as the
grammar, whose import alone costs more than reading a thousand rows here.
"""

from __future__ import annotations

import re
from typing import Final

from recovery_rules.language.syntax import Cell, Entry, Form, Name, Quoted, Value, Written
from recovery_rules.language.words import BLANK, LITERAL, NAME, QUOTED, WORD

_VALUE = rf"{NAME}|{LITERAL}|{QUOTED}|(?:yes|no|true|false)\b"
_SIMPLE: Final = re.compile(
    rf"{BLANK}*(?:(?P<sign>at{BLANK}+least\b|at{BLANK}+most\b|up{BLANK}+to\b"
    rf"|(?:over|under|before|after|from|until)\b|[<>]=?){BLANK}*)?"
    rf"(?P<value>-?(?:{LITERAL})|{NAME}|{QUOTED}|(?:yes|no|true|false)\b)"
    rf"(?:{BLANK}+to{BLANK}+(?P<high>{_VALUE}))?{BLANK}*"
)
_BARE: Final = re.compile(NAME)
_WORD: Final = re.compile(WORD)
_FORMS: dict[str, Form] = {
    "over": ">",
    "under": "<",
    "after": ">",
    "before": "<",
    "from": ">=",
    "until": "<=",
    ">": ">",
    ">=": ">=",
    "<": "<",
    "<=": "<=",
}
_BLANKS: Final = " \t\r\n"
_ANY: Final = Cell(())


def simple_test(text: str) -> Cell | None:
    """The tree of a simple condition, None for all others."""
    bare = text.strip(_BLANKS)
    if bare in {"any", "-"}:
        return _ANY
    match = _SIMPLE.fullmatch(text)
    if match is None:
        return _several(text) if "," in text else None
    return _single(match)


def _single(match: re.Match[str]) -> Cell | None:
    sign, high = match["sign"], match["high"]
    low = _value(match["value"], match.start("value"))
    if low is None or (sign and high):
        return None
    if high:
        top = _value(high, match.start("high"))
        return None if top is None else Cell((Entry("[]", (low, top), low.start, top.stop),))
    if sign:
        form = _FORMS.get(sign) or (">=" if sign.endswith("least") else "<=")
        return Cell((Entry(form, (low,), match.start("sign"), low.stop),))
    return Cell((Entry("is", (low,), low.start, low.stop),))


def _several(text: str) -> Cell | None:
    """Plain names between commas; anything else is left to the grammar."""
    entries = []
    start = 0
    for piece in text.split(","):
        word = piece.strip(_BLANKS)
        if _WORD.fullmatch(word) is None:
            return None
        at = start + piece.index(word)
        entries.append(Entry("is", (Name(word, at, at + len(word)),), at, at + len(word)))
        start += len(piece) + 1
    return Cell(tuple(entries))


def _value(text: str, start: int) -> Value | None:
    stop = start + len(text)
    first = text[0]
    if first == '"':
        return Quoted(text[1:-1], start, stop)
    if first in "-0123456789" or text in {"yes", "no", "true", "false"} or not _BARE.fullmatch(text):
        return Written(text, start, stop)
    return Name(text, start, stop)
