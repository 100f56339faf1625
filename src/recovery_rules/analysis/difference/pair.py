"""Two rulesets as formulas over one case: what is valid for both, and what of their decisions differs."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from recovery_rules.analysis.difference.changes import Changes
from recovery_rules.analysis.formula.encoding import Encoding, beside
from recovery_rules.analysis.formula.linking import UnaskableError, left_out, linked
from recovery_rules.analysis.formula.logic import ONE_AT_A_TIME, both, disjunction, z3
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.model.ruleset import Model

QUICK: Final = 600_000  # steps of the solver, where a question is one of many


class Pair:
    """Two rulesets.

    Args:
        old: one of them.
        new: the other.

    Attributes:
        old: its formulas.
        new: the same.
        valid: whether a case is one for both.
        changes: what differs between their decisions, each with the formula of where it does.

    Raises:
        UnaskableError: they have facts that do not compare.
    """

    def __init__(self, old: Model, new: Model) -> None:
        self.old = Encoding(old)
        self.new = beside(self.old, new, "new ")
        self.changes = Changes(old, new).between(self.old.decided, self.new.decided)
        alone = [one for name, one in self.old.variables.items() if name not in self.new.variables]
        self.valid = both(
            self.old.valid,
            self.new.valid,
            *linked(self.old.variables, self.new.variables),
            *map(left_out, alone),
            self.old.known,
            self.new.known,
        )


def surely_alike(old: Model, new: Model, *, budget: int = QUICK) -> bool:
    """Whether two rulesets are proved to decide every case alike; not without a solver, nor beyond the budget."""
    if find_spec("z3") is None:
        return False
    with ONE_AT_A_TIME:
        try:
            pair = Pair(old, new)
        except UnaskableError:
            return False
        answer, _ = Asking(budget, pair.valid, disjunction(pair.changes.values())).ask()
        return bool(answer == z3().unsat)
