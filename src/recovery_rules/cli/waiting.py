"""What takes long: what is being done, said now and then; and an end on demand, with what there is by then.

In: what is being done. Out, on standard error: on a terminal a line that takes its own place, and is gone in the end;
elsewhere, as in CI, a line now and then, and none where it is quick.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Final, Self

from recovery_rules.cli.mistakes import INTERRUPTED
from recovery_rules.cli.screen import fail

_READABLE: Final = 0.1  # seconds for which a line stays at least
_NOW_AND_THEN: Final = 10.0  # seconds from line to line
_STILL: Final = 6  # such times without news, and the same line comes again
_A_MOMENT: Final = 0.01


class Waiting:
    """Shows what is being done while somebody waits.

    Interrupted (Ctrl-C), what is inside ends, and the command goes on with what it has by then.

    Attributes:
        interrupted: whether it was.
    """

    def __init__(self, lacking: str) -> None:
        """`lacking` says what is missing from the result of whoever interrupts."""
        self.interrupted = False
        self._lacking = lacking
        self._since = -_READABLE
        self._shown = 0
        self._doing = self._said = ""
        self._silent = 0
        self._over = threading.Event()
        self._before: Any = None

    def show(self, what: str) -> None:
        """Say what is being done."""
        self._doing = what
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._since >= _READABLE:
            self.clear()
            self._since = now
            line = f"looking for {what} (Ctrl-C shows what is known so far)"
            sys.stderr.write(line)
            sys.stderr.flush()
            self._shown = len(line)

    @contextmanager
    def part(self) -> Generator[None]:
        """Interrupted, what is inside ends, and not what is around it: somebody shows what there is by then."""
        try:
            yield
        except KeyboardInterrupt:
            self.interrupted = True
        self.clear()

    def clear(self) -> None:
        """Take away what is shown, before something else is written."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()
            self._shown = 0

    def code(self, otherwise: int) -> int:
        """The exit code of the command: whoever reads a result that is cut off must not take it for a whole one."""
        return INTERRUPTED if self.interrupted else otherwise

    def say(self) -> None:
        """A line that stays: what is being done, where that is news, or where nothing was said for long."""
        self._silent += 1
        if self._doing and (self._doing != self._said or self._silent == _STILL):
            still = "still " if self._doing == self._said else ""
            sys.stderr.write(f"{still}looking for {self._doing}\n")
            sys.stderr.flush()
            self._said, self._silent = self._doing, 0

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, _interrupt)
        if not sys.stderr.isatty():
            threading.Thread(target=self._say_now_and_then, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> bool:
        self._over.set()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        self.clear()
        is_end = kind is not None and issubclass(kind, KeyboardInterrupt)
        self.interrupted = self.interrupted or is_end
        if self.interrupted:
            fail(f"interrupted: {self._lacking}")
        return is_end

    def _say_now_and_then(self) -> None:
        while not self._over.wait(_NOW_AND_THEN):
            self.say()


def _interrupt(_: int, frame: FrameType | None) -> None:
    """Not while the solver's library makes or deletes something: Python would swallow it, or say that it did."""
    while frame is not None:
        if frame.f_code.co_name == "__del__" or frame.f_globals.get("__package__") == "z3":
            again = threading.Timer(_A_MOMENT, _thread.interrupt_main)
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    raise KeyboardInterrupt
