"""All findings of a ruleset, one question after the other.

In: a ruleset that loads. Out: findings as they are found, so that whoever stops in between keeps those that came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from recovery_rules.analysis.findings.allowed import Allowed
from recovery_rules.analysis.findings.approval import actions_that_nobody_may_approve
from recovery_rules.analysis.findings.conditions import conditions_without_effect
from recovery_rules.analysis.findings.domain import (
    actions_without_deadline,
    actions_without_owner,
    values_without_remedy,
)
from recovery_rules.analysis.findings.effects import (
    limits_without_effect,
    overrides_without_effect,
    rules_without_effect,
)
from recovery_rules.analysis.findings.examples import cells_without_example
from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.findings.gaps import gaps_of_ruleset, gaps_of_tables
from recovery_rules.analysis.findings.law import claims_held, laws_without_claim
from recovery_rules.analysis.findings.left_open import left_open
from recovery_rules.analysis.findings.overlaps import conflicts
from recovery_rules.analysis.findings.roles import roles_above_the_highest
from recovery_rules.analysis.study import Study
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic

Question: TypeAlias = Callable[[Study], Iterator[Finding]]
Progress: TypeAlias = Callable[[str], None]

# What is asked, and how it is called while it takes its time.
QUESTIONS: Final[tuple[tuple[str, Question], ...]] = (
    ("cases that no rule decides", gaps_of_ruleset),
    ("cases that tables leave out", gaps_of_tables),
    ("rules that change no decision", rules_without_effect),
    ("overrides that never bite", overrides_without_effect),
    ("limits that never bind", limits_without_effect),
    ("rules that overlap in part, with different amounts", conflicts),
    ("conditions that exclude nothing", conditions_without_effect),
    ("failures without a remedy", values_without_remedy),
    ("actions without an owner", actions_without_owner),
    ("actions without a deadline", actions_without_deadline),
    ("roles above the highest", roles_above_the_highest),
    ("actions that nobody may approve", actions_that_nobody_may_approve),
    ("amounts of law that the house takes away", laws_without_claim),
    ("what the law owes and the house holds", claims_held),
    ("cells that no example reaches", cells_without_example),
    ("what stays open", left_open),
)


def find(model: Model, warnings: Iterable[Diagnostic] = (), progress: Progress | None = None) -> Iterator[Finding]:
    """What an author should know of a ruleset.

    Args:
        model: a ruleset that loads.
        warnings: what loading has found.
        progress: told what is looked for, again and again.
    """
    warnings = tuple(warnings)
    tell = progress or (lambda _: None)
    study = Study(model, warnings, tell)
    allowed = Allowed(model)
    yield from allowed.left(_found_while_loading(model, warnings))
    for what, question in QUESTIONS:
        study.asked = what
        tell(what)
        yield from allowed.left(question(study))
    yield from allowed.needless(study.undecided)


def _found_while_loading(model: Model, warnings: Iterable[Diagnostic]) -> Iterator[Finding]:
    """Warnings as findings, each of the rule or limit at which it points."""
    places = {one.span: one.id for one in model.rules} | {one.span: one.id for one in model.limits}
    for one in warnings:
        name = None if one.span is None else places.get(one.span)
        yield Finding(one) if name is None else Finding(one, (name,), (one.span,))
