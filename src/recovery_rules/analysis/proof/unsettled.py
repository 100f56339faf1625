"""Why a question stays open: what logic cannot say and the question is about, and without which fact it is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any, Final

from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.guesses import Guess
from recovery_rules.analysis.formula.logic import Formula, both, contrary, z3
from recovery_rules.analysis.proof.asking import add, checked
from recovery_rules.analysis.proof.questions import Question
from recovery_rules.model.conditions import Condition

_MOST_TOLD: Final = 3
_MOST_LEFT_OUT: Final = 3  # facts without which it is asked once more
_SHARE: Final = 10  # the part of the budget that it takes at most for each
_LONGEST: Final = 10.0  # seconds for each


def why_unsettled(question: Question, encoding: Encoding, when: Condition, budget: int) -> str:
    """What a question depends on; empty where logic can say all that it is about.

    Args:
        question: a question to which the engine confirms no answer.
        encoding: the ruleset.
        when: the cases that it is about.
        budget: how many steps the solver takes.
    """
    guesses = [*encoding.guesses, *([] if question.beside is None else question.beside.guesses)]
    asked = _variables_in(question.formula)
    about = [one for one in guesses if any(str(it) in asked or f"{it}'" in asked for it in one.variables)] or guesses
    if not about:
        return ""
    without = next(_proved_without(question, encoding, when, about, budget), "")
    told = dict.fromkeys(one.about for one in about if not without or without in one.reads)
    more = "; and more" if len(told) > _MOST_TOLD else ""
    proved = f"; where {without} is unknown it is proved" if without else ""
    return f"it depends on {'; '.join([*told][:_MOST_TOLD])}{more}{proved}"


def _proved_without(
    question: Question, encoding: Encoding, when: Condition, about: Sequence[Guess], budget: int
) -> Iterator[str]:
    """The facts without which it is proved, of those behind what logic cannot say; cases there are without each."""
    read = frozenset[str]().union(*(one.reads for one in about))
    fixed = [name for name, one in question.cases[0].items() if all(case.get(name) is one for case in question.cases)]
    may_lack = [name for name in fixed if name in read and encoding.model.facts[name].optional]
    known = encoding.known, *(each() for each in question.others)
    for name in may_lack[:_MOST_LEFT_OUT]:
        lacks = contrary(encoding.variables[name].value.known)
        if _answer(budget, encoding.valid, encoding.holds(when), encoding.known, lacks) != z3().sat:
            continue
        if _answer(budget, question.formula, both(*known), lacks) == z3().unsat:
            yield name


def _answer(budget: int, *formulas: Formula) -> Any:
    solver = z3().SimpleSolver(ctx=z3().Context())
    solver.set("rlimit", max(1, budget // _SHARE))
    add(solver, *formulas)
    return checked(solver, monotonic() + _LONGEST)


def _variables_in(formula: Formula) -> set[str]:
    found: set[str] = set()
    seen: set[int] = set()
    left = [formula] if hasattr(formula, "children") else []
    while left:
        one = left.pop()
        if one.get_id() not in seen:
            seen.add(one.get_id())
            left += one.children()
            if z3().is_const(one):
                found.add(str(one))
    return found
