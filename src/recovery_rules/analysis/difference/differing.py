"""What differs in one part, as questions to one solver, whose solutions are read as cases."""

from __future__ import annotations

from typing import Any

from recovery_rules.analysis.difference.changes import Change
from recovery_rules.analysis.difference.pair import Pair
from recovery_rules.analysis.difference.parts import Part
from recovery_rules.analysis.difference.showing import Way
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.facts import is_true
from recovery_rules.analysis.formula.linking import is_left_out
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, z3
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.analysis.proof.prover import is_case
from recovery_rules.analysis.proof.subjects import Case
from recovery_rules.analysis.proof.telling import can_be_told
from recovery_rules.language.types import Plain


class Differing:
    """Asks about the cases of one part.

    Args:
        pair: the rulesets.
        part: the part.
        budget: how many steps the solver takes for one question.

    Attributes:
        in_any_way: whether the decisions of a case differ.
    """

    def __init__(self, pair: Pair, part: Part, budget: int) -> None:
        self._pair = pair
        formulas = pair.changes(part)
        self._changes: dict[Change, Formula] = {
            change: z3().Bool(f"change {number}") for number, change in enumerate(formulas)
        }
        self.in_any_way = disjunction(self._changes.values())
        meanings = (self._changes[change] == formula for change, formula in formulas.items())
        self._asking = Asking(budget, pair.valid, pair.within(part), *meanings, pair.known)

    def ask(self, *formulas: Formula) -> tuple[Any, Any]:
        """What the solver answers, and its solution where there is a case of the part for which formulas are true."""
        return self._asking.ask(*formulas)

    def in_way(self, way: Way) -> Formula:
        """Whether the decisions of a case differ just so."""
        if not way <= self._changes.keys():
            return False
        return conjunction(it if change in way else contrary(it) for change, it in self._changes.items())

    def way(self, solution: Any) -> Way:
        """In which way decisions differ, as the solver has it."""
        return frozenset(change for change, it in self._changes.items() if is_true(solution, it))

    def case(self, solution: Any) -> Case:
        """The facts that are told; not those that are in both as where nobody tells them."""
        old, others = self._pair.old, self._pair.new.variables
        return {
            name: None
            if is_true(solution, is_left_out(one))
            and (name not in others or is_true(solution, is_left_out(others[name])))
            else one.plain(solution)
            for name, one in old.variables.items()
        }

    def values(self, solution: Any) -> dict[str, Plain | None]:
        """The values of all facts, told or not."""
        return _plain(self._pair.old, solution)

    def is_case(self, solution: Any) -> Formula:
        """Whether a case is that of a solution."""
        return both(*(is_case(one.variables, _plain(one, solution)) for one in (self._pair.old, self._pair.new)))

    def can_be_told(self) -> Formula:
        """Whether all values of a case can be told."""
        return both(*can_be_told([self._pair.old.variables]))


def _plain(encoding: Encoding, solution: Any) -> dict[str, Plain | None]:
    return {name: one.plain(solution) for name, one in encoding.variables.items()}
