"""Facts that a file declares and nothing reads: warnings.

In: a document and the facts that were read while it was linked. Facts of files that it extends are shared, so they
are left alone; so are texts, which are there for people, and the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.model.facts import Fact
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote


def warn_of_unused(
    document: RulesetDocument,
    facts: Mapping[str, Fact],
    derived: Collection[str],
    read: Collection[str],
    problems: Problems,
    file: str,
) -> None:
    """Add a warning for each fact that nothing reads."""
    clock = "" if document.clock is None else document.clock.text
    for name, fact in facts.items():
        at = document.key_span("facts", name)
        if name not in read and name != clock and fact.type.kind != "text" and at.file == file:
            problems.add("RR510", f"no rule, limit or derived fact reads {quote(name)}", at)
    for name in derived:
        at = document.span_of_fact(name)
        if name not in read and at.file == file:
            what = "parameter" if name in document.parameters else "derived fact"
            problems.add("RR511", f"nothing reads the {what} {quote(name)}", at)
