"""The values of one case in words, each default marked as such: what a case did not say must not look as if it had.

In: the account of a decision, and a locale's words. Out: `phone (assumed)`. Called by everything that shows a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.language.calendar_use import Span, span_of
from recovery_rules.language.expressions import Apply, Read
from recovery_rules.model.facts import DerivedValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recovery_rules.engine.account import Account
    from recovery_rules.language.types import Plain
    from recovery_rules.trace.telling.words import Words


class CaseValues:
    """Says the values of one case.

    Args:
        words: names and values in the locale.
        account: the account of the decision.
    """

    def __init__(self, words: Words, account: Account) -> None:
        self._words = words
        self._account = account

    @property
    def values(self) -> Mapping[str, Plain | None]:
        """The values themselves."""
        return self._account.values

    def is_known(self, name: str) -> bool:
        """Whether a fact has a value."""
        return self._account.values.get(name) is not None

    def days_of(self, counting: Apply) -> Span | None:
        """The days at which an operation on working days looks; None where they are not known."""
        return span_of(counting, self._account.values) if counting.calendar is not None else None

    def say(self, name: str) -> str:
        """The value of a fact, marked where it is a default."""
        return self.mark(name, self._words.fact_value(name, self._account.values.get(name)))

    def mark(self, name: str, told: str) -> str:
        """What was told of a fact's value, marked where that is a default."""
        return self._words.phrases.assumed.format(told) if self._is_default(name) else told

    def renamed(self, name: str) -> str:
        """The fact to which a derived fact of the same label only gives another name; empty where it does more."""
        derived = self._words.model.derived.get(name)
        if not isinstance(derived, DerivedValue) or not isinstance(derived.value, Read):
            return ""
        other = derived.value.fact
        return other if self._words.fact(other) == self._words.fact(name) else ""

    def _is_default(self, name: str) -> bool:
        while other := self.renamed(name):
            name = other
        return self._account.how.get(name) == "default"
