"""Rulesets as proofs see them: a model, and the engine that decides its real cases; or why one does not load."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from attrs import frozen

from recovery_rules.engine.account import Account
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.outcome import Action
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.own_clock import by_own_clock
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError, RulesetError

Case: TypeAlias = Mapping[str, "Plain | None"]
Cases: TypeAlias = tuple[Case, ...]

_SOME_TEXT: Final = "..."


@frozen
class Subject:
    """A ruleset to be proved something of."""

    model: Model
    decider: Decider
    calendar: Calendar | None = None  # by which it decides, where it leaves that to its caller

    @property
    def is_settled_by_facts(self) -> bool:
        """Whether its decisions depend on nothing that a caller may hand over beside them: a calendar, or `as_of`."""
        clock = self.model.facts.get(self.model.clock)
        is_timed = any(kind.has_deadline for kind in self.model.kinds.values())
        runs = not is_timed or (clock is not None and not clock.may_be_unknown)
        return runs and not self.model.awaits_calendar

    def account(self, case: Case) -> Account | None:
        """The decision of a case with everything behind it; None where it is not a valid case."""
        return self.account_of(self.public(case))

    def account_of(self, given: Mapping[str, Any], as_of: datetime | None = None) -> Account | None:
        """The same of a case as a caller gives it."""
        try:
            return self.decider.account(given, as_of)
        except FactsError:
            return None

    def actions_of(self, given: Mapping[str, Any]) -> tuple[Action, ...] | None:
        """The actions alone of a case as a caller gives it; None where it is not a valid case."""
        try:
            return self.decider.decide(given)[0]
        except FactsError:
            return None

    def told(self, case: Case) -> dict[str, Any]:
        """The facts of a case that need telling: those that are not what they are when nobody tells."""
        defaults = {name: fact.default for name, fact in self.model.facts.items() if fact.default is not None}
        return self.public({name: plain for name, plain in case.items() if plain != defaults.get(name)})

    def public(self, case: Case) -> dict[str, Any]:
        """The facts of a case as a caller gives them."""
        told = by_own_clock(self.model, case)
        return {
            name: (plain or _SOME_TEXT) if fact.type.kind == "text" else public_of(plain, fact.type)
            for name, fact in self.model.facts.items()
            if (plain := told.get(name)) is not None
        }


def why_not_loaded(error: RulesetError) -> str:
    """The first error of a ruleset that does not load, with its place."""
    first = next(one for one in error.diagnostics if one.severity == "error")
    at = "" if first.span is None else f"{first.span.file}:{first.span.line}:{first.span.column}: "
    return f"{at}error[{first.code}]: {first.message}"
