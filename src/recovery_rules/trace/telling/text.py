"""The audit text of one decision: one paragraph an action, what was refused, what did not apply, and by what ruleset.

In: a model, the account of a decision and a locale. Out: text. Called by the façades; the parts are told by `actions`,
`conditions`, `amounts`, `derivations` and `overview`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.engine.following import has_follow_up
from recovery_rules.engine.outcome import all_in
from recovery_rules.source.printable import printable
from recovery_rules.trace.bounds import parts_of
from recovery_rules.trace.telling import approvals, counted
from recovery_rules.trace.telling.actions import bundles, headline
from recovery_rules.trace.telling.amounts import Amounts
from recovery_rules.trace.telling.conditions import Conditions
from recovery_rules.trace.telling.derivations import Derivations
from recovery_rules.trace.telling.layout import aligned
from recovery_rules.trace.telling.overview import not_applied
from recovery_rules.trace.telling.refusals import Refusals
from recovery_rules.trace.telling.voice import Voice, voice_of
from recovery_rules.trace.wordings import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.engine.account import Account, Making
    from recovery_rules.engine.outcome import Action
    from recovery_rules.model.conditions import Condition
    from recovery_rules.model.rules import Limit, Rule
    from recovery_rules.model.ruleset import Model

_STEP = "  "


def explain(model: Model, account: Account, locale: str = "en") -> str:
    """Why a decision is as it is, for an auditor.

    The values of personal facts are never in it.

    Args:
        model: the ruleset.
        account: the account of the decision.
        locale: `en` or `zh`.

    Raises:
        ValueError: There are no texts in this locale; the message names those that there are.
    """
    voice = voice_of(model, account, locale)
    paragraphs = [lines for lines in _Explanation(voice).paragraphs() if lines]
    return "\n\n".join("\n".join(map(printable, lines)) for lines in paragraphs)


class _Explanation:
    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._derivations = Derivations(voice)
        self._conditions = Conditions(voice, self._derivations)
        self._amounts = Amounts(voice, self._derivations)
        self._rules = {rule.id: rule for rule in voice.model.rules}
        self._limits = {limit.id: limit for limit in voice.model.limits}
        self._told: set[str] = set()

    def paragraphs(self) -> Iterator[list[str]]:
        voice = self._voice
        makings = voice.account.makings
        for number, _ in enumerate(voice.account.actions):
            yield [*self._action(number, [one for one in makings if one.place == (number,)])]
        if not voice.account.actions:
            yield [voice.phrases.no_actions]
        yield approvals.paragraph(voice)
        refusals = Refusals(voice, self._amounts, makings)
        for one in dict.fromkeys(voice.account.refused):
            yield [*refusals.lines(one, self._reason, self._refusing)]
        overview = not_applied(voice)
        yield [overview] if overview else []
        rest = self._derivations.rest()
        yield [voice.phrases.worked_out, *rest] if rest else []
        yield [*self._no_follow_up()]
        yield [self._ruleset()]

    def _action(self, number: int, makings: Sequence[Making]) -> Iterator[str]:
        voice = self._voice
        action = voice.account.actions[number]
        yield voice.phrases.sentence(headline(voice.words, action))
        for bundle, told in enumerate(bundles(voice.words, action), 1):
            yield f"{_STEP}{bundle}. {told}"
        yield from self._held(action)
        proposed = (part for making in makings for one in making.proposed for part in parts_of(one))
        for rule in dict.fromkeys(one.by for one in proposed):
            yield from self._reason(rule)
        yield from (_STEP + line for making in makings for line in self._amounts.lines(making, whose=len(makings) > 1))
        yield from (_STEP + line for line in counted.lines(voice, voice.account.actions, number))
        yield from (_STEP + line for line in approvals.lines(voice, action))

    def _held(self, action: Action) -> Iterator[str]:
        phrases, words = self._voice.phrases, self._voice.words
        holding: dict[str, dict[str, None]] = {}
        for one in all_in(action):
            if one.held:
                holding.setdefault(one.kind, {}).update(dict.fromkeys(one.held))
        for kind, limits in holding.items():
            yield _STEP + phrases.sentence(phrases.held.format(kind=words.kind(kind)))
            for limit in limits:
                yield from self._limit(self._limits[limit], phrases.limit)

    def _reason(self, by: str) -> Iterator[str]:
        if by in self._rules:
            yield from self._rule(self._rules[by])
        elif by in self._limits:
            limit = self._limits[by]
            phrases = self._voice.phrases
            yield from self._limit(limit, phrases.owed_by_law if limit.level == "law" else phrases.owed)
        else:
            yield _STEP + self._voice.phrases.otherwise

    def _rule(self, rule: Rule) -> Iterator[str]:
        voice = self._voice
        table = voice.model.tables.get(rule.table)
        because = rule.because or (table.because if table is not None else rule.because)
        source = rule.source or (table.source if table is not None else "")
        where = voice.where(rule.span, source)
        if rule.id in self._told:
            yield _STEP + voice.phrases.again.format(rule=rule.id, where=where)
            return
        self._told.add(rule.id)
        yield _STEP + voice.phrases.rule.format(rule=rule.id, where=where, because=voice.because(because))
        yield from self._because_of(rule.when, rule.unless)

    def _limit(self, limit: Limit, template: str) -> Iterator[str]:
        voice = self._voice
        where = voice.where(limit.span, limit.source)
        yield _STEP + template.format(limit=limit.id, where=where, because=voice.because(limit.because))
        yield from self._because_of(limit.when, ())

    def _because_of(self, when: Condition, unless: tuple[Condition, ...]) -> list[str]:
        rows = self._conditions.rows(when, unless)
        return aligned(rows or [(self._voice.phrases.every_case,)], _STEP * 2)

    def _refusing(self, by: str) -> Iterator[str]:
        if by in self._limits:
            yield from self._limit(self._limits[by], self._voice.phrases.limit)
        elif by in self._rules:
            yield from self._rule(self._rules[by])

    def _no_follow_up(self) -> Iterator[str]:
        """Why nobody follows up, where nobody does."""
        voice = self._voice
        reason, actions = voice.model.no_follow_up, voice.account.actions
        if reason and actions and not has_follow_up(voice.model, actions):
            told = on_one_line(reason.in_locale(voice.phrases.locale)).rstrip(".。 ")
            yield voice.phrases.sentence(voice.phrases.no_follow_up.format(reason=told))

    def _ruleset(self) -> str:
        voice = self._voice
        phrases = voice.phrases
        told = voice.words.ruleset()
        if voice.account.as_of is not None:
            told += phrases.as_of.format(time=voice.words.moment(voice.account.as_of, with_zone=True))
        if voice.account.role is not None:
            told += phrases.acting.format(role=voice.words.role(voice.account.role))
        return phrases.sentence(told)
