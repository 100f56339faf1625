"""Errors of layout: a colon, a dash or an indentation that does not fit the lines around it.

In: where the parser noticed, as offsets. Out: what the author is told and where it stands. Called by
`syntax`. The parser sees only that a line cannot go on; the cause is often the line before, so these look at
both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.source.characters import ODD_BLANKS, describe
from recovery_rules.source.printable import quote
from recovery_rules.source.wide import WideSign, wide_brackets, wide_colon, wide_comma, wide_dash

if TYPE_CHECKING:
    from recovery_rules.source.lines import Lines

_KEY = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>[^\s:#\[{][^:]*?)[ ]*:[ \t]+(?=\S)")
_BLOCK_KEY = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)[^\s\"'#\[{-][^:]*:(?=\s|$)")
_TIGHT = re.compile(r"""[ ]*(?:-[ ]+)*(?P<all>(?P<key>[^\s:"'\[{#]+):(?P<rest>[^\s:/].*?))\s*$""")
_LOST_COLON = re.compile(r"(?:^|[:\[,{-][ ]+|\[)(?P<word>[^\W\d]\w*)[ ]*(?P<sign>\{)[^{}]*$")
_LOST_COMMA = re.compile(r"[{,][ ]*[^\W\d]\w*:[ ]+[^\s:,{}\[\]\"'][^:,{}\[\]\"']*[ ](?P<word>[^\W\d]\w*)$")
_OF_ENTRIES = {  # keys whose value is a list, or entries
    **dict.fromkeys(("then", "otherwise", "if_overdue"), ("[", "]")),
    **dict.fromkeys(("when", "unless", "needed", "given", "expect"), ("{", "}")),
}
_ENTRIES_INSIDE = re.compile(r"[{,][ ]*(?P<key>then|otherwise|if_overdue):[ ]+(?P<word>[^\W\d]\w*)$")
_ODD = re.compile(rf"[^\"'#]*?:(?P<blank>[{ODD_BLANKS}])")
_SHORT = 60
_LONGEST = 1_000  # characters of a line that are looked at: patterns on megabytes would take for ever
_FARTHEST = 200  # lines that are looked back


@frozen
class Finding:
    """What the author is told: code, message, offsets of the text at fault, what to do."""

    code: str
    message: str
    start: int
    stop: int
    label: str = ""


def unexpected_colon(at: int, _: int, lines: Lines) -> Finding | None:
    """A colon where no key can be: inside plain text, or after a line that was meant as an entry."""
    number = lines.number(at)
    start = lines.start(number)
    line = lines.line(number)[:_LONGEST]
    if _KEY.match(line[: at - start]):
        return colon_in_text(at, lines)
    before = _line_before(number, lines)
    if before is None:
        return None
    finding = broken_entry(before, lines)
    if finding is not None:
        return finding
    entry = _KEY.match(_line(before, lines))
    first = len(line) - len(line.lstrip())
    name = line[first : at - start].strip()
    if entry and first > len(entry["lead"]):
        message = f"{quote(name)} is indented under {quote(entry['key'])}, which has its value already"
        label = f"indent it as line {before}, or move that value to a line of its own"
        return Finding("RR126", message, start + first, at, label)
    return _not_an_entry(before, lines)


def colon_in_text(at: int, lines: Lines) -> Finding:
    """A colon and a blank inside plain text that already is a value."""
    number = lines.number(at)
    start = lines.start(number)
    line = _line(number, lines)
    before = line[: at - start]
    entry = _KEY.match(before)
    first = 0 if entry is None else entry.end()
    sign = wide_colon(line) or wide_comma(line, at - start) or wide_brackets(line[first:], first)
    if sign is not None:
        return _wide(sign, start)
    lost = _LOST_COLON.search(before)
    if lost is not None:
        return lost_colon(lost["word"], start + lost.start("word"), start + lost.end("sign"))
    lost_comma = _LOST_COMMA.search(before)
    if lost_comma is not None:
        word = lost_comma["word"]
        label = f"write `, {word}: `, or quote the text that the colon belongs to"
        message = f"no comma stands before {quote(word)}"
        return Finding("RR109", message, start + lost_comma.start("word"), start + lost_comma.end("word"), label)
    message = "a colon followed by a blank ends plain text"
    inside = _ENTRIES_INSIDE.search(before)
    if inside is not None:
        label = f"write `{inside['key']}: [{inside['word']}: ...]`"
        return Finding("RR125", message, start + inside.start("word"), at + 1, label)
    if entry is None or set("[{\"'") & set(before):
        return Finding("RR125", message, at, at + 1, "quote the text that it belongs to")
    value = line[first:]
    fits = len(value) <= _SHORT and not set('"\\') & set(value)
    label = f'quote the whole text, `"{value}"`' if fits else "quote the whole text"
    if entry["key"] in _OF_ENTRIES and len(value) <= _SHORT:
        opening, closing = _OF_ENTRIES[entry["key"]]
        label = f"write `{opening}{value}{closing}`"
    return Finding("RR125", message, start + first, start + len(line), label)


def lost_colon(word: str, start: int, stop: int) -> Finding:
    """`escalation {to: manager}`: what stands in braces has a name, and no colon behind it."""
    return Finding("RR127", f"no colon stands between {quote(word)} and `{{`", start, stop, f"write `{word}: {{`")


def no_colon(_: int, began: int, lines: Lines) -> Finding:
    """A line among entries that is none itself."""
    number = lines.number(began)
    return broken_entry(number, lines) or _not_an_entry(number, lines)


def no_key(at: int, began: int, lines: Lines) -> Finding | None:
    """Among entries, something that is none: text behind a closed value, or a line out of line."""
    number = lines.number(at)
    start = lines.start(number)
    before = lines.text[start:at]
    rest = _rest(at, lines)
    if rest.startswith(":"):
        return Finding("RR120", "a key without a name", at, at + 1, "write a name before the colon")
    if rest[:1] in {"]", "}"}:
        return Finding(
            "RR109",
            f"`{rest[0]}` closes nothing",
            at,
            at + 1,
            "remove it; quote the text if it belongs to it",
        )
    if before.strip(" -"):
        label = "put quotes around the whole text, or remove what follows them"
        if rest.startswith(","):
            label = "write a list, `[..., ...]`, or put quotes around the whole text"
        return Finding("RR131", "text follows a value that is complete", at, at + len(rest), label)
    return _uneven(at, began, lines, rest)


def no_item(at: int, began: int, lines: Lines) -> Finding:
    """Among the items of a list a line begins that is no item, or that is out of line."""
    rest = _rest(at, lines)
    if dash := wide_dash(rest):
        return Finding("RR126", dash.message, at + dash.start, at + dash.stop, dash.label)
    first = lines.number(began)
    column, due = at - lines.start(lines.number(at)) + 1, began - lines.start(first) + 1
    if rest.startswith("- "):
        message = f"{quote(rest)} starts in column {column}, the other items of its list in column {due}"
        return Finding("RR126", message, at, at + len(rest), f"start it in column {due}")
    if column > due and (item := _item_above(lines.number(at), due, lines)):
        number, inner = item
        message = f"{quote(rest)} starts in column {column}, and the item on line {number} goes on in column {inner}"
        return Finding("RR126", message, at, at + len(rest), f"start it in column {inner}")
    message = f"{quote(rest or '-')} stands among the items of the list that starts on line {first}"
    item = _item_above(lines.number(at), column, lines)
    if item and _BLOCK_KEY.match(rest) and _BLOCK_KEY.match(lines.line(item[0])[:_LONGEST]):
        label = f"start it in column {item[1]}, where the item on line {item[0]} goes on"
        return Finding("RR126", message, at, at + len(rest), label)
    label = "start it with `- `, or indent it as the key above the list"
    return Finding("RR126", message, at, at + max(len(rest), 1), label)


def _item_above(number: int, column: int, lines: Lines) -> tuple[int, int] | None:
    """The nearest item above that starts in the column: its line, and the column in which it goes on."""
    for above in range(number - 1, max(0, number - _FARTHEST), -1):
        line = lines.line(above)[:_LONGEST]
        if not line[: column - 1].strip() and line[column - 1 : column + 1] == "- ":
            return above, len(line) - len(line[column:].lstrip()) + 1
    return None


def list_on_key_line(at: int, _: int, __: Lines) -> Finding:
    """`key: - item` on one line."""
    label = "start the list on the next line, or write `[...]`; quote the text if the dash belongs to it"
    return Finding("RR126", "a list cannot start here", at, at + 1, label)


def after_the_end(at: int, _: int, lines: Lines) -> Finding | None:
    """The file went on after its end: after `...`, or further left than its first line."""
    number = lines.number(at)
    rest = _rest(at, lines)
    if lines.text[lines.start(number) : at].strip():
        return Finding("RR131", "text follows a value that is complete", at, at + len(rest), "remove it")
    before = _line_before(number, lines)
    if before is not None and lines.line(before).startswith("..."):
        label = "remove the line `...`: a file holds one document"
        return Finding("RR107", "text follows the end of the document", at, at + len(rest), label)
    first = next((n for n in range(1, min(number, _FARTHEST)) if _counts(lines.line(n))), None)
    if first is not None and lines.line(first).startswith((" ", "[", "{", '"', "'")):
        if not lines.line(first).startswith(" "):
            return Finding("RR131", "text follows a value that is complete", at, at + len(rest), "remove it")
        return _uneven(at, lines.start(first), lines, rest)
    return None


def _uneven(at: int, began: int, lines: Lines, rest: str) -> Finding:
    column = at - lines.start(lines.number(at)) + 1
    above = _line_before(lines.number(at), lines)
    message = f"{quote(rest)} starts in column {column}, where no line above does that it could belong to"
    if rest.startswith("- "):
        message = f"{quote(rest)} is an item of a list, and stands among entries"
        label = "indent it under the key whose list it belongs to"
        return Finding("RR126", message, at, at + len(rest), label)
    label = "indent it as the lines that it belongs with"
    if keys := _keys_above(lines.number(at), lines):
        nearest, due = min(keys, key=lambda key: (abs(key[1] - column), -key[1]))
        label = f"start it in column {due}, as the key on line {nearest} does"
    elif above is not None and above >= lines.number(began):
        line = lines.line(above)
        label += f": line {above} starts in column {len(line) - len(line.lstrip()) + 1}"
    return Finding("RR126", message, at, at + max(len(rest), 1), label)


def _keys_above(number: int, lines: Lines) -> list[tuple[int, int]]:
    """Line and column of the nearest keys above whose entries may go on: each further left than those before it."""
    found: list[tuple[int, int]] = []
    for above in range(number - 1, max(0, number - _FARTHEST), -1):
        line = lines.line(above)[:_LONGEST]
        key = _BLOCK_KEY.match(line)
        if key is None or not _counts(line):
            continue
        column = len(key["lead"]) + 1
        if not found or column < found[-1][1]:
            found.append((above, column))
        if column == 1:
            break
    return found


def broken_entry(number: int, lines: Lines) -> Finding | None:
    """A line that was meant as `key: value` but lacks the blank, or has another colon."""
    line, start = _line(number, lines), lines.start(number)
    if sign := wide_colon(line):
        return _wide(sign, start)
    if odd := _ODD.match(line):
        message = f"a blank that YAML takes for a letter, {describe(odd['blank'])}"
        return Finding("RR104", message, start + odd.start("blank"), start + odd.end("blank"), "type an ordinary blank")
    if (tight := _TIGHT.match(line)) and not _KEY.match(line):
        label = f"write `{tight['key']}: {tight['rest']}`" if len(tight["all"]) <= _SHORT else "write a blank"
        message = f"no blank follows the colon of {quote(tight['key'])}"
        return Finding("RR127", message, start + tight.start("all"), start + tight.end("all"), label)
    return None


def _wide(sign: WideSign, start: int) -> Finding:
    return Finding("RR127", sign.message, start + sign.start, start + sign.stop, sign.label)


def _not_an_entry(number: int, lines: Lines) -> Finding:
    line, start = _line(number, lines), lines.start(number)
    first = len(line) - len(line.lstrip(" "))
    words = line[first:]
    while words.startswith("- "):
        first += len(words) - len(words[1:].lstrip())
        words = line[first:]
    label = "a colon and a value are missing; text of several lines is indented deeper than its key"
    above = _line_before(number, lines)
    item = "" if above is None else _line(above, lines)[: first + 1]
    if item[:first].strip() == "-" and item[first:] not in {"", " "}:
        label = f"start it with `- `, as line {above}, if it is an item; else a colon and a value are missing"
    return Finding("RR127", f"{quote(words)} is not `key: value`", start + first, start + len(line), label)


def _line_before(number: int, lines: Lines) -> int | None:
    return next((n for n in range(number - 1, max(0, number - _FARTHEST), -1) if _counts(lines.line(n))), None)


def _line(number: int, lines: Lines) -> str:
    """A line without its comment."""
    return _without_comment(lines.line(number)[:_LONGEST])


def _rest(at: int, lines: Lines) -> str:
    """What follows on the line of an offset, without its comment."""
    number = lines.number(at)
    return _without_comment(lines.line(number)[at - lines.start(number) :][:_LONGEST])


def _without_comment(line: str) -> str:
    comment = min((at for at in (line.find(" #"), line.find("\t#")) if at >= 0), default=len(line))
    return line[:comment].rstrip()


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
