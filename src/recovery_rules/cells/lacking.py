"""The search for a case whose decision lacks something that every decision should have.

Where some rule surely gives it is covered. Of what is left over, cases are looked for and decided, so that what is
shown is true; where neither a proof nor a case is found, that is told too. Called by `follow_up` and `nothing_left`,
which know what gives it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

from recovery_rules.cells.clauses import meet
from recovery_rules.cells.coverage import TooManyCellsError, gaps
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.cells.wording import case_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recovery_rules.cells.cases import Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.model.actions import Proposal
    from recovery_rules.model.rules import ActionTable, Limit

MOST_LEFT_OVER = 200  # regions that are looked at
MOST_PIECEWISE = 20  # of them, cell by cell


class Giving(Protocol):
    """What surely gives it."""

    def any(self, proposals: Iterable[Proposal], clause: Clause) -> bool:
        """Whether one of some proposals gives it wherever their rule is heard, in the cases that a clause accepts."""
        ...


class Search:
    """Looks for such a case.

    Args:
        ground: the ruleset.
        giving: which proposals surely give it.
        lacks: whether the decision of a case lacks it.
    """

    def __init__(self, ground: Ground, giving: Giving, lacks: Callable[[Values], bool]) -> None:
        self._ground = ground
        self._giving = giving
        self._lacks = lacks
        self._piecewise = 0
        self._overriders: dict[str, list[int]] = {}
        for number, rule in enumerate(ground.model.rules):
            for other in rule.overrides:
                self._overriders.setdefault(other, []).append(number)

    def result(self) -> str | None:
        """A case that lacks it, in words; empty where there may be one, None where there is none."""
        covered: list[Clause] = []
        for clause in self._covered():
            if not clause:
                return None
            covered.append(clause)
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
        index = ClauseIndex(columns, covered)
        for acting in self._acting():
            within = {number: acting.get(number, columns[number].everything) for number in tested}
            for gap in gaps(index, within=within):
                yield {**acting, **gap}

    def _acting(self) -> Iterator[Clause]:
        """Where anything is given that may lack it."""
        ground = self._ground
        if not self._giving.any(ground.model.otherwise, {}):
            yield {}
            return
        for clauses in ground.matching:
            yield from clauses
        for limit, clauses in zip(ground.model.limits, ground.shape.limits, strict=True):
            if limit.owed is not None:
                yield from clauses

    def _covered(self) -> Iterator[Clause]:
        """Where it is surely given."""
        ground, giving = self._ground, self._giving
        for number, rule in enumerate(ground.model.rules):
            if number in ground.inexact or not all(map(self._gives_wherever_heard, self._overriders.get(rule.id, ()))):
                continue
            table = ground.model.tables.get(rule.table)
            for clause in ground.matching[number]:
                if giving.any(rule.proposals, clause) and (table is None or not self._may_lose(table, rule.id, clause)):
                    yield clause
        for limit, clauses in zip(ground.model.limits, ground.shape.limits, strict=True):
            owed = limit.owed
            if owed is not None and self._is_always_its_own(limit, owed.kind):
                yield from (clause for clause in clauses if giving.any([owed], clause))

    def _gives_wherever_heard(self, number: int) -> bool:
        """Whether a rule gives it, or a rule that overrides this one, wherever this one matches."""
        rule = self._ground.model.rules[number]
        return all(self._giving.any(rule.proposals, clause) for clause in self._ground.matching[number]) and all(
            map(self._gives_wherever_heard, self._overriders.get(rule.id, ()))
        )

    def _may_lose(self, table: ActionTable, row: str, clause: Clause) -> bool:
        """Whether a row that does not give it may count instead of one that does."""
        if table.hit not in {"first", "priority"}:
            return False
        ground = self._ground
        before = itertools.takewhile(lambda other: other != row, table.ranked)
        numbers = (ground.rule_numbers[other] for other in before)
        return any(
            meet(clause, other) is not None and not self._giving.any(ground.model.rules[number].proposals, other)
            for number in numbers
            for other in ground.matching[number]
        )

    def _is_always_its_own(self, owing: Limit, kind: str) -> bool:
        """Whether nothing proposes a kind in a way in which it meets what is owed and does not give it."""
        model = self._ground.model
        proposed = [one for rule in model.rules for one in rule.proposals]
        inside = [one for choice in proposed for bundle in choice.options for one in bundle]
        alone = [one for one in proposed if one.kind == kind]
        alone += [one.owed for one in model.limits if one.owed is not None and one.narrows(owing)]
        return not any(one.kind == kind for one in inside) and all(self._giving.any([one], {}) for one in alone)
