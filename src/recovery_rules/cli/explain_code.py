"""`recovery-rules explain-code`: the page of one code of the errors and warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Final

import typer

from recovery_rules.cli.mistakes import CommandError
from recovery_rules.cli.screen import prose, write

_SECTION: Final = re.compile(r"^## (RR\d{3}) (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_TELLING: Final = 2  # digits that say what a code is about
_MOST_NEAR: Final = 3
_BLOCK: Final = re.compile(r"^```[a-z]*\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)


def explain_code(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code such as RR310, as `check` shows it.")],
) -> None:
    """Tell what an error or a warning means, and how to mend it."""
    from recovery_rules.source.codes import CODES, GROUPS
    from recovery_rules.source.shipped import errors_page

    wanted = code.upper()
    if wanted not in CODES:
        meant = _meant(wanted, CODES)
        groups = (f"{codes}: {about}" for codes, about in GROUPS.items())
        raise CommandError(
            f"there is no code `{code}`" + (f"; did you mean {meant}?" if meant else ""),
            "`recovery-rules check` shows the code of each problem in brackets",
            *(() if meant else groups),
        )
    severity, title = CODES[wanted]
    write(f"{severity}[{wanted}]: {title}\n\n")
    page = errors_page().read_text("utf-8")
    bodies = {found: body for found, _, body in _SECTION.findall(page)}
    for line in _unmarked(bodies.get(wanted, "").strip()):
        if line.startswith(" "):
            write(line)
        else:
            prose(line or "\n", hang=0)


def _meant(wanted: str, codes: Iterable[str]) -> str:
    """The codes with the same digits, or with the same first two; a number that merely looks alike helps nobody."""
    digits = "".join(re.findall(r"\d", wanted.replace("O", "0").replace("I", "1").replace("L", "1")))
    if f"RR{digits}" in codes:
        return f"RR{digits}"
    near = [code for code in codes if len(digits) >= _TELLING and code.startswith(f"RR{digits[:_TELLING]}")]
    return " or ".join(near) if len(near) <= _MOST_NEAR else ""


def _unmarked(body: str) -> list[str]:
    """Paragraphs as one line each, so that they can be wrapped; examples indented, as they are."""
    lines: list[str] = []
    for number, part in enumerate(_BLOCK.split(body)):
        if number % 2:
            lines += [*(f"    {line}".rstrip() for line in part.splitlines()), ""]
        else:
            paragraphs = [" ".join(paragraph.split()) for paragraph in part.split("\n\n")]
            lines += [line for paragraph in paragraphs if paragraph for line in (paragraph, "")]
    return lines[:-1]
