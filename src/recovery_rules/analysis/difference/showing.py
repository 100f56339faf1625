"""Real cases that both rulesets decide, and how their decisions differ: what a region is shown by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.coverage.measuring import Given
from recovery_rules.analysis.difference.changes import Change, Changes
from recovery_rules.analysis.difference.unlike_days import near_unlike_days
from recovery_rules.analysis.proof.shrinking import shrunk
from recovery_rules.analysis.proof.subjects import Case, Cases, Subject
from recovery_rules.analysis.proof.trying import as_seen_by, boundary_cases
from recovery_rules.engine.account import Account, Proposed
from recovery_rules.engine.outcome import Action

Way: TypeAlias = frozenset[Change]  # all that changes in a case; without a change they decide alike


@frozen
class Shown:
    """A case that both rulesets take and decide differently.

    Attributes:
        case: its facts, as far as the old ruleset knows them.
        accounts: of both decisions.
        changes: how they differ.
    """

    case: Case
    accounts: tuple[Account, Account]
    changes: tuple[Change, ...]

    @property
    def way(self) -> Way:
        """The same, whatever comes first."""
        return frozenset(self.changes)

    @property
    def behind(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules and limits behind what changes, of either ruleset, without those that both have a say from."""
        before, after = (_behind(account, self.changes) for account in self.accounts)
        alone = tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)
        return alone[0] or tuple(before), alone[1] or tuple(after)


class Showing:
    """Decides cases by two rulesets.

    Args:
        old: one of them.
        new: the other.
    """

    def __init__(self, old: Subject, new: Subject) -> None:
        self._old = old
        self._new = new
        self._changes = Changes(old.model, new.model)
        self._ways: dict[Hashable, Way] = {}  # by what both decisions say

    def shown(self, case: Case) -> Shown | None:
        """What a case shows, as it is told to both; None where one does not take it, or nothing changes."""
        before, after = map(Subject.account_of, (self._old, self._new), self._told(case))
        if before is None or after is None:
            return None
        changed = self._changes.shown_by(before.actions, after.actions)
        return Shown(case, (before, after), changed) if changed else None

    def way(self, case: Case) -> Way | None:
        """The same without all that is behind it; None where one does not take the case."""
        before, after = map(Subject.actions_of, (self._old, self._new), self._told(case))
        if before is None or after is None:
            return None
        said = _said(before), _said(after)
        if said not in self._ways:
            self._ways[said] = frozenset(self._changes.shown_by(before, after))
        return self._ways[said]

    def _told(self, case: Case) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """What a case tells to either ruleset."""
        told = self._old.public(case)
        return told, {name: value for name, value in told.items() if name in self._new.model.facts}

    def plainer(self, shown: Shown) -> Shown:
        """A plainer case that changes in the same way."""

        def changes_alike(cases: Cases) -> bool:
            return self.way(cases[0]) == shown.way

        facts = {
            name: evolve(fact, default=None, optional=fact.optional or fact.default is not None)  # need not be told
            for name, fact in self._old.model.facts.items()
        }
        (plainer,) = shrunk((shown.case,), facts, changes_alike, zone=self._old.model.zone)
        return self.shown(plainer) or shown

    def tried(self, past: Sequence[Given]) -> Iterator[Shown]:
        """What past cases show, and cases at the boundaries of both rulesets."""
        for case in (*self._past(past), *self._boundary_cases()):
            if (found := self.shown(case)) is not None:
                yield found

    def _past(self, past: Iterable[Given]) -> Iterator[Case]:
        for one in past:
            account = self._old.account_of(one.facts, one.as_of)
            if account is not None:
                yield {name: account.values[name] for name in self._old.model.facts}

    def _boundary_cases(self) -> Iterator[Case]:
        """Those of either ruleset as the old one sees them; what one alone knows is not told."""
        old, new = self._old, self._new
        seen = (as_seen_by(old.model, case, new.model) for case in boundary_cases(new))
        cases = [*boundary_cases(old), *filter(None, seen)]
        near = near_unlike_days(cases[0], (old.model, new.model)) if cases else ()
        for case in (*cases, *near):
            yield {name: value if name in new.model.facts else None for name, value in case.items()}


def _said(actions: Iterable[Action]) -> Hashable:
    """All that actions say, to be told from what others do."""
    return tuple(
        (
            *(one.kind, one.due, bool(one.held), one.after, one.by),
            *((name, _said(value) if isinstance(value, tuple) else value) for name, value in one.values.items()),
            *map(_said, one.options),
        )
        for one in actions
    )


def _behind(account: Account, changed: Iterable[Change]) -> dict[str, None]:
    """The rules and limits that had a say in what changes, each once."""

    def concerned(kind: str, bundles: Iterable[Iterable[Proposed]] = ()) -> bool:
        inside = [one.kind for bundle in bundles for one in bundle]
        return any(one.concerns(kind, inside) for one in changed)

    rules = [one.by for one in account.proposed if concerned(one.kind, one.bundles) and one.by in account.fired]
    bounds = [one.by for one in account.bounds if concerned(one.kind) and one.by and one.binds]
    return dict.fromkeys([*rules, *bounds, *(one.by for one in account.refused if concerned(one.kind))])
