"""Plainer: a case without the facts, and with ordinary values, where what it is there for does not need more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from recovery_rules.analysis.cases.fitting import Fitting
from recovery_rules.analysis.cases.targets import Targets
from recovery_rules.analysis.cases.values import ordinary
from recovery_rules.analysis.coverage.recording import PointSet, Values
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact


@frozen
class Plainer:
    """Makes cases of one ruleset plainer.

    Attributes:
        facts: its given facts.
        fitting: makes valid cases.
        targets: tells what they reach.
    """

    facts: Mapping[str, Fact]
    fitting: Fitting
    targets: Targets

    def plain(self, case: Values, wanted: PointSet) -> Values:
        """The case, changed fact by fact, the last one first, as long as it reaches all the wanted targets."""
        for fact in reversed([*self.facts.values()]):
            for value in _usual(fact):
                if case[fact.name] == value:
                    break
                other = self.fitting.fitted({**case, fact.name: value})
                if other is not None and other[fact.name] == value and not wanted & ~self.targets.reached(other):
                    case = other
                    break
        return case


def _usual(fact: Fact) -> Iterator[Plain | None]:
    """The values at which a fact says the least, if it can be left out or is a quantity."""
    if fact.default is not None or fact.may_be_unknown:
        yield fact.default
    if fact.type.is_measured:
        yield ordinary(fact)
