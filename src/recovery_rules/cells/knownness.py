"""Proof that every amount and bound is known wherever its rule or limit counts (RR305)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.known import Knowledge
from recovery_rules.cells.sites import Said, Site
from recovery_rules.language.expressions import Constant, Expression, Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.cells.ground import Ground
    from recovery_rules.source.diagnostics import Problems


def prove_knownness(ground: Ground, problems: Problems) -> None:
    """Report values that may be unknown where they are needed."""
    for site in ground.sites:
        wanted = [(said, one) for said in (*site.proposed, *site.bounding) for one in _expressions(said)]
        if not wanted:
            continue
        knowledge = [Knowledge(ground.model, ground.shape, clause) for clause in site.clauses]
        for said, expression in wanted:
            unknown = frozenset[str]().union(*(one.unknown_in(expression) for one in knowledge))
            for fact in sorted(unknown):
                _report(problems, site, said, expression, fact)


def _expressions(said: Said) -> Iterator[Expression]:
    """What needs a proof: no literal, which is always known."""
    for expression in (said.value, said.at_least, said.at_most):
        if expression is not None and not isinstance(expression, Constant | Known):
            yield expression


def _report(problems: Problems, site: Site, said: Said, expression: Expression, fact: str) -> None:
    mend = f"add `{fact}: known` to {site.mend}" if site.mend else f"give `{fact}` a `default`"
    problems.add(
        "RR305",
        f"{said.name} needs `{fact}`, which may be unknown where {site.owner} applies",
        expression.span or said.span or site.span,
        label=mend,
        notes=(f"or say what holds without it: `if {fact} known then ... else ...`",),
    )
