"""The line that says what is being done, on a terminal alone."""

from __future__ import annotations

import io
import sys

import pytest

from recovery_rules.cli.waiting import Waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_a_line_takes_its_own_place_and_is_gone_in_the_end(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Waiting("nothing") as waiting:
        for clock[0], what in ((5.0, "one"), (5.01, "two"), (6.0, "three")):
            waiting.show(what)
    lines = [f"looking for {what} (Ctrl-C shows what is known so far)" for what in ("one", "three")]
    assert screen.getvalue() == "".join(f"{line}\r{' ' * len(line)}\r" for line in lines)


def test_into_a_file_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Waiting("nothing") as waiting:
        waiting.show("one")
    assert not screen.getvalue()
