"""Steps 3 to 5: which rules count, which limits apply, what is forbidden and which rules are defeated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from recovery_rules.analysis.formula.conditions import truths
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either
from recovery_rules.language.expressions import Expression
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, Bound, Proposal
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model

_STAGES = (("house", True), ("house", False), ("law", True), ("law", False))  # floors, then caps


@frozen
class End:
    """A floor or cap of a limit that may apply to an action."""

    limit: Limit
    applies: Formula
    bound: Bound
    is_floor: bool
    expression: Expression

    @property
    def after(self) -> str:
        """The fact from which a time limit runs that is owed; empty for the clock."""
        return self.limit.owed.after if self.limit.owed is not None else ""


@frozen
class Applying:
    """The limits of a ruleset, each with whether it applies."""

    limits: tuple[tuple[Limit, Formula], ...]

    def forbidden(self, kind: str) -> Formula:
        """Whether some limit strikes a kind."""
        return disjunction(applies for limit, applies in self.limits if kind in limit.forbids)

    def above(self, owing: Limit) -> Applying:
        """The limits that may strike what another one owes."""
        return Applying(tuple((limit, applies) for limit, applies in self.limits if owing.yields_to(limit)))

    def holding(self, kind: str) -> tuple[Formula, ...]:
        """For each limit that can hold a kind, whether it does."""
        return tuple(applies for limit, applies in self.limits if kind in limit.holds)

    def held(self, kind: str) -> Formula:
        """Whether some limit holds a kind."""
        return disjunction(applies for limit, applies in self.limits if kind in limit.holds)

    def struck(self, proposal: Proposal) -> Formula:
        """Whether a proposal is struck as a whole: of a choice, every bundle."""
        if proposal.kind != CHOICE:
            return self.forbidden(proposal.kind)
        bundles = [disjunction(self.forbidden(one.kind) for one in bundle) for bundle in proposal.options]
        return either(self.forbidden(CHOICE), both(*bundles))

    def ends(self, kind: str, apart: Mapping[str, Plain | None]) -> list[End]:
        """The floors and caps that may apply to an action, in the order in which they do."""
        return [
            End(limit, applies, bound, is_floor, expression)
            for level, is_floor in _STAGES
            for limit, applies in self.limits
            if limit.level == level and applies is not False and limit.is_about(kind, apart)
            for bound in limit.bounds
            if (expression := bound.at_least if is_floor else bound.at_most) is not None
        ]


def applying(model: Model, expressions: Expressions) -> Applying:
    """Which limits apply."""
    return Applying(tuple((limit, applies(limit, expressions)) for limit in model.limits))


def applies(limit: Limit, expressions: Expressions) -> Formula:
    """Whether a limit applies."""
    holds, fails = truths(limit.when, expressions)
    return contrary(fails) if limit.applies_if_unknown else holds


def surviving(model: Model, expressions: Expressions, limits: Applying) -> list[Formula]:
    """For each rule, whether it proposes: it is picked, something of it is left, and no such rule overrides it."""
    picked = _picked(model, expressions)
    standing = [
        both(found, disjunction(contrary(limits.struck(one)) for one in rule.proposals))
        for rule, found in zip(model.rules, picked, strict=True)
    ]
    overriders = _overriders(model.rules)
    survives: dict[int, Formula] = {}
    for number in _overriders_first(overriders, len(model.rules)):
        beaten = disjunction(survives[other] for other in overriders.get(number, ()))
        survives[number] = both(standing[number], contrary(beaten))
    return [survives[number] for number in range(len(model.rules))]


def _picked(model: Model, expressions: Expressions) -> list[Formula]:
    place = {rule.id: number for number, rule in enumerate(model.rules)}
    found = [matches(rule, expressions) for rule in model.rules]
    picked = list(found)
    for table in model.tables.values():
        if table.picks_one:
            earlier: Formula = False
            for row in table.ranked:
                picked[place[row]] = both(found[place[row]], contrary(earlier))
                earlier = either(earlier, found[place[row]])
    return picked


def matches(rule: Rule, expressions: Expressions) -> Formula:
    """Whether a rule matches."""
    excused = disjunction(truths(one, expressions)[0] for one in rule.unless)
    return both(truths(rule.when, expressions)[0], contrary(excused))


def _overriders(rules: Sequence[Rule]) -> dict[int, list[int]]:
    place = {rule.id: number for number, rule in enumerate(rules)}
    found: dict[int, list[int]] = {}
    for number, rule in enumerate(rules):
        for overridden in rule.overrides:
            found.setdefault(place[overridden], []).append(number)
    return found


def _overriders_first(overriders: dict[int, list[int]], count: int) -> Iterable[int]:
    """All rules, each after those that override it; overrides have no cycle."""
    done: dict[int, None] = {}
    for start in range(count):
        stack = [start]
        while stack:
            waiting = [other for other in overriders.get(stack[-1], ()) if other not in done]
            if waiting:
                stack += waiting
            else:
                done[stack.pop()] = None
    return done
