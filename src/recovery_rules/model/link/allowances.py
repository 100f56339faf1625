"""Allowances. In: what stands under `allow` in the head and in rules, tables and limits. Out: linked allowances."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.document.limits import Limit
from recovery_rules.document.rules import Rule
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.tables import ActionTable
from recovery_rules.model.allowances import Allowance
from recovery_rules.model.link.labels import label_of


def link_allowances(document: RulesetDocument) -> tuple[Allowance, ...]:
    """All allowances of a document, those of the head first."""
    found = [*_of("", document)]
    for rule in document.rules:
        found += _of(rule.id.text, rule)
    for table in document.tables:
        found += _of(table.id.text, table)
    for limit in document.limits:
        found += _of(limit.id.text, limit)
    return tuple(found)


def _of(owner: str, part: RulesetDocument | Rule | ActionTable | Limit) -> Iterator[Allowance]:
    for code, because in part.allow.items():
        yield Allowance(code, owner, label_of(because), part.key_span("allow", code))
