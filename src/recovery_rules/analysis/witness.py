"""Real cases that show a finding: complete, valid, and decided again by the ruleset itself."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from recovery_rules.language.literals import text_of
from recovery_rules.language.types import Plain
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
    told = ((name, values.get(name), fact.type) for name, fact in model.facts.items())
    return Witness(
        {name: text_of(plain, type_) for name, plain, type_ in told if plain is not None and type_.kind != "text"}
    )
