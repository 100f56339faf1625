"""What takes long: on a terminal, what is being done; and an end on demand, with what there is by then.

In: what is being done. Out: a line on standard error that takes its own place, and is gone in the end.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final, Self

from recovery_rules.cli.screen import fail

_READABLE: Final = 0.1  # seconds for which a line stays at least


class Waiting:
    """Shows what is being done while somebody waits.

    Interrupted (Ctrl-C), what is inside ends, and the command goes on with what it has by then.
    """

    def __init__(self, interrupted: str) -> None:
        """`interrupted` says what is missing from the result then."""
        self._interrupted = interrupted
        self._since = -_READABLE
        self._shown = 0

    def show(self, what: str) -> None:
        """Say what is being done."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._since >= _READABLE:
            self._clear()
            self._since = now
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
