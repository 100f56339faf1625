"""What a ruleset would decide without a rule, a limit or an override: whether that makes a difference, and where.

Decisions with and without it are made by the engine's own parts. Proofs walk over the cells in which it applies: sets
of matching rules and limits under which everything stays the same are harmless. Where amounts are computed from the
facts, a set counts as harmless only if the same proposals remain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from attrs import frozen

from recovery_rules.analysis.rivals import Rivals
from recovery_rules.analysis.study import Goal, Study
from recovery_rules.analysis.tables.regions import regions
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex, Mask, mask_of
from recovery_rules.cells.index import bits as bits_of
from recovery_rules.engine.arrangement import Arrangement, arrange
from recovery_rules.engine.bits import Bits
from recovery_rules.engine.offers import kinds_in
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.settlement import settle
from recovery_rules.language.expressions import Constant
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.rules import Limit

MOST_JUDGED = 1_000  # sets of matching rules and limits, for one question
MOST_OPEN = 5  # parts of one region in which a case is looked for


@frozen
class Answer:
    """Whether something makes a difference.

    Attributes:
        verdict: `shown` by a case; `nowhere`, which is proved; `open`, where neither is found.
        case: one that shows it; of `nowhere`, one in which it applies all the same, None where there is none.
    """

    verdict: Literal["shown", "nowhere", "open"]
    case: Values | None = None


class Removals:
    """Asks of one ruleset what would change without parts of it.

    Args:
        study: the ruleset.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._model = study.model
        self._plan = study.decider.plan
        self._picker = study.decider.picker
        self._bits = study.decider.matcher.bits
        self._index, self._present = _index_of(self._bits, study.ground.shape.columns)
        top = self._bits.size - 1
        own = {rule: top - place for place, rule in enumerate(self._bits.order)}
        self._rule_bits = [[own[rule]] for rule in range(len(self._model.rules))]
        rule_at = {bit: rule for rule, bit in own.items()}
        for bit, target in self._bits.alternatives.items():
            self._rule_bits[rule_at[target]].append(bit)
        self._excuse_bits: list[list[int]] = [[] for _ in self._model.rules]
        for bit, (target, _) in self._bits.excuses.items():
            self._excuse_bits[rule_at[target]].append(bit)
        self._kinds = [frozenset[str]().union(*map(kinds_in, offers)) for offers in self._plan.offers]
        self._rivals = Rivals(study, self._kinds)

    # ---- questions

    def of_rule(self, rule: int) -> Answer:
        """Whether some decision would be another one without a rule."""
        case = self._case_alone(rule)
        if case is not None:
            return Answer("shown", case)
        rules, limits = self._related({rule}, ())
        return self._ask(self._study.ground.shape.rules[rule], self._rule_bits[rule], rules, limits)

    def of_limit(self, limit: int) -> Answer:
        """Whether some decision would be another one without a limit."""
        touched = _kinds_of(self._model.limits[limit])
        start = {rule for rule, kinds in enumerate(self._kinds) if not kinds.isdisjoint(touched)}
        rules, limits = self._related(start, {limit})
        return self._ask(self._study.ground.shape.limits[limit], list(bits_of(self._bits.limits[limit])), rules, limits)

    def of_override(self, rule: int, overridden: int) -> Answer:
        """Whether a rule ever sets aside another that it overrides."""
        rules, limits = self._related({rule, overridden}, ())
        name, other = self._model.rules[rule].id, self._model.rules[overridden].id

        def bites(mask: Mask) -> bool:
            return name in self._arranged(mask).defeated.get(other, ())

        found = [
            {**one, **{number: cells & one.get(number, cells) for number, cells in two.items()}}
            for one in self._study.ground.shape.rules[rule]
            for two in self._study.ground.shape.rules[overridden]
        ]
        together = [clause for clause in found if all(clause.values())]
        return self._search(
            together, rules, limits, lambda mask: not bites(mask), lambda values: bites(self._mask(values))
        )

    # ---- search

    def _case_alone(self, rule: int) -> Values | None:
        """A case in which nothing that may stand in for a rule matches, and in which it makes a difference."""
        differs = self._differs_without(self._rule_bits[rule])
        cases = map(self._study.case_in, self._rivals.parts_without(rule))
        return next((case for case in cases if case is not None and differs(case)), None)

    def _differs_without(self, removed: Iterable[int]) -> Goal:
        without = ~sum(1 << bit for bit in removed)

        def differs(values: Values) -> bool:
            mask = self._mask(values)
            return self._actions(mask, values) != self._actions(mask & without, values)

        return differs

    def _ask(self, where: Sequence[Clause], removed: Sequence[int], rules: set[int], limits: set[int]) -> Answer:
        without = ~sum(1 << bit for bit in removed)
        differs = self._differs_without(removed)
        everything = set(range(len(self._model.rules))), set(range(len(self._model.limits)))
        seen = (rules, limits) == everything
        judge = _Judge(lambda mask: self._is_same(mask, mask & without, all_are_seen=seen))
        answer = self._search(where, rules, limits, judge.is_harmless, differs)
        if answer.verdict == "open" and judge.depends_on_others:
            judge = _Judge(lambda mask: self._is_same(mask, mask & without, all_are_seen=True))
            answer = self._search(where, *everything, judge.is_harmless, differs)
        return answer

    def _search(
        self,
        where: Sequence[Clause],
        rules: set[int],
        limits: set[int],
        is_harmless: Callable[[Mask], bool],
        shows: Callable[[Values], bool],
    ) -> Answer:
        """A case that shows it; or nowhere, where everything is harmless or no case lies there."""
        is_open = False
        applying: Values | None = None
        for case in self._study.cases:
            if self._study.ground.cases.holds(where, case):
                if shows(case):
                    return Answer("shown", case)
                applying = case
        among = self._present & mask_of(self._bits_of(rules, limits))
        for region in where:
            if self._study.is_impossible(region):
                continue
            values = self._study.case_in(region)
            if values is not None and shows(values):
                return Answer("shown", values)
            applying = values if applying is None else applying
            try:
                answer = self._walk(region, among, is_harmless, shows)
            except TooManyCellsError:
                answer = Answer("open")
            if answer.verdict == "shown":
                return answer
            is_open = is_open or answer.verdict == "open"
        return Answer("open" if is_open else "nowhere", applying)

    def _walk(
        self,
        region: Clause,
        among: Mask,
        is_harmless: Callable[[Mask], bool],
        shows: Callable[[Values], bool],
    ) -> Answer:
        is_open = 0
        for _, part in regions(self._index, among=among, within=region, is_harmless=is_harmless):
            if self._study.is_impossible(part):
                continue
            values = self._study.case_in(part, shows)
            if values is not None and shows(values):
                return Answer("shown", values)
            is_open += 1
            if is_open == MOST_OPEN:
                break
        return Answer("open" if is_open else "nowhere")

    def _bits_of(self, rules: set[int], limits: set[int]) -> list[int]:
        found = [bit for rule in sorted(rules) for bit in (*self._rule_bits[rule], *self._excuse_bits[rule])]
        return found + [bit for limit in sorted(limits) for bit in bits_of(self._bits.limits[limit])]

    def _related(self, rules: set[int], limits: Iterable[int]) -> tuple[set[int], set[int]]:
        """All rules and limits that have a say in what some of them come to."""
        found, owing = set(rules), set(limits)
        while True:
            kinds = frozenset[str]().union(
                *(self._kinds[rule] for rule in found), *(_kinds_of(self._model.limits[limit]) for limit in owing)
            )
            wider = {rule for rule, own in enumerate(self._kinds) if not own.isdisjoint(kinds)} | found
            tables = {self._model.rules[rule].table for rule in wider} - {""}
            place = self._plan.place
            wider |= {place[row] for table in tables for row in self._model.tables[table].rows}
            wider |= {other for rule in wider for other in self._plan.overriders.get(rule, ())}
            wider |= {place[other] for rule in wider for other in self._model.rules[rule].overrides}
            limiting = {
                number for number, limit in enumerate(self._model.limits) if not kinds.isdisjoint(_kinds_of(limit))
            } | owing
            if (wider, limiting) == (found, owing):
                return found, owing
            found, owing = wider, limiting

    # ---- decisions

    def _mask(self, values: Values) -> Mask:
        return self._study.decider.matcher.plain(values)[0]

    def _arranged(self, mask: Mask) -> Arrangement:
        return arrange(self._model, self._plan, self._picker.rules(mask), self._picker.limits(mask))

    def _actions(self, mask: Mask, values: Values) -> tuple[Action, ...]:
        computed = self._study.decider.matcher.plain(values)[1]
        start = values.get(self._model.clock) if self._model.clock else None
        return settle(self._model, self._plan, self._arranged(mask), computed, start).actions  # type: ignore[arg-type]  # a clock is a datetime

    def _is_same(self, mask: Mask, without: Mask, *, all_are_seen: bool = False) -> bool | None:
        """Whether decisions under two sets of matching rules and limits are surely the same.

        None where that depends on rules and limits that are not looked at: they may keep `otherwise` away.
        """
        one, other = self._arranged(mask), self._arranged(without)
        bounding = [_bounding(self._model.limits, found) for found in (one, other)]
        if one.entries == other.entries and bounding[0] == bounding[1]:
            return True
        proposes = self._has_proposals(one), self._has_proposals(other)
        if proposes[0] != proposes[1] and not all_are_seen:
            return None
        offers = [offer for found in (one, other) for entry in found.entries for _, offer in entry.rows]
        limits = [self._model.limits[number] for found in bounding for number in found]
        different = False if all_are_seen or all(proposes) else None
        if not all(offer.constant for offer in offers) or not all(map(_is_constant, limits)):
            return different
        settled = [settle(self._model, self._plan, found, (), None).actions for found in (one, other)]
        return True if settled[0] == settled[1] else different

    @staticmethod
    def _has_proposals(arranged: Arrangement) -> bool:
        """Whether something else than `otherwise` is proposed."""
        return any(entry.by != "otherwise" for entry in arranged.entries)


