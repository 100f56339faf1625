"""Decisions under sets of matching rules and limits: made by the engine's own parts, and compared.

Without a case they are compared as far as they do not depend on one: where amounts are computed from the facts, or how
long a time limit is depends on the day, two decisions are the same only if the same is proposed, bounded and held.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from recovery_rules.cells.cases import Values
from recovery_rules.cells.index import Mask
from recovery_rules.engine.arrangement import Arrangement, Entry, arrange
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.offers import kinds_in
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.settlement import settle
from recovery_rules.language.expressions import Constant
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.rules import Limit
from recovery_rules.model.ruleset import Model


class Comparing:
    """Decides by masks of one ruleset.

    Args:
        model: the ruleset.
        decider: its compiled parts.
    """

    def __init__(self, model: Model, decider: Decider) -> None:
        self._model = model
        self._plan = decider.plan
        self._picker = decider.picker
        self._matcher = decider.matcher

    def mask(self, values: Values) -> Mask:
        """The rules and limits that match in a case."""
        return self._matcher.plain(values)[0]

    def arranged(self, mask: Mask) -> Arrangement:
        """What remains to be evaluated where these rules and limits match."""
        return arrange(self._model, self._plan, self._picker.rules(mask), self._picker.limits(mask))

    def actions(self, mask: Mask, values: Values) -> tuple[Action, ...]:
        """What a case gets where these rules and limits match."""
        computed = self._matcher.plain(values)[1]
        start = values.get(self._model.clock) if self._model.clock else None
        return settle(self._model, self._plan, self.arranged(mask), computed, start).actions  # type: ignore[arg-type]  # a clock is a datetime

    def is_same(self, mask: Mask, without: Mask, *, all_are_seen: bool = False) -> bool | None:
        """Whether decisions under two sets of matching rules and limits are surely the same.

        None where that depends on rules and limits that are not looked at: they may keep `otherwise` away.
        """
        both = self.arranged(mask), self.arranged(without)
        apart = self._kinds_apart(*both)
        if not apart:
            return True
        proposes = [_has_proposals(found) for found in both]
        if proposes[0] != proposes[1] and not all_are_seen:
            return None
        parts = [self._part(found, apart) for found in both]
        different = False if all_are_seen or all(proposes) else None
        if not all(map(self._is_constant, parts)):
            return different
        settled = [settle(self._model, self._plan, part, (), None).actions for part in parts]
        return True if settled[0] == settled[1] else different

    def _kinds_apart(self, one: Arrangement, other: Arrangement) -> set[str]:
        """The kinds of which not the same is proposed, or which not the same limits bound or hold."""
        limits = self._model.limits
        changed = set(_bounding(limits, one)) ^ set(_bounding(limits, other))
        touched = frozenset[str]().union(*(kinds_of(limits[number]) for number in changed))
        return {
            entry.offer.kind
            for found, rest in ((one, other), (other, one))
            for entry in found.entries
            if entry not in rest.entries or (touched and not touched.isdisjoint(_kinds_in(entry)))
        }

    def _part(self, arranged: Arrangement, kinds: set[str]) -> Arrangement:
        """What is arranged of some kinds, which is settled without looking at the others."""
        part = evolve(arranged, entries=tuple(entry for entry in arranged.entries if entry.offer.kind in kinds))
        return evolve(part, numbers=tuple(_bounding(self._model.limits, part)))

    def _is_constant(self, arranged: Arrangement) -> bool:
        offers = (offer for entry in arranged.entries for _, offer in entry.rows)
        limits = (self._model.limits[number] for number in arranged.numbers)
        return all(offer.constant for offer in offers) and all(map(_is_constant, limits))


def _has_proposals(arranged: Arrangement) -> bool:
    """Whether something else than `otherwise` is proposed."""
    return any(entry.by != "otherwise" for entry in arranged.entries)


def kinds_of(limit: Limit) -> frozenset[str]:
    """The kinds of which a limit says something."""
    return limit.forbids | limit.holds | ({limit.kind} if limit.kind else frozenset())


def _kinds_in(entry: Entry) -> frozenset[str]:
    return frozenset[str]().union(*(kinds_in(offer) for _, offer in entry.rows))


def _bounding(limits: Sequence[Limit], arranged: Arrangement) -> list[int]:
    """The limits that bound or hold something of what is proposed."""
    if not arranged.numbers:
        return []
    proposed = frozenset[str]().union(*map(_kinds_in, arranged.entries))
    return [
        number
        for number in arranged.numbers
        if (limits[number].bounds and limits[number].kind in proposed) or not limits[number].holds.isdisjoint(proposed)
    ]


def _is_constant(limit: Limit) -> bool:
    if limit.owed is not None and limit.owed.after and any(bound.owed for bound in limit.bounds):
        return False
    ends = [end for bound in limit.bounds for end in (bound.at_least, bound.at_most) if end is not None]
    return all(isinstance(end, Constant) and not isinstance(end.value, TimeLimit) for end in ends)
