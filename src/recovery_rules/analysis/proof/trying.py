"""Real cases to be tried where the solver gives no answer: those at the boundaries of a ruleset, and pairs of them.

They are few, and prove nothing: one that breaks a property refutes it, as any case does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, Final

from recovery_rules.analysis.cases.choosing import chosen_of
from recovery_rules.analysis.cases.exploring import Exploring
from recovery_rules.analysis.cases.targets import Targets
from recovery_rules.analysis.coverage.measuring import Measuring
from recovery_rules.analysis.proof.subjects import Case, Cases, Subject
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.shape import shape_of
from recovery_rules.language.given import plain_of
from recovery_rules.language.literals import public_of
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.properties import Monotone, NeverLess, Property, SameWhatever
from recovery_rules.model.ruleset import Model

_MOST_LOOKED_AT: Final = 1_000
_MOST_TRIED: Final = 500


def boundary_cases(subject: Subject) -> Sequence[Case]:
    """Valid cases that lie on and beside the constants of a ruleset, always the same ones.

    First come the few that reach together all that was found to be reached.
    """
    measuring = Measuring(subject.decider, Ground(subject.model, shape_of(subject.model)))
    targets = Targets(measuring)
    exploring = Exploring(subject.decider, measuring, targets, _MOST_LOOKED_AT)
    exploring.explore(lambda _: None)
    pool = [*exploring.pool.values()]
    cases = [*(one.case for one in chosen_of(pool, targets.everything)), *(one.case for one in pool)]
    return [*{tuple(case.values()): case for case in cases}.values()]


def attempts(property_: Property, cases: Sequence[Case], own: Model, other: Model) -> Iterator[Cases]:
    """What may break a property: each case, as another ruleset sees it too, or with its neighbour along a fact."""
    match property_.statement:
        case Monotone(along=along):
            found = _neighbours(along, cases, own.facts[along])
        case SameWhatever(facts=facts):
            found = (pair for name in facts for pair in _neighbours(name, cases, own.facts[name]))
        case NeverLess():
            found = ((case, seen) for case in cases if (seen := as_seen_by(other, case, own)) is not None)
        case _:
            found = ((case,) for case in cases)
    return islice(found, _MOST_TRIED)


def as_seen_by(other: Model, case: Case, own: Model) -> Case | None:
    """The same case in the values of another ruleset; None where that has no such value."""
    try:
        return {name: _seen(fact, case.get(name), own.facts.get(name)) for name, fact in other.facts.items()}
    except ValueError:
        return None


def _seen(fact: Fact, plain: Plain | None, there: Fact | None) -> Plain | None:
    if there is None or plain is None:
        return fact.default
    return plain_of(public_of(plain, there.type), fact.type)


def _neighbours(name: str, cases: Iterable[Case], fact: Fact) -> Iterator[Cases]:
    """Each pair of cases that differ in one fact, and have there one of the values met, and the next one."""
    found: list[Any] = [*dict.fromkeys(plain for case in cases if (plain := case[name]) is not None)]
    values = [*([None] if fact.may_be_unknown else []), *(sorted(found) if fact.type.rises else found)]
    rest = {tuple(case.values()): case for case in ({**case, name: None} for case in cases)}
    for case in rest.values():
        yield from (({**case, name: one}, {**case, name: following}) for one, following in pairwise(values))
