"""The shortcut: cases in which only rules with constant proposals match, and no limit applies.

Their actions are made once, by the general settlement, and only looked up and put in order here. Where two rules
propose the same action, the combination is remembered. Every other case answers None and is settled in general.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from recovery_rules.engine.bits import Bits
from recovery_rules.engine.bounding import Settler
from recovery_rules.engine.drafts import Draft, combined, copied, draft_of
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.picking import Picker, first_only
from recovery_rules.engine.plan import Plan
from recovery_rules.engine.schedule import all_scheduled
from recovery_rules.engine.settlement import action_of, place_of
from recovery_rules.model.actions import CHOICE, ActionKind
from recovery_rules.model.ruleset import Model

MOST_COMBINATIONS = 4096  # remembered; beyond that everything is forgotten and begins anew


@frozen
class Fixed:
    """A constant proposal and the action that it gives where nothing else proposes it."""

    number: int
    draft: Draft
    action: Action


Slots: TypeAlias = Sequence[tuple[int, Fixed]]


class Shortcut:
    """Decides from the mask alone where it can.

    Args:
        model: the ruleset.
        bits: what each bit stands for.
        plan: the compiled proposals.
        picker: the reader of masks.
    """

    def __init__(self, model: Model, bits: Bits, plan: Plan, picker: Picker) -> None:
        self._model = model
        self._plan = plan
        self._fixed: dict[str, Fixed] = {}
        self._combined: dict[tuple[int, int], Fixed] = {}
        self._numbers = itertools.count()
        self._slots: dict[tuple[object, ...], int] = {}
        self._shift = bits.shift
        self._tables = [table >> bits.shift for table in picker.tables]
        own = [self._slots_of(rule, plan) for rule in bits.order]
        count = len(own)
        ineligible = sum(1 << count - 1 - place for place, slots in enumerate(own) if slots is None)
        conditional = sum(1 << bit for bit in (*bits.alternatives, *bits.excuses)) | sum(bits.limits)
        self._general = ineligible << bits.shift | conditional
        self._rank = [place_of(model.kinds[str(slot[0])]) for slot in self._slots]
        self._summing = frozenset(number for slot, number in self._slots.items() if _sums(model.kinds[str(slot[0])]))
        self._of_bit: list[Slots] = [(), *(slots or () for slots in reversed(own))]  # by bit length
        self._alone = [self._actions(dict(slots)) for slots in self._of_bit]
        self._powers = [0, *(1 << bit for bit in range(count))]  # by bit length
        self._one_table = not bits.shift and not ineligible and self._tables == [(1 << count) - 1]

    def actions(self, mask: int, start: datetime | None) -> tuple[Action, ...] | None:
        """The actions of a case, or None where the general settlement has to decide."""
        if self._one_table:
            actions: tuple[Action, ...] | None = self._alone[mask.bit_length()] or None
        elif mask & self._general:
            return None
        else:
            actions = self._of_several(mask >> self._shift)
        if start is None or actions is None:
            return actions
        return all_scheduled(self._model, self._plan.deadlines, actions, start)

    def _of_several(self, own: int) -> tuple[Action, ...] | None:
        for table in self._tables:
            own = first_only(own, table)
        bit = own.bit_length()
        powers = self._powers
        own ^= powers[bit]
        if not own:
            return self._alone[bit] or None
        of_bit = self._of_bit
        slots = dict(of_bit[bit])
        combined_before = self._combined
        while own:
            bit = own.bit_length()
            own ^= powers[bit]
            for slot, fixed in of_bit[bit]:
                held = slots.get(slot)
                if held is None:
                    slots[slot] = fixed
                elif held is not fixed or slot in self._summing:
                    both = combined_before.get((held.number, fixed.number)) or self._combine(held, fixed)
                    if both is None:
                        return None
                    slots[slot] = both
        return self._actions(slots)

    def _actions(self, slots: dict[int, Fixed]) -> tuple[Action, ...]:
        """The actions of filled slots in order; slots of one kind stay in order of proposal."""
        if len(slots) > 1:
            return tuple([slots[slot].action for slot in sorted(slots, key=self._rank.__getitem__)])
        return tuple([fixed.action for fixed in slots.values()])

    def _combine(self, one: Fixed, other: Fixed) -> Fixed | None:
        if len(self._combined) >= MOST_COMBINATIONS:
            self._combined.clear()
            self._fixed.clear()
        both = self._fix(combined([one.draft, other.draft], self._model.kinds, self._plan.deadlines))
        if both is not None:
            self._combined[one.number, other.number] = both
        return both

    def _slots_of(self, rule: int, plan: Plan) -> Slots | None:
        """The slots that a rule fills; None where its proposals depend on the case or one comes to nothing."""
        model = self._model
        table = plan.tables.get(rule)
        if rule in plan.overriders or model.rules[rule].overrides:
            return None
        if table is not None and (table.aggregation or table.hit == "output order"):
            return None
        if not all(offer.constant and offer.kind != CHOICE for offer in plan.offers[rule]):
            return None
        found: dict[int, Fixed] = {}
        for offer in plan.offers[rule]:
            fixed = self._fix(combined([draft_of(offer, "", ()).draft], model.kinds, plan.deadlines))
            slot = self._slots.setdefault((offer.kind, *offer.apart), len(self._slots))
            if fixed is None or slot in found:
                return None
            found[slot] = fixed
        return tuple(found.items())

    def _fix(self, draft: Draft) -> Fixed | None:
        """The constant for a draft; equal ones are one, so that their combinations are known sooner."""
        key = repr(draft)
        found = self._fixed.get(key)
        if found is None:
            settled = copied(draft)
            if not Settler(self._model, {}).settle(settled):
                return None
            found = Fixed(next(self._numbers), draft, action_of(self._model, self._plan, (), settled, None))
            self._fixed[key] = found
        return found


def _sums(kind: ActionKind) -> bool:
    """Whether proposing the same twice may be more than proposing it once; what it nests may be added up."""
    return any(parameter.combine == "sum" or parameter.nested for parameter in kind.parameters.values())
