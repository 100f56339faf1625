"""Where commands write: colours and the width of a terminal, or plain text where there is none.

In: texts. Out: the standard output or standard error. Rich is imported when something needs its colours or columns.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from recovery_rules.cli.wrapping import wrapped
from recovery_rules.source.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN_WIDTH: Final = 100
_HANG: Final = 4  # a step of two is what the parts of a text go in


def console(*, stderr: bool = False) -> Console:
    """A console for the stream as it is now; without a terminal it is as wide as COLUMNS says, or 100."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _columns()
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def write(text: str) -> None:
    """Text as it is."""
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def fail(message: str, help_lines: Iterable[str] = ()) -> None:
    """Why a command did nothing, on standard error."""
    from rich.text import Text

    screen = console(stderr=True)
    screen.print(Text.assemble(("error", "bold red"), f": {printable(message)}"), soft_wrap=True)
    for line in help_lines:
        screen.print(Text(f"  {printable(line)}"), soft_wrap=True)


def prose(text: str, screen: Console | None = None, *, hang: int = _HANG) -> None:
    """Lines of text, each wrapped where it is too long; `hang` is how much further in it then goes on."""
    columns = (screen or console()).width
    for line in text.splitlines():
        write("\n".join(wrapped(printable(line), columns, hang)) or "\n")


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if re.fullmatch("[1-9][0-9]{1,3}", columns) else _PLAIN_WIDTH
