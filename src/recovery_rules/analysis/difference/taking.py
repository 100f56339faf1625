"""Cases that one of two rulesets takes and the other refuses: a value that it does not know, or does not admit.

Facts that one ruleset alone knows are left out; the other never asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.facts import Variable, is_true
from recovery_rules.analysis.formula.linking import is_left_out, left_out, linked
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either, z3
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.analysis.proof.prover import is_case
from recovery_rules.analysis.proof.shrinking import shrunk
from recovery_rules.analysis.proof.subjects import Case, Cases, Subject

_MOST_TRIES: Final = 5
_Way: TypeAlias = tuple[Literal["old", "new"], Subject, Subject, Encoding, Encoding]


@frozen
class TakenByOne:
    """A case that one ruleset alone takes.

    Attributes:
        by: which one takes it.
        case: its facts.
    """

    by: Literal["old", "new"]
    case: Mapping[str, Any]


class _UnknownError(Exception):
    """It is not known whether there is such a case."""


def taken_by_one(
    subjects: tuple[Subject, Subject], encodings: tuple[Encoding, Encoding], budget: int
) -> tuple[tuple[TakenByOne, ...], bool]:
    """A case that the old ruleset alone takes, and one that the new one alone takes, where there are such.

    Returned with them is whether it is known that there are no others.
    """
    old, new = subjects
    if (old.model.facts, old.model.derived, old.model.admissions) == (
        new.model.facts,
        new.model.derived,
        new.model.admissions,
    ):
        return (), True
    before, after = encodings
    found: list[TakenByOne] = []
    is_known = True
    ways: tuple[_Way, ...] = (("old", old, new, before, after), ("new", new, old, after, before))
    for by, taker, refuser, own, other in ways:
        try:
            case = _taken(taker, refuser, own, other, budget)
        except _UnknownError:
            is_known = False
        else:
            found += [] if case is None else [TakenByOne(by, taker.public(case))]
    return tuple(found), is_known


def _taken(taker: Subject, refuser: Subject, own: Encoding, other: Encoding, budget: int) -> Case | None:
    alone = (one for name, one in own.variables.items() if name not in other.variables)
    settled = (either(one.value.known, one.valid) for one in other.variables.values())  # what nobody knows is no reason
    refused = both(*linked(own.variables, other.variables), *settled, contrary(other.valid))
    unknown = (
        _is_unknown_to(one, own.variables[name]) for name, one in other.variables.items() if name in own.variables
    )
    asking = Asking(budget, own.valid, own.known, other.known, *map(left_out, alone), either(refused, *unknown))

    def is_taken(cases: Cases) -> bool:
        told = taker.public(cases[0])
        seen = {name: value for name, value in told.items() if name in refuser.model.facts}
        return taker.account(cases[0]) is not None and refuser.account_of(seen) is None

    for _ in range(_MOST_TRIES):
        answer, solution = asking.ask()
        if answer == z3().unsat:
            return None
        if solution is None:
            raise _UnknownError
        case = {
            name: None if _is_untold(solution, one, other.variables.get(name)) else one.plain(solution)
            for name, one in own.variables.items()
        }
        if is_taken((case,)):
            return shrunk((case,), taker.model.facts, is_taken, zone=taker.model.zone)[0]
        asking.tell(contrary(is_case(own.variables, case)))
    raise _UnknownError


def _is_untold(solution: Any, one: Variable, other: Variable | None) -> bool:
    """Whether nobody tells a fact in a solution, as far as either ruleset can see."""
    there = other is None or is_left_out(other) is False or is_true(solution, is_left_out(other))
    return there and is_true(solution, is_left_out(one))


def _is_unknown_to(other: Variable, one: Variable) -> Formula:
    """Whether a fact has a value that the other ruleset does not know, or none where that must be told."""
    untold = both(is_left_out(one), is_left_out(other) is False)
    mine, theirs = one.fact.type, other.fact.type
    places = [place for place, value in enumerate(mine.values) if value not in theirs.values]
    content = one.value.content
    if mine.kind == "set":
        return either(untold, both(one.value.known, disjunction(content[place] for place in places)))
    return either(untold, both(one.value.known, disjunction(equal(content, place) for place in places)))
