"""Two rulesets as formulas over one case: what is valid for both, and what of their decisions differs."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Final

from recovery_rules.analysis.difference.changes import Change, Changes
from recovery_rules.analysis.difference.parts import Apart, Member, Part, parts_of
from recovery_rules.analysis.formula.encoding import Encoding, beside
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.guesses import Guess
from recovery_rules.analysis.formula.linking import UnaskableError, left_out, linked
from recovery_rules.analysis.formula.logic import (
    ONE_AT_A_TIME,
    Formula,
    both,
    contrary,
    disjunction,
    either,
    same_truth,
    z3,
)
from recovery_rules.analysis.formula.matching import applies, matches
from recovery_rules.analysis.formula.settlement import decided
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
        valid: whether the values of the facts are a case for both.

    Raises:
        UnaskableError: they have facts that do not compare.
    """

    def __init__(self, old: Model, new: Model) -> None:
        self.old = Encoding(old)
        self.new = beside(self.old, new, "new ")
        self._changes = Changes(old, new)
        alone = [one for name, one in self.old.variables.items() if name not in self.new.variables]
        self.valid = both(
            self.old.valid,
            self.new.valid,
            *linked(self.old.variables, self.new.variables),
            *map(left_out, alone),
        )

    @property
    def known(self) -> Formula:
        """What is known of all that logic cannot say, as far as it is translated."""
        return both(self.old.known, self.new.known)

    @property
    def guesses(self) -> list[Guess]:
        """All that logic cannot say, as far as it is translated."""
        return [*self.old.guesses, *self.new.guesses]

    def changes(self, part: Part) -> dict[Change, Formula]:
        """What differs between the decisions of a case in a part, each with whether it does."""
        old, new = (
            decided(model, one.expressions) for model, one in zip(part.models, (self.old, self.new), strict=True)
        )
        return self._changes.between(old, new)

    def within(self, part: Part) -> Formula:
        """Whether a case lies in a part."""
        return part.is_all or either(
            *(self._counts_in_one(one, matches) for one in part.rules),
            *(self._counts_in_one(one, applies) for one in part.limits),
        )

    def _counts_in_one(self, one: Apart[Member], counts: Callable[[Member, Expressions], Formula]) -> Formula:
        """Whether a rule matches, or a limit applies, in one ruleset alone."""
        old = False if one.old is None else counts(one.old, self.old.expressions)
        new = False if one.new is None else counts(one.new, self.new.expressions)
        return contrary(same_truth(old, new))


def surely_alike(old: Model, new: Model, *, budget: int = QUICK) -> bool:
    """Whether two rulesets are proved to decide every case alike; not without a solver, nor beyond the budget."""
    if find_spec("z3") is None:
        return False
    with ONE_AT_A_TIME:
        try:
            pair = Pair(old, new)
        except UnaskableError:
            return False
        return all(_are_alike(pair, part, budget) for part in parts_of((old, new)))


def _are_alike(pair: Pair, part: Part, budget: int) -> bool:
    differs = both(pair.within(part), disjunction(pair.changes(part).values()))
    answer, _ = Asking(budget, pair.valid, differs, pair.known).ask()
    return bool(answer == z3().unsat)
