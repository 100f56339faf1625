"""What two rulesets share: rules and limits that do the same wherever they count, however they are written.

Where all that matches and applies is shared, and counts in both, they decide alike. So what says the same is not shared
where it reads a fact that is another one in the other ruleset, proposes a kind that is, overrides something else there,
or has changed places with something that may match together with it. What counts in other cases than before is shared,
but for those in which it counts in one ruleset alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.difference.likeness import Models
from recovery_rules.analysis.difference.space import Meeting, Region, Space
from recovery_rules.analysis.difference.unlike import Unlike
from recovery_rules.analysis.formula.encoding import proposals_in
from recovery_rules.cells import meaning
from recovery_rules.cells.cases import facts_of
from recovery_rules.cells.index import bits
from recovery_rules.language.expressions import Constant, facts_read
from recovery_rules.model.actions import CHOICE, MUST, OBLIGATION, OBLIGATIONS, OBLIGED, Bound
from recovery_rules.model.conditions import Condition
from recovery_rules.model.expressions import expressions_in
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model

Places: TypeAlias = dict[int, int]  # of rules, or of limits: the place in the old ruleset -> that in the new one

_MUST: Final = Bound(OBLIGATION, at_least=Constant(OBLIGATIONS.index(MUST), OBLIGED.type))


@frozen
class _Said:
    """What a rule or a limit says: its name, where it counts, and what it does there."""

    id: str
    where: Region
    does: Hashable


class Shared:
    """What two rulesets share.

    Args:
        models: the rulesets.
        unlike: names that do not mean the same in both.

    Attributes:
        space: the cells of both together.
        rules: the rules that they share.
        limits: the same of limits; in which order these stand does not count.
    """

    def __init__(self, models: Models, unlike: Unlike) -> None:
        self.space = Space(models, unlike.facts)
        self._models = models
        self._unlike = unlike
        old, new = models
        rules = _partners(*([self._rule(one, model) for one in model.rules] for model in models))
        self.rules = self._in_order(_overriding_alike(rules, old.rules, new.rules))
        kinds = frozenset(old.kinds.keys() & new.kinds.keys()) - unlike.kinds  # others only what is not shared proposes
        self.limits = _partners(*([self._limit(one, kinds) for one in model.limits] for model in models))

    def _rule(self, rule: Rule, model: Model) -> _Said | None:
        """What a rule says; None where that does not mean the same in the other ruleset."""
        where = self.space.exact_region(rule.when) if self._reads_alike(rule.when, *rule.unless) else None
        excused = tuple(map(self.space.exact_region, rule.unless)) if where is not None else ()
        if where is None or None in excused or self._unlike.has_a_say(rule.proposals):
            return None
        table = model.tables.get(rule.table)
        counting = None if table is None else (table.id, table.hit, table.aggregation, table.aggregated)
        return _Said(rule.id, where, (counting, excused, *map(meaning.of_proposal, rule.proposals)))

    def _limit(self, limit: Limit, kinds: frozenset[str]) -> _Said | None:
        """The same of a limit, as far as some kinds go."""
        owed = () if limit.owed is None else (limit.owed,)
        bounds = tuple(evolve(one, text="") for one in limit.bounds)
        read = frozenset[str]().union(*map(facts_read, expressions_in(bounds)))
        if limit.kind in self._unlike.kinds or self._unlike.has_a_say(owed) or not self._unlike.facts.isdisjoint(read):
            return None
        if not self._reads_alike(limit.when):
            return None
        where = self.space.exact_region(limit.when, lenient=limit.applies_if_unknown)
        if where is None:
            return None
        does = (
            (limit.level, limit.kind, limit.forbids & kinds, limit.holds & kinds, frozenset(limit.apart.items())),
            *(one for one in bounds if one != _MUST),  # which what is owed has where anything is at discretion
            *map(meaning.of_proposal, owed),
        )
        return _Said(limit.id, where, does)

    def _reads_alike(self, *conditions: Condition) -> bool:
        return all(map(self._unlike.facts.isdisjoint, map(facts_of, conditions)))

    def _in_order(self, rules: Places) -> Places:
        """The same without rules that have changed places with others, where it counts which of them comes first."""
        left = dict(rules)
        before, after = map(_orders, self._models)
        for name, order in before.items():
            ranks = {place: rank for rank, place in enumerate(after.get(name, ()))}
            kept = [place for place in order if place in left]
            for number in self._moved(kept, [ranks[left[place]] for place in kept]):
                del left[kept[number]]
        return left

    def _moved(self, places: Sequence[int], ranks: Sequence[int]) -> Iterator[int]:
        """As few as need be of some rules, by their numbers, so that the ranks of those that may meet rise."""
        if all(one < other for one, other in pairwise(ranks)):
            return
        rules = self._models[0].rules
        regions = [self.space.region(rules[place].when) for place in places]
        meeting = Meeting(self.space.columns, regions)
        apart: dict[int, set[int]] = {}
        for number, rank in enumerate(ranks):
            for other in bits(meeting.region(regions[number]) >> number + 1):
                later = number + 1 + other
                if ranks[later] < rank:
                    apart.setdefault(number, set()).add(later)
                    apart.setdefault(later, set()).add(number)
        while any(apart.values()):
            moved = max(apart, key=lambda number: len(apart[number]))
            yield moved
            for other in apart.pop(moved):
                apart[other].discard(moved)


def _orders(model: Model) -> dict[str, list[int]]:
    """Rules in the orders that count: of the rows of tables that pick one, and of all that say by when."""
    place = {rule.id: number for number, rule in enumerate(model.rules)}
    found = {table.id: [place[row] for row in table.ranked] for table in model.tables.values() if table.picks_one}
    return {**found, "": [number for number, rule in enumerate(model.rules) if _is_timed(rule, model)]}


def _is_timed(rule: Rule, model: Model) -> bool:
    return any(one.kind != CHOICE and model.kinds[one.kind].has_deadline for one in proposals_in(rule.proposals))


def _partners(old: Sequence[_Said | None], new: Sequence[_Said | None]) -> Places:
    """What says the same in both, each with the first one of the new ruleset that has no partner yet.

    What does so wherever it counts goes first; of the rest, what has the same name.
    """
    found: Places = {}
    for told in ("where", "id"):
        taken = frozenset(found.values())
        there: dict[Hashable, list[int]] = {}
        for place, said in reversed([*enumerate(new)]):
            if said is not None and place not in taken:
                there.setdefault((getattr(said, told), said.does), []).append(place)
        for place, said in enumerate(old):
            if said is not None and place not in found and (left := there.get((getattr(said, told), said.does))):
                found[place] = left.pop()
    return found


def _overriding_alike(rules: Places, old: Sequence[Rule], new: Sequence[Rule]) -> Places:
    """The same without rules that override another rule there than here; those that are not shared do not count."""
    partner = {old[one].id: new[other].id for one, other in rules.items()}
    partners = frozenset(partner.values())

    def override_alike(one: Rule, other: Rule) -> bool:
        return {partner[name] for name in one.overrides if name in partner} == partners.intersection(other.overrides)

    return {one: other for one, other in rules.items() if override_alike(old[one], new[other])}
