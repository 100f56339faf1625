"""A case in which nothing is left to give, although some rule is for every case (RR504, a warning).

Limits may forbid all that rules give, and amounts come to zero. A ruleset with `otherwise` has said what is given then,
or that a zero is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recovery_rules.cells.lacking import Search
from recovery_rules.language.expressions import Apply
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recovery_rules.cells.cases import Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.model.actions import Argument, Proposal
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.diagnostics import Problems

_AMOUNT = "amount"
_NEVER_LESS = frozenset({"greatest", "sum", "same"})  # ways to combine that give no less than each proposal


def warn_of_nothing_left(ground: Ground, is_left_with_nothing: Callable[[Values], bool], problems: Problems) -> None:
    """Warn where a decision gives nothing, with a case; without one nothing is said.

    Args:
        ground: the ruleset.
        is_left_with_nothing: whether a case gets no action.
        problems: where to report.
    """
    model = ground.model
    if model.otherwise:
        return
    found = Search(ground, _Giving(ground), is_left_with_nothing).result()
    if found:
        notes = (
            f"for example: {found}",
            "give something that has no amount, and that no limit forbids, in a rule without conditions",
            "or say with `otherwise` what is given where limits forbid all the rest",
        )
        problems.add("RR504", "a decision can be left with nothing", model.span, notes=notes)


class _Giving:
    """Which proposals surely become an action wherever their rule is heard."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        limits = ground.model.limits
        self._struck = frozenset[str]().union(*(limit.forbids for limit in limits))
        self._capped = {limit.kind for limit in limits if any(bound.at_most is not None for bound in limit.bounds)}
        self._least = _least_in_tables(ground.model)

    def any(self, proposals: Iterable[Proposal], clause: Clause) -> bool:
        """Whether one of some proposals surely becomes an action."""
        return any(self._one(proposal, clause) for proposal in proposals)

    def _one(self, proposal: Proposal, clause: Clause) -> bool:
        if proposal.kind == CHOICE:
            whole = (one for one in proposal.options if self._struck.isdisjoint(inner.kind for inner in one))
            return any(self.any(bundle, clause) for bundle in whole)
        kind = self._ground.model.kinds[proposal.kind]
        if kind.id in self._struck:
            return False
        amount = kind.parameters.get(_AMOUNT)
        if amount is None or not amount.type.is_quantity:
            return True
        if kind.id in self._capped | self._least or amount.combine not in _NEVER_LESS:
            return False
        argument = proposal.arguments.get(_AMOUNT)
        return argument is not None and self._is_above_zero(argument, amount.type.step or 0, clause)

    def _is_above_zero(self, argument: Argument, step: int, clause: Clause) -> bool:
        """Whether an amount is above zero also when it is rounded."""
        value = argument.value
        if value is None:
            return False
        if argument.at_least is not None:
            value = Apply("greatest", (value, argument.at_least), value.type)
        if argument.at_most is not None:
            value = Apply("least", (value, argument.at_most), value.type)
        low: Any = self._ground.region(clause).interval(value)[0]
        return low is not None and low >= step and low > 0


def _least_in_tables(model: Model) -> frozenset[str]:
    """The kinds of which some table takes the least of several rows."""
    return frozenset(table.aggregated[0] for table in model.tables.values() if table.aggregation == "min")
