"""A diagnostic as its author reads it: code, message, place, the line, carets under exactly the fault.

In: diagnostics and the texts of the files they point into. Out: plain text. Called by `errors` and the
command line. Carets stand right under wide East Asian text, after tabs, and where a character has to be shown
as an escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.source.diagnostics import by_severity
from recovery_rules.source.lines import Lines
from recovery_rules.source.printable import printable, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recovery_rules.source.diagnostics import Diagnostic
    from recovery_rules.source.span import Span

_TAB = "    "
_BEFORE = 60  # columns kept before the fault where a line has to be cropped
_WIDEST = 140  # columns of one line that are shown
_CUT = "…"


def render(diagnostic: Diagnostic, text: str | None) -> str:
    """One diagnostic with its code frame; `text` is what its file holds, None where that is not known."""
    return _render(diagnostic, None if text is None else Lines(text))


def render_all(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], what: str = "ruleset") -> str:
    """Every diagnostic, then a line that counts them and says `what` does not load; empty where there is none."""
    diagnostics = tuple(diagnostics)
    if not diagnostics:
        return ""
    files = {file: Lines(text) for file, text in sources.items()}
    shown: list[str] = []
    for diagnostic in diagnostics:
        if shown and "\n" in shown[-1]:
            shown.append("")
        shown.append(_render(diagnostic, files.get(diagnostic.span.file) if diagnostic.span else None))
    return "\n".join([*shown, _closing(diagnostics, what)])


def _closing(diagnostics: tuple[Diagnostic, ...], what: str) -> str:
    count = by_severity(diagnostics)
    words = [f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in count.items() if n]
    if not count["error"]:
        return ", ".join(words)
    last = [diagnostic.code for diagnostic in diagnostics if diagnostic.severity == "error"][-1]
    return f"{', '.join(words)}: the {what} does not load. A page for each code: recovery-rules explain-code {last}"


def _render(diagnostic: Diagnostic, lines: Lines | None) -> str:
    out = [f"{diagnostic.severity}[{diagnostic.code}]: {printable(diagnostic.message)}"]
    span = diagnostic.span
    gutter = 2
    if span is not None:
        gutter = max(gutter, len(str(span.line)))
        margin = " " * gutter
        out.append(f"{margin} ┌─ {printable(span.file)}:{span.line}:{span.column}")
        label = " " + printable(diagnostic.label) if diagnostic.label else ""
        if lines is not None:
            shown, indent, carets = _crop(lines.line(span.line), span)
            out.append(f"{span.line:>{gutter}} │ {shown}".rstrip())
            out.append(f"{margin} │ {' ' * indent}{'^' * carets}{label}")
        elif label:
            out.append(f"{margin} ={label}")
    for note in diagnostic.notes:
        first, *more = note.splitlines() or [""]
        out.append(f"{' ' * gutter} = {printable(first)}")
        out.extend(f"{' ' * gutter}   {printable(line)}" for line in more)
    return "\n".join(out)


def _crop(line: str, span: Span) -> tuple[str, int, int]:
    """The part of the line to show, the columns before the fault, and the columns of the fault."""
    first = min(span.column - 1, len(line))
    last = min(span.end_column - 1, len(line)) if span.line == span.end_line else len(line.rstrip())
    # Characters first, columns after: a line of megabytes is never measured as a whole.
    start = 0 if last <= _WIDEST and len(line) <= _WIDEST else max(0, first - _BEFORE)
    before = _shown(line[start:first])
    fault = _shown(line[first : min(max(last, first), first + _WIDEST)])
    after = _shown(line[last : last + _WIDEST])
    if start:
        before = _CUT + before
    room = max(_WIDEST - width(before), _BEFORE // 2)
    if width(fault) > room:
        fault, after = _fitting(fault, room) + _CUT, ""
    elif width(fault + after) > room or last + _WIDEST < len(line):
        after = _fitting(after, room - width(fault)) + _CUT
    return before + fault + after, width(before), max(width(fault), 1)


def _shown(text: str) -> str:
    return _TAB.join(printable(piece) for piece in text.split("\t"))


def _fitting(text: str, columns: int) -> str:
    """The longest start of the text that fits."""
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > columns:
            return text[:index]
    return text
