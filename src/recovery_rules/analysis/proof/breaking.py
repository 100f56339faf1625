"""Whether real decisions break a property: what a solver says is believed only where the engine says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.proof.concrete import are_alike, decided_by, limits_in
from recovery_rules.analysis.proof.ends import Limited, comparable
from recovery_rules.analysis.proof.measures import is_summed, measured, measured_together
from recovery_rules.analysis.proof.outcomes import Picks, all_picks, outcome
from recovery_rules.analysis.proof.shortfalls import Side, is_short, wants
from recovery_rules.analysis.proof.statements import has_some, is_other, lacks_some, moves
from recovery_rules.engine.account import Account
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.types import Plain
from recovery_rules.model.properties import (
    Claim,
    Covers,
    Given,
    Measure,
    Monotone,
    NeverLess,
    Property,
    SameWhatever,
    Statement,
)
from recovery_rules.model.ruleset import Model

OTHERWISE = "otherwise"


@frozen
class Breach:
    """How decisions break a property: by what is picked in each of them, and given or left out at discretion."""

    picks: tuple[Picks, ...] = ()
    whatever: bool = False  # whether each pick of the first decision gives less of something


def breach(
    property_: Property,
    model: Model,
    accounts: Sequence[Account],
    of: Sequence[tuple[Measure, Measure]] = (),
    other: Model | None = None,
) -> Breach | None:
    """How decisions break a property; None where they do not.

    Args:
        property_: the property.
        model: the ruleset.
        accounts: the decision of the case; of two cases both; and of another ruleset, that of the other last.
        of: the measures that are compared with another ruleset, each as both know it.
        other: that ruleset.

    Raises:
        UntoldError: it is not known which of two time limits is the shorter.
    """
    statement = property_.statement
    own = accounts[:1] if isinstance(statement, NeverLess) else accounts
    if not all(truth(property_.when, one.values) is True for one in own):
        return None
    if isinstance(statement, NeverLess):
        return _shortfall(accounts, of, model, model if other is None else other)
    return next(_breaches(statement, model, accounts), None)


def _shortfall(
    accounts: Sequence[Account], of: Sequence[tuple[Measure, Measure]], own: Model, other: Model
) -> Breach | None:
    first, last = accounts
    pairs = [comparable(Limited(first, own, [one]), Limited(last, other, [their])) for one, their in of]
    mine, theirs = (
        Side(model, decided, measures)
        for model, decided, measures in zip((own, other), zip(*pairs, strict=True), zip(*of, strict=True), strict=True)
    )
    wanted = next((wanted for wanted in wants(theirs) if is_short(mine, theirs, wanted)), None)
    if wanted is None:
        return None
    if wanted.are_open or mine.entangled(customer=True):
        return Breach((Picks(), wanted), whatever=True)
    return Breach(tuple(_coming_to(one.decided[0], one.measures, one.model) for one in (mine, theirs)))


def _breaches(statement: Statement, model: Model, accounts: Sequence[Account]) -> Iterator[Breach]:
    first, last = accounts[0], accounts[-1]
    match statement:
        case Monotone():
            yield from _moves(statement, model, first, last)
        case SameWhatever(of=()):
            if not are_alike(first.actions, last.actions):
                yield Breach()
        case SameWhatever(of=measures):
            for one in measures:
                yield from _apart(first, last, one, model)
                yield from (Breach(found.picks[::-1]) for found in _apart(last, first, one, model))
        case Given() | Claim():
            yield from _broken_outcomes(statement, model, first)
        case Covers():
            if not first.actions or any(one.by == OTHERWISE for one in first.proposed):
                yield Breach()
        case NeverLess():
            raise TypeError(statement)  # it takes two rulesets


def _moves(statement: Monotone, model: Model, first: Account, last: Account) -> Iterator[Breach]:
    of = statement.of
    decided = comparable(*(Limited(one, model, of) for one in (first, last)))
    before, after = (measured_together(one, of, model) for one in decided)
    if moves(model, of[0], before, after, statement.never):
        yield Breach(tuple(_coming_to(one, of, model) for one in decided))


def _coming_to(decided: Decided, measures: Sequence[Measure], model: Model) -> Picks:
    """An outcome that gives just what is compared: the best that the customer has, the poorest of the house."""
    sure = [measured(decided, one, model) for one in measures]

    def gives_just_that(picks: Picks) -> bool:
        found = outcome(decided, picks)
        return not any(
            is_other(one, measured(found, measure, model)) for one, measure in zip(sure, measures, strict=True)
        )

    return next(filter(gives_just_that, all_picks(decided, measures)), Picks())


def _broken_outcomes(statement: Given | Claim, model: Model, account: Account) -> Iterator[Breach]:
    if isinstance(statement, Given):
        broken = lacks_some if statement.always else has_some
        for picks, decided in _outcomes(account, statement.measures, model):
            if broken(decided, statement.measures, model):
                yield Breach((picks,))
        return
    for picks, decided in _outcomes(account, statement.measures.values(), model):
        said = {name: plain_of_measure(account, decided, one, model) for name, one in statement.measures.items()}
        if evaluate(statement.expression, {**account.values, **said}) is False:
            yield Breach((picks,))


def _outcomes(account: Account, measures: Iterable[Measure], model: Model) -> Iterator[tuple[Picks, Decided]]:
    decided = decided_by(account.actions, model)
    for picks in all_picks(decided, measures):
        yield picks, outcome(decided, picks)


def _apart(account: Account, other: Account, measure: Measure, model: Model) -> Iterator[Breach]:
    """Outcomes in which a measure is what it is in no outcome of another decision."""
    theirs = [measured(decided, measure, model) for _, decided in _outcomes(other, [measure], model)]
    for picks, decided in _outcomes(account, [measure], model):
        found = measured(decided, measure, model)
        if all(is_other(found, one) for one in theirs):
            yield Breach((picks, Picks()))


def plain_of_measure(account: Account, decided: Decided, measure: Measure, model: Model) -> Plain | None:
    """The value that a measure has in an expression."""
    found = measured(decided, measure, model)
    if not measure.parameter:
        return bool(found.given)
    value: Plain = found.value.content
    if found.given and found.value.known:
        return limits_in(account.actions, measure).get(value, value)
    return 0 if is_summed(model.kinds[measure.kind].parameters[measure.parameter]) else None
