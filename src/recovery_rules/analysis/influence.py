"""What has a say in what: the rules and limits that reach the same kinds of action, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from recovery_rules.analysis.comparing import kinds_of
from recovery_rules.engine.offers import kinds_in
from recovery_rules.engine.plan import Plan
from recovery_rules.language.expressions import facts_read
from recovery_rules.model.expressions import expressions_in
from recovery_rules.model.ruleset import Model

_Names = frozenset[str]


class Influence:
    """Knows of one ruleset which of its rules and limits have to do with each other.

    Args:
        model: the ruleset.
        plan: how it is decided.

    Attributes:
        kinds: of each rule, the kinds of action that it proposes.
    """

    def __init__(self, model: Model, plan: Plan) -> None:
        self._model = model
        self._plan = plan
        self.kinds = [_Names().union(*map(kinds_in, offers)) for offers in plan.offers]
        self._limits = [  # what limits say something of, with what is in the actions that they owe
            kinds_of(limit) | (kinds_in(owed) if owed is not None else set())
            for limit, owed in zip(model.limits, plan.owed, strict=True)
        ]
        self._rules_read = [_facts_in(rule.proposals) for rule in model.rules]
        self._limits_read = [_facts_in(limit.bounds) for limit in model.limits]

    def touched_by(self, limit: int) -> set[int]:
        """The rules that propose something of which a limit speaks."""
        touched = self._limits[limit]
        return {rule for rule, kinds in enumerate(self.kinds) if not kinds.isdisjoint(touched)}

    def related(self, rules: set[int], limits: Iterable[int]) -> tuple[set[int], set[int]]:
        """All rules and limits that have a say in what some of them come to."""
        found, limiting = set(rules), set(limits)
        while True:
            kinds = _Names().union(*map(self.kinds.__getitem__, found), *map(self._limits.__getitem__, limiting))
            wider = self._with_neighbours({rule for rule, own in enumerate(self.kinds) if own & kinds} | found)
            also_limiting = {number for number, own in enumerate(self._limits) if own & kinds} | limiting
            if (wider, also_limiting) == (found, limiting):
                return found, limiting
            found, limiting = wider, also_limiting

    def facts_of_amounts(self, rules: Iterable[int], limits: Iterable[int]) -> frozenset[str]:
        """The facts on which the amounts of some rules and limits depend."""
        read = *map(self._rules_read.__getitem__, rules), *map(self._limits_read.__getitem__, limits)
        return _Names().union(*read)

    def _with_neighbours(self, rules: set[int]) -> set[int]:
        """With them, the other rows of their tables, what overrides them, and what they override."""
        place = self._plan.place
        tables = {self._model.rules[rule].table for rule in rules} - {""}
        found = rules | {place[row] for table in tables for row in self._model.tables[table].rows}
        found |= {other for rule in found for other in self._plan.overriders.get(rule, ())}
        return found | {place[other] for rule in found for other in self._model.rules[rule].overrides}


def _facts_in(part: object) -> frozenset[str]:
    return _Names().union(*map(facts_read, expressions_in(part)))
