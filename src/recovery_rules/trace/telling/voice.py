"""All that is needed to speak of one decision in one locale, and the sentences that everything shares."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.language.expressions import Apply, Expression, Read, facts_read
from recovery_rules.model.conditions import Leaf, Test
from recovery_rules.trace.telling.case_values import CaseValues
from recovery_rules.trace.telling.claims import Claims
from recovery_rules.trace.telling.grounds import ground
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.terms import Terms
from recovery_rules.trace.telling.words import Words
from recovery_rules.trace.wordings import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recovery_rules.engine.account import Account
    from recovery_rules.language.tests import UnaryTest
    from recovery_rules.model.labels import Label
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.span import Span
    from recovery_rules.trace.telling.failures import Failure
    from recovery_rules.trace.telling.locales.phrases import Phrases

# `001_859b8f43e2d9725c.txt:301`: of a file named by number and hash the number is enough to find it.
_HASHED_SOURCE = re.compile(r"\b([0-9]+)_[0-9a-f]{16}\.[a-z]+:")


@frozen
class Voice:
    """The words of one locale about one decision."""

    model: Model
    account: Account
    phrases: Phrases
    words: Words
    case: CaseValues
    claims: Claims
    terms: Terms

    def verdict(self, leaf: Leaf, *, holds: bool | None, wanted: bool = True) -> str:
        """What a test came to: `delay 2 d is not under 1 h`."""
        phrases = self.phrases
        if not isinstance(leaf, Test):
            compared = self.comparison(leaf.expression, holds=holds)
            if compared is not None:
                fact, claim = compared
                return phrases.statement.format(fact=self.words.fact(fact), value=self.case.say(fact), claim=claim)
            term = self.terms.say(ground(leaf.expression, self.account.values))
            return phrases.expression_unknown.format(term=term) if holds is None else term
        if holds is None:
            claim = self.claims.of(leaf.fact, leaf.test, holds=wanted)
            return phrases.unknown_statement.format(fact=self.words.fact(leaf.fact), claim=claim)
        return self.statement(leaf.fact, leaf.test, holds=holds)

    def comparison(self, expression: Expression, *, holds: bool | None) -> tuple[str, str] | None:
        """Of `fact > anything`: the fact, and what is said of it; None of others, and where it is unknown."""
        match expression:
            case Apply(operation=operation, arguments=(Read(fact=fact, type=type_), other)) if holds is not None:
                claim = self.claims.compared(type_, operation, self.terms.say(other), holds=holds)
                return (fact, claim) if claim else None
            case _:
                return None

    def statement(self, name: str, test: UnaryTest, *, holds: bool) -> str:
        """What a fact is, and what a test says of it: `delay 2 d is not under 1 h`, but just once `failure is late`."""
        phrases, fact = self.phrases, self.words.fact(name)
        value = self.account.values[name]
        if value is None:
            return phrases.statement_of_unknown.format(fact=fact)
        if self.model.type_of(name).kind == "boolean":
            told = phrases.boolean_statement.format(fact=fact, value=self.words.fact_value(name, value))
            return self.case.mark(name, told)
        claim = self.claims.of(name, test, holds=holds)
        if claim == self.claims.of_value(name, value):
            return self.case.mark(name, phrases.row_test.format(fact=fact, claim=claim))
        return phrases.statement.format(fact=fact, value=self.case.say(name), claim=claim)

    def reasons(self, failures: Iterable[Failure]) -> str:
        """Several failed tests in one line, each once.

        A fact that is rightly left out is no reason where something else is: of `failure damaged is not late; delay is
        unknown` the first half says it all.
        """
        all_of_them = list(failures)
        telling = [one for one in all_of_them if not (one.holds is None and self._is_not_needed(one.leaf))]
        said = [self.verdict(one.leaf, holds=one.holds, wanted=one.wanted) for one in telling or all_of_them]
        return self.phrases.semicolon.join(dict.fromkeys(said))

    def _is_not_needed(self, leaf: Leaf) -> bool:
        """Whether a test reads a fact that this case has to leave out."""
        read = {leaf.fact} if isinstance(leaf, Test) else facts_read(leaf.expression)
        found = (self.model.facts[name] for name in read if name in self.model.facts)
        return any(fact.needed is not None and self.account.values[fact.name] is None for fact in found)

    def where(self, span: Span | None, source: str) -> str:
        """` (retail.yaml:38; policy 001:301)`, or nothing."""
        place = self.words.place(span)
        policy = self.phrases.source.format(source=short_source(source)) if source else ""
        both = self.phrases.semicolon.join(text for text in (place, policy) if text)
        return self.phrases.aside.format(both) if both else ""

    def because(self, because: Label) -> str:
        """An author's reason as a sentence, with the colon before it; a full stop where there is none."""
        text = on_one_line(because.in_locale(self.phrases.locale))
        return self.phrases.colon + self.phrases.ended(text) if text else self.phrases.stop


def voice_of(model: Model, account: Account, locale: str) -> Voice:
    """The voice for a decision.

    Raises:
        ValueError: There are no texts in this locale.
    """
    phrases = phrases_of(locale)
    words = Words(model, phrases, with_offsets=not model.zone and _has_several_clocks(account))
    case = CaseValues(words, account)
    return Voice(model, account, phrases, words, case, Claims(words), Terms(words, case))


def _has_several_clocks(account: Account) -> bool:
    """Whether the times of a case have different offsets."""
    times = (value for value in account.values.values() if isinstance(value, datetime))
    return len({one.utcoffset() for one in times}) > 1


def short_source(source: str) -> str:
    """A source as people cite it.

    Example:
        >>> short_source("001_859b8f43e2d9725c.txt:301"), short_source("Directive 2019/771, Art. 14")
        ('001:301', 'Directive 2019/771, Art. 14')
    """
    return _HASHED_SOURCE.sub(r"\1:", source)
