"""Amounts of the law that a house limit takes away together with the action (RR522): they are floors, and not owed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.wording import line_of
from recovery_rules.model.rules import Limit
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed


def laws_without_claim(study: Study) -> Iterator[Finding]:
    """Floors of law on a kind that a limit of the house strikes where they apply."""
    limits = study.model.limits
    for number, law in enumerate(limits):
        if law.level != "law" or law.owed is not None or all(bound.at_least is None for bound in law.bounds):
            continue
        for other, house in enumerate(limits):
            if (
                house.level == "house"
                and law.kind in house.forbids
                and (study.is_own(law.span) or study.is_own(house.span))
            ):
                case = _case(study, number, other)
                if case is not None:
                    yield _finding(study, law, house, case)


def _case(study: Study, law: int, house: int) -> Values | None:
    """A case in which the one strikes what the other would raise."""
    clauses, limits = study.ground.shape.limits, study.model.limits

    def shows(values: Values) -> bool:
        account = study.account(values)
        struck = any((one.kind, one.by) == (limits[law].kind, limits[house].id) for one in account.refused)
        return struck and all(action.kind != limits[law].kind for action in account.actions)

    for one, other, clause in itertools.product(clauses[law], clauses[house], _proposing(study, limits[law].kind)):
        both = meet(one, other)
        region = None if both is None else meet(both, clause)
        if region is not None and not study.is_impossible(region):
            case = study.case_in(region, shows, reading=() if clause else study.model.facts)  # `otherwise`: of all
            if case is not None and shows(case):
                return case
    return None


def _proposing(study: Study, kind: str) -> list[Clause]:
    """Where something proposes a kind."""
    ground, model = study.ground, study.model
    found = [
        clause
        for rule, clauses in zip(model.rules, ground.matching, strict=True)
        if kind in kinds_of_rule(rule)
        for clause in clauses
    ]
    for limit, clauses in zip(model.limits, ground.shape.limits, strict=True):
        found += clauses if limit.owed is not None and limit.kind == kind else ()
    return [*found, {}] if kind in kinds_proposed(model.otherwise) else found


def _finding(study: Study, law: Limit, house: Limit, case: Values) -> Finding:
    message = f"`{house.id}`{line_of(house.span)} strikes the {law.kind} of which `{law.id}` says how much at least"
    at_fault = law if study.is_own(law.span) else house
    return Finding(
        Diagnostic("RR522", message, at_fault.span, label="add `owed: true` to what the law gives in any case"),
        (law.id, house.id),
        (law.span, house.span),
        (study.witness(case),),
    )
