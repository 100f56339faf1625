"""Amounts of the law that a house limit takes away together with the action (RR522): they are floors, and not owed."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import meet
from recovery_rules.cells.wording import line_of
from recovery_rules.model.rules import Limit
from recovery_rules.source.diagnostics import Diagnostic


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

    for one in clauses[law]:
        for other in clauses[house]:
            both = meet(one, other)
            if both is not None and not study.is_impossible(both):
                case = study.case_in(both, shows)
                if case is not None and shows(case):
                    return case
    return None


def _finding(study: Study, law: Limit, house: Limit, case: Values) -> Finding:
    message = f"`{house.id}`{line_of(house.span)} strikes the {law.kind} of which `{law.id}` says how much at least"
    at_fault = law if study.is_own(law.span) else house
    return Finding(
        Diagnostic("RR522", message, at_fault.span, label="add `owed: true` to what the law gives in any case"),
        (law.id, house.id),
        (law.span, house.span),
        (study.witness(case),),
    )
