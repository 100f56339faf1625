"""The prover: each property of a ruleset is proved for every case, refuted by real cases, or honestly unknown."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from time import monotonic
from typing import Any, Final

from attrs import evolve

from recovery_rules.analysis.formula.encoding import Encoding, with_limits_apart
from recovery_rules.analysis.formula.facts import Variable, instant
from recovery_rules.analysis.formula.linking import UnaskableError
from recovery_rules.analysis.formula.logic import ONE_AT_A_TIME, Formula, both, contrary, same_truth, z3
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.proof.asking import LONGEST, add, checked
from recovery_rules.analysis.proof.breaking import Breach, breach
from recovery_rules.analysis.proof.ends import UntoldError
from recovery_rules.analysis.proof.picked import picked_in_words
from recovery_rules.analysis.proof.questions import Question, question_of
from recovery_rules.analysis.proof.result import Proof
from recovery_rules.analysis.proof.shrinking import shrunk
from recovery_rules.analysis.proof.subjects import Case, Cases, Subject, why_not_loaded
from recovery_rules.analysis.proof.telling import can_be_told
from recovery_rules.analysis.proof.trying import attempts, boundary_cases
from recovery_rules.analysis.proof.unsettled import why_unsettled
from recovery_rules.engine.account import Account
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.properties import Claim, NeverLess, Property
from recovery_rules.source.errors import RulesetError

BUDGET: Final = 30_000_000  # steps of the solver, for one question
_MOST_TRIES: Final = 20  # solutions that the engine does not confirm
_NO_SOLVER: Final = "it takes a solver to tell: pip install 'recovery-rules[proof]'"
_UNCONFIRMED: Final = "the engine does not confirm what the solver finds: please report it"
_WHATEVER: Final = "whatever is picked, less of something is given"
_UNTOLD: Final = "it compares time limits of which it is not known which is the shorter"
_TOO_LONG: Final = "the solver found no answer within its budget"


class Prover:
    """Proves the properties of one ruleset.

    Args:
        subject: the ruleset.
        other: another ruleset by the name by which a property knows it.
        budget: how many steps the solver takes for one question.
    """

    def __init__(self, subject: Subject, other: Callable[[str], Subject], budget: int = BUDGET) -> None:
        self._subject = subject
        self._other = other
        self._budget = budget

    def proof(self, property_: Property) -> Proof:
        """What one property comes to."""
        if property_.personal:
            return Proof(property_, "proved")  # the linker lets nothing read a personal fact
        if find_spec("z3") is None:
            return Proof(property_, "unknown", reason=_NO_SOLVER)
        with ONE_AT_A_TIME:
            found = self._found(property_)
        may_stay = found.outcome == "unknown" and not found.is_broken
        return evolve(found, allowed=property_.undecided) if may_stay else found

    def _found(self, property_: Property) -> Proof:
        encoding = self._encoding_apart if isinstance(property_.statement, Claim) else self._encoding
        try:
            question = question_of(property_, encoding, lambda name: self._other(name).model)
        except UnaskableError as error:
            return Proof(property_, "unknown", reason=str(error))
        except RulesetError as error:
            reason = f"the other ruleset does not load: {why_not_loaded(error)}"
            return Proof(property_, "unknown", reason=reason, is_broken=True)
        search = _Search(property_, question, encoding, self._subjects(property_), self._budget)
        found = search.result()
        return found if found.outcome != "unknown" else search.tried(self._boundary_cases) or found

    @functools.cached_property
    def _boundary_cases(self) -> Sequence[Case]:
        return boundary_cases(self._subject)

    @functools.cached_property
    def _encoding(self) -> Encoding:
        return Encoding(self._subject.model)

    @functools.cached_property
    def _encoding_apart(self) -> Encoding:
        """The same for expressions, which ask whether time limits are equal, never which is the shorter."""
        has_limits = any(kind.has_deadline for kind in self._subject.model.kinds.values())
        return with_limits_apart(self._subject.model) if has_limits else self._encoding

    def _subjects(self, property_: Property) -> tuple[Subject, ...]:
        """Who decides the first case, and who the last."""
        statement = property_.statement
        last = self._other(statement.than) if isinstance(statement, NeverLess) else self._subject
        return self._subject, last


class _Search:
    """The search for cases that break one property."""

    def __init__(
        self, property_: Property, question: Question, encoding: Encoding, subjects: tuple[Subject, ...], budget: int
    ) -> None:
        self._property = property_
        self._question = question
        self._encoding = encoding
        self._subjects = subjects
        self._budget = budget
        self._is_untold = False  # whether some cases compare time limits of which either may be the shorter

    def result(self) -> Proof:
        if self._question.formula is False:
            return Proof(self._property, "proved")
        library = z3()
        solver, until = self._solver(), monotonic() + LONGEST
        for tried in range(_MOST_TRIES):
            answer = checked(solver, until)
            if answer == library.unsat and tried and not self._is_settled:
                break  # by another calendar they may break it, or as time limits end
            if answer == library.unsat:
                return Proof(self._property, "proved")
            if answer == library.unknown:
                return Proof(self._property, "unknown", reason=_TOO_LONG)
            found = solver.model()
            cases = self._cases(found)
            if not self._breaks(cases):
                cases = self._cases(self._told(solver, until) or found)
            if self._breaks(cases):
                return self._refuted(cases)
            add(solver, contrary(both(*map(is_case, self._question.cases, cases))))
        return Proof(self._property, "unknown", reason=self._why_unknown())

    def tried(self, cases: Sequence[Case]) -> Proof | None:
        """A refutation by one of some cases of the ruleset; None where none breaks the property."""
        own, other = (subject.model for subject in self._subjects)
        found = next(filter(self._is_counterexample, attempts(self._property, cases, own, other)), None)
        return None if found is None else self._refuted(found)

    def _solver(self) -> Any:
        """A solver that knows of nothing but the question: what it finds does not depend on what came before."""
        solver = z3().SimpleSolver(ctx=z3().Context())  # `Solver` spends most of its time on tactics
        solver.set("rlimit", self._budget)
        add(solver, self._question.formula, self._encoding.known, *(known() for known in self._question.others))
        return solver

    @property
    def _is_settled(self) -> bool:
        """Whether the cases that were tried in vain break nothing for sure."""
        return not self._is_untold and all(one.is_settled_by_facts for one in self._subjects)

    def _why_unknown(self) -> str:
        if self._is_untold:
            return _UNTOLD
        why = why_unsettled(self._question, self._encoding, self._property.when, self._budget)
        return why or _UNCONFIRMED

    def _told(self, solver: Any, until: float) -> Any:
        """A solution of values that can be told; None where there is none."""
        solver.push()
        add(solver, *can_be_told(self._question.cases))
        found = solver.model() if checked(solver, until) == z3().sat else None
        solver.pop()
        return found

    def _cases(self, found: Any) -> Cases:
        return tuple({name: one.plain(found) for name, one in case.items()} for case in self._question.cases)

    def _breaks(self, cases: Cases) -> bool:
        try:
            return self._breach(cases) is not None
        except UntoldError:
            self._is_untold = True
            return False

    def _breach(self, cases: Cases) -> Breach | None:
        accounts = self._accounts(cases)
        if len(accounts) < len(cases):
            return None
        own, other = (subject.model for subject in self._subjects)
        return breach(self._property, own, accounts, self._question.of, other)

    def _accounts(self, cases: Cases) -> Sequence[Account]:
        """The decisions of those cases that are valid."""
        found = (subject.account(case) for case, subject in zip(cases, self._subjects, strict=False))
        return [one for one in found if one is not None]

    def _refuted(self, cases: Cases) -> Proof:
        cases = shrunk(cases, self._facts_in_common(), self._is_counterexample, zone=self._subjects[0].model.zone)
        public = tuple(subject.told(case) for case, subject in zip(cases, self._subjects, strict=False))
        picked = self._picked(cases)
        return Proof(self._property, "refuted", public, picked, calendar=self._subjects[0].calendar)

    def _picked(self, cases: Cases) -> tuple[tuple[str, ...], ...]:
        """Which outcome of each case breaks the property."""
        found = self._breach(cases)
        assert found is not None  # it is a counterexample
        pairs = zip(self._accounts(cases), found.picks, strict=False)
        told = [picked_in_words(account.actions, picks) for account, picks in pairs]
        return tuple([(_WHATEVER,), *told[1:]] if found.whatever else told)

    def _facts_in_common(self) -> Mapping[str, Fact]:
        """The facts that are the same where nobody tells them, too: of another ruleset they are told alike."""
        own, other = (subject.model.facts for subject in self._subjects)
        return {name: fact for name, fact in own.items() if _is_told_alike(fact, other.get(name))}

    def _is_counterexample(self, cases: Cases) -> bool:
        return self._are_comparable(cases) and self._breaks(cases)

    def _are_comparable(self, cases: Cases) -> bool:
        """Whether two cases still differ as the property says; a pair that does not compare breaks nothing."""
        if len(cases) == 1 or isinstance(self._property.statement, NeverLess):
            return True
        first, last = cases
        along = getattr(self._property.statement, "along", None)
        if along is None:
            return True
        low: Any = first.get(along)
        high: Any = last.get(along)
        return low is not None and high is not None and low < high


def _is_told_alike(fact: Fact, other: Fact | None) -> bool:
    return other is not None and (fact.type, fact.default, fact.may_be_unknown) == (
        other.type,
        other.default,
        other.may_be_unknown,
    )


def is_case(variables: Mapping[str, Variable], case: Mapping[str, Plain | None]) -> Formula:
    """Whether the facts are those of one case."""
    return both(*(_has_value(one, case[name]) for name, one in variables.items()))


def _has_value(variable: Variable, plain: Plain | None) -> Formula:
    known, content = variable.value.known, variable.value.content
    if plain is None:
        return contrary(known)
    match variable.fact.type.kind:
        case "text":
            return known
        case "boolean":
            return both(known, same_truth(content, bool(plain)))
        case "set":
            members: Any = plain
            return both(known, *(same_truth(one, place in members) for place, one in enumerate(content)))
        case "datetime":
            moment: Any = plain
            return both(known, equal(content, instant(moment)))
        case _:
            return both(known, equal(content, plain))
