"""What the YAML parser complains about, said in an author's words and at the place that has to be mended.

In: the parser's error and the text. Out: one diagnostic. Called by `reader`. The parser stops at its first
error and often notices late: a quote that is not closed surprises it at the end of the file. So its position
is where the search starts, and what is underlined is where an author would look. The phrases are those of
libyaml and of PyYAML's own parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.source import layout
from recovery_rules.source.layout import Finding
from recovery_rules.source.printable import quote
from recovery_rules.source.refusals import EVERYTHING_IN_PLACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import YAMLError

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.lines import Lines

_NOT_LIST = re.compile(r"[ ]*not[ ]*\[([^\[\]\n]*)\]")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{0,2}|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|.|$)", re.MULTILINE)
_FAR = 200  # characters before a brace that are looked at
_COMPARED = re.compile(r">=?[ ]*[0-9][^,\]}\n\"'\\#]{0,40}")
_HALF = re.compile(r"\\[uU]0*[dD][89a-fA-F]")
_INDENT_WITH_TAB = re.compile(r"[ ?:-]*(?P<tabs>\t+)")
_WORD = re.compile(r"[^\s,\[\]{}]+|\S?")


@frozen
class Complaint:
    """The parser's words; where it noticed, where what it was reading began, what bracket is open (offsets)."""

    context: str
    problem: str
    at: int
    began: int
    unclosed: int | None


def explain(
    error: YAMLError,
    lines: Lines,
    file: str,
    problems: Problems,
    long_quote: int | None = None,
    unclosed: int | None = None,
) -> None:
    """Report the parser's error.

    `long_quote` is where the text before the error starts, if that is quoted and has several lines; `unclosed` is the
    outermost bracket that is open there.
    """
    complaint = _complaint(error, lines.text, unclosed)
    finding = next(
        (
            found
            for phrase, explanation in _EXPLANATIONS
            if phrase in complaint.problem or phrase in complaint.context
            if (found := explanation(complaint, lines)) is not None
        ),
        None,
    )
    if finding is None:
        start, stop = _word(lines.text, complaint.at)
        finding = Finding("RR130", f"not readable as YAML: {complaint.problem}", start, stop)
    if long_quote is not None and finding.code in {"RR109", "RR131"}:
        # The next quote further down closed it, and what should have been quoted there became plain text.
        label = f"the next quote, on line {lines.number(complaint.at)}, would close it"
        finding = Finding("RR110", "this quote is not closed", long_quote, long_quote + 1, label)
    span = lines.span(file, finding.start, finding.stop)
    problems.add(finding.code, finding.message, span, label=finding.label)


def _complaint(error: YAMLError, text: str, unclosed: int | None) -> Complaint:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unknown")
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    at = mark.index if mark is not None else int(getattr(error, "position", 0) or 0)
    began = context_mark.index if context_mark is not None else at
    context = str(getattr(error, "context", None) or "")
    return Complaint(context, problem, min(at, len(text)), min(began, len(text)), unclosed)


def _word(text: str, at: int) -> tuple[int, int]:
    """The word at an offset; at the end of the text the last one in it."""
    if not text[at:].strip():
        end = len(text.rstrip())
        found = re.search(r"\S*\Z", text[max(0, end - 80) : end])
        return (end - len(found.group()) if found else end), end
    match = _WORD.match(text, at)
    return at, match.end() if match else at


def _tab(complaint: Complaint, lines: Lines) -> Finding | None:
    start = complaint.at
    if lines.text[start : start + 1] != "\t":
        number = lines.number(start)
        indent = _INDENT_WITH_TAB.match(lines.line(number))
        if indent is None:
            return None
        start = lines.start(number) + indent.start("tabs")
    stop = start
    while lines.text[stop : stop + 1] == "\t":
        stop += 1
    label = "replace each tab by two spaces"
    return Finding("RR108", "a tab stands where only spaces may indent", start, stop, label)


def _cannot_start(complaint: Complaint, lines: Lines) -> Finding | None:
    tab = _tab(complaint, lines)
    if tab is not None:
        return tab
    start, stop = _word(lines.text, complaint.at)
    sign = lines.text[start : start + 1]
    name = "a backtick" if sign == "`" else quote(sign)
    label = "quote the whole text"
    if sign == ">" and (compared := _COMPARED.match(lines.text, start)):
        label += f', `"{compared.group().rstrip()}"`'
    return Finding("RR129", f"plain text cannot start with {name}", start, stop, label)


def _bracket(complaint: Complaint, lines: Lines) -> Finding:
    text, at, began = lines.text, complaint.at, complaint.began
    opened = text[began : began + 1]
    closing = {"[": "]", "{": "}"}.get(opened, "")
    sign = text[at : at + 1]
    same_line = lines.number(at) == lines.number(began)
    rest = lines.line(lines.number(at))[at - lines.start(lines.number(at)) :] if at < len(text) else ""
    if not rest or (sign == ":" and not same_line) or (not same_line and closing not in rest):
        return _unclosed(began, lines)
    if sign == ":":
        return layout.colon_in_text(at, lines)
    if sign in "]}":
        return Finding("RR109", f"`{sign}` does not close `{opened}`", at, at + 1, f"`{closing}` is due here")
    if sign == "{" and (word := re.search(r"([^\W\d]\w*) *\Z", text[max(0, at - _FAR) : at])):
        return layout.lost_colon(word.group(1), at - len(word.group()), at + 1)
    start, stop = _word(text, at)
    if sign == "[" and (listed := _NOT_LIST.match(text, max(0, text.rfind(":", 0, at) + 1))):
        return Finding(
            "RR109", f"{quote('[')} cannot stand here", at, at + 1, f'write `"not {listed[1]}"`, with the quotes'
        )
    label = f"a comma or `{closing}` is due before it; text with quotes or brackets in it is quoted as a whole"
    return Finding("RR109", f"{quote(text[start:stop])} stands without a comma", start, stop, label)


