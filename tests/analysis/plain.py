"""What properties say, told in plain Python from the decisions of all cases of a small ruleset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from recovery_rules import Decision, Ruleset
from recovery_rules.engine.admission import admit
from tests.analysis.small import CASES, Case

ORDERED = ("grade", "hours")


@frozen
class Decided:
    """A case with its values and its decision."""

    case: Case
    values: dict[str, Any]
    decision: Decision

    def is_given(self, kind: str) -> bool:
        return any(action.kind == kind and not action.held for action in self.decision)

    def amount(self, kind: str, parameter: str) -> Any:
        """What is given of a kind in money; None where it is not given."""
        given = [action.values[parameter].minor for action in self.decision if action.kind == kind and not action.held]
        return given[0] if given else None

    @property
    def refund(self) -> int:
        return self.amount("refund", "amount") or 0

    @property
    def voucher(self) -> int | None:
        found: int | None = self.amount("voucher", "worth")
        return found

    @property
    def said(self) -> frozenset[Any]:
        """All that its actions say, whatever their order."""
        return frozenset((one.kind, tuple(one.values.items()), one.held) for one in self.decision)


def decided_cases(ruleset: Ruleset) -> list[Decided]:
    """Every case with its decision."""
    return [Decided(case, dict(admit(ruleset.model, case).values), ruleset.decide(case)) for case in CASES]


def pairs(decided: list[Decided], facts: set[str]) -> Iterator[tuple[Decided, Decided]]:
    """All pairs of cases that differ in nothing but some facts."""
    for one in decided:
        for other in decided:
            if all(one.values[name] == other.values[name] for name in one.values if name not in facts):
                yield one, other


def falls(measure: Callable[[Decided], Any], decided: list[Decided], along: str) -> bool:
    """Whether a measure is less in the case of a pair in which a fact is higher; nothing is less than anything."""
    for low, high in pairs(decided, {along}):
        known = low.values[along] is not None and high.values[along] is not None
        if known and low.values[along] < high.values[along]:
            before, after = measure(low), measure(high)
            if before is not None and (after is None or after < before):
                return True
    return False
