"""Past cases: how many of them each region holds, and what the change would have cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, evolve, field

from recovery_rules.analysis.difference.changes import changed_in
from recovery_rules.analysis.difference.result import Difference, Region, Weight
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.analysis.proof.measures import measured
from recovery_rules.analysis.proof.subjects import Subject
from recovery_rules.engine.account import Account
from recovery_rules.language.values import Money
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model


@define
class _Scale:
    """What has been weighed so far: cases, and money in the smallest units by currency."""

    cases: int = 0
    money: dict[str, int] = field(factory=dict)

    def add(self, money: Mapping[str, int]) -> None:
        """One more case."""
        self.cases += 1
        for unit, amount in money.items():
            self.money[unit] = self.money.get(unit, 0) + amount

    @property
    def weight(self) -> Weight:
        """The result."""
        return Weight(
            self.cases, tuple(Money.from_minor(amount, unit) for unit, amount in self.money.items() if amount)
        )


def weighed(difference: Difference, old: Subject, new: Subject, cases: Iterable[Mapping[str, Any]]) -> Difference:
    """A difference with past cases laid into its regions; cases that one of the rulesets does not take are left out."""
    scales = {frozenset(region.changes): _Scale() for region in difference.regions}
    past = elsewhere = 0
    for case in cases:
        before, after = old.account_of(case), new.account_of(case)
        if before is None or after is None:
            continue
        past += 1
        changed = changed_in(before, after, (old.model, new.model))
        if not changed:
            continue
        scale = scales.get(frozenset(changed))
        if scale is None:
            elsewhere += 1
        else:
            scale.add(_money(before, after, (old.model, new.model)))
    regions = tuple(_with_weight(region, scales[frozenset(region.changes)]) for region in difference.regions)
    return evolve(difference, regions=regions, past=past, elsewhere=elsewhere)


def _with_weight(region: Region, scale: _Scale) -> Region:
    return evolve(region, weight=scale.weight)


def _money(before: Account, after: Account, models: tuple[Model, Model]) -> dict[str, int]:
    """How much more money remedies come to."""
    found: dict[str, int] = {}
    for account, model, sign in ((before, models[0], -1), (after, models[1], 1)):
        decided = decided_by(account.actions, model)
        for kind in model.kinds.values():
            amount = kind.parameters.get("amount")
            if kind.stream != "remedy" or amount is None or amount.type.kind != "money":
                continue
            of = measured(decided, Measure(kind.id, "amount"), model)
            if of.given and of.value.known:
                found[amount.type.unit] = found.get(amount.type.unit, 0) + sign * of.value.content
    return found
