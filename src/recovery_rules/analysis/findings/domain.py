"""What service recovery asks of a ruleset: a remedy for each failure (RR515), an owner (RR516) and a deadline (RR517).

The failure is the choice fact that most rules with a remedy test. Owners and deadlines are asked for where the ruleset
says them of most actions that its rules propose, in choices too, and its limits owe: one that says none, or few, does
without. That kinds of action are those of the vocabulary is seen to while loading (RR242).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

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
from recovery_rules.source.span import Span

_Parameters: TypeAlias = Callable[[ActionKind], tuple[str, ...]]
_Given: TypeAlias = tuple[str, bool]  # a kind, and whether a choice offers it

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


@frozen
class _Proposing:
    """A rule, or a limit that owes: where it applies, and what it says of the actions that it proposes.

    `says` has for each kind that takes some parameters, alone and in bundles apart, whether one is said each time.
    """

    name: str
    span: Span | None
    clauses: tuple[Clause, ...]
    says: Mapping[_Given, bool]


def _proposing(study: Study, parameters: _Parameters) -> list[_Proposing]:
    ground, model = study.ground, study.model
    found = [
        _Proposing(rule.id, rule.span, clauses, _says(study, rule.proposals, parameters))
        for rule, clauses in zip(model.rules, ground.matching, strict=True)
    ]
    for limit, clauses in zip(model.limits, ground.shape.limits, strict=True):
        if limit.owed is not None:
            found.append(_Proposing(limit.id, limit.span, clauses, _says(study, [limit.owed], parameters)))
    return found


def _lacking(study: Study, code: str, what: str, parameters: _Parameters) -> Iterator[Finding]:
    proposing = _proposing(study, parameters)
    told = [said for one in proposing for said in one.says.values()]
    if sum(told) * 2 < len(told):
        return
    by_kind: dict[str, list[str]] = {}
    witnesses: list[Witness] = []
    for _, one in study.one_by_one(proposing):
        if not study.is_own(one.span):
            continue
        for given, said in one.says.items():
            case = None if said else _case_without(study, one, given, proposing, parameters)
            if case is not None:
                names = by_kind.setdefault(given[0], [])
                names += [one.name] if one.name not in names else []
                witnesses.append(study.witness(case))
    if by_kind:
        notes = [f"{kind}: {', '.join(f'`{name}`' for name in names)}" for kind, names in by_kind.items()]
        message = f"some actions come without {what}, and most have one"
        yield Finding(Diagnostic(code, message, study.model.span, notes=tuple(notes)), witnesses=tuple(witnesses))


def _case_without(
    study: Study, one: _Proposing, given: _Given, proposing: Sequence[_Proposing], parameters: _Parameters
) -> Values | None:
    """A case in which it applies and the action of a kind says none of its parameters, whoever else proposes it."""
    kind, offered = given
    asked = parameters(study.model.kinds[kind])
    columns = study.ground.shape.columns
    supplied = ClauseIndex(  # of what stands in a bundle, nobody else says anything
        columns, (clause for other in proposing if not offered and other.says.get(given) for clause in other.clauses)
    )

    def lacks(values: Values) -> bool:
        account = study.account(values)
        actions = account.actions
        if offered:
            actions = tuple(inner for action in actions for bundle in action.options for inner in bundle)
        return one.name in account.fired and any(
            action.kind == kind and not any(name in action.values for name in asked) for action in actions
        )

    try:
        for clause in one.clauses:
            left = LeftOut(supplied, within=clause, is_impossible=study.is_impossible)
            for box in itertools.islice(left.boxes(), _MOST_LOOKED_AT):
                case = study.case_in(box.part, lacks)
                if case is not None and lacks(case):
                    return case
    except TooManyCellsError:
        pass
    return None


def _says(study: Study, proposals: Sequence[Proposal], parameters: _Parameters) -> dict[_Given, bool]:
    found: dict[_Given, list[bool]] = {}
    bundled = ((one, True) for choice in proposals for bundle in choice.options for one in bundle)
    for proposal, offered in (*((one, False) for one in proposals if one.kind != CHOICE), *bundled):
        asked = parameters(study.model.kinds[proposal.kind])
        if asked:
            found.setdefault((proposal.kind, offered), []).append(any(name in proposal.arguments for name in asked))
    return {given: all(said) for given, said in found.items()}
