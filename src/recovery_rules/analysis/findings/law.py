"""What limits of the house do to what the law gives.

Amounts that one takes away together with the action (RR522): they are floors, and not owed. Actions that the law owes
and one holds (RR526): what only a limit of law may strike, only the law may keep from being carried out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.wording import line_of
from recovery_rules.engine.outcome import Action, all_in
from recovery_rules.language.public import plain_again
from recovery_rules.model.rules import Limit
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed


def laws_without_claim(study: Study) -> Iterator[Finding]:
    """Floors of law on a kind that a limit of the house strikes where they apply."""
    limits = study.model.limits
    for law, house in _pairs(study):
        says_how_much = any(bound.at_least is not None for bound in limits[law].bounds)
        if limits[law].owed is None and says_how_much and limits[law].kind in limits[house].forbids:
            case = _case_struck(study, law, house)
            if case is not None:
                yield _struck(study, limits[law], limits[house], case)


def claims_held(study: Study) -> Iterator[Finding]:
    """Actions that the law owes, and that a limit of the house holds."""
    limits = study.model.limits
    for law, house in _pairs(study):
        if limits[law].owed is not None and limits[law].kind in limits[house].holds:
            case = _case_held(study, law, house)
            if case is not None:
                yield _held(study, limits[law], limits[house], case)


def _pairs(study: Study) -> Iterator[tuple[int, int]]:
    """Each limit of law with each of the house, by their numbers, where the file itself says one of them."""
    limits = study.model.limits
    laws, houses = ([number for number, one in enumerate(limits) if one.level == level] for level in ("law", "house"))
    for law, house in itertools.product(laws, houses):
        if study.is_own(limits[law].span) or study.is_own(limits[house].span):
            yield law, house


def _case_held(study: Study, law: int, house: int) -> Values | None:
    """A case in which the one holds what the other owes."""
    clauses, limits = study.ground.shape.limits, study.model.limits

    def shows(values: Values) -> bool:
        account = study.account(values)
        given = (one for action in account.actions for one in all_in(action))
        return limits[law].id in account.limits and any(
            limits[house].id in one.held and _is_about(study, limits[law], one) for one in given
        )

    for one, other in itertools.product(clauses[law], clauses[house]):
        region = meet(one, other)
        if region is not None and not study.is_impossible(region):
            case = study.case_in(region, shows)
            if case is not None and shows(case):
                return case
    return None


def _is_about(study: Study, law: Limit, action: Action) -> bool:
    kind = study.model.kinds.get(action.kind)
    apart = () if kind is None else (name for name in kind.distinct_by if name in action.values)
    return kind is not None and law.is_about(
        action.kind, {name: plain_again(action.values[name], kind.parameters[name].type) for name in apart}
    )


def _held(study: Study, law: Limit, house: Limit, case: Values) -> Finding:
    message = f"`{house.id}`{line_of(house.span)} holds the {law.kind} that the law owes under `{law.id}`"
    label = "add `level: law` if the law lets it wait, or leave these cases out"
    return Finding(
        Diagnostic("RR526", message, house.span, label=label),
        (house.id, law.id),
        (house.span, law.span),
        (study.witness(case),),
    )


def _case_struck(study: Study, law: int, house: int) -> Values | None:
    """A case in which the one strikes what the other would raise."""
    clauses, limits = study.ground.shape.limits, study.model.limits

    def shows(values: Values) -> bool:
        account = study.account(values)
        struck = any((one.kind, one.by) == (limits[law].kind, limits[house].id) for one in account.refused)
        return struck and all(action.kind != limits[law].kind for action in account.actions)

    for one, other, clause in itertools.product(clauses[law], clauses[house], proposing(study, limits[law].kind)):
        both = meet(one, other)
        region = None if both is None else meet(both, clause)
        if region is not None and not study.is_impossible(region):
            case = study.case_in(region, shows, reading=() if clause else study.model.facts)  # `otherwise`: of all
            if case is not None and shows(case):
                return case
    return None


def proposing(study: Study, kind: str) -> list[Clause]:
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


def _struck(study: Study, law: Limit, house: Limit, case: Values) -> Finding:
    message = f"`{house.id}`{line_of(house.span)} strikes the {law.kind} of which `{law.id}` says how much at least"
    at_fault = law if study.is_own(law.span) else house
    label = "add `owed: true` to what the law gives in any case"
    return Finding(
        Diagnostic("RR522", message, at_fault.span, label=label),
        (law.id, house.id),
        (law.span, house.span),
        (study.witness(case),),
    )
