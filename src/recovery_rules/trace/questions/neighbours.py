"""Valid cases that differ from a decided one in a single fact; what is no longer needed then goes with it.

In: a model, the account of a decision and a way to decide. Out: accounts of other cases. Called by `why_not`, which
says that something is one change away only where it has been tried.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from recovery_rules.cells.cases import Cases, facts_of
from recovery_rules.cells.shape import Shape, shape_of
from recovery_rules.engine.account import Account
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.engine.reference.deriving import derive
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.conditions import Condition
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.questions.candidates import Candidates
from recovery_rules.trace.questions.differences import differences_of

Values: TypeAlias = Mapping[str, Plain | None]
AccountOf: TypeAlias = Callable[[Mapping[str, Any], datetime | None], Account]

_MOST: Final = 200  # cases decided


class Neighbours:
    """The neighbours of one case.

    Args:
        model: the ruleset.
        account: the account of its decision.
        account_of: gives the account of another case at a time of deciding.
        kind: the action kind that is looked for; empty for none.
    """

    def __init__(self, model: Model, account: Account, account_of: AccountOf, kind: str = "") -> None:
        self._model = model
        self._account = account
        self._account_of = account_of
        self._kind = kind
        self._decided = 0

    def where(self, condition: Condition, changing: Iterable[Condition]) -> Iterator[Account]:
        """The accounts of those neighbours in which a condition is true, by a change of what some tests look at."""
        behind = Cases(self._model, self._shape).behind(frozenset[str]().union(*map(facts_of, changing)))
        values = self._account.values
        for name in self._model.facts:
            if name not in behind:
                continue
            for value in self._candidates.of(name, values):
                changed = self._needed({**values, name: value})
                if self._decided < _MOST and self._holds(condition, changed):
                    yield from self._decide(changed)

    def _needed(self, changed: Values) -> Values:
        """A case without the facts that are not needed in it."""
        idle = [
            fact.name
            for fact in self._model.facts.values()
            if fact.needed is not None and truth(fact.needed, changed) is not True
        ]
        return {**changed, **dict.fromkeys(idle)}

    def _holds(self, condition: Condition, changed: Values) -> bool:
        try:
            return truth(condition, derive(self._model, changed)[0]) is True
        except IndexError:  # no table of facts foresees the case, as nobody may give it
            return False

    def _decide(self, changed: Values) -> Iterator[Account]:
        self._decided += 1
        known = ((fact, changed[name]) for name, fact in self._model.facts.items())
        given = {fact.name: public_of(value, fact.type) for fact, value in known if value is not None}
        try:
            yield self._account_of(given, self._account.as_of)
        except FactsError:
            return

    @functools.cached_property
    def _shape(self) -> Shape:
        return shape_of(self._model)

    @functools.cached_property
    def _candidates(self) -> Candidates:
        differences = differences_of(self._model, self._shape, self._kind)
        return Candidates(self._model, self._shape, differences, self._account.as_of)
