"""Unary tests in words: what a test says of a value, and what it says where it fails.

In: a checked test and the fact that it tests. Out: `is at least major`, or `is below major`; never the author's own
words, which may be S-FEEL or another language. Called for conditions, for rows of tables and for why-not.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recovery_rules.language.expressions import Operation
    from recovery_rules.language.types import Plain, Type
    from recovery_rules.trace.telling.locales.phrases import ClaimKey, Said
    from recovery_rules.trace.telling.words import Words

# Of quantities, of days and of scales.
_COMPARISONS: Mapping[str, tuple[ClaimKey, ClaimKey, ClaimKey]] = {
    ">=": ("at_least", "from", "scale_at_least"),
    ">": ("over", "after", "over"),
    "<=": ("at_most", "until", "scale_at_most"),
    "<": ("under", "before", "under"),
}


class Claims:
    """Says tests.

    Args:
        words: names and values in the locale.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._phrases = words.phrases

    def of(self, fact: str, test: UnaryTest, *, holds: bool) -> str:
        """What `test` says of the fact where it holds, or where it does not."""
        match merged(test):
            case Anything():
                return self._said("anything", holds=holds)
            case Knownness(known=known):
                return self._said("known" if known else "unknown", holds=holds)
            case Not(test=Among(positions=positions)) if not positions:  # `not over critical`: any value will do
                return self._among(fact, frozenset(range(len(self._type_of(fact).values))), holds=holds)
            case Not(test=inner):
                return self.of(fact, inner, holds=not holds)
            case Has(position=position):
                return self._said("has", self._member(fact, position), holds=holds)
            case Among(positions=positions):
                return self._among(fact, positions, holds=holds)
            case Range() as found:
                return self._range(fact, found, holds=holds)
            case Either(tests=tests):
                return self._joined([self.of(fact, one, holds=holds) for one in tests], holds=holds)

    def compared(self, type_: Type, operation: Operation, other: str, *, holds: bool) -> str:
        """What `fact > other fact` says of the first; empty of what is no such comparison."""
        keys = _COMPARISONS.get(operation)
        if keys is None or not (type_.is_ordered or type_.kind == "datetime"):
            return ""
        of_quantity, of_day, of_scale = keys
        key = of_day if type_.kind in {"date", "datetime"} else of_scale if type_.kind == "scale" else of_quantity
        return self._said(key, other, holds=holds)

    def of_value(self, fact: str, value: Plain | None) -> str:
        """The claim that a fact is just what it is; empty where no test of one value says that."""
        if not isinstance(value, int | Fraction) or isinstance(value, bool):
            return ""
        if self._type_of(fact).is_measured:
            return self.of(fact, Range(value, value), holds=True)
        return self.of(fact, Among(frozenset({int(value)})), holds=True)

    def _joined(self, claims: list[str], *, holds: bool) -> str:
        """Alternatives, which need not repeat their verb; none of which holds where the test fails."""
        verb = self._phrases.same_verb
        if holds and verb and all(claim.startswith(verb) for claim in claims):
            return verb + self._phrases.either([claim.removeprefix(verb) for claim in claims])
        return self._phrases.either(claims) if holds else self._phrases.all_together(claims)

    def _among(self, fact: str, positions: frozenset[int], *, holds: bool) -> str:
        type_ = self._type_of(fact)
        if not positions:
            return self._said("never", holds=holds)
        if type_.kind == "boolean":
            return self._of_boolean(positions, holds=holds)
        is_run = 1 < len(positions) < len(type_.values) and max(positions) - min(positions) + 1 == len(positions)
        if type_.kind == "scale" and is_run:
            return self._run(fact, min(positions), max(positions), type_, holds=holds)
        return self._among_few(fact, positions, holds=holds)

    def _of_boolean(self, positions: frozenset[int], *, holds: bool) -> str:
        no, yes = (self._phrases.quoted_boolean.format(one) for one in (self._phrases.no, self._phrases.yes))
        if len(positions) > 1:
            return self._listed([yes, no], holds=holds)
        return self._said("is", yes if (1 in positions) is holds else no, holds=True)

    def _among_few(self, fact: str, positions: frozenset[int], *, holds: bool) -> str:
        members = [self._member(fact, position) for position in sorted(positions)]
        if len(members) == 1:
            return self._said("is", members[0], holds=holds)
        return self._listed(self._phrases.apart(members), holds=holds)

    def _listed(self, members: list[str], *, holds: bool) -> str:
        listed = self._phrases.either(members) if holds else self._phrases.neither(members)
        return self._said("among", listed, holds=holds)

    def _run(self, fact: str, low: int, high: int, type_: Type, *, holds: bool) -> str:
        """Neighbouring values of a scale."""
        if high == len(type_.values) - 1:
            return self._said("scale_at_least", self._member(fact, low), holds=holds)
        if low == 0:
            return self._said("scale_at_most", self._member(fact, high), holds=holds)
        return self._said("scale_within", self._member(fact, low), self._member(fact, high), holds=holds)

    def _range(self, fact: str, found: Range, *, holds: bool) -> str:
        type_ = self._type_of(fact)
        low = "" if found.low is None else self._words.value(found.low, type_, {})
        high = "" if found.high is None else self._words.value(found.high, type_, {})
        if low and high:
            if found.low == found.high:
                return self._said("is", low, holds=holds)
            ends = self._phrases.ranges[found.low_included, found.high_included]
            return self._said("within", ends.format(low, high), holds=holds)
        if low:
            keys: tuple[ClaimKey, ClaimKey] = ("from", "after") if type_.kind == "date" else ("at_least", "over")
            return self._said(keys[0] if found.low_included else keys[1], low, holds=holds)
        if high:
            keys = ("until", "before") if type_.kind == "date" else ("at_most", "under")
            return self._said(keys[0] if found.high_included else keys[1], high, holds=holds)
        return self._said("known", holds=holds)

    def _type_of(self, fact: str) -> Type:
        return self._words.model.type_of(fact)

    def _member(self, fact: str, position: int) -> str:
        model = self._words.model
        declared = model.facts.get(fact) or model.derived[fact]
        return self._words.member(position, declared.type, declared.value_labels)

    def _said(self, key: ClaimKey, *parts: str, holds: bool) -> str:
        said: Said = self._phrases.claims[key]
        return said[0 if holds else 1].format(*parts)


def merged(test: UnaryTest) -> UnaryTest:
    """The same test with alternatives side by side, and lists of values in them as one list."""
    if not isinstance(test, Either):
        return test
    flat = [merged(one) for one in test.tests]
    tests = [inner for one in flat for inner in (one.tests if isinstance(one, Either) else (one,))]
    lists = [one.positions for one in tests if isinstance(one, Among)]
    if len(lists) > 1:
        together = Among(frozenset[int]().union(*lists))
        first = next(place for place, one in enumerate(tests) if isinstance(one, Among))
        tests = [*tests[:first], together, *(one for one in tests[first:] if not isinstance(one, Among))]
    return tests[0] if len(tests) == 1 else Either(tuple(tests))