def _index_of(bits: Bits, columns: Sequence[Column]) -> tuple[ClauseIndex, Mask]:
    """All clauses under the numbers of their bits; and which bits have one."""
    clauses: list[Clause] = [{}] * bits.size
    for bit, clause in bits.clauses:
        clauses[bit] = clause
    return ClauseIndex(columns, clauses), mask_of([bit for bit, _ in bits.clauses])


class _Judge:
    """Remembers which sets of matching rules and limits are harmless."""

    def __init__(self, is_same: Callable[[Mask], bool | None]) -> None:
        self._is_same = is_same
        self._known: dict[Mask, bool] = {}
        self.depends_on_others = False

    def is_harmless(self, mask: Mask) -> bool:
        if mask not in self._known:
            if len(self._known) == MOST_JUDGED:
                raise TooManyCellsError
            same = self._is_same(mask)
            self.depends_on_others = self.depends_on_others or same is None
            self._known[mask] = bool(same)
        return self._known[mask]


def _kinds_of(limit: Limit) -> frozenset[str]:
    return limit.forbids | limit.holds | ({limit.kind} if limit.kind else frozenset())


def _bounding(limits: Sequence[Limit], arranged: Arrangement) -> list[int]:
    """The limits that bound or hold something of what is proposed."""
    proposed = frozenset[str]().union(*(kinds_in(offer) for entry in arranged.entries for _, offer in entry.rows))
    return [
        number
        for number in arranged.numbers
        if (limits[number].bounds and limits[number].kind in proposed) or not limits[number].holds.isdisjoint(proposed)
    ]


def _is_constant(limit: Limit) -> bool:
    ends = [end for bound in limit.bounds for end in (bound.at_least, bound.at_most) if end is not None]
    return all(isinstance(end, Constant) and not isinstance(end.value, TimeLimit) for end in ends)
