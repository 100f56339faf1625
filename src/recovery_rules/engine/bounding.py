"""Step 7, bound: the floors and caps of limits, one rounding, and what comes to zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from recovery_rules.engine.account import Bounding, Stage
from recovery_rules.engine.arithmetic import rounded
from recovery_rules.engine.deadlines import Order, Start
from recovery_rules.engine.drafts import Draft, bounded, cap_to_zero
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.plan import Plan
from recovery_rules.language.literals import public_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.time_limits import nominal
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.rules import Limit
from recovery_rules.model.ruleset import Model

PAID_IN_STEPS = frozenset({"money", "unit", "integer"})  # of one: plain values count the smallest units


@frozen
class Applied:
    """A floor or cap in one case: its limit, its value, and for what is `owed` from when it runs."""

    stage: Stage
    limit: Limit
    value: Plain | None
    owed: bool
    trigger: Start


Ends: TypeAlias = Mapping[str, Mapping[str, Sequence[Applied]]]  # by kind and parameter


def ends_of(model: Model, plan: Plan, applying: Sequence[int], values: Values) -> Ends:
    """The bounds that apply to each parameter of each kind, in the order in which they do, on the payable grid."""
    found: dict[str, dict[str, list[Applied]]] = {}
    if not applying:
        return found
    numbers = set(applying)
    for stage, ends in plan.stages:
        for end in ends:
            if end.limit not in numbers:
                continue
            value = end.value(values)
            if value is not None and model.kinds[end.kind].parameters[end.parameter].type.kind in PAID_IN_STEPS:
                value = rounded(value, "ceiling" if stage.endswith("floor") else "floor")  # type: ignore[arg-type]
            trigger: Start = None if end.trigger is None else end.trigger(values)  # type: ignore[assignment]  # a time
            applied = Applied(stage, model.limits[end.limit], value, end.owed, trigger)
            found.setdefault(end.kind, {}).setdefault(end.parameter, []).append(applied)
    return found


class Settler:
    """Bounds drafts in place; `bounds` and `refused` collect what it did."""

    def __init__(self, model: Model, ends: Ends, order: Callable[[str, Start], Order] | None = None) -> None:
        self.bounds: list[Bounding] = []
        self.refused: list[Refused] = []
        self._model = model
        self._ends = ends
        self._inside = 0  # how many actions hold what is being settled
        self.order = order  # of time limits that run from a trigger; inside other actions by nominal length

    def settle(self, draft: Draft) -> bool:
        """Bounds a draft and all within it; False where it comes to nothing."""
        if draft.kind == CHOICE:
            return self._settle_choice(draft)
        first = len(self.bounds)
        self._bound_own(draft)
        own = draft.bounds = self.bounds[first:]
        inner_refused = len(self.refused)
        for name, inner in list(draft.nested.items()):
            left = self._settle_inner(inner)
            if left:
                draft.nested[name] = left
            else:
                del draft.nested[name]
        kind = self._model.kinds[draft.kind]
        amount = kind.parameters.get("amount")
        if amount is None or not amount.type.is_quantity or draft.values.get("amount") != 0:
            return True
        del self.refused[inner_refused:]  # who asks about nothing need not hear of its parts
        cap = cap_to_zero(own) or draft.cap
        apart = {
            name: public_of(draft.values[name], kind.parameters[name].type)
            for name in kind.distinct_by
            if name in draft.values
        }
        by, reason = (cap, "capped to zero") if cap else (draft.rule, "zero")
        self.refused.append(Refused(draft.kind, by, reason, apart))
        return False

    def _settle_inner(self, inner: Sequence[Draft]) -> list[Draft]:
        """What is left of nested actions: their limits run from a time that is not known yet."""
        order, self.order, self._inside = self.order, None, self._inside + 1
        left = [one for one in inner if self.settle(one)]
        self.order, self._inside = order, self._inside - 1
        return left

    def _bound_own(self, draft: Draft) -> None:
        ends = self._ends.get(draft.kind, {})
        kind = self._model.kinds[draft.kind]
        given: dict[str, Plain] = {}
        order = self._order_of(draft) if ends else nominal
        for name, parameter in kind.parameters.items():
            if parameter.nested:
                continue
            value: Plain | None = draft.values.get(name)
            for end in ends.get(name, ()):
                if end.value is None or not end.limit.is_about(draft.kind, draft.values):
                    continue
                if end.owed and self._inside:
                    continue
                if end.owed and name in kind.time_limits[:1]:
                    value = self._due_as_owed(draft, name, end, value)
                    order = self._order_of(draft)
                elif value is None and parameter.is_deadline:
                    value = self._due_at_last(draft, name, end)
                else:
                    by = end.limit.id
                    value = bounded(self.bounds, draft.kind, name, end.stage, by, end.value, value, order)
                if end.owed and end.limit.id == draft.rule and not self.bounds[-1].binds:
                    self.bounds.pop()  # it is what the limit owes, as it is
            if value is None:
                continue
            if parameter.type.kind in PAID_IN_STEPS and type(value) is not int:
                value = self._rounded(draft.kind, name, value)  # type: ignore[arg-type]
            given[name] = value
        draft.values = given

    def _order_of(self, draft: Draft) -> Order:
        return nominal if self.order is None else self.order(draft.after, draft.trigger)

    def _due_at_last(self, draft: Draft, name: str, end: Applied) -> Plain | None:
        """The time limit of an action that has none, which is later than any."""
        after = end.value if end.stage.endswith("cap") else None
        self.bounds.append(Bounding(draft.kind, name, end.stage, end.limit.id, end.value, None, after))
        return after

    def _due_as_owed(self, draft: Draft, name: str, end: Applied, value: Plain | None) -> Plain:
        """The time limit of an action, or that of what is owed, whichever ends first, with its trigger."""
        owed, limit = end.limit.owed, end.value
        assert owed is not None
        assert limit is not None
        own = draft.after, draft.trigger
        other = owed.after, end.trigger
        if value is None or self._place(limit, *other) < self._place(value, *own):
            draft.after, draft.trigger = other
            after = limit
        else:
            after = value
        moved = draft.after != own[0]
        self.bounds.append(Bounding(draft.kind, name, end.stage, end.limit.id, limit, value, after, moved))
        return after

    def _place(self, limit: Any, after: str, trigger: Start) -> tuple[Any, ...]:
        """Where a time limit stands among those that run from other times, the one that ends first before all."""
        order = nominal if self.order is None else self.order(after, trigger)
        return *order(limit), after

    def _rounded(self, kind: str, parameter: str, value: Number) -> int:
        paid = rounded(value, self._model.rounding)
        if paid != value:
            self.bounds.append(Bounding(kind, parameter, "rounding", "", None, value, paid))
        return paid

    def _settle_choice(self, choice: Draft) -> bool:
        """An action that comes to zero leaves its bundle, an empty bundle the choice."""
        choice.options = [left for bundle in choice.options if (left := [one for one in bundle if self.settle(one)])]
        if choice.options:
            return True
        last = self.refused[-1]
        self.refused.append(Refused(CHOICE, last.by, last.reason))
        return False
