"""Which of the rules that matched stand, and which were left with nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_rules.engine.account import Account
    from recovery_rules.model.rules import ActionTable
    from recovery_rules.model.ruleset import Model


def emptied_by(model: Model, account: Account) -> dict[str, tuple[str, ...]]:
    """The rules of which limits struck every proposal, each with those limits."""
    if not account.struck:
        return {}
    tables = {rule.id: rule.table for rule in model.rules if rule.table}
    proposing = {one.by for one in account.proposed}
    found: dict[str, dict[str, None]] = {}
    for rule, _, limit in account.struck:
        stands = rule in proposing or tables.get(rule) in proposing or rule in account.defeated
        if not stands:
            found.setdefault(rule, {})[limit] = None
    return {rule: tuple(limits) for rule, limits in found.items()}


def standing_rows(table: ActionTable, account: Account) -> tuple[str, ...]:
    """The rows of a table whose values are aggregated: those that matched and that nothing set aside."""
    aside = {*account.excused, *account.passed_over, *account.defeated}
    return tuple(row for row in table.rows if row in account.matched and row not in aside)
