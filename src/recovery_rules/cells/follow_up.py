"""Proof that every decision has a follow-up with an owner, or a case in which one lacks it (RR503, a warning).

Where some rule surely gives one is covered. Of what is left over, cases are looked for and decided; a decision that
lacks a follow-up is shown, and where neither a proof nor a case is found, the warning says so.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells.clauses import meet
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.wording import case_in_words
from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import CHOICE, OBLIGATION, OBLIGATIONS
from recovery_rules.model.follow_up import NOT_BINDING, OWNER, can_follow_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recovery_rules.cells.cases import Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.model.actions import Proposal
    from recovery_rules.model.rules import ActionTable
    from recovery_rules.source.diagnostics import Problems

MOST_LEFT_OVER = 200  # regions that are looked at
MOST_PIECEWISE = 20  # of them, cell by cell


def warn_of_no_follow_up(ground: Ground, lacks: Callable[[Values], bool], problems: Problems) -> None:
    """Warn where a decision lacks a follow-up, or may lack one for all that can be seen.

    Args:
        ground: the ruleset.
        lacks: whether a case gets actions without a follow-up.
        problems: where to report.
    """
    found = _Search(ground, lacks).result()
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

    def any(self, proposals: Iterable[Proposal]) -> bool:
        return any(map(self._one, proposals))

    def _one(self, proposal: Proposal) -> bool:
        if proposal.kind == CHOICE:
            kinds = {one.kind for bundle in proposal.options for one in bundle}
            return kinds.isdisjoint(self.struck) and all(map(self.any, proposal.options))
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


class _Search:
    def __init__(self, ground: Ground, lacks: Callable[[Values], bool]) -> None:
        self._ground = ground
        self._lacks = lacks
        limits = ground.model.limits
        struck = frozenset[str]().union(*(limit.forbids | limit.holds for limit in limits))
        self._giving = _Giving(ground, struck)
        self._piecewise = 0

    def result(self) -> str | None:
        """A case without a follow-up, in words; empty where there may be one, None where there is none."""
        covered = [*self._covered()]
        if {} in covered:
            return None
        is_open = False
        try:
            for left in itertools.islice(self._left_over(covered), MOST_LEFT_OVER):
                if self._ground.possible.excludes(left):
                    continue
                values = self._ground.witnesses.find(left, reading=self._ground.model.facts, goal=self._lacks)
                if values is not None:
                    return self._in_words(values)
                is_open = is_open or not self._is_ruled_out(left)
            is_open = is_open or self._has_more(covered)
        except TooManyCellsError:
            is_open = True
        return "" if is_open else None

    def _has_more(self, covered: Sequence[Clause]) -> bool:
        return any(True for _ in itertools.islice(self._left_over(covered), MOST_LEFT_OVER, None))

    def _is_ruled_out(self, left: Clause) -> bool:
        """Whether cell by cell no case is left; the first few times."""
        self._piecewise += 1
        return self._piecewise <= MOST_PIECEWISE and self._ground.possible.excludes_piecewise(left)

    def _in_words(self, values: Values) -> str:
        facts = self._ground.model.facts
        told = [
            name
            for name, fact in facts.items()
            if fact.type.kind != "text" and values.get(name) not in {None, fact.default}
        ]
        return case_in_words(self._ground.model, self._ground.cases, values, told) or "any case"

    def _left_over(self, covered: Sequence[Clause]) -> Iterator[Clause]:
        """The parts of where anything is given that nothing covers."""
        columns = self._ground.shape.columns
        tested = sorted({number for clause in covered for number in clause})
        for acting in self._acting():
            within = {number: acting.get(number, columns[number].everything) for number in tested}
            for gap in gaps(columns, covered, within=within):
                yield {**acting, **gap}

    def _acting(self) -> Iterator[Clause]:
        """Where anything is given that may lack a follow-up."""
        ground, giving = self._ground, self._giving
        if not giving.any(ground.model.otherwise):
            yield {}
            return
        for clauses in ground.matching:
            yield from clauses
        for limit, clauses in zip(ground.model.limits, ground.shape.limits, strict=True):
            if limit.owed is not None:
                yield from clauses

    def _covered(self) -> Iterator[Clause]:
        """Where a follow-up is surely given."""
        ground, giving = self._ground, self._giving
        overridden = {id_ for rule in ground.model.rules for id_ in rule.overrides}
        for number, rule in enumerate(ground.model.rules):
            if number in ground.inexact or rule.id in overridden or not giving.any(rule.proposals):
                continue
            table = ground.model.tables.get(rule.table)
            for clause in ground.matching[number]:
                if table is None or not self._may_lose(table, rule.id, clause):
                    yield clause
        for limit, clauses in zip(ground.model.limits, ground.shape.limits, strict=True):
            if limit.owed is not None and giving.any([limit.owed]) and self._is_always_owned(limit.owed.kind):
                yield from clauses

    def _may_lose(self, table: ActionTable, row: str, clause: Clause) -> bool:
        """Whether a row without a follow-up may count instead of one with it."""
        if table.hit not in {"first", "priority"}:
            return False
        ground = self._ground
        before = itertools.takewhile(lambda other: other != row, table.ranked)
        numbers = (ground.rule_numbers[other] for other in before)
        return any(
            meet(clause, other) is not None
            for number in numbers
            if not self._giving.any(ground.model.rules[number].proposals)
            for other in ground.matching[number]
        )

    def _is_always_owned(self, kind: str) -> bool:
        """Whether nothing proposes a kind in a way in which it meets what is owed and is no follow-up."""
        model = self._ground.model
        proposed = [one for rule in model.rules for one in rule.proposals]
        inside = [one for choice in proposed for bundle in choice.options for one in bundle]
        alone = [one for one in proposed if one.kind == kind]
        return not any(one.kind == kind for one in inside) and all(self._giving.any([one]) for one in alone)
