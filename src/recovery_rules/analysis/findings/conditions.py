"""Conditions that exclude nothing (RR509): a test that holds wherever the others do, an excuse that never excuses.

What `needed` says of a fact is left aside: to name the case in which a fact is given, beside a test of it, is plain
writing, and no mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import evolve

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.analysis.tables.gaps import LeftOut
from recovery_rules.cells.clauses import Clause, TooManyAlternativesError, meet
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.cells.possible import Possible
from recovery_rules.language.tests import Anything
from recovery_rules.model.conditions import All, Condition, Test, leaves
from recovery_rules.model.rules import Rule
from recovery_rules.source.diagnostics import Diagnostic

_MOST_TOLD: Final = 3  # parts of a condition in a message


def conditions_without_effect(study: Study) -> Iterator[Finding]:
    """Tests under `when` and excuses under `unless` without which a rule would match in the same cases."""
    is_impossible = _impossible_but_for_needed(study)
    for number, rule in study.one_by_one(study.model.rules):
        if not study.is_own(rule.span) or rule.span in study.unreached:
            continue
        for part in _needless(study, rule, study.ground.shape.rules[number], is_impossible):
            why = "every case passes it" if len(_parts(rule.when)) == 1 else "beside the others every case passes it"
            yield _finding(rule, f"{_told(part)} of `{rule.id}` excludes nothing: {why}")
        for excuse, clauses in zip(rule.unless, study.ground.shape.unless[number], strict=True):
            if _never_meet(study, study.ground.shape.rules[number], clauses):
                yield _finding(rule, f"{_told(excuse)} never excuses `{rule.id}`: no case of the rule has it")


def _needless(
    study: Study, rule: Rule, when: Sequence[Clause], is_impossible: Callable[[Clause], bool]
) -> Iterator[Condition]:
    parts = _parts(rule.when)
    index = ClauseIndex(study.ground.shape.columns, when)
    for place, part in enumerate(parts):
        if isinstance(part, Test) and isinstance(part.test, Anything):
            continue  # `any` says so itself
        rest = All((*parts[:place], *parts[place + 1 :]))
        try:
            wider = study.ground.shape.clauses.of(rest)
            if not any(LeftOut(index, within=one, is_impossible=is_impossible).is_something() for one in wider):
                yield part
        except (TooManyAlternativesError, TooManyCellsError):
            continue


def _never_meet(study: Study, when: Sequence[Clause], excuse: Sequence[Clause]) -> bool:
    both = (meet(one, other) for one in when for other in excuse)
    return all(clause is None or study.is_impossible(clause) for clause in both)


def _impossible_but_for_needed(study: Study) -> Callable[[Clause], bool]:
    """Whether no case lies in a region, for other reasons than that a fact is given elsewhere alone."""
    facts = {
        name: evolve(fact, needed=None, optional=fact.optional or fact.needed is not None)
        for name, fact in study.model.facts.items()
    }
    shape = evolve(study.ground.shape, needed={})
    possible = Possible(evolve(study.model, facts=facts), shape)
    return lambda clause: possible.excludes(clause) or possible.excludes_piecewise(clause)


def _parts(when: Condition) -> tuple[Condition, ...]:
    return when.parts if isinstance(when, All) else (when,)


def _told(condition: Condition) -> str:
    """A condition in the author's words."""
    found = [f"{leaf.fact} {leaf.text}" if isinstance(leaf, Test) else leaf.text for leaf in leaves(condition)]
    return " and ".join(f"`{words}`" for words in found[:_MOST_TOLD]) + (
        " and so on" if len(found) > _MOST_TOLD else ""
    )


def _finding(rule: Rule, message: str) -> Finding:
    return Finding(Diagnostic("RR509", message, rule.span), (rule.id,), (rule.span,))
