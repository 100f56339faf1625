"""Ctrl-C, wherever it comes: what is known so far, a word on what is missing, and one exit code."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recovery_rules.analysis.findings import all as questions
from recovery_rules.cli.waiting import Waiting
from tests.cli.running import run
from tests.testing.writing import SHOP

PROMISES = "properties: [{id: one, always: apology}, {id: two, always: apology}]\n"
FINE = """
language: 1
ruleset: fine
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: a, then: [apology]}]
"""
CASES = "ruleset: shop.yaml\ncases: [{id: one, given: {failure: rude, price: 1 EUR}, expect: {}}]\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP + PROMISES, "utf-8")
    Path("next.yaml").write_text(SHOP.replace("20 EUR", "21 EUR"), "utf-8")
    Path("fine.yaml").write_text(FINE, "utf-8")
    Path("cases.yaml").write_text(CASES, "utf-8")
    Path("more.yaml").write_text(CASES, "utf-8")


class After:
    """Interrupts when it is called so many times and once more."""

    def __init__(self, calls: int, then: Any = None) -> None:
        self._left, self._then = calls, then

    def __call__(self, *given: Any, **named: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return self._then(*given, **named) if self._then else None


def interrupted(what: str) -> str:
    return f"error: interrupted: {what}\n"


def test_check_does_not_say_that_all_is_well_nor_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(_: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(questions, "QUESTIONS", (("nothing", first),))
    ran = run("check", "fine.yaml", "shop.yaml")
    assert (ran.code, ran.out) == (130, "fine.yaml: nothing found until then\n")
    assert ran.err == interrupted("the rest was not looked for")
    assert run("check", "fine.yaml", "--json").out == "[]\n"


def test_prove_keeps_what_was_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    from recovery_rules.analysis.proof.prover import Prover
    from recovery_rules.analysis.proof.result import Proof

    answering = After(1, lambda promised: Proof(promised, "unknown", reason="why"))
    monkeypatch.setattr(Prover, "proof", lambda _, promised: answering(promised))
    ran = run("prove", "shop.yaml")
    assert (ran.code, ran.err) == (130, interrupted("the rest was not proved"))
    assert "one" in ran.out.splitlines()[0]
    assert "two" not in ran.out


def test_prove_that_has_not_begun_does_not_say_that_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Waiting, "show", After(0))
    assert run("prove", "shop.yaml").out == ""
    assert json.loads(run("prove", "shop.yaml", "--json").out) == []


def test_diff_says_that_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("z3")
    monkeypatch.setattr(Waiting, "show", After(0))
    ran = run("diff", "shop.yaml", "next.yaml")
    assert (ran.code, ran.err) == (130, interrupted("there may be more regions"))
    assert ran.out == "It is not known whether they decide alike: interrupted.\n"
    data = json.loads(run("diff", "shop.yaml", "next.yaml", "--json").out)
    assert (data["equal"], data["complete"], data["reason"]) == (False, False, "interrupted")


def test_coverage_has_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Waiting, "show", After(0))
    ran = run("coverage", "shop.yaml", "cases.yaml")
    assert (ran.code, ran.out, ran.err) == (130, "", interrupted("nothing was measured"))


def test_test_keeps_the_cases_that_were_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    from recovery_rules.testing import verifying

    monkeypatch.setattr(verifying, "verify", After(1, verifying.verify))
    ran = run("test", "cases.yaml", "more.yaml", "cases.yaml")
    assert (ran.code, ran.err) == (130, interrupted("the rest was not decided"))
    assert ran.out.splitlines()[-1].startswith("2 files: 1 case")


def test_while_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recovery_rules.cli.files.loaded", After(0))
    ran = run("prove", "shop.yaml")
    assert (ran.code, ran.out, ran.err) == (130, "", "error: interrupted\n")


def test_what_is_raised_where_python_would_swallow_it_comes_later() -> None:
    class Lasting:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            [None for _ in range(9)]

    with Waiting("the rest") as waiting:
        one = Lasting()
        del one
        while True:
            pass
    assert waiting.interrupted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
