"""Actions that nobody may approve: some case gives more than the highest role may (RR527)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.findings.law import proposing
from recovery_rules.analysis.proof.unapproved import case_that_nobody_approves
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.engine.outcome import Action, all_in
from recovery_rules.model.authority import Grant
from recovery_rules.source.diagnostics import Diagnostic

_MOST_PLACES: Final = 50  # in which a case is looked for


def actions_that_nobody_may_approve(study: Study) -> Iterator[Finding]:
    """For each kind that the highest role may give only in part, a case in which that is not enough."""
    model = study.model
    capped: dict[str, Grant] = {}
    for grant in model.authority:
        if grant.kind and grant.role == model.roles[-1] and not grant.unlimited:
            capped.setdefault(grant.kind, grant)
    for kind, grant in capped.items():
        if study.is_own(grant.span):
            case = _case(study, kind)
            if case is not None:
                yield _finding(study, grant, case)


def _case(study: Study, kind: str) -> Values | None:
    def shows(values: Values) -> bool:
        return next(_beyond(study, values, kind), None) is not None

    for region in ({}, *islice(proposing(study, kind), _MOST_PLACES)):
        case = study.case_in(region, shows, reading=study.model.facts)
        if case is not None and shows(case):
            return case
    found = case_that_nobody_approves(study.model, kind)
    return dict(found) if found is not None and study.is_case(found) and shows(dict(found)) else None


def _beyond(study: Study, values: Values, kind: str) -> Iterator[Action]:
    for one in study.account(values).actions:
        yield from (it for it in all_in(one) if it.kind == kind and not it.held and not it.authority)


def _finding(study: Study, grant: Grant, case: Values) -> Finding:
    account = study.account(case)
    behind = [one.by for one in account.proposed if one.kind == grant.kind]
    behind += [one.by for one in account.bounds if one.kind == grant.kind and one.binds]
    laws = [limit.id for limit in study.model.limits if limit.level == "law" and limit.id in behind]
    by = next(iter([*laws, *behind]), "")
    gives = f"`{by}` {'demands' if laws else 'gives'} a {grant.kind}" if by else f"some {grant.kind} is given"
    one = next(_beyond(study, case, grant.kind))
    says = "; ".join(
        f"{grant.kind}.{name} is {value}" for name, value in one.values.items() if _is_told(study, one, name)
    )
    notes = (*([f"there {says}"] if says else []), f"for example: {study.command(case)}")
    return Finding(
        Diagnostic(
            "RR527",
            f"{gives} that nobody may approve: it is beyond `{grant.role}`, the highest role",
            grant.span,
            label="leave it out, or go as far as the rules do",
            notes=notes,
        ),
        witnesses=(study.witness(case),),
    )


def _is_told(study: Study, action: Action, name: str) -> bool:
    """Whether a parameter is one that some role is granted up to a value."""
    return any((one.kind, one.parameter) == (action.kind, name) for one in study.model.authority)
