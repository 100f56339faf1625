"""Proof that every decision has a follow-up with an owner, or a case in which one lacks it (RR503, a warning).

Where neither a proof nor a case is found, the warning says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells.lacking import Search
from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import CHOICE, OBLIGATION, OBLIGATIONS
from recovery_rules.model.follow_up import NOT_BINDING, OWNER, can_follow_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recovery_rules.cells.cases import Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.model.actions import Proposal
    from recovery_rules.source.diagnostics import Problems


def warn_of_no_follow_up(ground: Ground, lacks: Callable[[Values], bool], problems: Problems) -> None:
    """Warn where a decision lacks a follow-up, or may lack one for all that can be seen.

    Args:
        ground: the ruleset.
        lacks: whether a case gets actions without a follow-up.
        problems: where to report.
    """
    struck = frozenset[str]().union(*(limit.forbids | limit.holds for limit in ground.model.limits))
    found = Search(ground, _Giving(ground, struck), lacks).result()
    if found is None:
        return
    kind = next(kind for kind in ground.model.kinds.values() if can_follow_up(kind))
    needed = [name for name, one in kind.parameters.items() if one.required and name != OWNER]
    arguments = "".join(f"{name}: ..., " for name in needed)
    action = f"{kind.id}: {{{arguments}{OWNER}: {ground.model.roles[0]}}}"
    notes = (
        f"for example: {found}" if found else "no case without one was found, and no proof that there is none",
        f"give one, such as `{action}`, in a rule without conditions",
        "or say in the head of the file why not: `no_follow_up: {en: ..., zh: ...}`",
    )
    message = f"a decision {'can' if found else 'may'} lack a follow-up with an owner"
    problems.add("RR503", message, ground.model.span, notes=notes)


@frozen
class _Giving:
    """Which proposals surely become a follow-up wherever their rule is heard."""

    ground: Ground
    struck: frozenset[str]  # kinds that some limit forbids or holds

    def any(self, proposals: Iterable[Proposal], clause: Clause) -> bool:
        """Whether one of some proposals surely becomes one."""
        del clause  # it does not depend on the case
        return any(map(self._one, proposals))

    def _one(self, proposal: Proposal) -> bool:
        if proposal.kind == CHOICE:
            kinds = {one.kind for bundle in proposal.options for one in bundle}
            return kinds.isdisjoint(self.struck) and all(self.any(bundle, {}) for bundle in proposal.options)
        kind = self.ground.model.kinds[proposal.kind]
        if kind.id in self.struck or not can_follow_up(kind) or "amount" in kind.parameters:
            return False
        return OWNER in proposal.arguments and _binds(proposal)


def _binds(proposal: Proposal) -> bool:
    argument = proposal.arguments.get(OBLIGATION)
    if argument is None:
        return True
    value = argument.value
    return isinstance(value, Constant) and value.value != OBLIGATIONS.index(NOT_BINDING)
