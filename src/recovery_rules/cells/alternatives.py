"""The shape of a model, or a diagnostic for each condition that nests too many alternatives (RR300)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.clauses import MOST_ALTERNATIVES, Clauses, TooManyAlternativesError
from recovery_rules.cells.shape import Shape, columns_of, shape_of, violation
from recovery_rules.model.facts import DerivedTable, row_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.model.conditions import Condition
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.span import Span


def shape_or_problems(model: Model, problems: Problems) -> Shape | None:
    """The shape of a model; None, with a problem for each culprit, where conditions nest too many alternatives."""
    try:
        return shape_of(model)
    except TooManyAlternativesError:
        clauses = Clauses(columns_of(model))
    for condition, name, at, lenient in _conditions(model):
        try:
            clauses.of(condition, lenient=lenient)
        except TooManyAlternativesError:
            problems.add(
                "RR300",
                f"{name} nests more than {MOST_ALTERNATIVES} alternatives",
                at,
                notes=("write several rules, or give a part of it a name as a derived boolean",),
            )
    return None


def _conditions(model: Model) -> Iterator[tuple[Condition, str, Span | None, bool]]:
    """Every condition with what it is called, where it stands, and whether an unknown satisfies it."""
    for fact in model.facts.values():
        if fact.needed is not None:
            yield fact.needed, f"`needed` of `{fact.name}`", fact.span, False
    for table in model.derived.values():
        if isinstance(table, DerivedTable):
            for row in table.rows:
                yield row_condition(table, row), f"row {row.number} of `{table.name}`", row.span, False
    for one in model.admissions:
        yield violation(one.when, one.must, one.text), f"the condition of `{one.id}`", one.span, False
    for rule in model.rules:
        yield rule.when, f"the condition of `{rule.id}`", rule.span, False
        for excuse in rule.unless:
            yield excuse, f"`unless` of `{rule.id}`", rule.span, False
    for limit in model.limits:
        yield limit.when, f"the condition of `{limit.id}`", limit.span, limit.applies_if_unknown
