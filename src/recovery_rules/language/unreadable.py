"""Syntax errors in an author's words: what was found, what could stand there, and the likely slip.

In: the text, the place, and the terminals of `grammar.lark` that the parser would have taken. Out: `Unreadable`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from recovery_rules.language.slips import meant_calendar_units, meant_function, meant_in_condition
from recovery_rules.language.syntax import Unreadable
from recovery_rules.language.words import HARD
from recovery_rules.source.names import is_name
from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Collection

_VALUES = frozenset({"LITERAL", "NAME", "QUOTED", "YES_NO"})
_COMPARISONS = frozenset({"COMPARE", "EQUAL", "UNEQUAL", "AT_LEAST", "AT_MOST", "OVER", "UNDER", "FROM"})
_PUNCTUATION: Final = {
    "CLOSE": "`)`",
    "SQUARE_CLOSE": "`]`",
    "DOTS": "`..`",
    "COMMA": "`,`",
    "THEN": "`then`",
    "ELSE": "`else`",
    "IN": "`in`",
    "TO": "`to`",
    "$END": "the end",
}
_COMPARING: Final = frozenset({"<", "<=", ">", ">=", "=", "!="})
_KNOWNNESS: Final = re.compile(r"\w+\s+(?:un)?known\s*$")
_FUNCTIONS: Final = ("lower", "higher", "floor", "ceiling", "round", "abs")
_PERCENT: Final = re.compile(r"[0-9.]+\s*%\s*$")
_KIND_OF_DAYS: Final = re.compile(r"(business|banking|office|calender|natural) +$")
_PART_OF_A_DAY: Final = re.compile(r"\d\.\d+\s+(?:working\s+)?$")
_DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?")
_NOT_LIST: Final = re.compile(r"\s*not\s*\[([^\[\]]*)\]\s*")
_OR: Final = r"\s*,\s*(?:or\b)?|\bor\b"
_CODE: Final = "leave the sign out, and write the code of the currency behind the number"
_WIDE_COMMAS: Final = "，、"
_FOREIGN: Final = {
    "==": "one `=` is enough",
    "=<": "write `<=`",
    "=>": "write `>=`",
    "<>": "write `!=`",
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "×": "write `*`",
    "÷": "write `/`",
    "−": "write `-`",
    "–": "for a range write `50 to 200`",
    "—": "for a range write `50 to 200`",
    "…": "for a range write `50 to 200`",
    "、": "write `,`",
    "，": "write `,`",
    "“": 'write `"`',
    "”": 'write `"`',
    "'": 'write `"`',
    "¥": _CODE,
    "￥": _CODE,
    "$": _CODE,
    "€": _CODE,
    "£": _CODE,
    '"': "the quote is not closed",
    "^": "there are no powers",
}


def strange_character(text: str, at: int) -> Unreadable:
    """A character that nothing starts with."""
    for length in (2, 1):
        sign = text[at : at + length]
        if sign in _FOREIGN:
            help_ = _as_list(text) or _FOREIGN[sign] if sign in _WIDE_COMMAS else _FOREIGN[sign]
            return Unreadable(f"{quote(sign)} cannot be read here", at, at + len(sign), help_)
    ascii_form = unicodedata.normalize("NFKC", text[at])
    label = f"write `{ascii_form}`" if ascii_form != text[at] and ascii_form.isascii() else ""
    return Unreadable(f"{quote(text[at])} cannot be read here", at, at + 1, label)


def _as_list(text: str) -> str:
    """How to write several values that full-width commas part; empty where they are no bare words."""
    words = [word.strip() for word in re.split(f"[{_WIDE_COMMAS},]", text)]
    return f"write a list, `[{', '.join(words)}]`" if all(map(is_name, words)) else ""


def explain(text: str, at: int, end: int, *, accepted: Collection[str], condition: bool) -> Unreadable:
    """A word or sign in the wrong place, or a text that ends too early."""
    token = text[at:end]
    wanted = _wanted(accepted, condition=condition)
    if not token.strip():
        if not text.strip():
            empty = "an empty condition" if condition else "an empty expression"
            return Unreadable(empty, 0, len(text), "write `any` if every value is meant" if condition else "")
        last = max(at - 1, 0)
        return Unreadable("it ends too early", last, at, f"expected {wanted} after this")
    if listed := _NOT_LIST.fullmatch(text):
        label = f"write `not {listed[1]}`, in quotes where a comma is in it"
        return Unreadable(f"{quote(token)} cannot stand here", at, end, label)
    date = next((found for found in _DATE.finditer(text) if found.start() <= at < found.end()), None)
    if date is not None:
        message = f"{quote(date.group())} cannot stand here"
        return Unreadable(message, *date.span(), "a date has two digits for month and day: `2026-03-01`")
    return Unreadable(
        f"{quote(token)} cannot stand here", at, end, _slip(text, at, token, accepted) or f"expected {wanted}"
    )


def _slip(text: str, at: int, found: str, accepted: Collection[str]) -> str:
    """What the author probably meant, where the token tells."""
    sign = text[max(at - 1, 0) : at] + found
    for foreign in (text[at : at + 2], sign):
        if foreign in _FOREIGN:
            return _FOREIGN[foreign]
    if found in _COMPARING and (known := _KNOWNNESS.search(text[:at])):
        return f"brackets are due: `({known.group().strip()}) {found} ...`"
    if found in _COMPARING and "AND" in accepted:
        return "comparisons do not chain: write `0 < x and x < 5`"
    if found in {"any", "null"}:
        return f"`{found}` stands alone"
    if found == "!=" and "NOT" in accepted:
        return "write `not`"
    if found == "not" and at:
        return "`not` stands first and goes for everything after it"
    if "PLUS" not in accepted and (told := meant_in_condition(text[:at], found, text[at + len(found) :])):
        return told
    if found in {"and", "or"} and "COMMA" in accepted:
        return _joined(text, found)
    if amiss := _word_amiss(text, at, found, accepted):
        return amiss
    if found == "(":
        before = _word_before(text, at)
        meant = meant_function(before) or closest(before, _FUNCTIONS)
        return f"did you mean `{meant}`?" if meant else f"functions: {', '.join(_FUNCTIONS)}"
    return ""


def _word_amiss(text: str, at: int, found: str, accepted: Collection[str]) -> str:
    """A word of the language in capitals, or one too few or too many in an expression."""
    for word in (found, _word_before(text, at)):
        if word.casefold() in HARD and word not in HARD:
            return f"write `{word.casefold()}` in small letters"
    if _PART_OF_A_DAY.search(text[:at]):
        return "working days and months are counted whole"
    if in_days := meant_calendar_units(text):
        return f"write `{in_days}`"
    if found in {"+", "-", "*", "/"} and "PLUS" not in accepted and not {"TO", "IN"}.isdisjoint(accepted):
        return f"brackets are due, `({_word_before(text, at)} {found} ...)`"
    if found in {"between", "in", "after"} and text[:at].rstrip().endswith(("working days", "working day")):
        return "write `working days from one day to another`"
    if found in {"days", "day"} and (kind := _KIND_OF_DAYS.search(text[:at])):
        return f"for `{kind[1]}` write `{'calendar' if kind[1] in {'calender', 'natural'} else 'working'}`"
    if share := _PERCENT.search(text[:at]):
        return f"write `{share.group().strip()} of {found}`"
    is_known = found == "is" and re.match(r"\s+(?:un)?known\b", text[at + len(found) :])
    if is_known:
        return "leave out `is`"
    return "write `=`" if found in {"is", "equals", "are"} and "PLUS" in accepted else ""


def _joined(text: str, found: str) -> str:
    """How to write alternatives of one fact: the words between them are those of expressions."""
    if found == "and" or "=" in text:
        return "write `,` for or, `_` between the words of one value; a condition over several facts is `expr: ...`"
    return f"write a list, `[{', '.join(part.strip() for part in re.split(_OR, text))}]`"


def _word_before(text: str, at: int) -> str:
    match = re.search(r"\w*\s*$", text[:at])
    return match.group().strip() if match else ""


def _wanted(accepted: Collection[str], *, condition: bool) -> str:
    kinds = []
    if not _VALUES.isdisjoint(accepted):
        if "KNOWN" in accepted and condition:
            kinds.append("a condition such as `major`, `at least 5` or `5 to 10`")
        else:
            kinds.append("a value or a name")
    elif "PLUS" in accepted:
        kinds.append("an operator")
    elif not _COMPARISONS.isdisjoint(accepted):
        kinds.append("a comparison")
    # Where a value can stand, a square bracket opens a range.
    closing = {} if "LITERAL" in accepted else _PUNCTUATION
    kinds += [words for terminal, words in closing.items() if terminal in accepted]
    if not kinds:
        return "something else"
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"
