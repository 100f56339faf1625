"""Rules that meet and give different amounts, of which one silently loses (RR518).

That of two time limits the sooner counts, and of two owners the higher, goes without saying; of two amounts it may not.
Where the one rule is an exception of the other, applying in fewer cases, that is how rules are written. Here each
applies where the other does not, so that nobody may have thought of the cases that they share. Rows of one table are
left to its hit policy, and rules that override each other have said which of them counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.analysis.tables.gaps import LeftOut
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.cells.wording import line_of, value_in_words
from recovery_rules.language.expressions import Constant
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.rules import Rule
from recovery_rules.source.diagnostics import Diagnostic

_ONE_COUNTS = frozenset({"greatest", "least"})
_AMOUNTS = frozenset({"money", "unit", "percent", "number", "integer"})
_MOST_PAIRS = 20_000  # of rules that speak of the same parameter

Slot: TypeAlias = tuple[str, tuple[Plain | None, ...], str]  # kind, what keeps it apart, parameter


def conflicts(study: Study) -> Iterator[Finding]:
    """Pairs of rules that overlap in part and give different amounts of one action."""
    said = [_said(study, rule) for rule in study.model.rules]
    speaking: dict[Slot, list[int]] = {}
    for number, own in enumerate(said):
        for slot in own:
            speaking.setdefault(slot, []).append(number)
    pairs: dict[tuple[int, int], list[Slot]] = {}
    for slot, numbers in speaking.items():
        for one, other in itertools.islice(itertools.combinations(numbers, 2), _MOST_PAIRS):
            if said[one][slot] != said[other][slot] and _are_apart(study, one, other):
                pairs.setdefault((one, other), []).append(slot)
    for _, ((one, other), slots) in study.one_by_one(sorted(pairs.items())):
        case = _case(study, one, other)
        if case is not None:
            yield _finding(study, one, other, slots, said, case)


def _said(study: Study, rule: Rule) -> Mapping[Slot, Plain]:
    found: dict[Slot, Plain] = {}
    for proposal in rule.proposals:
        if proposal.kind == CHOICE:
            continue
        kind = study.model.kinds[proposal.kind]
        constants = {
            name: argument.value.value
            for name, argument in proposal.arguments.items()
            if isinstance(argument.value, Constant) and argument.at_least is None and argument.at_most is None
        }
        apart = tuple(constants.get(name) for name in kind.distinct_by)
        for name, value in constants.items():
            parameter = kind.parameters[name]
            if parameter.combine in _ONE_COUNTS and parameter.type.kind in _AMOUNTS:
                found[kind.id, apart, name] = value
    return found


def _are_apart(study: Study, one: int, other: int) -> bool:
    """Whether neither rule is a row of the other's table, overrides it, or applies wherever it does."""
    first, second = study.model.rules[one], study.model.rules[other]
    if (first.table and first.table == second.table) or first.id in second.overrides or second.id in first.overrides:
        return False
    if not (study.is_own(first.span) or study.is_own(second.span)):
        return False
    return not (_covers(study, one, other) or _covers(study, other, one))


def _covers(study: Study, one: int, other: int) -> bool:
    """Whether a rule matches in every case in which another does, as far as that can be seen."""
    wide, narrow = study.ground.matching[one], study.ground.matching[other]
    index = ClauseIndex(study.ground.shape.columns, wide)
    left = (clause for clause in narrow if not index.covering(clause))
    try:
        return not any(
            LeftOut(index, within=clause, is_impossible=study.is_impossible).is_something() for clause in left
        )
    except TooManyCellsError:
        return False


def _case(study: Study, one: int, other: int) -> Values | None:
    names = {study.model.rules[number].id for number in (one, other)}

    def shows(values: Values) -> bool:
        return names <= {proposed.by for proposed in study.account(values).proposed}

    for both in _common(study.ground.matching[one], study.ground.matching[other]):
        if not study.is_impossible(both):
            case = study.case_in(both, shows) or study.case_in(both, shows, reading=study.model.facts)
            if case is not None:
                return case
    return None


def _common(one: Sequence[Clause], other: Sequence[Clause]) -> Iterator[Clause]:
    for first, second in itertools.product(one, other):
        both = meet(first, second)
        if both is not None:
            yield both


def _finding(
    study: Study, one: int, other: int, slots: Sequence[Slot], said: Sequence[Mapping[Slot, Plain]], case: Values
) -> Finding:
    first, second = study.model.rules[one], study.model.rules[other]
    at_fault, earlier = (second, first) if study.is_own(second.span) else (first, second)
    notes = []
    for slot in slots:
        kind, _, name = slot
        parameter = study.model.kinds[kind].parameters[name]
        mine, theirs = (value_in_words(said[number][slot], parameter.type) for number in (one, other))
        notes.append(
            f"{kind}.{name}: {mine} by `{first.id}`, {theirs} by `{second.id}`: the {parameter.combine} counts"
        )
    together = next(_common(study.ground.matching[one], study.ground.matching[other]))
    notes.append(f"for example: {study.in_words(case, together)}")
    return Finding(
        Diagnostic(
            "RR518",
            f"`{at_fault.id}` and `{earlier.id}`{line_of(earlier.span)} overlap in part, with different amounts",
            at_fault.span,
            notes=tuple(notes),
        ),
        (at_fault.id, earlier.id),
        (at_fault.span, earlier.span),
        (study.witness(case),),
    )
