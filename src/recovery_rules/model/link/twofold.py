"""Facts that are named like a value of another fact: a warning each.

In: a document and the types of its facts. The language reads such a word as the value wherever values of that fact are
expected, and refuses it where both would fit (RR215); an author may still have meant the other one. A quantity is never
meant where words are asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.types import Type
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote


def warn_of_twofold(document: RulesetDocument, types: Mapping[str, Type], problems: Problems, file: str) -> None:
    """Add a warning for each fact of the file whose name is also a value."""
    owners: dict[str, str] = {}
    for owner, type_ in types.items():
        for value in type_.values:
            if value != owner:
                owners.setdefault(value, owner)
    for name in [name for name, type_ in types.items() if name in owners and not type_.is_quantity]:
        at = document.span_of_fact(name)
        owner = owners[name]
        if at.file == file:
            message = f"{quote(name)} is a fact and a value of {quote(owner)}"
            problems.add("RR512", message, at, label=f"beside {quote(owner)} it is the value; rename one of them")
