"""What stops a rule whose conditions hold from giving an action, in the order in which a decision is made.

In: a rule, a limit that owes or `otherwise`, and the values of a case. Out: the facts that decide about the first thing
in its way; a case in which the action is given that way differs in one of them. Called by `obstacles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from recovery_rules.cells.cases import facts_of
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.engine.reference.forbidding import forbidding, spare
from recovery_rules.engine.reference.matching import applies
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import Proposal
from recovery_rules.model.conditions import Condition
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed


@frozen
class Stop:
    """The facts that decide about one thing that stops a rule.

    Attributes:
        facts: in no order.
        by_amounts: whether it is what amounts come to, on which facts have a say beyond all conditions.
    """

    facts: frozenset[str]
    by_amounts: bool = False


class Stops:
    """What stops rules from giving one kind.

    Args:
        model: the ruleset.
        kind: the kind of action.
    """

    def __init__(self, model: Model, kind: str) -> None:
        self._model = model
        self._kind = kind
        self._rules = {rule.id: rule for rule in model.rules}
        self._overriders: dict[str, list[Rule]] = {}
        for rule in model.rules:
            for overridden in rule.overrides:
                self._overriders.setdefault(overridden, []).append(rule)

    def standing(self, values: Mapping[str, Plain | None]) -> Standing:
        """Which rules stand in a case."""
        return Standing(self._model, self._rules, self._overriders, values)

    def of_rule(self, rule: Rule, standing: Standing) -> Stop:
        """What stops a rule."""
        excuse = standing.excuse(rule)
        if excuse is not None:
            return Stop(facts_of(excuse))
        preferred = standing.preferred(rule)
        if preferred is not None:
            return Stop(facts_of(preferred.when))
        if self._kind not in kinds_proposed(standing.left(rule)):
            return self._striking(standing.limits) or Stop(self._forbidding(kinds_of_rule(rule)))
        defeating = standing.defeating(rule)
        return self._amounts(kinds_of_rule(rule)) if defeating is None else Stop(self._standing_of([defeating]))

    def of_owing(self, owing: Limit, standing: Standing) -> Stop:
        """What stops a limit from giving what it owes."""
        return self._striking(standing.limits_over(owing)) or self._amounts([self._kind])

    def of_otherwise(self, standing: Standing) -> Stop:
        """What keeps a case from getting what there is otherwise."""
        given = next((rule for rule in self._model.rules if standing.stands(rule)), None)
        if given is not None:
            return Stop(self._standing_of([given]))
        owing = next((limit for limit in standing.limits if standing.gives(limit)), None)
        if owing is not None:
            return Stop(facts_of(owing.when) | self._forbidding([owing.kind]))
        kinds = kinds_proposed(self._model.otherwise)
        if self._kind not in kinds_proposed(spare(self._model, self._model.otherwise, standing.limits).proposals):
            return self._striking(standing.limits) or Stop(self._forbidding(kinds))
        return self._amounts(kinds)

    def _striking(self, limits: Iterable[Limit]) -> Stop | None:
        """The first of some limits that strikes the kind itself."""
        return next((Stop(facts_of(limit.when)) for limit in limits if self._kind in limit.forbids), None)

    def _standing_of(self, rules: Iterable[Rule]) -> frozenset[str]:
        """The facts that decide whether some rules stand: that they are picked, keep an action, are not defeated."""
        found: set[str] = set()
        waiting = list(rules)
        seen: set[str] = set()
        while waiting:
            rule = waiting.pop()
            if rule.id in seen:
                continue
            seen.add(rule.id)
            found |= facts_of(rule.when).union(*map(facts_of, rule.unless))
            found |= self._forbidding(kinds_of_rule(rule))
            table = self._model.tables.get(rule.table)
            if table is not None and table.picks_one:
                found |= frozenset[str]().union(*(facts_of(self._rules[row].when) for row in table.rows))
            waiting += self._overriders.get(rule.id, ())
        return frozenset(found)

    def _forbidding(self, kinds: Iterable[str]) -> frozenset[str]:
        """The facts that decide which limits strike some kinds."""
        concerned = frozenset(kinds)
        return frozenset[str]().union(*(facts_of(one.when) for one in self._model.limits if one.forbids & concerned))

    def _amounts(self, kinds: Iterable[str]) -> Stop:
        """The facts that decide what actions come to: bounds, what is combined with them, which bundles are left."""
        concerned = frozenset(kinds)
        found = set(self._forbidding(concerned))
        proposing = [rule for rule in self._model.rules if kinds_of_rule(rule) & concerned]
        found |= self._standing_of(proposing)
        found |= _facts_in(one for rule in proposing for one in rule.proposals)
        found |= _facts_in(self._model.otherwise)
        for limit in self._model.limits:
            if limit.kind in concerned:
                ends = (end for bound in limit.bounds for end in (bound.at_least, bound.at_most) if end is not None)
                found |= facts_of(limit.when).union(*map(facts_read, ends))
                found |= _facts_in(() if limit.owed is None else (limit.owed,))
        return Stop(frozenset(found), by_amounts=True)


class Standing:
    """Which rules stand in one case."""

    def __init__(
        self,
        model: Model,
        rules: Mapping[str, Rule],
        overriders: Mapping[str, Sequence[Rule]],
        values: Mapping[str, Plain | None],
    ) -> None:
        self.limits = tuple(limit for limit in model.limits if applies(limit, values))
        self._model = model
        self._rules = rules
        self._overriders = overriders
        self._values = values

    def excuse(self, rule: Rule) -> Condition | None:
        """The first exception of a rule that applies."""
        return next((one for one in rule.unless if truth(one, self._values) is True), None)

    def preferred(self, rule: Rule) -> Rule | None:
        """The row that a table picks in place of this one."""
        table = self._model.tables.get(rule.table)
        if table is None or not table.picks_one:
            return None
        rows = (self._rules[row] for row in table.ranked)
        picked = next(row for row in rows if row is rule or truth(row.when, self._values) is True)
        return None if picked is rule else picked

    def left(self, rule: Rule) -> tuple[Proposal, ...]:
        """What limits leave of the proposals of a rule."""
        return spare(self._model, rule.proposals, self.limits).proposals

    def limits_over(self, owing: Limit) -> list[Limit]:
        """The limits that may strike what one owes."""
        return [limit for limit in self.limits if owing.yields_to(limit)]

    def gives(self, limit: Limit) -> bool:
        """Whether a limit that applies owes an action that none strikes."""
        return limit.owed is not None and not forbidding(limit.kind, self.limits_over(limit))

    def stands(self, rule: Rule) -> bool:
        """Whether a rule is picked, proposes something, and is not defeated."""
        if truth(rule.when, self._values) is not True or self.excuse(rule) is not None:
            return False
        return self.preferred(rule) is None and bool(self.left(rule)) and self.defeating(rule) is None

    def defeating(self, rule: Rule) -> Rule | None:
        """A rule that defeats this one; the linker allows no circle."""
        return next((one for one in self._overriders.get(rule.id, ()) if self.stands(one)), None)


def _facts_in(proposals: Iterable[Proposal]) -> frozenset[str]:
    return frozenset[str]().union(*_facts_of_each(proposals))


def _facts_of_each(proposals: Iterable[Proposal]) -> Iterator[frozenset[str]]:
    for one in proposals:
        for argument in one.arguments.values():
            ends = (argument.value, argument.at_least, argument.at_most)
            yield from (facts_read(end) for end in ends if end is not None)
        for bundle in one.options:
            yield _facts_in(bundle)
