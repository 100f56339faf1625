"""Step 8, authorise: the lowest role that may execute each action and the whole, and what waits for its approval.

In: drafts, whose values are plain, while actions are made; the actions of a decision, where a role acts or the whole is
asked for. What roles may is made ready once for a ruleset: `Reach` says from which role on a value is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from recovery_rules.engine.drafts import Draft
from recovery_rules.engine.outcome import FREE, Action, Approval, Mandate, with_mandate
from recovery_rules.language.values import Money
from recovery_rules.model.actions import CHOICE, EARLY_PHASES
from recovery_rules.model.authority import Grant
from recovery_rules.model.ruleset import Model


@frozen
class Reach:
    """From which role on, counted from the lowest, a value is allowed; `free` is the first for which any is."""

    caps: tuple[tuple[int, Any], ...]
    free: int

    def rank_of(self, value: Any) -> int:
        """The lowest role to which a value is allowed."""
        return min([self.free, *(rank for rank, most in self.caps if value <= most)])


class Authorising:
    """Who may execute what in one ruleset. It holds nothing of any case.

    Args:
        model: the ruleset.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        roles = model.roles
        self._beyond = len(roles)
        self._place = {role: rank for rank, role in enumerate(roles)} | {"": self._beyond}
        self._mandates = [*map(Mandate, roles), Mandate()]
        of_kind: dict[str, list[Grant]] = {}
        for grant in model.authority:
            of_kind.setdefault(grant.kind, []).append(grant)
        totals = of_kind.pop("", ())
        self._total = self._reach(totals, "") if totals else None
        self._kinds = {kind: self._reach_of_kind(grants) for kind, grants in of_kind.items()}
        self._money = {
            kind.id: [(one.name, 10**one.type.digits) for one in kind.counted]
            for kind in model.kinds.values()
            if self._total and kind.counted
        }
        self._holding = {kind.id: kind.holding for kind in model.kinds.values() if kind.holding}

    def mandate_of(self, draft: Draft) -> Mandate:
        """The mandate of an action that comes of a draft, whoever acts."""
        return self._mandates[self._rank(draft)] if self._beyond else FREE

    def approved(self, actions: tuple[Action, ...], role: str | None) -> tuple[Action, ...]:
        """The actions as they stand where a role acts: those beyond it wait for approval."""
        if role is None or not self._model.authority:
            return actions
        acting = self._place[role]
        whole = self._total is not None and self._rank_of_total(self.total(actions) or 0) > acting
        return tuple(self._approved(action, acting, whole=whole) for action in actions)

    def total(self, actions: Iterable[Action]) -> int | None:
        """The money that counts in all, in the smallest unit; None where nothing says who may give how much."""
        return None if self._total is None else sum(map(self._counted, actions))

    def authority(self, actions: Sequence[Action]) -> str:
        """The lowest role that may execute the whole; empty where there is none."""
        return self._mandates[self._rank_of_all(actions)].authority

    def approval(self, actions: Sequence[Action], role: str | None) -> Approval | None:
        """What the whole waits for where a role acts."""
        if role is None or self._rank_of_all(actions) <= self._place[role]:
            return None
        return Approval(self.authority(actions))

    def _rank(self, draft: Draft) -> int:
        if draft.kind == CHOICE:
            return max(self._rank(one) for bundle in draft.options for one in bundle)
        found = self._kinds.get(draft.kind)
        if found is None:
            return 0
        rank, reaches = found
        for parameter, reach in reaches.items():
            if parameter in draft.values:
                rank = max(rank, reach.rank_of(draft.values[parameter]))
        return rank

    def _approved(self, action: Action, acting: int, *, whole: bool) -> Action:
        options = tuple(tuple(self._approved(one, acting, whole=whole) for one in bundle) for bundle in action.options)
        later = {
            name: tuple(self._approved(one, acting, whole=whole) for one in action.values[name])
            for name in self._holding.get(action.kind, ())
            if name in action.values
        }
        mandate = self._mandate(action, acting, whole=whole)
        if mandate is action.mandate and not (options or later):
            return action
        return with_mandate(action, mandate, options, later)

    def _mandate(self, action: Action, acting: int, *, whole: bool) -> Mandate:
        beyond = self._place[action.authority] > acting
        if not beyond and not (whole and self._gives_money(action)):
            return action.mandate
        early = action.kind != CHOICE and self._model.kinds[action.kind].phase in EARLY_PHASES
        return Mandate(action.authority, Approval(action.authority) if beyond else None, waits=not early)

    def _rank_of_all(self, actions: Sequence[Action]) -> int:
        total = self.total(actions)
        ranks = map(self._highest, actions)
        return max([*ranks, 0 if total is None else self._rank_of_total(total)], default=0)

    def _highest(self, action: Action) -> int:
        """The highest role that is needed for an action, or for one in its bundles or nested in it."""
        inner = [*(one for bundle in action.options for one in bundle), *self._nested(action)]
        return max([self._place[action.authority], *map(self._highest, inner)])

    def _rank_of_total(self, total: int) -> int:
        assert self._total is not None
        return self._total.rank_of(total) if total else 0

    def _counted(self, action: Action) -> int:
        """What an action can add to the total: its own money and what it nests; of a choice, its dearest bundle."""
        if action.options:
            return max(sum(map(self._counted, bundle)) for bundle in action.options)
        return self._own_money(action) + sum(map(self._counted, self._nested(action)))

    def _gives_money(self, action: Action) -> bool:
        """Whether an action, or one that it offers, gives money that counts in the total."""
        if action.options:
            return any(self._own_money(one) for bundle in action.options for one in bundle)
        return self._own_money(action) > 0

    def _nested(self, action: Action) -> Iterable[Action]:
        for name in self._holding.get(action.kind, ()):
            yield from action.values.get(name, ())

    def _own_money(self, action: Action) -> int:
        money = ((action.values.get(name), unit) for name, unit in self._money.get(action.kind, ()))
        return sum(_minor(value, unit) for value, unit in money if value is not None)

    def _reach_of_kind(self, grants: Sequence[Grant]) -> tuple[int, Mapping[str, Reach]]:
        kind = grants[0].kind
        ranks = [self._place[one.role] for one in grants if one.unlimited or one.most is not None]
        free = [] if self._lists(grants, kind, "") else [self._beyond - 1]
        parameters = dict.fromkeys(one.parameter for one in grants if one.parameter)
        return min([*ranks, *free, self._beyond]), {name: self._reach(grants, name) for name in parameters}

    def _reach(self, grants: Sequence[Grant], parameter: str) -> Reach:
        """The reach of a parameter of a kind; of the total where there is no parameter."""
        kind = grants[0].kind
        caps = [(self._place[one.role], one.most) for one in grants if one.parameter == parameter]
        free = [self._place[one.role] for one in grants if one.unlimited and one.parameter in {"", parameter}]
        if not self._lists(grants, kind, parameter) and not self._lists(grants, kind, ""):
            free.append(self._beyond - 1)
        return Reach(tuple((rank, most) for rank, most in caps if most is not None), min([*free, self._beyond]))

    def _lists(self, grants: Iterable[Grant], kind: str, parameter: str) -> bool:
        """Whether the highest role says something of its own."""
        return any(one.about == (kind, parameter) and one.role == self._model.roles[-1] for one in grants)


def _minor(value: Any, unit: int) -> int:
    """Money in its smallest unit; what has more digits than a `Money` holds is a number."""
    return value.minor if type(value) is Money else int(Fraction(value) * unit)
