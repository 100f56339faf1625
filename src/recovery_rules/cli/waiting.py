"""What takes long: on a terminal, what is being done after the first second; and an end on demand, with what there is.

In: what is being done. Out: a line on standard error that takes its own place, and is gone in the end.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final, Self

from recovery_rules.cli.screen import fail

_PATIENCE: Final = 1.0  # seconds before anything is shown


class Waiting:
    """Shows what is being done where that takes long.

    Interrupted (Ctrl-C), what is inside ends, and the command goes on with what it has by then.
    """

    def __init__(self, interrupted: str) -> None:
        """`interrupted` says what is missing from the result then."""
        self._interrupted = interrupted
        self._began = time.monotonic()
        self._shown = 0

    def show(self, what: str) -> None:
        """Say what is being done."""
        if sys.stderr.isatty() and time.monotonic() - self._began > _PATIENCE:
            self._clear()
            line = f"looking for {what} (Ctrl-C shows what is known so far)"
            sys.stderr.write(line)
            sys.stderr.flush()
            self._shown = len(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> bool:
        self._clear()
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            fail(f"interrupted: {self._interrupted}")
            return True
        return False

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            self._shown = 0
