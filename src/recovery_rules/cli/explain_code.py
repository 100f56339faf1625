"""`recovery-rules explain-code`: the page of one code of the errors and warnings."""

from __future__ import annotations

import re
from typing import Annotated, Final

import typer

from recovery_rules.cli.mistakes import CommandError
from recovery_rules.cli.screen import prose, write

_SECTION: Final = re.compile(r"^## (RR\d{3}) (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK: Final = re.compile(r"^```[a-z]*\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)


def explain_code(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code such as RR310, as `check` shows it.")],
) -> None:
    """Tell what an error or a warning means, and how to mend it."""
    from recovery_rules.source.codes import CODES
    from recovery_rules.source.shipped import errors_page
    from recovery_rules.source.suggest import closest

    wanted = code.upper()
    if wanted not in CODES:
        meant = closest(wanted, CODES)
        raise CommandError(
            f"there is no code `{code}`" + (f"; did you mean {meant}?" if meant else ""),
            "codes are RR101 to RR599; `recovery-rules check` shows them in brackets",
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
