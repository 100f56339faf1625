"""What a ruleset would decide without a rule, a limit or an override: whether that makes a difference, and where.

Decisions with and without it are made by the engine's own parts. Proofs walk over the cells in which it applies: sets
of matching rules and limits under which everything stays the same are harmless. Where amounts are computed from the
facts, a set counts as harmless only if the same proposals remain; what is then left open is asked of a solver, where
one is installed and the ruleset is not too large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Literal, TypeAlias, TypeVar

from attrs import evolve, frozen

from recovery_rules.analysis.comparing import Comparing
from recovery_rules.analysis.difference.pair import surely_alike
from recovery_rules.analysis.influence import Influence
from recovery_rules.analysis.rivals import Rivals
from recovery_rules.analysis.study import Goal, Study
from recovery_rules.analysis.tables.regions import regions
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex, Mask, mask_of
from recovery_rules.cells.index import bits as bits_of
from recovery_rules.engine.bits import Bits
from recovery_rules.model.conditions import AnyOf
from recovery_rules.model.ruleset import Model

MOST_JUDGED = 1_000  # sets of matching rules and limits, for one question
MOST_PROVED = 20  # questions that a solver is asked, of one sort
MOST_RULES_PROVED = 200  # of a ruleset of which a solver is asked at all
MOST_OPEN = 5  # parts of one region in which a case is looked for

_NEVER = AnyOf(())

Member = TypeVar("Member")
_Parts: TypeAlias = Callable[[Clause], Iterable[Clause]]


@frozen
class Answer:
    """Whether something makes a difference.

    Attributes:
        verdict: `shown` by a case; `nowhere`, which is proved; `open`, where neither is found.
        case: one that shows it; of `nowhere`, one in which it applies all the same, None where there is none.
    """

    verdict: Literal["shown", "nowhere", "open"]
    case: Values | None = None


@frozen
class _Question:
    """What is asked of some cells.

    Attributes:
        where: the cells.
        rules: what has a say in the answer.
        limits: the same.
        unsettled: the parts of a region that have to be looked at.
        is_harmless: whether surely nothing shows it under a set of matching rules and limits.
        shows: whether a case does.
    """

    where: Sequence[Clause]
    rules: set[int]
    limits: set[int]
    unsettled: _Parts
    is_harmless: Callable[[Mask], bool]
    shows: Goal


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
        self._influence = Influence(self._model, self._plan)
        self._formulas_left = MOST_PROVED
        self._comparing = Comparing(self._model, study.decider)
        self._rivals = Rivals(study, self._influence.kinds)

    # ---- questions

    def of_rule(self, rule: int) -> Answer:
        """Whether some decision would be another one without a rule."""
        case = self._case_alone(rule)
        if case is not None:
            return Answer("shown", case)
        rules, limits = self._influence.related({rule}, ())
        where = self._study.ground.shape.rules[rule]
        answer = self._ask(where, self._rule_bits[rule], rules, limits, partial(self._rivals.unsettled, rule))
        never = evolve(self._model.rules[rule], when=_NEVER)
        return self._asked_again(answer, evolve(self._model, rules=_replaced(self._model.rules, rule, never)))

    def of_limit(self, limit: int) -> Answer:
        """Whether some decision would be another one without a limit."""
        rules, limits = self._influence.related(self._influence.touched_by(limit), {limit})
        where = self._study.ground.shape.limits[limit]
        answer = self._ask(where, list(bits_of(self._bits.limits[limit])), rules, limits, _whole)
        never = evolve(self._model.limits[limit], when=_NEVER, applies_if_unknown=False)
        return self._asked_again(answer, evolve(self._model, limits=_replaced(self._model.limits, limit, never)))

    def of_override(self, rule: int, overridden: int) -> Answer:
        """Whether a rule ever sets aside another that it overrides."""
        rules, limits = self._influence.related({rule, overridden}, ())
        name, other = self._model.rules[rule].id, self._model.rules[overridden].id

        def bites(mask: Mask) -> bool:
            return name in self._comparing.arranged(mask).defeated.get(other, ())

        found = [
            {**one, **{number: cells & one.get(number, cells) for number, cells in two.items()}}
            for one in self._study.ground.shape.rules[rule]
            for two in self._study.ground.shape.rules[overridden]
        ]
        together = [clause for clause in found if all(clause.values())]
        return self._search(
            _Question(
                together,
                rules,
                limits,
                _whole,
                lambda mask: not bites(mask),
                lambda values: bites(self._comparing.mask(values)),
            )
        )

    def _asked_again(self, answer: Answer, without: Model) -> Answer:
        """An answer; where it is open, that of a solver, which reckons with amounts that are computed."""
        if answer.verdict != "open" or self._formulas_left == 0 or len(self._model.rules) > MOST_RULES_PROVED:
            return answer
        self._formulas_left -= 1
        return evolve(answer, verdict="nowhere") if surely_alike(self._model, without) else answer

    # ---- search

    def _case_alone(self, rule: int) -> Values | None:
        """A case in which nothing that may stand in for a rule matches, and in which it makes a difference."""
        differs = self._differs_without(self._rule_bits[rule])
        cases = map(self._study.case_in, self._rivals.parts_without(rule))
        return next((case for case in cases if case is not None and differs(case)), None)

    def _differs_without(self, removed: Iterable[int]) -> Goal:
        without = ~sum(1 << bit for bit in removed)

        def differs(values: Values) -> bool:
            mask = self._comparing.mask(values)
            return self._comparing.actions(mask, values) != self._comparing.actions(mask & without, values)

        return differs

    def _ask(
        self, where: Sequence[Clause], removed: Sequence[int], rules: set[int], limits: set[int], unsettled: _Parts
    ) -> Answer:
        without = ~sum(1 << bit for bit in removed)
        differs = self._differs_without(removed)
        everything = set(range(len(self._model.rules))), set(range(len(self._model.limits)))
        seen = (rules, limits) == everything
        judge = _Judge(lambda mask: self._comparing.is_same(mask, mask & without, all_are_seen=seen))
        answer = self._search(_Question(where, rules, limits, unsettled, judge.is_harmless, differs))
        if answer.verdict == "open" and judge.depends_on_others:
            judge = _Judge(lambda mask: self._comparing.is_same(mask, mask & without, all_are_seen=True))
            answer = self._search(_Question(where, *everything, unsettled, judge.is_harmless, differs))
        return answer

    def _search(self, asked: _Question) -> Answer:
        """A case that shows it; or nowhere, where everything is harmless or no case lies there."""
        is_open = False
        applying: Values | None = None
        for case in self._study.cases:
            if self._study.ground.cases.holds(asked.where, case):
                if asked.shows(case):
                    return Answer("shown", case)
                applying = case
        for region in asked.where:
            if self._study.is_impossible(region):
                continue
            values = self._study.case_in(region)
            if values is not None and asked.shows(values):
                return Answer("shown", values)
            applying = values if applying is None else applying
            try:
                answer = self._walk(region, asked)
            except TooManyCellsError:
                answer = Answer("open")
            if answer.verdict == "shown":
                return answer
            is_open = is_open or answer.verdict == "open"
        return Answer("open" if is_open else "nowhere", applying)

    def _walk(self, region: Clause, asked: _Question) -> Answer:
        is_open = 0
        among = self._present & mask_of(self._bits_of(asked.rules, asked.limits))
        for part in asked.unsettled(region):
            for _, piece in regions(self._index, among=among, within=part, is_harmless=asked.is_harmless):
                if self._study.is_impossible(piece):
                    continue
                reading = self._influence.facts_of_amounts(asked.rules, asked.limits)
                values = self._study.case_in(piece, asked.shows, reading=reading)
                if values is not None and asked.shows(values):
                    return Answer("shown", values)
                is_open += 1
                if is_open == MOST_OPEN:
                    return Answer("open")
        return Answer("open" if is_open else "nowhere")

    def _bits_of(self, rules: set[int], limits: set[int]) -> list[int]:
        found = [bit for rule in sorted(rules) for bit in (*self._rule_bits[rule], *self._excuse_bits[rule])]
        return found + [bit for limit in sorted(limits) for bit in bits_of(self._bits.limits[limit])]


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


def _replaced(members: Sequence[Member], number: int, by: Member) -> tuple[Member, ...]:
    return (*members[:number], by, *members[number + 1 :])


def _whole(region: Clause) -> Iterable[Clause]:
    return (region,)
