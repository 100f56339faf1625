"""Coverage as one page of HTML: self-contained, without scripts, every text of an author escaped.

In: `Coverage`, and the texts of the files. Out: the page. At the top the numbers, then what is missing, then the cells
of each tested thing as a strip, then the files with a mark at each line.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from recovery_rules.analysis.coverage.page_style import STYLE
from recovery_rules.analysis.coverage.points import PARTS, Part
from recovery_rules.analysis.coverage.result import Coverage, Covered, Tally
from recovery_rules.source.printable import printable

_TITLE: Final = "Coverage of "
_HEAD: Final = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>'
_MARKS: Final = {"reached": "✓", "partly": "◐", "missing": "✗", "impossible": "–"}
_EXPLAINED: Final[Mapping[Part, str]] = {
    "rules": "matched, and behind an action",
    "rows": "of tables: gave their value; matched, and behind an action",
    "conditions": "each test true, and not true",
    "limits": "applied, and bound: changed what is decided; where they cap or raise, also did not",
    "cells": "each stretch of values between the constants that conditions compare with",
}


def page(coverage: Coverage, sources: Mapping[str, str]) -> str:
    """The page.

    Args:
        coverage: what some cases reach.
        sources: the texts of the files, by the names in spans; what is not there is not shown.
    """
    title = f"{_TITLE}{_text(coverage.ruleset)}"
    parts = [
        f"<header><h1>{title} <b>{coverage.percent} %</b></h1><p>{_of_ruleset(coverage)}</p></header>",
        _summary(coverage),
        _missing(coverage),
        _cells(coverage),
        *_files(coverage, sources),
    ]
    return (
        f"{_HEAD}{title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{STYLE}</style>\n" + "\n".join(part for part in parts if part) + "\n</html>\n"
    )


def is_page(content: bytes) -> bool:
    """Whether a file holds such a page, so that another may take its place."""
    return content.startswith(f"{_HEAD}{_TITLE}".encode())


def _text(text: str) -> str:
    return html.escape(printable(text))


def _of_ruleset(coverage: Coverage) -> str:
    version = f" {_text(coverage.version)}" if coverage.version else ""
    number = len(coverage.cases)
    cases = f"{number} case{'' if number == 1 else 's'}"
    return f"{_text(coverage.ruleset)}{version}, sha256 {_text(coverage.digest[:12])}…, {cases}"


def _summary(coverage: Coverage) -> str:
    rows = [_summary_row(part, coverage.tally(part), _EXPLAINED[part]) for part in PARTS]
    rows.append(_summary_row("all", coverage.tally(), ""))
    heads = "<tr><th>part<th>reached<th>of<th>share<th><th>impossible<th>"
    return f"<table class=summary>{heads}{''.join(rows)}</table>"


def _summary_row(name: str, tally: Tally, explained: str) -> str:
    if not tally.total + tally.impossible:
        return ""
    bar = f'<div class=bar role=img aria-label="{tally.percent} %"><i style="width:{tally.percent}%"></i></div>'
    number = f"<td class=number>{tally.reached}<td class=number>{tally.total}<td class=number>{tally.percent} %"
    return f"<tr><th>{name}{number}<td>{bar}<td class=number>{tally.impossible or ''}<td class=note>{explained}"


def _missing(coverage: Coverage) -> str:
    found = []
    for part in PARTS:
        points = coverage.missing_of(part)
        if points:
            items = "".join(f"<li>{_text(point.never)}{_link(point.span)}" for point in points)
            found.append(f"<details><summary>{part} <b>{len(points)}</b></summary><ul>{items}</ul></details>")
    told = "".join(found) or "<p>Nothing: these cases reach all that can be reached.</p>"
    return f"<h2>Not reached</h2>{told}"


def _link(span: object) -> str:
    line, file = getattr(span, "line", None), getattr(span, "file", "")
    return "" if line is None else f' <a href="#{_anchor(file, line)}">{_text(file)}:{line}</a>'


def _anchor(file: str, line: int) -> str:
    return html.escape(f"{file}:{line}".replace(" ", "_"))


def _cells(coverage: Coverage) -> str:
    columns: dict[str, list[Covered]] = {}
    for one in coverage.found:
        if one.point.part == "cells":
            columns.setdefault(one.point.owner, []).append(one)
    rows = (f"<tr><th>{_text(name)}<td>{''.join(map(_cell, cells))}" for name, cells in columns.items())
    return f"<h2>Cells</h2><table class=cells>{''.join(rows)}</table>" if columns else ""


def _cell(one: Covered) -> str:
    state = _state([one])
    told = {"reached": f"{one.count} ×", "impossible": "impossible"}.get(state, "not reached")
    return f'<span class="cell {state}" title="{told}">{_text(one.point.what)}</span>'


def _state(found: Sequence[Covered]) -> str:
    """What came of some points together."""
    if all(one.impossible for one in found):
        return "impossible"
    missing = [one for one in found if one.is_missing]
    if not missing:
        return "reached"
    return "partly" if any(one.count for one in found) else "missing"


def _files(coverage: Coverage, sources: Mapping[str, str]) -> Iterator[str]:
    lines: dict[str, dict[int, list[Covered]]] = {}
    for one in coverage.found:
        span = one.point.span
        if span is not None and one.point.part != "cells":
            lines.setdefault(span.file, {}).setdefault(span.line, []).append(one)
    for file, text in sources.items():
        if file in lines:
            rows = "".join(_source(file, text.splitlines(), lines[file]))
            yield f"<h2>{_text(file)}</h2><table class=source>{rows}</table>"


def _source(file: str, lines: Iterable[str], points: Mapping[int, list[Covered]]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        found = points.get(number, [])
        state = _state(found) if found else ""
        notes = "; ".join(dict.fromkeys(_text(one.point.never) for one in found if one.is_missing))
        yield (
            f'<tr id="{_anchor(file, number)}" class="{state}"><td class=number>{number}<td>{_MARKS.get(state, "")}'
            f"<td><code>{_text(line)}</code>{f'<small>{notes}</small>' if notes else ''}"
        )
