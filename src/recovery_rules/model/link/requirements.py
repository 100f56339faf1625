"""What a valid case is: where each fact is needed, and what `admit` demands.

In: documents, and facts whose types are known. Out: facts with their `needed`, and admissions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import evolve

from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.types import BOOLEAN
from recovery_rules.model.conditions import Leaf, Test, leaves
from recovery_rules.model.facts import Admission, Fact
from recovery_rules.model.link.conditions import link_conditions
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import label_of
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote


def link_needed(
    document: RulesetDocument, facts: Mapping[str, Fact | None], expressions: Expressions
) -> dict[str, Fact]:
    """The facts that are declared well, each with the condition under which a case must give it."""
    certain = {name for name, fact in facts.items() if fact and not may_be_absent(document, fact)}
    found: dict[str, Fact] = {}
    for name, fact in facts.items():
        written = document.facts[name].needed
        needed = None if written is None else link_conditions(written, expressions)
        if needed is not None:
            for leaf in leaves(needed):
                _refuse_uncertain(name, leaf, certain, document, expressions.problems)
        if fact is not None:
            found[name] = evolve(fact, needed=needed)
    return found


def may_be_absent(document: RulesetDocument, fact: Fact) -> bool:
    """Whether some valid case leaves a fact unknown; asked before its `needed` is linked."""
    return fact.default is None and (fact.optional or document.facts[fact.name].needed is not None)


def link_admissions(document: RulesetDocument, expressions: Expressions) -> tuple[Admission, ...]:
    """What every valid case satisfies."""
    found: list[Admission] = []
    for written in document.admit:
        when = link_conditions(written.when, expressions)
        must = expressions.typed(written.must, BOOLEAN, owner="must")
        if when is None or must is None:
            continue
        because = label_of(written.because)
        found.append(Admission(written.id.text, when, must, written.must.text, because, written.id.span))
    return tuple(found)


def _refuse_uncertain(
    name: str, leaf: Leaf, certain: Collection[str], document: RulesetDocument, problems: Problems
) -> None:
    """Whether a fact is needed must be certain before anything else is known of a case."""
    read = {leaf.fact} if isinstance(leaf, Test) else facts_read(leaf.expression)
    for other in sorted(read.difference(certain)):
        why = "is derived" if other in document.derived else "may be unknown"
        message = f"where {quote(name)} is needed depends on {quote(other)}, which {why}"
        label = "only facts that every case gives can tell"
        problems.add("RR262", message, leaf.span, label=label)
