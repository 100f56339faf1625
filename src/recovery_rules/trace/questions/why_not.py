"""Why a decision does not give an action, or why a rule did not apply: each way to it, and where each ended.

In: a model, the account of a decision and the name of an action kind, a rule, a table or a limit. Out: `WhyNot`, which
`why_not_text` shows. The account says what happened, and the conditions are asked once more. Other cases are decided
only to say of a rule that it is one change away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from recovery_rules.engine.account import Account, Bounding, Making, Proposed, all_makings
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.reference.forbidding import forbidding
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.conditions import Condition
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.kinds import gives, kinds_of_rule, kinds_proposed, under
from recovery_rules.trace.names import fact_asked_for, unknown_name
from recovery_rules.trace.questions.neighbours import AccountOf, Neighbours
from recovery_rules.trace.standing import emptied_by
from recovery_rules.trace.telling.failures import Failure, distance, failures

Asked: TypeAlias = Literal["kind", "rule", "table", "limit"]
Ending: TypeAlias = Literal[
    "given",
    "if overdue",
    "failed",
    "excused",
    "passed over",
    "struck",
    "defeated",
    "came to nothing",
    "not owed",
    "not reached",
]
OTHERWISE = "otherwise"
_GIVING: Final = frozenset({"given", "if overdue"})


@frozen
class Way:
    """A rule, a row or a limit that could have given what was asked for, and where it ended.

    Attributes:
        by: the id of the rule, row or limit; `otherwise` for what is given where nothing else is.
        ending: `given`; given `if overdue`, should another action be so; `failed` on its conditions; `excused` by an
            exception; `passed over` for another row of its table; `struck` by limits; `defeated` by other rules; `came
            to nothing`, because the amount was zero; `not owed`, because the action was there or law forbade it; `not
            reached`, because there were other actions.
        failures: for `failed` and `excused`: the tests that stood in the way.
        stopped_by: for `passed over`, `struck`, `defeated`: the ids of what stopped it.
        changes: for `failed`: how many tests, at the least, would have to turn.
        under: where it gives the kind only if another action is overdue: the kind of that one.
        one_change: for `failed` on one test: whether a change of one given fact was found with which this way gives it.
    """

    by: str
    ending: Ending
    failures: tuple[Failure, ...] = ()
    stopped_by: tuple[str, ...] = ()
    changes: int = 0
    one_change: bool = False
    under: str = ""


@frozen
class WhyNot:
    """The answer. Its `str` is the English text.

    Attributes:
        name: what was asked for.
        asked: what that is.
        given: whether it was given, or applies, after all.
        ways: every way to it, in the order of the ruleset.
        refused: how it was refused, if it was proposed.
        forbidden_by: of a kind: the limits that apply and forbid it, so that no way leads there but what law owes.
    """

    name: str
    asked: Asked
    given: bool
    ways: tuple[Way, ...]
    refused: tuple[Refused, ...]
    forbidden_by: tuple[str, ...]
    model: Model = field(repr=False, eq=False)
    account: Account = field(repr=False, eq=False)

    def text(self, locale: str = "en") -> str:
        """The answer for people.

        Raises:
            ValueError: There are no texts in this locale.
        """
        from recovery_rules.trace.questions.why_not_text import render_why_not

        return render_why_not(self, locale)

    def __str__(self) -> str:
        return self.text()


def why_not(model: Model, account: Account, name: str, account_of: AccountOf) -> WhyNot:
    """Why a decision does not give an action of a kind, or why a rule, a table or a limit gave nothing.

    Args:
        model: the ruleset.
        account: the account of the decision.
        name: of an action kind, a rule, a table or a limit.
        account_of: gives the account of another case at a time of deciding.

    Raises:
        UnknownNameError: Nothing in the ruleset has this name.
    """
    ways = _Ways(model, account, Neighbours(model, account, account_of, name if name in model.kinds else ""))
    rules = {rule.id: rule for rule in model.rules}
    limits = {limit.id: limit for limit in model.limits}
    if name in model.kinds or name == CHOICE:
        refused = tuple(one for one in account.refused if one.kind == name)
        given = gives(account.actions, name)
        return WhyNot(name, "kind", given, tuple(ways.to_kind(name)), refused, ways.forbidding(name), model, account)
    asked: Asked
    if name in rules:
        asked, found = "rule", [ways.of_rule(rules[name], "")]
    elif name in model.tables:
        asked, found = "table", [ways.of_rule(rules[row], "") for row in model.tables[name].rows]
    elif name in limits:
        asked, found = "limit", [ways.of_limit(limits[name])]
    else:
        known = (*model.kinds, *rules, *model.tables, *limits)
        what = "an action kind, a rule, a table or a limit"
        raise (
            fact_asked_for(name, what=what)
            if name in {*model.facts, *model.derived}
            else unknown_name(name, known, what=what)
        )
    given = any(way.ending == "given" for way in found)
    return WhyNot(name, asked, given, tuple(found), (), (), model, account)


class _Ways:
    def __init__(self, model: Model, account: Account, neighbours: Neighbours) -> None:
        self._model = model
        self._account = account
        self._neighbours = neighbours
        self._matched = frozenset(account.matched)
        self._fired = frozenset(account.fired)
        self._emptied = emptied_by(model, account)

    def to_kind(self, kind: str) -> Iterator[Way]:
        """Every rule, row and limit that could give a kind."""
        for rule in self._model.rules:
            if kind in kinds_of_rule(rule):
                yield self.of_rule(rule, kind)
            yield from (self.of_rule(rule, kind, outer) for outer in under(rule.proposals, kind))
        for limit in self._model.limits:
            if limit.owed is not None and limit.owed.kind == kind:
                yield self.of_owing(limit)
        reached = any(one.by == OTHERWISE for one in self._account.proposed)
        if kind in kinds_proposed(self._model.otherwise):
            yield Way(OTHERWISE, "given" if OTHERWISE in self._fired else "struck" if reached else "not reached")
        for outer in under(self._model.otherwise, kind):
            given = self._gives_under(OTHERWISE, kind, outer)
            yield Way(OTHERWISE, "if overdue" if given else "struck" if reached else "not reached", under=outer)

    def forbidding(self, kind: str) -> tuple[str, ...]:
        """The limits that apply and forbid a kind."""
        return tuple(
            limit.id for limit in self._model.limits if limit.id in self._account.limits and kind in limit.forbids
        )

    def of_rule(self, rule: Rule, kind: str, outer: str = "") -> Way:
        """Where a rule ended; with a kind, where its proposals of that kind did, or those under an `outer` kind."""
        return evolve(self._of_rule(rule, kind, outer), under=outer)

    def _of_rule(self, rule: Rule, kind: str, outer: str) -> Way:
        account = self._account
        if rule.id not in self._matched:
            return self._failed(rule.id, rule.when, lambda ways: ways.of_rule(rule, kind, outer))
        if rule.id in account.excused:
            true = [rule.unless[number - 1] for number in account.excused[rule.id]]
            found = [one for condition in true for one in failures(condition, account.values, wanted=False)]
            return Way(rule.id, "excused", tuple(found))
        if rule.id in account.passed_over:
            return Way(rule.id, "passed over", stopped_by=(account.passed_over[rule.id],))
        if rule.id in self._emptied:
            return Way(rule.id, "struck", stopped_by=self._emptied[rule.id])
        if rule.id in account.defeated:
            return Way(rule.id, "defeated", stopped_by=account.defeated[rule.id])
        struck = tuple(limit for by, what, limit in account.struck if by == rule.id and what == kind)
        if struck and not (kind == CHOICE and gives(account.actions, kind)):  # another choice of the rule may be left
            return Way(rule.id, "struck", stopped_by=tuple(dict.fromkeys(struck)))
        if outer:
            return Way(rule.id, "if overdue" if self._gives_under(rule.id, kind, outer) else "came to nothing")
        given = rule.id in self._fired and (not kind or gives(account.actions, kind))
        return Way(rule.id, "given" if given else "came to nothing")

    def _gives_under(self, by: str, kind: str, outer: str) -> bool:
        """Whether a rule gives a kind if an action of an outer kind is overdue."""
        return any(
            one.kind == kind and one.place is not None and any(_is_by(by, proposed) for proposed in one.proposed)
            for making in all_makings(self._account.makings)
            if making.kind == outer
            for nested in making.nested.values()
            for one in nested
        )

    def of_limit(self, limit: Limit) -> Way:
        """Whether a limit applied."""
        if limit.id in self._account.limits:
            return Way(limit.id, "given")
        return self._failed(limit.id, limit.when, lambda ways: ways.of_limit(limit))

    def of_owing(self, limit: Limit) -> Way:
        """Where a limit that owes an action ended."""
        if limit.id not in self._account.limits:
            return self._failed(limit.id, limit.when, lambda ways: ways.of_owing(limit))
        if any(one.by == limit.id for one in self._account.proposed):
            return Way(limit.id, "given" if limit.id in self._fired else "came to nothing")
        if gives(self._account.actions, limit.kind) and any(_grants(limit, bound) for bound in self._account.bounds):
            return Way(limit.id, "given")
        proposed = any(limit.kind == one.kind for making in self._account.makings for one in _at_once(making))
        above = [] if proposed else [one for one in self._model.limits if one.id in self._account.limits]
        forbidden_by = forbidding(limit.kind, [one for one in above if limit.yields_to(one)])
        return Way(limit.id, "struck" if forbidden_by else "not owed", stopped_by=forbidden_by)

    def _failed(self, by: str, when: Condition, again: Callable[[_Ways], Way]) -> Way:
        """A way that ended at its conditions; `again` says where it ends in another decision."""
        values = self._account.values
        found = failures(when, values)
        changes = distance(when, values)
        near = self._neighbours.where(when, [one.leaf for one in found]) if changes == 1 else ()
        given = (again(_Ways(self._model, account, self._neighbours)).ending in _GIVING for account in near)
        return Way(by, "failed", found, changes=changes, one_change=any(given))


def _is_by(by: str, proposed: Proposed) -> bool:
    """Whether a rule, or a row of a table that proposes together with others, proposed something."""
    return by == proposed.by or any(row.by == by for row in proposed.rows)


def _at_once(making: Making) -> Iterator[Making]:
    """An action and those in its bundles: what is not to wait until another one is overdue."""
    yield making
    yield from (one for bundle in making.bundles for one in bundle)


def _grants(limit: Limit, bound: Bounding) -> bool:
    """Whether a limit made something out of what was nothing."""
    return bound.by == limit.id and bound.parameter == "amount" and bound.before == 0 and bound.binds
