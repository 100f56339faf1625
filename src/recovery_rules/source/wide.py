"""Signs of Chinese and Japanese keyboards, in places where YAML needs its own: it takes them for letters.

In: a line, and where the parser noticed that something is wrong. Out: which sign was meant, and where it stands.
Called by `layout` and `commas`. In texts for people these signs are right, so nothing is said before there is an error.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

_LINE_START: Final = r"[ ]*(?:-[ ]+)*"
_COLON: Final = re.compile(rf"{_LINE_START}[^\s:：，,\"'\[{{#]+(?P<sign>：)")
_DASH: Final = re.compile(r"[ ]*(?P<sign>[－—–•·])(?=\s)")
_BRACKETS: Final = {"【": "】", "［": "］", "｛": "｝", "（": "）", "「": "」"}
_COMMAS: Final = re.compile("[，、；]")


@frozen
class WideSign:
    """A sign that YAML does not know, its place in the line, and what to write."""

    sign: str
    start: int
    stop: int
    message: str
    label: str


def wide_colon(line: str) -> WideSign | None:
    """`失误：延误` at the start of a line, or of an entry in braces."""
    match = _COLON.match(line)
    return None if match is None else _single(match.start("sign"), "：", "colon", ": ")


def wide_dash(line: str) -> WideSign | None:
    """A line that starts with another dash, or with the dot of a list."""
    match = _DASH.match(line)
    if match is None:
        return None
    message = f"`{match['sign']}` starts no item of a list"
    return WideSign(match["sign"], match.start("sign"), match.end("sign"), message, "write `- `")


def wide_comma(line: str, at: int) -> WideSign | None:
    """`{type: choice，values: ...}`: the last one between the comma or brace before an offset and the offset."""
    first = max(line.rfind(sign, 0, at) for sign in ",{[")
    if first < 0 or set("\"'") & set(line[first:at]):
        return None
    match = _COMMAS.search(line, first, at)
    return None if match is None else _single(match.start(), match.group(), "comma", ", ")


def wide_brackets(value: str, start: int) -> WideSign | None:
    """`【失误: 延误】` around a whole value."""
    closing = _BRACKETS.get(value[:1])
    if closing is None:
        return None
    inside = value[1:].removesuffix(closing)
    meant = f"{{{inside}}}" if ":" in inside else f"[{inside}]"
    message = f"`{value[0]}` is no bracket of YAML, which takes it for a letter"
    return WideSign(value[0], start, start + len(value), message, f"write `{meant}`")


def _single(at: int, sign: str, name: str, meant: str) -> WideSign:
    message = f"`{sign}` is a full-width {name}, which YAML takes for a letter"
    return WideSign(sign, at, at + 1, message, f"write `{meant}`")
