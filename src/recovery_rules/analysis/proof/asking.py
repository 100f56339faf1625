"""Questions with much in common: one solver keeps what they share, and what it has learnt from those before.

That is quick, and at times leads it far astray. So it gets few steps for each question; where they do not do, others
that know of nothing but that question begin anew, each with another seed and more steps than the one before: how long a
solver takes is often a matter of luck.
"""

from __future__ import annotations

from concurrent.futures import Future, wait
from math import inf
from threading import Thread
from time import monotonic
from typing import Any, Final

from recovery_rules.analysis.formula.logic import Formula, z3

_QUICK: Final = 100  # that part of the budget is for the solver that has been asked before
_SHARES: Final = (40, 13, 4, 2)  # and these parts for those that begin anew
LONGEST: Final = 60.0  # seconds for one question: some steps take a solver hours
_A_MOMENT: Final = 0.05  # seconds


class Asking:
    """Asks whether there are cases.

    Args:
        budget: how many steps a solver takes for one question.
        *formulas: what is true of all cases that are asked about.
    """

    def __init__(self, budget: int, *formulas: Formula) -> None:
        self._budget = budget
        self._known: list[Formula] = []
        self._solver = z3().Solver(ctx=z3().Context())  # asked often it is three times as fast as the simple one
        self._solver.set("rlimit", max(1, budget // _QUICK))  # 0 is no limit
        self.tell(*formulas)

    def tell(self, *formulas: Formula) -> None:
        """What is true of the cases that are asked about from now on."""
        self._known += formulas
        add(self._solver, *formulas)

    def ask(self, *formulas: Formula) -> tuple[Any, Any]:
        """What the solver answers, and a case, as its solution, where there is one.

        Args:
            *formulas: what else is true of it.

        Raises:
            KeyboardInterrupt: the user does not wait for it.
        """
        until = monotonic() + LONGEST
        self._solver.push()
        add(self._solver, *formulas)
        answer, solution = _answer_of(self._solver, until)
        self._solver.pop()
        if answer != z3().unknown:
            return answer, solution
        for seed, share in enumerate(_SHARES):
            if monotonic() > until:
                break
            alone = z3().SimpleSolver(ctx=z3().Context())
            alone.set("random_seed", seed)
            alone.set("rlimit", max(1, self._budget // share))  # 0 is no limit
            add(alone, *self._known, *formulas)
            answer, solution = _answer_of(alone, until)
            if answer != z3().unknown:
                break
        return answer, solution


def _answer_of(solver: Any, until: float) -> tuple[Any, Any]:
    answer = checked(solver, until)
    return answer, solver.model() if answer == z3().sat else None


def checked(solver: Any, until: float = inf) -> Any:
    """What a solver answers; it is unknown where that takes it longer.

    It searches aside: else z3 would take Ctrl-C for itself, and end as if its budget was used up, or nobody would hear
    of it before the search is over.

    Args:
        solver: the solver.
        until: when the search is given up, by the monotonic clock.

    Raises:
        KeyboardInterrupt: the user does not wait for it.
    """
    solver.set(ctrl_c=False)
    answer: Future[Any] = Future()
    try:
        Thread(target=_search, args=(solver, answer), daemon=True).start()
        while not answer.done():  # not every system tells of Ctrl-C who waits without end
            wait([answer], _A_MOMENT)
            if monotonic() > until:
                solver.ctx.interrupt()
    finally:
        while not answer.cancel() and not answer.done():  # it may be about to begin, and then would not notice
            solver.ctx.interrupt()
            wait([answer], _A_MOMENT)
    return answer.result()


def _search(solver: Any, answer: Future[Any]) -> None:
    """Search, unless nobody wants to know any more."""
    if answer.set_running_or_notify_cancel():
        try:
            answer.set_result(solver.check())
        except Exception as error:  # noqa: BLE001  # whoever waits is told
            answer.set_exception(error)


def add(solver: Any, *formulas: Formula) -> None:
    """Tell a solver of formulas, which may have been made elsewhere."""
    for one in formulas:
        is_own = isinstance(one, bool) or one.ctx is solver.ctx
        solver.add(one if is_own else one.translate(solver.ctx))
