"""Preparations: for each mask, the actions that are constant, and what remains to compute from the facts.

Cases with the same mask share everything but amounts. The constant actions are made once, by the parts that settle in
general; the others are evaluated for each case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from recovery_rules.engine.arrangement import Arrangement, Entry, arrange
from recovery_rules.engine.bounding import Settler, ends_of
from recovery_rules.engine.drafts import Draft, combined
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.offers import kinds_in
from recovery_rules.engine.outcome import Action, Refused
from recovery_rules.engine.picking import Picker
from recovery_rules.engine.plan import Plan
from recovery_rules.engine.schedule import all_scheduled, scheduled
from recovery_rules.engine.settlement import action_of, drafted_of, limits_from, place_of, slots
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.ruleset import Model

MOST_PREPARED = 1400  # masks; beyond that everything is forgotten and begins anew

Zero: TypeAlias = tuple[int, Refused]  # where what came to nothing was first proposed, and how
Made: TypeAlias = tuple[Action | None, tuple[Zero, ...]]  # an action, if it comes to anything, and zeros in it or of it


@frozen
class Group:
    """The entries that may become one action, or all choices, by number; made once where they are constant."""

    entries: tuple[tuple[int, Entry], ...]
    place: tuple[int, int, int]
    made: tuple[Made, ...] | None


class Prepared:
    """What is left to do for the cases of one mask."""

    def __init__(self, model: Model, plan: Plan, arranged: Arrangement) -> None:
        self._model = model
        self._plan = plan
        self._arranged = arranged
        bounded = {model.limits[number].kind for number in arranged.numbers if model.limits[number].bounds}
        self._groups = [self._group(entries, bounded) for entries in _grouped(arranged.entries)]
        self._order = sorted(range(len(self._groups)), key=lambda number: self._groups[number].place)
        self._constant: tuple[tuple[Action, ...], tuple[Refused, ...]] | None = None
        if all(group.made is not None for group in self._groups):
            self._constant = self._collect([group.made or () for group in self._groups])

    def decide(self, values: Values, start: datetime | None) -> tuple[tuple[Action, ...], tuple[Refused, ...]]:
        """The actions and refusals of one case."""
        if self._constant is not None:
            actions, refused = self._constant
            if start is not None:
                actions = all_scheduled(self._model, self._plan.deadlines, actions, start)
            return actions, refused
        ends = ends_of(self._model, self._plan, self._arranged.numbers, values)
        settler = Settler(self._model, ends, limits_from(self._plan, start))
        return self._collect([self._made(group, values, settler, start) for group in self._groups])

    def _made(self, group: Group, values: Values, settler: Settler, start: datetime | None) -> tuple[Made, ...]:
        if group.made is None:
            return self._make(group.entries, values, settler, start)
        if start is None:
            return group.made
        return tuple(
            (one and scheduled(self._model, self._plan.deadlines, one, start), zeros) for one, zeros in group.made
        )

    def _group(self, entries: tuple[tuple[int, Entry], ...], bounded: set[str]) -> Group:
        place = place_of(self._model.kinds.get(entries[0][1].offer.kind))
        offers = [offer for _, entry in entries for _, offer in entry.rows]
        constant = all(offer.constant and not bounded & kinds_in(offer) for offer in offers)
        made = self._make(entries, (), Settler(self._model, {}), None) if constant else None
        return Group(entries, place, made)

    def _make(
        self, entries: Sequence[tuple[int, Entry]], values: Values, settler: Settler, start: datetime | None
    ) -> tuple[Made, ...]:
        found: list[Made] = []
        choices: list[Draft] = []
        drafted = [drafted_of(entry, values, settler.order) for _, entry in entries]
        for slot in slots(drafted):
            first = len(settler.refused)
            draft = combined([one.draft for one in slot], self._model.kinds, self._plan.deadlines, start)
            left = settler.settle(draft)
            if left and draft.kind == CHOICE:
                left = draft not in choices  # which limits may have made equal
                choices.append(draft)
            action = action_of(self._model, self._plan, self._arranged.limits, draft, start) if left else None
            zeros: tuple[Zero, ...] = ()
            if len(settler.refused) > first:
                number = next(number for (number, _), one in zip(entries, drafted, strict=True) if one is slot[0])
                zeros = tuple((number, refused) for refused in settler.refused[first:])
            found.append((action, zeros))
        return tuple(found)

    def _collect(self, made: Sequence[Sequence[Made]]) -> tuple[tuple[Action, ...], tuple[Refused, ...]]:
        actions = tuple(action for number in self._order for action, _ in made[number] if action is not None)
        zeros = [zero for slots_made in made for _, own in slots_made for zero in own]
        if not zeros:
            return actions, self._arranged.refused
        zeros.sort(key=lambda zero: zero[0])  # other proposals may stand between two choices
        return actions, tuple(dict.fromkeys([*self._arranged.refused, *(refused for _, refused in zeros)]))


def _grouped(entries: Sequence[Entry]) -> list[tuple[tuple[int, Entry], ...]]:
    """Entries that may become one action together, in order of first proposal; so all choices together."""
    found: dict[object, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(entries):
        found.setdefault((entry.offer.kind, entry.offer.apart), []).append((number, entry))
    return [tuple(group) for group in found.values()]


class Preparations:
    """Prepares each mask when it first comes, and remembers some."""

    def __init__(self, model: Model, plan: Plan, picker: Picker) -> None:
        self._model = model
        self._plan = plan
        self._picker = picker
        self._known: dict[int, Prepared] = {}

    def of(self, mask: int) -> Prepared:
        """What is left to do for a mask."""
        found = self._known.get(mask)
        if found is None:
            arranged = arrange(self._model, self._plan, self._picker.rules(mask), self._picker.limits(mask))
            found = Prepared(self._model, self._plan, arranged)
            if len(self._known) >= MOST_PREPARED:
                self._known.clear()
            self._known[mask] = found
        return found
