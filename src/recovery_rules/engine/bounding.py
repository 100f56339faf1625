"""Step 7, bound: the floors and caps of limits, one rounding, and what comes to zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from recovery_rules.engine.account import Bounding, Stage
from recovery_rules.engine.arithmetic import rounded
from recovery_rules.engine.deadlines import Order, Start
from recovery_rules.engine.drafts import Draft, bounded, cap_to_zero
from recovery_rules.engine.matcher import Values
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.plan import Plan
from recovery_rules.language.literals import public_of
from recovery_rules.language.time_limits import nominal
from recovery_rules.language.types import Number, Plain
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.rules import Limit
from recovery_rules.model.ruleset import Model

PAID_IN_STEPS = frozenset({"money", "unit", "integer"})  # of one: plain values count the smallest units

Ends: TypeAlias = Mapping[str, Mapping[str, Sequence[tuple[Stage, Limit, Plain | None]]]]  # kind, parameter -> bounds


def ends_of(model: Model, plan: Plan, applying: Sequence[int], values: Values) -> Ends:
    """The bounds that apply to each parameter of each kind, in the order in which they do, on the payable grid."""
    found: dict[str, dict[str, list[tuple[Stage, Limit, Plain | None]]]] = {}
    if not applying:
        return found
    numbers = set(applying)
    for stage, bounds in plan.stages:
        for limit, kind, parameter, function in bounds:
            if limit not in numbers:
                continue
            end = function(values)
            if end is not None and model.kinds[kind].parameters[parameter].type.kind in PAID_IN_STEPS:
                end = rounded(end, "ceiling" if stage.endswith("floor") else "floor")  # type: ignore[arg-type]
            found.setdefault(kind, {}).setdefault(parameter, []).append((stage, model.limits[limit], end))
    return found


class Settler:
    """Bounds drafts in place; `bounds` and `refused` collect what it did."""

    def __init__(self, model: Model, ends: Ends, order: Callable[[str, Start], Order] | None = None) -> None:
        self.bounds: list[Bounding] = []
        self.refused: list[Refused] = []
        self._model = model
        self._ends = ends
        self.order = order  # of time limits that run from a trigger; inside other actions by nominal length

    def settle(self, draft: Draft) -> bool:
        """Bounds a draft and all within it; False where it comes to nothing."""
        if draft.kind == CHOICE:
            return self._settle_choice(draft)
        first = len(self.bounds)
        self._bound_own(draft)
        own = self.bounds[first:]
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
        order, self.order = self.order, None
        left = [one for one in inner if self.settle(one)]
        self.order = order
        return left

    def _bound_own(self, draft: Draft) -> None:
        ends = self._ends.get(draft.kind, {})
        given: dict[str, Plain] = {}
        order: Order = nominal if self.order is None or not ends else self.order(draft.after, draft.trigger)
        for name, parameter in self._model.kinds[draft.kind].parameters.items():
            if parameter.nested:
                continue
            value: Plain | None = draft.values.get(name)
            for stage, limit, end in ends.get(name, ()):
                if limit.is_about(draft.kind, draft.values):
                    value = bounded(self.bounds, draft.kind, name, stage, limit.id, end, value, order)
            if value is None:
                continue
            if parameter.type.kind in PAID_IN_STEPS and type(value) is not int:
                value = self._rounded(draft.kind, name, value)  # type: ignore[arg-type]
            given[name] = value
        draft.values = given

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
