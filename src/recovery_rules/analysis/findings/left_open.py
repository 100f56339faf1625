"""What the search left open (RR525): rules and limits of which it is not known whether they ever change a decision.

Asked last, of what the questions before could not settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.source.diagnostics import Diagnostic

_ASKED: Final[Mapping[str, str]] = {
    "RR506": "changes any decision",
    "RR508": "ever binds",
}


def left_open(study: Study) -> Iterator[Finding]:
    """A finding for each rule, table and limit that may be without effect."""
    tables = study.model.tables
    rules = {rule.id: rule.span for rule in study.model.rules} | {table.id: table.span for table in tables.values()}
    limits = {one.id: one.span for one in study.model.limits}
    for code, name in sorted(study.undecided):
        at = (rules if code == "RR506" else limits)[name]
        what = f"each row of `{name}`" if code == "RR506" and name in tables else f"`{name}`"
        message = f"it is not known whether {what} {_ASKED[code]}"
        label = "neither a case that shows it was found, nor that there is none"
        yield Finding(Diagnostic("RR525", message, at, label=label), (name,), (at,))
