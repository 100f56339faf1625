"""The conditions of a rule that applies, one line a test: what the fact is called, what it is, what was asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.tests import Anything
from recovery_rules.model.conditions import All, AnyOf, Condition, NoneOf, Test, Truth
from recovery_rules.trace.telling.failures import failures
from recovery_rules.trace.telling.grounds import facts_told, ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recovery_rules.trace.telling.derivations import Derivations
    from recovery_rules.trace.telling.voice import Voice

Row: TypeAlias = tuple[str, ...]
_STEP = "  "


class Conditions:
    """Tells the conditions of rules.

    Args:
        voice: the words about one decision.
        derivations: tells where derived facts came from.
    """

    def __init__(self, voice: Voice, derivations: Derivations) -> None:
        self._voice = voice
        self._derivations = derivations

    def rows(self, when: Condition, unless: Sequence[Condition] = ()) -> list[Row]:
        """The lines of a condition and of its exceptions, as cells; none where it always holds."""
        return [*self._rows(when, ""), *(row for condition in unless for row in self._excuse(condition))]

    def _rows(self, condition: Condition, indent: str) -> Iterator[Row]:
        match condition:
            case Test(test=Anything()):
                return
            case Test():
                yield self._test(condition, indent)
            case Truth():
                yield self._expression(condition, indent)
            case All(parts=parts):
                for part in parts:
                    yield from self._rows(part, indent)
            case AnyOf(parts=(part,)):
                yield from self._rows(part, indent)
            case AnyOf(parts=parts):
                holding = self._telling(parts, wanted=True)
                yield (indent + self._heading(len(holding), len(parts)),)
                tell = self._rows if len(holding) == 1 else self._alternative
                for part in holding:
                    yield from tell(part, indent + _STEP)
            case NoneOf(parts=parts):
                yield (indent + self._voice.phrases.none_of,)
                for part in parts:
                    yield from self._failing(part, indent + _STEP)

    def _telling(self, parts: Sequence[Condition], *, wanted: bool) -> Sequence[Condition]:
        """The parts that carry the decision: one that does not would look the same beside them."""
        return [part for part in parts if self._truth(part) is wanted] or parts

    def _heading(self, held: int, number: int) -> str:
        phrases = self._voice.phrases
        if held == number:
            return phrases.any_of
        return phrases.some_of[min(held - 1, 1)].format(held=held, number=number)

    def _failing(self, part: Condition, indent: str) -> Iterator[Row]:
        """A part of a group of which none holds; of several tests that would have to hold together, those that fail."""
        if isinstance(part, All):
            for one in self._telling(part.parts, wanted=False):
                yield from self._failing(one, indent)
        else:
            yield from self._alternative(part, indent)

    def _alternative(self, part: Condition, indent: str) -> Iterator[Row]:
        """A part of a group; several tests that stand together are set apart from the next part."""
        rows = list(self._rows(part, ""))  # once, or every level of nesting would double the work
        if isinstance(part, All) and len(rows) > 1:
            yield (indent + self._voice.phrases.all_of,)
            indent += _STEP
        yield from ((indent + row[0], *row[1:]) for row in rows)

    def _test(self, leaf: Test, indent: str) -> Row:
        voice = self._voice
        holds = self._truth(leaf)
        claim = voice.claims.of(leaf.fact, leaf.test, holds=holds is not False)
        if holds is None:
            claim = voice.phrases.open_whether.format(claim=claim)
        return indent + voice.words.fact(leaf.fact), voice.case.say(leaf.fact), claim, self._derivations.note(leaf.fact)

    def _expression(self, leaf: Truth, indent: str) -> Row:
        voice, holds = self._voice, self._truth(leaf)
        compared = voice.comparison(leaf.expression, holds=holds)
        if compared is None:
            self._derivations.mention(facts_told(ground(leaf.expression, voice.account.values), voice.account.values))
            return (indent + voice.verdict(leaf, holds=holds),)
        fact, claim = compared
        self._derivations.mention(facts_read(leaf.expression) - {fact})
        return indent + voice.words.fact(fact), voice.case.say(fact), claim, self._derivations.note(fact)

    def _excuse(self, condition: Condition) -> Iterator[Row]:
        voice = self._voice
        for one in failures(condition, voice.account.values):
            facts = {one.leaf.fact} if isinstance(one.leaf, Test) else facts_read(one.leaf.expression)
            self._derivations.mention(facts)
        found = voice.reasons(failures(condition, voice.account.values))
        if found:
            yield voice.phrases.not_excused, found

    def _truth(self, condition: Condition) -> bool | None:
        return truth(condition, self._voice.account.values)
