"""What the proofs share: a ruleset and its cells, when each rule matches, what no case satisfies, and examples."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from recovery_rules.cells.cases import Cases, facts_of
from recovery_rules.cells.clauses import MOST_ALTERNATIVES, Clause, TooManyAlternativesError, meet
from recovery_rules.cells.deciding import with_deciding_rows
from recovery_rules.cells.possible import Possible
from recovery_rules.cells.region import Region
from recovery_rules.cells.sites import Site, sites
from recovery_rules.cells.witness import Goal, Witnesses
from recovery_rules.cells.wording import Example, case_in_words, clause_in_words, facts_in_order
from recovery_rules.model.conditions import NoneOf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.conditions import Condition
    from recovery_rules.model.rules import Rule
    from recovery_rules.model.ruleset import Model


MOST_EXCLUDED = 5_000  # clauses that are taken to be impossible, in one ruleset
MOST_PIECEWISE = 100  # clauses that are looked at cell by cell


class Ground:
    """A ruleset as the proofs see it.

    Attributes:
        model: the ruleset.
        shape: its cells.
        matching: for each rule the alternatives of "its `when` is true and no `unless` is".
        inexact: the rules that match in fewer cases than `matching` says.
        cases: computes complete cases.
        possible: tells clauses that no case satisfies.
        witnesses: finds cases that satisfy a clause.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self.model = model
        self.shape = shape
        self.cases = Cases(model, shape)
        self._sharpened = with_deciding_rows(model, shape)
        self.possible = Possible(model, self._sharpened)
        self._excluded = 0
        self._piecewise = 0
        self.witnesses = Witnesses(model, shape, self.cases)
        self._inexact: set[int] = set()
        self.matching = tuple(
            self._matching(number, rule, when)
            for number, (rule, when) in enumerate(zip(model.rules, shape.rules, strict=True))
        )
        self.inexact = frozenset(self._inexact)

    @functools.cached_property
    def rule_numbers(self) -> dict[str, int]:
        """The position of each rule in the model."""
        return {rule.id: number for number, rule in enumerate(self.model.rules)}

    @functools.cached_property
    def sites(self) -> tuple[Site, ...]:
        """All places of the ruleset that say something of actions, in order."""
        return tuple(sites(self.model, self.matching, self.shape.limits))

    def region(self, clause: Clause) -> Region:
        """What is true in all cases that a clause accepts."""
        return Region(self.model, self._sharpened, clause)

    @functools.cached_property
    def anywhere(self) -> Region:
        """What is true in all cases: cheaper to ask first than each region."""
        return self.region({})

    def example(self, clause: Clause, *, first: Iterable[str] = (), heard: Collection[str] = ()) -> Example | None:
        """A case that a clause accepts; None where there surely is none, as far as there is time to see that.

        Args:
            clause: what the case satisfies.
            first: facts to be named before those that the clause tests.
            heard: the rules that match there, by name, also those that match in fewer cases than clauses say.
        """
        if self._excluded < MOST_EXCLUDED and self.possible.excludes(clause):
            self._excluded += 1
            return None
        excuses = [
            excuse
            for number in sorted(self.inexact)
            if self.model.rules[number].id in heard
            for excuse in self.model.rules[number].unless
        ]
        first = [*first, *(name for excuse in excuses for name in sorted(facts_of(excuse)))]
        values = self.witnesses.find(clause, reading=first, goal=self._none_of(excuses))
        if values is None:
            self._piecewise += 1
            if self._piecewise <= MOST_PIECEWISE and self.possible.excludes_piecewise(clause):
                return None
            return Example(clause_in_words(self.shape, clause) or "any case", is_real=False)
        names = list(dict.fromkeys([*first, *facts_in_order(self.model, self.shape, clause)]))
        return Example(case_in_words(self.model, self.cases, values, names) or "any case", is_real=True)

    def _none_of(self, excuses: Sequence[Condition]) -> Goal | None:
        """Whether a case satisfies none of some excuses; None where there are none to look at."""
        clauses = [clause for excuse in excuses for clause in self.shape.clauses.of(excuse)]
        return (lambda values: not self.cases.holds(clauses, values)) if clauses else None

    def _matching(self, number: int, rule: Rule, when: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """The clauses of a rule with its excuses taken away; without those that would make too many alternatives."""
        found = when
        for excuse in rule.unless:
            try:
                spared = self.shape.clauses.of(NoneOf((excuse,)), lenient=True)
            except TooManyAlternativesError:
                self._inexact.add(number)
                continue
            if len(found) * len(spared) > MOST_ALTERNATIVES:
                self._inexact.add(number)
                continue
            both = (meet(one, other) for one, other in itertools.product(found, spared))
            found = tuple(clause for clause in both if clause is not None)
        return found
