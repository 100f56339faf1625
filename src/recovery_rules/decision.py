"""A decision: what is owed, and on request why. A thin façade over the engine and the trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recovery_rules.engine.account import Account
from recovery_rules.engine.outcome import Action, Approval, Refused
from recovery_rules.language.calendars import Calendar

if TYPE_CHECKING:
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.trace.questions.what_if import WhatIf
    from recovery_rules.trace.questions.why_not import WhyNot


class Decision:
    """The actions that a ruleset owes in one case. Made by `Ruleset.decide`.

    The explanation is computed when it is asked for, never before; a decision is immutable and may be shared.

    Example:
        >>> from recovery_rules import load
        >>> decision = load("aws_sla").decide(
        ...     service="s3_standard", uptime="99.5 %", monthly_charge="1000.00 USD", claim_cycle=1
        ... )
        >>> [(action.kind, str(action.amount)) for action in decision.actions]
        [('account_credit', '100.00 USD')]
    """

    __slots__ = ("_account", "_actions", "_as_of", "_given", "_mask", "_refused", "_role", "_ruleset")

    _account: Account  # set when first asked for

    def __init__(
        self,
        ruleset: Ruleset,
        given: dict[str, Any],
        as_of: datetime | None,
        actions: tuple[Action, ...],
        refused: tuple[Refused, ...],
        mask: int | None = None,
        role: str | None = None,
    ) -> None:
        self._ruleset = ruleset
        self._given = given
        self._as_of = as_of
        self._actions = actions
        self._refused = refused
        self._mask = mask  # from which alone it was decided
        self._role = role

    @property
    def actions(self) -> tuple[Action, ...]:
        """What is owed, in the order in which it is to be done: by phase, then kind."""
        return self._actions

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What was struck or came to zero, each with the name of what refused it."""
        return self._refused

    def __iter__(self) -> Iterator[Action]:
        """The actions in order."""
        return iter(self._actions)

    def __len__(self) -> int:
        """The number of actions."""
        return len(self._actions)

    def __contains__(self, kind: object) -> bool:
        """Whether an action of this kind is owed."""
        return any(action.kind == kind for action in self._actions)

    def __getitem__(self, kind: str) -> Action:
        """The first action of a kind.

        Raises:
            KeyError: no such action is owed; `why_not` tells why.
        """
        for action in self._actions:
            if action.kind == kind:
                return action
        raise KeyError(kind)

    def __eq__(self, other: object) -> bool:
        """Equal where ruleset, facts, time of deciding, acting role and actions are."""
        if not isinstance(other, Decision):
            return NotImplemented
        return (
            self._ruleset.digest == other._ruleset.digest
            and self._as_of == other._as_of
            and self._role == other._role
            and self._actions == other.actions
            and self.facts == other.facts
        )

    __hash__ = None  # type: ignore[assignment]  # facts may be large; hash an id of your own

    def __repr__(self) -> str:
        return f"<Decision by {self._ruleset.id}: {', '.join(action.kind for action in self._actions) or 'nothing'}>"

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset that decided."""
        return self._ruleset

    @property
    def as_of(self) -> datetime | None:
        """The time of deciding, where one was given."""
        return self._as_of

    @property
    def calendar(self) -> Calendar | None:
        """By which calendar working days were counted; None where the ruleset has none."""
        return self._ruleset.model.calendar

    @property
    def role(self) -> str | None:
        """The acting role, where one was given."""
        return self._role

    @property
    def authority(self) -> str:
        """The lowest role that may execute the whole; empty where the ruleset has no roles, or none of them may."""
        return self._ruleset._decider.authorising.authority(self._actions)

    @property
    def needs_approval(self) -> Approval | None:
        """What the whole waits for: the highest that an action needs, or that all money together needs.

        None where the acting role may execute it all, and where no acting role was given.
        """
        return self._ruleset._decider.authorising.approval(self._actions, self._role)

    @property
    def facts(self) -> Mapping[str, Any]:
        """Every known fact of the case, defaults and derived facts included, as public values."""
        return MappingProxyType(self._ruleset._public_values(self.account.values))

    @property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules behind the actions, in order of proposal."""
        return self.account.fired

    @property
    def account(self) -> Account:
        """Everything that happened, step by step, as typed objects; computed once."""
        try:
            return self._account
        except AttributeError:
            self._account = self._ruleset._decider.account(self._given, self._as_of, self._role)
            return self._account

    @property
    def trace(self) -> dict[str, Any]:
        """The same as data, ready for JSON; `docs/reference/trace.md` describes it."""
        return self._ruleset._trace_of(self)

    def as_data(self) -> dict[str, Any]:
        """The decision without its reasons, ready for JSON.

        It has ruleset, time of deciding, acting role, actions, refusals, rules, and what the whole waits for.

        The parts are those of `trace`, in the same form.
        """
        trace = self.trace
        return {part: trace[part] for part in ("ruleset", "as_of", "role", "authorised", "actions", "refused", "fired")}

    def explain(self, locale: str = "en") -> str:
        """Why, in words: each action with the rules, conditions, amounts and limits behind it.

        Args:
            locale: `"en"` or `"zh"`.

        Raises:
            ValueError: there are no texts for that locale.
        """
        from recovery_rules.trace.telling.text import explain

        return explain(self._ruleset.model, self.account, locale)

    def why_not(self, name: str) -> WhyNot:
        """Why an action of some kind, or a rule, is not behind this decision; `str()` of it is the English text.

        Raises:
            LookupError: the ruleset has no such kind, rule or table.
        """
        from recovery_rules.trace.questions.why_not import why_not

        return why_not(self._ruleset.model, self.account, name, self._ruleset._decider.account)

    def what_if(self, kind: str, *, most: int = 5) -> WhatIf:
        """The smallest changes of facts that would give an action of some kind, fewest first, each tried out.

        Args:
            kind: an action kind of the ruleset.
            most: how many sets of changes to find.

        Raises:
            LookupError: the ruleset has no such kind.
        """
        from recovery_rules.trace.questions.what_if import what_if

        ruleset = self._ruleset
        return what_if(ruleset.model, ruleset._decider.decide, self._given, kind, as_of=self._as_of, most=most)
