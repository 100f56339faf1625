"""Questions that share what they are about, and values that can be told."""

from __future__ import annotations

import os
import signal
from threading import Event, Thread
from typing import Any

import pytest

from recovery_rules import loads
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import ONE_AT_A_TIME
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.proof.asking import Asking, checked
from recovery_rules.analysis.proof.emptiness import Emptiness
from recovery_rules.analysis.proof.telling import can_be_told
from recovery_rules.cells.shape import shape_of

z3 = pytest.importorskip("z3")

HARD = 10_000_000
WORKS = """
language: 1
ruleset: works
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: sorry, then: [apology]}]
facts:
  share: {type: percent, min: 0 %, max: 100 %}
  seen_at: {type: datetime}
"""


def test_what_is_told_stays_and_what_is_asked_does_not() -> None:
    number = z3.Int("number")
    asking = Asking(HARD, number > 2)
    asking.tell(number < 6)
    assert asking.ask(number > 4)[1].eval(z3.Int("number", asking.ask()[1].ctx)).as_long() == 5
    assert asking.ask(number > 5) == (z3.unsat, None)
    assert asking.ask(number < 4)[0] == z3.sat


def test_where_the_first_solver_gives_up_others_begin_anew() -> None:
    numbers = z3.Ints("a b c d e f")
    apart = [one != other for place, one in enumerate(numbers) for other in numbers[:place]]
    pigeons = Asking(HARD, *apart, *(one >= 0 for one in numbers), *(one < 5 for one in numbers))
    pigeons._solver.set("rlimit", 1)
    assert pigeons.ask() == (z3.unsat, None)
    assert Asking(1, *pigeons._known).ask() == (z3.unknown, None)


def test_values_that_can_be_told() -> None:
    facts = Encoding(loads(WORKS).model).variables
    asking = Asking(HARD, *(one.valid for one in facts.values()), equal(facts["share"].value.content * 3, 1))
    assert asking.ask()[0] == z3.sat
    assert asking.ask(*can_be_told([facts]))[0] == z3.unsat
    early = Asking(HARD, *(one.valid for one in facts.values()), facts["seen_at"].value.content < -3 * 10**16)
    _, solution = early.ask(*can_be_told([facts]))
    assert facts["seen_at"].plain(solution).year >= 1000  # type: ignore[union-attr]  # a time


def test_a_proof_may_ask_whether_a_region_is_empty() -> None:
    model = loads(WORKS).model
    with ONE_AT_A_TIME:
        assert ONE_AT_A_TIME.acquire(blocking=False)  # else it would wait for itself
        assert not Emptiness(model, shape_of(model)).proves({})
        ONE_AT_A_TIME.release()


class Lasting:
    """Searches until it is interrupted."""

    def __init__(self) -> None:
        self.ctx = self
        self.begun, self.ended, self._end = Event(), Event(), Event()

    def set(self, *, ctrl_c: bool) -> None:
        assert not ctrl_c  # else it hears of it before us

    def check(self) -> None:
        self.begun.set()
        os.kill(os.getpid(), signal.SIGINT)
        self._end.wait()
        self.ended.set()

    def interrupt(self) -> None:
        self._end.set()


def test_whoever_interrupts_ends_the_search() -> None:
    lasting = Lasting()
    with pytest.raises(KeyboardInterrupt):
        checked(lasting)
    assert lasting.begun.is_set() == lasting.ended.is_set()  # it may come before the search begins


def test_a_search_that_takes_too_long_is_given_up() -> None:
    class Endless(Lasting):
        def check(self) -> Any:
            self._end.wait()
            return z3.unknown

    assert checked(Endless(), until=0.0) == z3.unknown


def test_a_search_that_is_interrupted_before_it_begins_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    late: list[Thread] = []

    def interrupted(thread: Thread) -> None:
        late.append(thread)
        raise KeyboardInterrupt

    lasting = Lasting()
    with monkeypatch.context() as patched:
        patched.setattr(Thread, "start", interrupted)
        with pytest.raises(KeyboardInterrupt):
            checked(lasting)
    for thread in late:
        thread.start()
        thread.join()
    assert late
    assert not lasting.begun.is_set()


def test_what_breaks_a_search_is_told() -> None:
    class Broken(Lasting):
        def check(self) -> None:
            raise z3.Z3Exception("out of memory")

    with pytest.raises(z3.Z3Exception, match="out of memory"):
        checked(Broken())
