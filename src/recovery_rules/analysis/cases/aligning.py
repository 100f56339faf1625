"""Aligning: values of facts that rules of `admit` tie together, brought in line with one another.

In: a value for each given fact. Out: a valid case near to them; of two times of which one must come first, say, one is
moved to where the other lies. It changes fact by fact, to values at which what is asked for turns, and goes where the
fewest rules are still violated. It gives up after a while, so that finding nothing proves nothing.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Collection, Iterator
from typing import Final

from recovery_rules.analysis.cases.values import ordinary
from recovery_rules.cells.cases import Cases, Values, read_by
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.shape import Shape
from recovery_rules.language.types import Plain
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.candidates import Candidates
from recovery_rules.trace.questions.differences import of_conditions

_MOST_STEPS: Final = 40  # to one case
_PATIENCE: Final = 600  # steps to no case, one after the other
_ASTRAY: Final = 5  # of so many steps one goes anywhere, as the best one may lead round in circles


class Aligning:
    """Aligns cases of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        self._cases = Cases(model, shape)
        self._names = frozenset([*model.facts, *model.derived])
        self._left = _PATIENCE

    def aligned(
        self, values: Values, clause: Clause | None = None, *, kept: Collection[str] = (), seed: int = 0
    ) -> Values | None:
        """The given facts of a valid case that a clause accepts; None where none was found.

        Args:
            values: where to start from: a value for each given fact.
            clause: what the case must satisfy.
            kept: facts that stay as they are.
            seed: the same seed finds the same case.
        """
        chance = random.Random(seed)  # noqa: S311  (cases to try, no secret)
        case = self._computed(values)
        seen: set[tuple[Plain | None, ...]] = set()
        for _ in range(min(_MOST_STEPS, self._left)):
            wrong = list(self._wrong(case, clause or {}))
            if not wrong:
                self._left = _PATIENCE
                return {name: case[name] for name in self._model.facts}
            self._left -= 1
            seen.add(self._key(case))
            nearby = [one for one in self._nearby(case, chance.choice(wrong) - {*kept}) if self._key(one) not in seen]
            if not nearby:
                return None
            left = [sum(1 for _ in self._wrong(one, clause or {})) for one in nearby]
            most = max(left) if not chance.randrange(_ASTRAY) else min(left)
            case = chance.choice([one for one, count in zip(nearby, left, strict=True) if count <= most])
        return None

    @functools.cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._model, self._shape, dict.fromkeys(of_conditions(self._model, self._shape)))

    def _computed(self, given: Values) -> Values:
        """A case with derived facts, in which all facts are there that are needed."""
        case = self._cases.computed(given, self._names)
        while missing := list(self._cases.lacking(case, self._names)):
            spare = {name: ordinary(self._model.facts[name]) for name in missing}
            case = self._cases.computed({**case, **spare}, self._names)
        return case

    def _wrong(self, case: Values, clause: Clause) -> Iterator[frozenset[str]]:
        """For each thing that is asked for and not so, the given facts on which it depends."""
        given = self._model.facts.keys()
        for read in self._cases.refusing(case, self._names):
            yield self._cases.behind(read) & given
        for number, cells in clause.items():
            if not cells >> self._cases.cell(number, case) & 1:
                yield self._cases.behind(read_by([number], self._shape)) & given

    def _nearby(self, case: Values, names: Collection[str]) -> Iterator[Values]:
        """The cases that differ in one of some facts."""
        for name in self._model.facts:
            if name in names:
                for value in self._candidates.of(name, case):
                    yield self._computed({**case, name: value})

    def _key(self, case: Values) -> tuple[Plain | None, ...]:
        return tuple(case[name] for name in self._model.facts)
