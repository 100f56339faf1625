"""The decider: all compiled parts of one ruleset, and the way of one case through them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, TypeAlias

from recovery_rules.cells.shape import Shape
from recovery_rules.engine.account import Account
from recovery_rules.engine.admission import Admitted, admit
from recovery_rules.engine.arrangement import arrange
from recovery_rules.engine.failures import Failures
from recovery_rules.engine.matcher import Rows, Values, compile_matcher
from recovery_rules.engine.outcome import Action, Refused
from recovery_rules.engine.picking import Picker
from recovery_rules.engine.plan import plan_of
from recovery_rules.engine.prepared import Preparations
from recovery_rules.engine.settlement import settle
from recovery_rules.engine.shortcut import Shortcut
from recovery_rules.language.reading import FIRST_YEAR, LAST_YEAR, moment
from recovery_rules.model.ruleset import Model

Given: TypeAlias = Mapping[str, Any]
Decided: TypeAlias = tuple[tuple[Action, ...], tuple[Refused, ...], int | None]


class Decider:
    """Decides cases of one ruleset. It holds nothing of any case, so threads may share it.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self.model = model
        self.matcher = compile_matcher(model, shape)
        self._match = self.matcher.public
        self.picker = Picker(model, self.matcher.bits)
        self.plan = plan_of(model, self.matcher.functions)
        self.authorising = self.plan.authorising
        self.shortcut = Shortcut(model, self.matcher.bits, self.plan, self.picker)
        self._prepared = Preparations(model, self.plan, self.picker)
        self.failures = Failures(model, shape)
        self._clock = model.clock
        self._clock_default: Any = model.facts[model.clock].default if model.clock else None

    def decide(self, given: Given, as_of: datetime | None = None, role: str | None = None) -> Decided:
        """The actions and refusals of a case; and, where a trace can tell them from the mask alone, the mask.

        Args:
            given: the facts.
            as_of: the time of deciding.
            role: the acting role; those who ask what the actions would be for anybody leave it out.

        Raises:
            FactsError: the facts are not those of a valid case; all problems are in it.
        """
        matched = self._match(given)
        if matched is None or (as_of is not None and not _is_plain(as_of)) or (role is not None and not self._is(role)):
            admitted = admit(self.model, given, as_of, role)
            mask, values, _ = self.matcher.plain(admitted.values)
            start = self._start(admitted.values, admitted.as_of)
        else:
            mask, values = matched
            start = self._start_of(given, as_of)
        actions = self.shortcut.actions(mask, start)
        if actions is not None:
            if role is not None:
                return self.authorising.approved(actions, role), (), None
            return actions, (), None if matched is None else mask
        actions, refused = self._prepared.of(mask).decide(values, start)
        return actions if role is None else self.authorising.approved(actions, role), refused, None

    def account(self, given: Given, as_of: datetime | None = None, role: str | None = None) -> Account:
        """Everything that happens in the decision of a case.

        Raises:
            FactsError: the facts are not those of a valid case.
        """
        admitted = admit(self.model, given, as_of, role)
        return self.account_of(admitted, *self.matcher.plain(admitted.values), role)

    def account_of(self, admitted: Admitted, mask: int, values: Values, rows: Rows, role: str | None) -> Account:
        """The same for a case that is matched already.

        Args:
            admitted: the case.
            mask: the clauses that hold.
            values: those of the matcher's `names`.
            rows: for each table of facts, the numbers of the rows behind its value.
            role: the acting role.
        """
        known = {**admitted.values, **dict(zip(self.matcher.names, values, strict=True))}
        picked = self.picker.picked(mask)
        applying = self.picker.limits(mask)
        start = self._start(admitted.values, admitted.as_of)
        arranged = arrange(self.model, self.plan, picked.rules, applying)
        settled = settle(self.model, self.plan, arranged, values, start)
        tables = [name for name in self.model.derived if name in self.matcher.bits.rows]
        return Account(
            values=known,
            how=admitted.how,
            rows=dict(zip(tables, rows, strict=True)),
            failed=self.failures.of(known),
            matched=picked.matched,
            excused=picked.excused,
            passed_over=picked.passed_over,
            limits=tuple(self.model.limits[number].id for number in applying),
            struck=arranged.struck,
            defeated=arranged.defeated,
            proposed=settled.proposed,
            bounds=settled.bounds,
            makings=settled.makings,
            fired=settled.fired,
            actions=self.authorising.approved(settled.actions, role),
            refused=settled.refused,
            as_of=admitted.as_of,
            role=role,
            total=self.authorising.total(settled.actions),
            authority=self.authorising.authority(settled.actions),
            needs_approval=self.authorising.approval(settled.actions, role),
        )

    def _is(self, role: object) -> bool:
        return type(role) is str and role in self.model.roles

    def _start_of(self, given: Given, as_of: datetime | None) -> datetime | None:
        """The same for facts that were matched as given."""
        start = given.get(self._clock) if self._clock else None
        if start is None:
            return as_of if self._clock_default is None else self._clock_default
        return start if type(start.tzinfo) is timezone else moment(start)  # deadlines read alike, however given

    def _start(self, values: Mapping[str, Any], as_of: datetime | None) -> datetime | None:
        clock = values.get(self.model.clock) if self.model.clock else None
        return as_of if clock is None else clock


def _is_plain(as_of: datetime) -> bool:
    """Whether admission would leave a time of deciding as it is."""
    return type(as_of) is datetime and type(as_of.tzinfo) is timezone and FIRST_YEAR <= as_of.year <= LAST_YEAR
