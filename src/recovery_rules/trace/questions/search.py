"""The search for smallest sets of changes: breadth first, one obstacle at a time.

A set of changes that is not enough is extended by a change that can remove its first obstacle: a fact that has become
needed or must go, a broken rule of `admit`, a condition of a rule that could give the kind, and, where those hold, what
else stops that rule. Every case that gives the kind has to get past these obstacles, so sets that change anything else
need not be looked at.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from recovery_rules.cells.cases import facts_of
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.reference.conditions import truth, truth_of_expression
from recovery_rules.engine.reference.deriving import derive
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Admission, Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.questions.candidates import Candidates
from recovery_rules.trace.questions.differences import differences_of
from recovery_rules.trace.questions.obstacles import Obstacles, Step

Changed: TypeAlias = dict[str, Plain | None]
Key: TypeAlias = frozenset[Step]

_MOST_CHANGES = 8


class Search:
    """Looks for sets of changes of one case.

    Args:
        model: the ruleset.
        shape: its cells.
        kind: the action kind that is looked for.
        values: the plain value of each given fact.
        succeeds: whether a case gives what is wanted.
        as_of: the time of deciding.
    """

    def __init__(
        self,
        model: Model,
        shape: Shape,
        kind: str,
        values: Mapping[str, Plain | None],
        succeeds: Callable[[Mapping[str, Any]], bool],
        as_of: datetime | None,
    ) -> None:
        self.decided = 0
        self._is_cut = False  # whether something that there was to try was not
        self._model = model
        self._values = values
        self._succeeds = succeeds
        self._candidates = Candidates(model, shape, differences_of(model, shape, kind), as_of)
        self._obstacles = Obstacles(model, shape, self._candidates, kind)
        self._known: dict[Key, bool] = {}

    @property
    def complete(self) -> bool:
        """Whether no other set of facts can be enough."""
        return not self._is_cut and not self._candidates.doubtful

    def sets(self, *, most: int, budget: int) -> list[Changed]:
        """Sets of which no proper subset suffices, fewest changes first."""
        levels: list[deque[Changed]] = [deque([{}]), *(deque[Changed]() for _ in range(_MOST_CHANGES))]
        seen: set[Key] = {frozenset()}
        found: dict[Key, Changed] = {}
        for level in levels:
            if len(found) >= most:
                break
            while level and self.decided < budget:
                changed = level.popleft()
                if self._goes_too_far(changed, found.values()):
                    continue
                if self._is_enough(changed):
                    self._keep(self._smallest(changed), found)
                    continue
                for more in self._extended(changed):
                    key = frozenset(more.items())
                    if key in seen:
                        continue
                    seen.add(key)
                    if len(more) < len(levels):
                        levels[len(more)].append(more)
                    else:
                        self._is_cut = True
        self._is_cut = self._is_cut or any(levels) or len(found) > most
        return sorted(found.values(), key=len)[:most]

    def _keep(self, smallest: Iterable[Changed], found: dict[Key, Changed]) -> None:
        """Add sets to those found, and take away what goes farther than they do."""
        for one in smallest:
            if not self._goes_too_far(one, found.values()):
                for key in [key for key, other in found.items() if self._goes_too_far(other, [one])]:
                    del found[key]
                found[frozenset(one.items())] = one

    def case(self, changed: Changed) -> dict[str, Any]:
        """The changed case as `decide` takes it."""
        together = {**self._values, **changed}
        return {
            name: public_of(value, self._model.facts[name].type)
            for name, value in together.items()
            if value is not None
        }

    def _is_enough(self, changed: Changed) -> bool:
        key = frozenset(changed.items())
        if key not in self._known:
            self.decided += 1
            try:
                self._known[key] = self._succeeds(self.case(changed))
            except FactsError:
                self._known[key] = False
        return self._known[key]

    def _goes_too_far(self, changed: Changed, found: Iterable[Changed]) -> bool:
        """Whether a set that was found changes no other facts, in the same direction, and none of them farther."""
        return any(one.keys() <= changed.keys() and self._is_nearer(one, changed) for one in found)

    def _is_nearer(self, one: Changed, other: Changed) -> bool:
        for name, value in one.items():
            if value == other[name]:
                continue
            start: Any = self._values[name]
            near, far = value, other[name]
            if isinstance(near, frozenset) and isinstance(far, frozenset):
                # Of a set that was not there the fewest members are nearest, of one that was, the fewest turned.
                if not (len(near) <= len(far) if start is None else start ^ near <= start ^ far):
                    return False
                continue
            if start is None and near is not None and far is not None:
                continue  # of a fact that was not there any one value is enough
            type_ = self._model.facts[name].type
            if not (type_.is_ordered or type_.kind == "datetime") or None in (start, near, far):
                return False
            if not (start < near < far or far < near < start):  # type: ignore[operator]  # of an ordered type
                return False
        return True

    def _smallest(self, changed: Changed) -> list[Changed]:
        """The smallest subsets that suffice: those with no sufficient subset of their own."""
        found: list[Changed] = []
        for count in range(1, len(changed) + 1):
            for chosen in itertools.combinations(changed.items(), count):
                part = dict(chosen)
                if not any(one.items() <= part.items() for one in found) and self._is_enough(part):
                    found.append(part)
        return found

    def _extended(self, changed: Changed) -> Iterator[Changed]:
        for name, wanted in self._steps({**self._values, **changed}):
            if name not in changed:
                yield {**changed, name: wanted}

    def _steps(self, values: Mapping[str, Plain | None]) -> Iterable[Step]:
        """Changes that may remove the first obstacle of a case."""
        fact = self._wrongly_there(values)
        if fact is not None:
            mended = [None] if values[fact.name] is not None else self._candidates.of(fact.name, values)
            return [*((fact.name, one) for one in mended), *self._obstacles.changes_of(facts_of(fact.needed), values)]
        complete = self._derived(values)
        if complete is None:
            self._is_cut = True
            return ()
        broken = self._broken(complete)
        if broken is not None:
            return self._obstacles.changes_of(facts_of(broken.when) | facts_read(broken.must), complete)
        return self._obstacles.ways_past(complete)

    def _derived(self, values: Mapping[str, Plain | None]) -> Mapping[str, Plain | None] | None:
        """All facts; None for a case that no table of facts foresees, as nobody may give it."""
        try:
            return derive(self._model, values)[0]
        except IndexError:
            return None

    def _wrongly_there(self, values: Mapping[str, Plain | None]) -> Fact | None:
        """The first fact that is there without being needed, or is needed and not there."""
        for fact in self._model.facts.values():
            if fact.needed is not None and (truth(fact.needed, values) is True) is (values[fact.name] is None):
                return fact
        return None

    def _broken(self, values: Mapping[str, Plain | None]) -> Admission | None:
        """The first rule of `admit` that a case breaks."""
        rules = (one for one in self._model.admissions if truth(one.when, values) is True)
        return next((one for one in rules if truth_of_expression(one.must, values) is False), None)