def _unclosed(began: int, lines: Lines) -> Finding:
    opened = lines.text[began : began + 1]
    closing = {"[": "]", "{": "}"}.get(opened, "")
    label = f"no `{closing}` closes it: add one, or quote the text if the bracket belongs to it"
    return Finding("RR109", f"`{opened}` is not closed", began, began + 1, label)


def _open_quote(complaint: Complaint, lines: Lines) -> Finding:
    sign = lines.text[complaint.began : complaint.began + 1]
    label = f"no `{sign}` closes it"
    if sign == "'":
        label += "; an apostrophe inside single quotes is written twice"
    return Finding("RR110", "this quote is not closed", complaint.began, complaint.began + 1, label)


def _escape(complaint: Complaint, lines: Lines) -> Finding:
    start = max(lines.text.rfind("\\", 0, complaint.at + 1), 0)
    match = _ESCAPE.match(lines.text, start)
    written = match.group() if match else "\\"
    message = f"{quote(written)} means nothing in double quotes"
    label = "write `\\\\` for a backslash, or use single quotes"
    if _HALF.match(written):
        message, label = (
            f"{quote(written)} is half of a character that takes two",
            "write the character itself",
        )
    return Finding("RR128", message, start, start + len(written), label)


def _no_content(complaint: Complaint, lines: Lines) -> Finding | None:
    at = complaint.at
    sign = lines.text[at : at + 1]
    if sign == ",":
        return Finding("RR111", "nothing stands before this comma", at, at + 1, "write the value, or remove the comma")
    if sign and sign in "]}":
        return Finding("RR109", f"`{sign}` closes nothing", at, at + 1, "remove it; quote the text if it belongs to it")
    if sign == ":":
        return Finding("RR120", "a key without a name", at, at + 1, "write a name before the colon")
    if complaint.unclosed is None:
        return None
    if re.match(r"-\s", lines.text[at : at + 2]):
        opened = lines.text[complaint.unclosed]
        label = f"leave out each `-` and put commas between the entries, or leave out the `{opened}`"
        return Finding("RR109", f"an entry with `-` cannot stand inside `{opened}`", at, at + 1, label)
    return _unclosed(complaint.unclosed, lines)


def _reference(complaint: Complaint, lines: Lines) -> Finding:
    start, stop = _word(lines.text, complaint.began)
    sign = lines.text[start : start + 1]
    message = f"{quote(lines.text[start:stop])} refers to another part of the file; {EVERYTHING_IN_PLACE}"
    return Finding("RR115", message, start, stop, f"quote the text if it starts with `{sign}`")


def _tag(complaint: Complaint, lines: Lines) -> Finding:
    start, stop = _word(lines.text, complaint.began)
    message = f"{quote(lines.text[start:stop])} sets a type; the declared fact or field does that"
    return Finding("RR116", message, start, stop, "remove it; quote the text if it starts with `!`")


def _directive(complaint: Complaint, lines: Lines) -> Finding:
    number = lines.number(complaint.began)
    start = lines.start(number)
    message = "a line that starts with `%` sets up the YAML parser; a ruleset needs none"
    return Finding("RR117", message, start, start + len(lines.line(number).rstrip()), "remove it")


def _block_text(complaint: Complaint, lines: Lines) -> Finding:
    start = complaint.began
    sign = lines.text[start : start + 1]
    label = "quote the whole text"
    return Finding("RR129", f"plain text cannot start with {quote(sign)}", start, max(complaint.at, start + 1), label)


def _tight_colon(complaint: Complaint, _: Lines) -> Finding:
    at = complaint.at
    label = "write a blank after it, or quote the text that it belongs to"
    return Finding("RR125", "this colon is followed by no blank", at, at + 1, label)


def _in_layout(
    find: Callable[[int, int, Lines], Finding | None],
) -> Callable[[Complaint, Lines], Finding | None]:
    return lambda complaint, lines: find(complaint.at, complaint.began, lines)


# The first phrase that occurs and whose explanation fits is taken: special ones stand before general ones.
_EXPLANATIONS: tuple[tuple[str, Callable[[Complaint, Lines], Finding | None]], ...] = (
    ("tab character", _tab),
    ("that cannot start any token", _cannot_start),
    ("found unexpected ':'", _tight_colon),
    ("unknown escape character", _escape),
    ("hexdecimal", _escape),
    ("hexadecimal", _escape),
    ("invalid Unicode character escape", _escape),
    ("a quoted scalar", _open_quote),
    ("scanning a directive", _directive),
    ("YAML document", _directive),
    ("YAML directive", _directive),
    ("TAG directive", _directive),
    ("an alias", _reference),
    ("an anchor", _reference),
    ("tag", _tag),
    ("a block scalar", _block_text),
    ("a flow sequence", _bracket),
    ("a flow mapping", _bracket),
    ("node content", _no_content),
    ("mapping values are not allowed", _in_layout(layout.unexpected_colon)),
    ("could not find expected ':'", _in_layout(layout.no_colon)),
    ("sequence entries are not allowed", _in_layout(layout.list_on_key_line)),
    ("document start", _in_layout(layout.after_the_end)),
    ("a block mapping", _in_layout(layout.no_key)),
    ("a block collection", _in_layout(layout.no_item)),
)
