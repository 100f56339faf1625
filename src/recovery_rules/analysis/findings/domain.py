"""What service recovery asks of a ruleset: a remedy for each failure (RR515), an owner (RR516) and a deadline (RR517).

The failure is the choice fact that most rules with a remedy test. Owners and deadlines are asked for where the ruleset
says them of most actions: one that says none, or few, does without. That kinds of action are those of the vocabulary is
seen to while loading (RR242).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.analysis.tables.gaps import LeftOut
from recovery_rules.analysis.witness import Witness
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.model.actions import CHOICE, ActionKind, Proposal
from recovery_rules.model.follow_up import OWNER
from recovery_rules.source.diagnostics import Diagnostic

_Parameters: TypeAlias = Callable[[ActionKind], tuple[str, ...]]

_MOST_LOOKED_AT = 5  # parts of where a rule applies


def values_without_remedy(study: Study) -> Iterator[Finding]:
    """Failures for which no rule and no limit ever gives a remedy beyond the acknowledgement that all get."""
    giving = list(_giving_remedies(study))
    fact = _failure(study, giving)
    number = None if fact is None else study.ground.shape.clauses.number_of(fact)
    if fact is None or number is None:
        return
    column = study.ground.shape.columns[number]
    without = [
        value
        for cell, value in enumerate(column.type.values)
        if all((both := meet(clause, {number: 1 << cell})) is None or study.is_impossible(both) for clause in giving)
    ]
    if without:
        told = ", ".join(f"`{value}`" for value in without)
        cases = [study.case_in({number: 1 << column.type.values.index(value)}) for value in without]
        yield Finding(
            Diagnostic("RR515", f"no rule gives a remedy where `{fact}` is {told}", study.model.facts[fact].span),
            witnesses=tuple(study.witness(case) for case in cases if case is not None),
        )


def actions_without_owner(study: Study) -> Iterator[Finding]:
    """Actions that come without an owner, though their kind takes one."""
    if study.model.roles:
        yield from _lacking(study, "RR516", "an owner", lambda kind: (OWNER,) if OWNER in kind.parameters else ())


def actions_without_deadline(study: Study) -> Iterator[Finding]:
    """Actions that come without a deadline, though their kind takes one."""
    yield from _lacking(study, "RR517", "a deadline", lambda kind: kind.time_limits)


def _giving_remedies(study: Study) -> Iterator[Clause]:
    ground = study.ground
    for rule, clauses in zip(study.model.rules, ground.matching, strict=True):
        if any(_is_remedy(study, one) for one in rule.proposals):
            yield from clauses
    for limit, clauses in zip(study.model.limits, ground.shape.limits, strict=True):
        if limit.owed is not None and _is_remedy(study, limit.owed):
            yield from clauses


def _is_remedy(study: Study, proposal: Proposal) -> bool:
    if proposal.kind == CHOICE:
        return any(_is_remedy(study, one) for bundle in proposal.options for one in bundle)
    kind = study.model.kinds[proposal.kind]
    return kind.stream == "remedy" and kind.phase != "acknowledge"  # an apology makes nothing good


def _failure(study: Study, giving: Sequence[Clause]) -> str | None:
    """The choice fact that most conditions of remedies test; of several the one with most values."""
    found = {
        number: sum(number in clause for clause in giving)
        for number, column in enumerate(study.ground.shape.columns)
        if column.kind == "enumerated" and column.type.kind == "choice" and column.fact in study.model.facts
    }
    best = max(found, key=lambda one: (found[one], len(study.ground.shape.columns[one].type.values)), default=None)
    return None if best is None or not found[best] else study.ground.shape.columns[best].fact


def _lacking(study: Study, code: str, what: str, parameters: _Parameters) -> Iterator[Finding]:
    says = [_says(study, rule.proposals, parameters) for rule in study.model.rules]
    told = [said for one in says for said in one.values()]
    if sum(told) * 2 < len(told):
        return
    by_kind: dict[str, list[str]] = {}
    witnesses: list[Witness] = []
    for number, rule in study.one_by_one(study.model.rules):
        if not study.is_own(rule.span):
            continue
        for kind, said in says[number].items():
            case = None if said else _case_without(study, number, kind, says, parameters)
            if case is not None:
                by_kind.setdefault(kind, []).append(rule.id)
                witnesses.append(study.witness(case))
    if by_kind:
        notes = [f"{kind}: {', '.join(f'`{name}`' for name in names)}" for kind, names in by_kind.items()]
        message = f"some actions come without {what}, and most have one"
        yield Finding(Diagnostic(code, message, study.model.span, notes=tuple(notes)), witnesses=tuple(witnesses))


def _case_without(
    study: Study, number: int, kind: str, says: Sequence[Mapping[str, bool]], parameters: _Parameters
) -> Values | None:
    """A case in which a rule applies and the action of a kind says none of its parameters, whoever else proposes it."""
    ground = study.ground
    asked = parameters(study.model.kinds[kind])
    others = zip(says, ground.matching, strict=True)
    supplied = ClauseIndex(
        ground.shape.columns, (clause for one, clauses in others if one.get(kind) for clause in clauses)
    )

    def lacks(values: Values) -> bool:
        account = study.account(values)
        given = [action for action in account.actions if action.kind == kind]
        return study.model.rules[number].id in account.fired and any(
            not any(name in action.values for name in asked) for action in given
        )

    try:
        for clause in ground.matching[number]:
            left = LeftOut(supplied, within=clause, is_impossible=study.is_impossible)
            for box in itertools.islice(left.boxes(), _MOST_LOOKED_AT):
                case = study.case_in(box.part, lacks)
                if case is not None and lacks(case):
                    return case
    except TooManyCellsError:
        pass
    return None


def _says(study: Study, proposals: Sequence[Proposal], parameters: _Parameters) -> dict[str, bool]:
    """For each kind that is proposed and takes one of some parameters, whether one is said each time."""
    found: dict[str, bool] = {}
    for proposal in proposals:
        if proposal.kind == CHOICE:
            continue
        asked = parameters(study.model.kinds[proposal.kind])
        if asked:
            said = any(name in proposal.arguments for name in asked)
            found[proposal.kind] = found.get(proposal.kind, True) and said
    return found
