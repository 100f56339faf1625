"""What is said of what takes long: in its own place on a terminal, in a line now and then elsewhere."""

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


def test_into_a_file_nothing_is_written_where_it_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Waiting("nothing") as waiting:
        waiting.show("one")
    assert not screen.getvalue()


def test_into_a_file_now_and_then_a_line_of_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    waiting = Waiting("nothing")
    waiting.say()
    for what, times in (("one", 1), ("two", 8), ("three", 1)):
        waiting.show(what)
        for _ in range(times):
            waiting.say()
    assert screen.getvalue().splitlines() == [
        "looking for one",
        "looking for two",
        "still looking for two",
        "looking for three",
    ]


def test_the_line_comes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("recovery_rules.cli.waiting._NOW_AND_THEN", 0.001)
    with Waiting("nothing") as waiting:
        waiting.show("one")
        while "one" not in screen.getvalue():
            pass
    assert screen.getvalue().startswith("looking for one\n")
