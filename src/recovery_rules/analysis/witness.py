"""Real cases that show a finding: complete, valid, and decided again by the ruleset itself."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from recovery_rules.language.literals import text_of
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.own_clock import by_own_clock
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.model.ruleset import Model


@frozen(field_transformer=read_only_mappings)
class Witness:
    """A case that `decide` accepts.

    Attributes:
        facts: what the case tells, each as the text that an author would write; what it does not tell is left out.
    """

    facts: Mapping[str, str] = field(factory=dict)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.facts.items())))

    def __str__(self) -> str:
        return ", ".join(f"{name} {text}" for name, text in self.facts.items())


def witness_of(model: Model, values: Mapping[str, Plain | None]) -> Witness:
    """The case with these values of given facts."""
    values = by_own_clock(model, values)
    told = ((fact, values.get(name)) for name, fact in model.facts.items() if not _says_nothing(fact))
    return Witness({fact.name: text_of(plain, fact.type) for fact, plain in told if plain is not None})


def _says_nothing(fact: Fact) -> bool:
    """Whether a case need not tell a fact on which no condition can depend."""
    return fact.type.kind == "text" and (fact.may_be_unknown or fact.default is not None)
