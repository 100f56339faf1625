"""What a user can do wrong, as one line and some help; the command line never shows a traceback for it.

Raised by the commands, shown by `app`.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from recovery_rules.source.files import UnreadableError

CLEAN: Final = 0
FINDINGS: Final = 1  # warnings, or cases that are not decided as expected
BROKEN: Final = 2  # nothing could be done: it does not load, is not there, or was asked for wrongly
_A_FOLDER: Final = "name a file in it; `decide` and `explain` take a folder of versions with the day, `--on 2026-11-04`"
INTERRUPTED: Final = 128 + 2  # as a shell reports a program that Ctrl-C ended


class CommandError(Exception):
    """A command cannot do what it was asked for.

    Attributes:
        message: one line, without a full stop.
        help: further lines.
    """

    def __init__(self, message: str, *help_lines: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_lines


@contextmanager
def reading(name: str) -> Generator[None]:
    """Turns what can go wrong with a file into a `CommandError` that names it."""
    try:
        yield
    except UnreadableError as error:
        help_lines = (_A_FOLDER,) if Path(name).is_dir() else ()
        raise CommandError(f"{name}: {error}", *help_lines) from None
    except OSError as error:
        raise CommandError(f"{name}: {(error.strerror or str(error)).lower()}" if error.errno else str(error)) from None
    except ValueError:  # a NUL in the name, or one that no system can encode
        raise CommandError(f"{name}: no file can have this name") from None
