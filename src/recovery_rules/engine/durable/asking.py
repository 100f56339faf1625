"""Asking durable-rules: starts a process for some cases, and goes on with another where that one fails."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from recovery_rules.engine.durable import child
from recovery_rules.engine.durable.answers import Answer, Matched, Unanswered
from recovery_rules.engine.durable.network import Network

SECONDS: Final = 60.0
MOST_FAILURES: Final = 3


class DurableRules:
    """Answers which clauses accept a case.

    Args:
        networks: the clauses, by `network.networks_of`.
        seconds: how long one process may take.
        program: what runs in the process, instead of `child`.
    """

    def __init__(self, networks: Sequence[Network], *, seconds: float = SECONDS, program: str | None = None) -> None:
        self._networks = json.dumps(networks)
        self._seconds = seconds
        self._command = [sys.executable, "-P", program or str(Path(child.__file__))]
        self._failures = 0

    def about(self, cases: Sequence[Sequence[int]]) -> list[Answer]:
        """An answer for each case, given as the number of its cell in each column.

        A process that fails at a case costs that case its answer, and the next process goes on behind it. After some
        failures there is no next one.
        """
        answers: list[Answer] = []
        while len(answers) < len(cases):
            if self._failures == MOST_FAILURES:
                answers += [Unanswered("not asked")] * (len(cases) - len(answers))
                break
            answers += self._ask(cases[len(answers) :])
        return answers

    def _ask(self, cases: Sequence[Sequence[int]]) -> list[Answer]:
        """The answers of one process; where it fails, the last one says why."""
        lines = "".join(f"{line}\n" for line in (self._networks, *map(json.dumps, cases)))
        try:
            ended = subprocess.run(  # noqa: S603  (our own program)
                self._command,
                input=lines,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=self._seconds,
                check=False,
            )
            output, why = ended.stdout, _death(ended)
        except subprocess.TimeoutExpired as late:
            output, why = _text(late.stdout), Unanswered("too slow", f"stopped after {self._seconds:g} seconds")
        # The last line may be cut off; it ends with a newline where it is not.
        found = [json.loads(line) for line in output.split("\n")[:-1]]
        answers: list[Answer] = [Matched(sum(1 << bit for bit in line)) for line in found if isinstance(line, list)]
        if len(answers) < len(cases):
            self._failures += 1
            answers.append(_reason(found) or why)
            if "ready" not in found:  # it fails before the first case, whichever that is
                self._failures = MOST_FAILURES
                answers = answers[-1:] * len(cases)
        return answers


def _reason(found: Sequence[Any]) -> Unanswered | None:
    match found[-1:]:
        case [{"absent": told}]:
            return Unanswered("absent", told)
        case [{"refused": told}]:
            return Unanswered("refused", told)
        case _:
            return None


def _death(ended: subprocess.CompletedProcess[str]) -> Unanswered:
    code = ended.returncode
    if code < 0:
        return Unanswered("died", signal.Signals(-code).name)
    last = ended.stderr.strip().splitlines()[-1:]
    return Unanswered("died", ": ".join([f"exit code {code}", *last]))


def _text(output: bytes | str | None) -> str:
    """What a process had written when it was stopped; bytes, whatever was asked for."""
    return output.decode() if isinstance(output, bytes) else output or ""


def is_installed() -> bool:
    """Whether durable-rules can be asked: it may be there and still not fit this Python.

    One that crashes when it is imported is there; that it has no answers is then a result.
    """
    [answer] = DurableRules(()).about([()])
    return not (isinstance(answer, Unanswered) and answer.why == "absent")
