"""Step 3, match: which rules and limits apply to a case, and which rows their table's hit policy picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.engine.reference.conditions import Values, truth
from recovery_rules.model.conditions import Test, leaves

if TYPE_CHECKING:
    from recovery_rules.model.ruleset import Model

from collections.abc import Mapping

from recovery_rules.model.rules import Limit, Rule


@frozen
class Match:
    """What matched; `picked` are the rules that go on to step 4. The other fields are those of `Account`."""

    picked: tuple[Rule, ...]
    matched: tuple[str, ...]
    excused: Mapping[str, tuple[int, ...]]
    passed_over: Mapping[str, str]
    failed: Mapping[str, tuple[str, ...]]


def match_rules(model: Model, values: Values) -> Match:
    """The rules whose `when` is true and no `unless`, less the rows that a hit policy passes over."""
    matched = [rule for rule in model.rules if truth(rule.when, values) is True]
    excused = {rule.id: excuses for rule in matched if (excuses := true_excuses(rule, values))}
    applying = [rule for rule in matched if rule.id not in excused]
    passed_over = rows_passed_over(model, applying)
    return Match(
        picked=tuple(rule for rule in applying if rule.id not in passed_over),
        matched=tuple(rule.id for rule in matched),
        excused=excused,
        passed_over=passed_over,
        failed=failed_tests(model, values),
    )


def true_excuses(rule: Rule, values: Values) -> tuple[int, ...]:
    """The numbers, from 1, of the `unless` conditions that are true."""
    return tuple(number for number, excuse in enumerate(rule.unless, 1) if truth(excuse, values) is True)


def rows_passed_over(model: Model, applying: list[Rule]) -> dict[str, str]:
    """For each row that its table's hit policy does not pick, the row that it picks."""
    ids = [rule.id for rule in applying]
    passed_over: dict[str, str] = {}
    for rule in applying:
        table = model.tables.get(rule.table)
        if table is None or not table.picks_one:
            continue
        picked = next(row for row in table.ranked if row in ids)
        if rule.id != picked:
            passed_over[rule.id] = picked
    return passed_over


def failed_tests(model: Model, values: Values) -> dict[str, tuple[str, ...]]:
    """For each fact, and each expression by its text, the rules with a test on it that is not true.

    Every leaf of `when` counts by its own truth, also below `any_of` and `none_of`. Facts come in file order, derived
    ones behind given ones, and expressions in the order of their rules.
    """
    failed: dict[str, list[str]] = {name: [] for name in (*model.facts, *model.derived)}
    for rule in model.rules:
        for leaf in leaves(rule.when):
            rules = failed.setdefault(leaf.fact if isinstance(leaf, Test) else leaf.text, [])
            if truth(leaf, values) is not True and rule.id not in rules:
                rules.append(rule.id)
    return {tested: tuple(rules) for tested, rules in failed.items() if rules}


def applying_limits(model: Model, values: Values) -> tuple[Limit, ...]:
    """The limits that apply: `when` is true, or unknown where the limit says `if_unknown: apply`."""
    return tuple(limit for limit in model.limits if applies(limit, values))


def applies(limit: Limit, values: Values) -> bool:
    """Whether a limit applies."""
    holds = truth(limit.when, values)
    return limit.applies_if_unknown if holds is None else holds
