"""A ruleset as the analysis sees it: its cells, a way to find real cases, and a way to decide them."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import time
from typing import TypeAlias, TypeVar

from recovery_rules.analysis.cases.aligning import Aligning
from recovery_rules.analysis.cases.values import bare_case
from recovery_rules.analysis.proof.emptiness import Emptiness
from recovery_rules.analysis.witness import Witness, witness_of
from recovery_rules.cells.cases import Values, facts_of, read_by
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.shape import shape_of
from recovery_rules.cells.witness import Witnesses
from recovery_rules.cells.wording import case_in_words, facts_in_order
from recovery_rules.engine.account import Account
from recovery_rules.engine.admission import admit
from recovery_rules.engine.decider import Decider
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.types import Plain
from recovery_rules.model.examples import Example
from recovery_rules.model.expressions import with_calendar
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.errors import FactsError
from recovery_rules.source.span import Span

MOST_TRIES = 400_000  # cases that are tried in all

_FEW_TRIES = 300  # for one case
_HOURS = time(9), time(17)  # of every working day, where the caller has the calendar

One = TypeVar("One")
Goal: TypeAlias = Callable[[Values], bool]


class Study:
    """What all questions about one ruleset share.

    A ruleset that awaits a calendar is studied by one of plain weeks.

    Attributes:
        model: the ruleset.
        decider: decides its cases.
        ground: its cells, and what of them is possible.
        unreached: where those rules stand of which loading has found that no case reaches them.
        asked: what is looked for, as whoever waits is told.
        undecided: of which rules, tables and limits it was left open whether there is a finding, with its code.
    """

    def __init__(
        self, model: Model, warnings: Iterable[Diagnostic] = (), progress: Callable[[str], None] = lambda _: None
    ) -> None:
        self.asked = ""
        self.undecided = set[tuple[str, str]]()
        self._progress = progress
        self.unreached = frozenset(one.span for one in warnings if one.code == "RR502")
        if model.awaits_calendar and model.calendar is not None:
            model = with_calendar(model, Calendar(name=model.calendar.name, hours=_HOURS))
        self.model = model
        shape = shape_of(model)
        self.decider = Decider(model, shape)
        self.ground = Ground(model, shape)
        self._witnesses = Witnesses(model, shape, self.ground.cases, most_tries=MOST_TRIES)
        self._aligning = Aligning(model, shape)
        self._impossible: dict[frozenset[tuple[int, int]], bool] = {}

    def one_by_one(self, what: Sequence[One]) -> Iterator[tuple[int, One]]:
        """Things to be looked at, with their numbers; whoever waits is told which it is."""
        for number, one in enumerate(what):
            self._progress(f"{self.asked}, {number:,} of {len(what):,} looked at")
            yield number, one

    def is_impossible(self, region: Clause) -> bool:
        """Whether surely no case lies in a region."""
        key = frozenset(region.items())
        if key not in self._impossible:
            possible = self.ground.possible
            self._impossible[key] = possible.excludes(region) or possible.excludes_piecewise(region)
        return self._impossible[key]

    def is_empty(self, region: Clause) -> bool:
        """The same; where cells do not show it, a solver is asked."""
        return self.is_impossible(region) or self._emptiness.proves(region)

    @functools.cached_property
    def _emptiness(self) -> Emptiness:
        return Emptiness(self.model, self.ground.shape)

    def case_in(self, region: Clause, goal: Goal | None = None, *, reading: Iterable[str] = ()) -> Values | None:
        """A real case of a region that meets a goal, with all its facts; None where none was found.

        Args:
            region: where it lies.
            goal: what else must be true of it.
            reading: the facts that matter to the goal beside those of the region.
        """
        names = self._touched(read_by(region, self.ground.shape) | frozenset(reading))

        def serves(values: Values) -> bool:
            whole = self._whole(values)
            return whole is not None and self._is_decided(whole) and (goal is None or goal(whole))

        found = self._witnesses.find(region, reading=names, goal=None, most_tries=_FEW_TRIES)
        if found is None and self._base is not None:
            found = self._aligning.aligned({name: self._base[name] for name in self.model.facts}, region)
        if found is not None and not serves(found):
            found = self._witnesses.find(region, reading=names, goal=serves, near=found, most_tries=_FEW_TRIES)
        whole = None if found is None else self._whole(found)
        if whole is not None:
            self.cases.append(whole)
        return whole

    @functools.cached_property
    def cases(self) -> list[Values]:
        """Real cases: the examples of the ruleset, and what was found so far."""
        wholes = (self._completed(dict(admit(self.model, one.given).values)) for one in self.valid_examples)
        return [whole for whole in wholes if whole is not None]

    @functools.cached_property
    def valid_examples(self) -> tuple[Example, ...]:
        """Those examples of the ruleset that are valid cases."""
        return tuple(one for one in self.model.examples if self._is_valid(one))

    def _is_valid(self, example: Example) -> bool:
        try:
            admit(self.model, example.given)
        except FactsError:
            return False
        return True

    @functools.cached_property
    def _base(self) -> Values | None:
        """Some real case, whose facts fill in what does not matter to a question."""
        found = next(iter(self.cases), None) or self._witnesses.find({}, reading=self.model.facts)
        return found or self._aligning.aligned(bare_case(self.model.facts))

    def _touched(self, names: frozenset[str]) -> frozenset[str]:
        """All facts that may have to change with some, or that have a say in whether they may."""
        while True:
            wider = self.ground.cases.related(names)
            wider |= {fact.name for fact in self.model.facts.values() if not facts_of(fact.needed).isdisjoint(wider)}
            if wider == names:
                return names
            names = wider

    def _whole(self, values: Values) -> Values | None:
        """A case with what it does not say as in the base; None where they do not fit."""
        if self._base is None:
            return None
        given = {name: self._base.get(name) for name in self.model.facts}
        return self._completed({**given, **{name: value for name, value in values.items() if name in given}})

    def _completed(self, given: Values) -> Values | None:
        return self.ground.cases.complete(given, frozenset([*self.model.facts, *self.model.derived]))

    def is_own(self, span: Span | None) -> bool:
        """Whether something is declared in the ruleset's own file, not in one that it extends."""
        return span is None or span.file == self.model.file

    def account(self, values: Values) -> Account:
        """Everything that happens in the decision of a case."""
        return self.decider.account(witness_of(self.model, values).facts)

    def witness(self, values: Values) -> Witness:
        """A case with all its facts."""
        return witness_of(self.model, values)

    def in_words(self, values: Values, region: Clause) -> str:
        """A case by the facts that a region is about, and those behind them."""
        names = facts_in_order(self.model, self.ground.shape, region)
        return case_in_words(self.model, self.ground.cases, values, names) or "any case"

    def is_case(self, given: Mapping[str, Plain | None]) -> bool:
        """Whether given facts are a valid case."""
        return self._is_decided(dict(given))

    def command(self, values: Values) -> str:
        """The command that decides a case, by all facts that it has to tell."""
        defaults = {name: fact.default for name, fact in self.model.facts.items() if fact.default is not None}
        told = witness_of(self.model, {name: one for name, one in values.items() if one != defaults.get(name)})
        facts = (shlex.quote(f"{name}={text}") for name, text in told.facts.items())
        return " ".join(["recovery-rules decide", shlex.quote(self.model.file), *facts])

    def _is_decided(self, values: Values) -> bool:
        try:
            self.decider.decide(witness_of(self.model, values).facts)
        except FactsError:
            return False
        return True
