"""A ruleset as the analysis sees it: its cells, a way to find real cases, and a way to decide them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TypeAlias

from recovery_rules.analysis.witness import Witness, witness_of
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.shape import shape_of
from recovery_rules.cells.witness import Witnesses
from recovery_rules.cells.wording import case_in_words, facts_in_order
from recovery_rules.engine.decider import Decider
from recovery_rules.language.calendars import Calendar
from recovery_rules.model.expressions import with_calendar
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError
from recovery_rules.source.span import Span

MOST_TRIES = 400_000  # cases that are tried in all

_HOURS = time(9), time(17)  # of every working day, where the caller has the calendar

Goal: TypeAlias = Callable[[Values], bool]


class Study:
    """What all questions about one ruleset share.

    A ruleset that awaits a calendar is studied by one of plain weeks.

    Attributes:
        model: the ruleset.
        decider: decides its cases.
        ground: its cells, and what of them is possible.
    """

    def __init__(self, model: Model) -> None:
        if model.awaits_calendar and model.calendar is not None:
            model = with_calendar(model, Calendar(name=model.calendar.name, hours=_HOURS))
        self.model = model
        shape = shape_of(model)
        self.decider = Decider(model, shape)
        self.ground = Ground(model, shape)
        self._witnesses = Witnesses(model, shape, self.ground.cases, most_tries=MOST_TRIES)
        self._impossible: dict[frozenset[tuple[int, int]], bool] = {}

    def is_impossible(self, region: Clause) -> bool:
        """Whether surely no case lies in a region."""
        key = frozenset(region.items())
        if key not in self._impossible:
            possible = self.ground.possible
            self._impossible[key] = possible.excludes(region) or possible.excludes_piecewise(region)
        return self._impossible[key]

    def case_in(self, region: Clause, goal: Goal | None = None) -> Values | None:
        """A real case of a region that meets a goal, with all its facts; None where none was found."""
        values = self._witnesses.find(region, reading=self.model.facts)
        if values is None or (self._is_decided(values) and (goal is None or goal(values))):
            return values
        return self._witnesses.find(
            region,
            reading=self.model.facts,
            goal=lambda values: self._is_decided(values) and (goal is None or goal(values)),
        )

    def is_own(self, span: Span | None) -> bool:
        """Whether something is declared in the ruleset's own file, not in one that it extends."""
        return span is None or span.file == self.model.file

    def witness(self, values: Values) -> Witness:
        """A case with all its facts."""
        return witness_of(self.model, values)

    def in_words(self, values: Values, region: Clause) -> str:
        """A case by the facts that a region is about, and those behind them."""
        names = facts_in_order(self.model, self.ground.shape, region)
        return case_in_words(self.model, self.ground.cases, values, names) or "any case"

    def _is_decided(self, values: Values) -> bool:
        try:
            self.decider.decide(witness_of(self.model, values).facts)
        except FactsError:
            return False
        return True
