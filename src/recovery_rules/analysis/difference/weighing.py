"""Past cases: how many of them each region holds, and what the change would have cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field

from recovery_rules.analysis.coverage.measuring import Given
from recovery_rules.analysis.difference.changes import Changes
from recovery_rules.analysis.difference.result import Difference, Weight
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.analysis.proof.measures import measured
from recovery_rules.analysis.proof.outcomes import all_given
from recovery_rules.analysis.proof.subjects import Subject
from recovery_rules.engine.account import Account
from recovery_rules.language.values import Money
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model


@define
class _Scale:
    """What has been weighed so far: cases by their ids, and money in the smallest units by currency."""

    ids: list[str] = field(factory=list)
    money: dict[str, int] = field(factory=dict)

    def add(self, case: str, money: Mapping[str, int]) -> None:
        """One more case."""
        self.ids.append(case)
        for unit, amount in money.items():
            self.money[unit] = self.money.get(unit, 0) + amount

    @property
    def weight(self) -> Weight:
        """The result."""
        money = tuple(Money.from_minor(amount, unit) for unit, amount in self.money.items() if amount)
        return Weight(len(self.ids), money, tuple(self.ids))


def weighed(difference: Difference, old: Subject, new: Subject, cases: Iterable[Given]) -> Difference:
    """A difference with past cases laid into its regions; cases that one of the rulesets does not take are left out."""
    scales = {frozenset(region.changes): _Scale() for region in difference.regions}
    elsewhere, past, refused, changes = _Scale(), 0, list[str](), Changes(old.model, new.model)
    for case in cases:
        before, after = (one.account_of(case.facts, case.as_of) for one in (old, new))
        if before is None or after is None:
            refused.append(case.name)
            continue
        past += 1
        changed = changes.shown_by(before.actions, after.actions)
        if changed:
            scale = scales.get(frozenset(changed), elsewhere)
            scale.add(case.name, _money(before, after, (old.model, new.model)))
    regions = tuple(evolve(one, weight=scales[frozenset(one.changes)].weight) for one in difference.regions)
    found = evolve(difference, regions=regions, past=past, elsewhere=elsewhere.weight, refused=tuple(refused))
    if found.complete and elsewhere.ids:
        return evolve(found, complete=False, reason="past cases differ in other ways")
    return found


def _money(before: Account, after: Account, models: tuple[Model, Model]) -> dict[str, int]:
    """How much more money remedies come to."""
    found: dict[str, int] = {}
    for account, model, sign in ((before, models[0], -1), (after, models[1], 1)):
        decided = all_given(decided_by(account.actions, model))
        for kind in model.kinds.values():
            amount = kind.parameters.get("amount")
            if kind.stream != "remedy" or amount is None or amount.type.kind != "money":
                continue
            of = measured(decided, Measure(kind.id, "amount"), model)
            if of.given and of.value.known:
                found[amount.type.unit] = found.get(amount.type.unit, 0) + sign * of.value.content
    return found
