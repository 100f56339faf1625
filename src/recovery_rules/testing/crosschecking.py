"""Every case decided three times: by the reference evaluator, by the matcher, and by durable-rules.

In: a ruleset and cases. Out: how often each agrees with the reference, which is the specification, and every case in
which one does not, or in which durable-rules gave no answer. Called by the command line and by test writers.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from attrs import define, evolve, frozen

from recovery_rules.cells.shape import shape_of
from recovery_rules.engine.account import Account
from recovery_rules.engine.durable.answers import Answer, Matched, Unanswered
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.engine.durable.deciding import account_by, cells_of, networks_for
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import FactsError
from recovery_rules.testing.differing import Difference, differences

REFERENCE: Final = "reference"
MATCHER: Final = "matcher"
DURABLE: Final = "durable-rules"


@frozen
class Asked:
    """A case as it is handed to `decide`, with a name."""

    name: str
    given: Mapping[str, Any]
    as_of: datetime | None = None
    role: str | None = None


@frozen
class Disagreement:
    """A case that an engine decides, or refuses, otherwise than the reference."""

    case: Asked
    engine: str
    differences: tuple[Difference, ...]


@frozen
class NoAnswer:
    """A case about which durable-rules says nothing."""

    case: Asked
    reason: Unanswered


@define
class Tally:
    """What one engine did so far."""

    cases: int = 0
    agreed: int = 0
    unanswered: int = 0
    seconds: float = 0.0

    @property
    def disagreed(self) -> int:
        """The answers that are not those of the reference."""
        return self.cases - self.agreed - self.unanswered


class Crosscheck:
    """Decides cases of one ruleset by every engine.

    Args:
        ruleset: decides the cases.
        durable: answers which clauses accept a case; None: only the other two decide.

    Attributes:
        tallies: for each engine what it did.
        refused: how many cases the reference refuses; durable-rules is not asked about them.
        found: every disagreement and every missing answer.
    """

    def __init__(self, ruleset: Ruleset, durable: DurableRules | None) -> None:
        self._ruleset = ruleset
        self._decider = ruleset._decider  # noqa: SLF001  (one façade)
        self._shape = shape_of(ruleset.model)
        self._durable = durable
        self.tallies = {REFERENCE: Tally(), MATCHER: Tally(), **({DURABLE: Tally()} if durable else {})}
        self.refused = 0
        self.found: list[Disagreement | NoAnswer] = []

    @property
    def decided(self) -> int:
        """How many cases were decided so far."""
        return self.tallies[REFERENCE].cases

    def check(self, cases: Iterable[Asked]) -> bool:
        """Decides some more cases, if there are any. What it has counted when it is interrupted stays."""
        before = self.decided
        valid: list[tuple[Asked, Account]] = []
        for case in cases:
            with self._timed(REFERENCE):
                expected = self._by_reference(case)
            self._count(case, REFERENCE, ())
            quick, account = self._by_matcher(case)
            self._count(case, MATCHER, differences(expected, quick) or differences(expected, account))
            if isinstance(expected, FactsError):
                self.refused += 1
            else:
                valid.append((case, expected))
        if self._durable is not None and valid:
            with self._timed(DURABLE):
                answers = self._durable.about([cells_of(self._shape, account) for _, account in valid])
            for (case, account), answer in zip(valid, answers, strict=True):
                self._count_durable(case, account, answer)
        return self.decided > before

    def _by_reference(self, case: Asked) -> Account | FactsError:
        try:
            return decide_by_reference(self._ruleset.model, case.given, case.as_of, case.role)
        except FactsError as error:
            return error

    def _by_matcher(self, case: Asked) -> tuple[Account | FactsError, Account | FactsError]:
        """What is decided, with the reasons of its account; and the account with what it says was decided."""
        try:
            with self._timed(MATCHER):  # that is all that callers wait for
                decision = self._ruleset.decide(case.given, as_of=case.as_of, role=case.role)
        except FactsError as error:
            return error, error
        account = decision.account
        return evolve(account, actions=decision.actions, refused=decision.refused), account

    def _count(self, case: Asked, engine: str, found: tuple[Difference, ...]) -> None:
        self.tallies[engine].cases += 1
        if found:
            self.found.append(Disagreement(case, engine, found))
        else:
            self.tallies[engine].agreed += 1

    def _count_durable(self, case: Asked, expected: Account, answer: Answer) -> None:
        match answer:
            case Matched(mask=mask):
                self._count(case, DURABLE, differences(expected, account_by(self._decider, mask, expected)))
            case Unanswered():
                self.tallies[DURABLE].cases += 1
                self.tallies[DURABLE].unanswered += 1
                self.found.append(NoAnswer(case, answer))

    @contextmanager
    def _timed(self, engine: str) -> Generator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.tallies[engine].seconds += time.perf_counter() - begun


def durable_rules_for(ruleset: Ruleset) -> DurableRules:
    """Durable-rules with the rules of a ruleset."""
    bits = ruleset._decider.matcher.bits  # noqa: SLF001  (one façade)
    return DurableRules(networks_for(shape_of(ruleset.model), bits))
