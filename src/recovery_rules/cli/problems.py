"""Diagnostics on a terminal: the frames of `source.frame`, word for word, with colours where there is a terminal.

In: diagnostics and the texts of their files. Out: text on either stream, or data for an editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.cli.screen import console
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.frame import render_all

if TYPE_CHECKING:
    from rich.text import Text

_HEAD: Final = re.compile(r"(error|warning|note)(\[RR\d{3}\])(: .*)")
_PLACE: Final = re.compile(r"( *)(┌─ .*)")
_CARETS: Final = re.compile(r"( +│ *)(\^+.*)")
_LINE: Final = re.compile(r"( *\d+ │)(.*)")
_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "blue"}


def show_problems(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], *, stderr: bool = False, what: str = "ruleset"
) -> None:
    """Every problem of one ruleset, and the line that counts them and says `what` does not load."""
    _show(render_all(diagnostics, sources, what), stderr=stderr)


def show_problems_of_cases(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], *, file: str = "", stderr: bool = False
) -> None:
    """Every problem of a file of cases, and the line that counts them; it says if all are in the ruleset of `file`."""
    errors = [one.span for one in diagnostics if one.severity == "error"]
    elsewhere = file and all(at is not None and at.file != Path(file).as_posix() for at in errors)
    _show(render_all(diagnostics, sources, "ruleset of the case file" if elsewhere else "case file"), stderr=stderr)


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """One problem for machines; lines and columns count from 1, the end is exclusive, null where there is no place."""
    at = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "end_line": at.end_line if at else None,
        "end_column": at.end_column if at else None,
        "label": diagnostic.label,
        "notes": list(diagnostic.notes),
    }


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """One finding for machines: the problem, what it is about and where that stands, and cases that show it."""
    about = zip(finding.rules, finding.spans, strict=True)
    return {
        **as_data(finding.diagnostic),
        "about": [{"id": id_, "file": at.file if at else None, "line": at.line if at else None} for id_, at in about],
        "cases": [dict(one.facts) for one in finding.witnesses],
    }


def _show(text: str, *, stderr: bool = False) -> None:
    from rich.text import Text

    screen = console(stderr=stderr)
    colour = "red"
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            colour = _COLOURS[head.group(1)]
        screen.print(_coloured(line, colour) if screen.is_terminal else Text(line), soft_wrap=True)


def _coloured(line: str, colour: str) -> Text:
    from rich.text import Text

    if match := _HEAD.fullmatch(line):
        severity, code, message = match.groups()
        return Text.assemble((f"{severity}{code}", f"bold {colour}"), (message, "bold"))
    if match := _PLACE.fullmatch(line):
        return Text(line, "cyan")
    if match := _CARETS.fullmatch(line):
        return Text.assemble((match.group(1), "cyan"), (match.group(2), colour))
    if match := _LINE.fullmatch(line):
        return Text.assemble((match.group(1), "cyan"), match.group(2))
    return Text(line)
