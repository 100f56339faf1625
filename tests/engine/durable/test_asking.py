"""Whatever happens to the process of durable-rules, there is a typed answer for each case."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_rules.engine.durable import asking, child
from recovery_rules.engine.durable.answers import Answer, Matched, Unanswered
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.engine.durable.network import MOST_RULES, Network

# A process that answers a case [n] with the bit n, and does something else where n is 7.
PROGRAM = """
import json, os, signal, sys
lines = [json.loads(line) for line in sys.stdin]
print('"ready"', flush=True)
for (cell,) in lines[1:]:
    if cell == 7:
        {instead}
    print(json.dumps([cell]), flush=True)
"""


def engine(folder: Path, instead: str, program: str = PROGRAM, seconds: float = 60) -> DurableRules:
    path = folder / "program.py"
    path.write_text(program.replace("{instead}", instead), "utf-8")
    return DurableRules((), program=str(path), seconds=seconds)


def answers_of(asked: DurableRules, *cases: int) -> list[Answer]:
    return asked.about([(case,) for case in cases])


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", Unanswered("died", "SIGKILL")),
        ("os.kill(os.getpid(), signal.SIGSEGV)", Unanswered("died", "SIGSEGV")),
        ("sys.exit(3)", Unanswered("died", "exit code 3")),
        ("sys.exit(0)", Unanswered("died", "exit code 0")),
        ("raise ValueError('oh')", Unanswered("died", "exit code 1: ValueError: oh")),
        ("print('[1', end='', flush=True); sys.exit(3)", Unanswered("died", "exit code 3")),
        ("print(json.dumps({'refused': 'error 303'})); break", Unanswered("refused", "error 303")),
    ],
)
def test_a_process_that_fails_costs_one_case_its_answer(tmp_path: Path, instead: str, why: Unanswered) -> None:
    asked = engine(tmp_path, instead)
    assert answers_of(asked, 1, 7, 2, 3) == [Matched(2), why, Matched(4), Matched(8)]
    assert answers_of(asked, 1) == [Matched(2)]


def test_after_some_failures_it_is_not_asked_any_more(tmp_path: Path) -> None:
    asked = engine(tmp_path, "sys.exit(3)")
    died, not_asked = Unanswered("died", "exit code 3"), Unanswered("not asked")
    assert answers_of(asked, 7, 1, 7, 7, 2, 3) == [died, Matched(2), died, died, not_asked, not_asked]
    assert answers_of(asked, 1) == [not_asked]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import json; print(json.dumps({'absent': 'no such module'}))", Unanswered("absent", "no such module")),
        ("import json; print(json.dumps({'refused': 'error 107'}))", Unanswered("refused", "error 107")),
        ("import os; os.abort()", Unanswered("died", "SIGABRT")),
    ],
)
def test_one_that_fails_before_the_first_case_answers_none(tmp_path: Path, program: str, why: Unanswered) -> None:
    asked = engine(tmp_path, "", program)
    assert answers_of(asked, 1, 2) == [why, why]
    assert answers_of(asked, 3) == [Unanswered("not asked")]


def test_one_that_never_ends_is_stopped(tmp_path: Path) -> None:
    asked = engine(tmp_path, "", "import signal; signal.pause()", seconds=0.25)
    assert answers_of(asked, 1, 2) == [Unanswered("too slow", "stopped after 0.25 seconds")] * 2


def test_an_interrupt_reaches_the_caller_alone(tmp_path: Path, durable_rules: None) -> None:
    """Ctrl-C goes to the whole group of processes; the engine would swallow it, or die of it."""
    child = Path(__file__).parents[3] / "src" / "recovery_rules" / "engine" / "durable" / "child.py"
    program = f"""
import os, runpy, signal, sys
def dump(*args, dumps=__import__("json").dumps, **named):
    os.kill(os.getpid(), signal.SIGINT)
    return dumps(*args, **named)
__import__("json").dumps = dump
runpy.run_path({str(child)!r}, run_name="__main__")
"""
    assert durable_rules is None
    assert engine(tmp_path, "", program).about([(0,)]) == [Matched(0)]


def all_matching(count: int) -> tuple[Network, ...]:
    """Rules with conditions of their own, which all match in the cell 0."""
    return (tuple((bit, ((0, "!=", bit + 1),)) for bit in range(count)),)


@pytest.mark.usefixtures("durable_rules")
def test_as_many_matches_as_a_network_may_have() -> None:
    every = (1 << MOST_RULES) - 1
    expected = [Matched(every), Matched(every - 1), Matched(every)]
    assert answers_of(DurableRules(all_matching(MOST_RULES)), 0, 1, 0) == expected


@pytest.mark.usefixtures("durable_rules")
def test_one_match_more_is_refused() -> None:
    (refused,) = answers_of(DurableRules(all_matching(MOST_RULES + 1)), 0)
    assert refused == Unanswered("refused", "Could not assert fact, error code: 303")


@pytest.mark.usefixtures("durable_rules")
def test_thousands_of_cases_in_one_process() -> None:
    """No case is taken for another one, and there are more than the engine holds states."""
    networks: tuple[Network, ...] = (tuple((bit, ((0, "=", bit), (1, "!=", bit))) for bit in range(50)),)
    cases = [(number % 53, number % 47) for number in range(2_500)]
    expected = [Matched(1 << one if one < 50 and one != other else 0) for one, other in cases]
    assert DurableRules(networks).about(cases) == expected


@pytest.mark.parametrize(
    ("body", "installed"),
    [("import os; os.abort()", True), ('print(\'{"absent": "no module"}\')', False)],
)
def test_one_that_crashes_when_it_is_imported_is_there(
    body: str, *, installed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "child.py"
    program.write_text(body, "utf-8")
    monkeypatch.setattr(child, "__file__", str(program))
    assert asking.is_installed() is installed
