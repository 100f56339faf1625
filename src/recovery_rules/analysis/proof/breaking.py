"""Whether real decisions break a property: what a solver says is believed only where the engine says the same."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.analysis.proof.concrete import are_alike, decided_by
from recovery_rules.analysis.proof.measures import Measured, is_summed, measured, measured_together
from recovery_rules.analysis.proof.statements import has_some, is_less, lacks_some, moves
from recovery_rules.analysis.proof.values import same
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


def breaks(
    property_: Property,
    model: Model,
    accounts: Sequence[Account],
    of: Sequence[tuple[Measure, Measure]] = (),
    other: Model | None = None,
) -> bool:
    """Whether decisions break a property.

    Args:
        property_: the property.
        model: the ruleset.
        accounts: the decision of the case; of two cases both; and of another ruleset, that of the other last.
        of: the measures that are compared with another ruleset, each as both know it.
        other: that ruleset.
    """
    statement = property_.statement
    own = accounts[:1] if isinstance(statement, NeverLess) else accounts
    if not all(truth(property_.when, one.values) is True for one in own):
        return False
    if isinstance(statement, NeverLess):
        return _is_less(accounts, of, model, model if other is None else other)
    return bool(_breaks(statement, model, accounts))


def _is_less(accounts: Sequence[Account], of: Sequence[tuple[Measure, Measure]], own: Model, other: Model) -> bool:
    first, last = accounts
    return any(is_less(own, mine, _measured(first, mine, own), _measured(last, theirs, other)) for mine, theirs in of)


def _breaks(statement: Statement, model: Model, accounts: Sequence[Account]) -> bool:
    first, last = accounts[0], accounts[-1]
    match statement:
        case Monotone(of=measures, never=direction):
            before, after = (
                measured_together(decided_by(one.actions, model), measures, model) for one in (first, last)
            )
            return bool(moves(model, measures[0], before, after, direction))
        case SameWhatever(of=measures):
            if not measures:
                return not are_alike(first.actions, last.actions)
            return any(_differs(_measured(first, one, model), _measured(last, one, model)) for one in measures)
        case Given(measures=measures, always=always):
            return bool((lacks_some if always else has_some)(decided_by(first.actions, model), measures, model))
        case Claim(expression=expression, measures=measures):
            said = {name: plain_of_measure(first, measure, model) for name, measure in measures.items()}
            return evaluate(expression, {**first.values, **said}) is False
        case Covers():
            return not first.actions or any(one.by == OTHERWISE for one in first.proposed)
        case NeverLess():
            raise TypeError(statement)  # it takes two rulesets


def plain_of_measure(account: Account, measure: Measure, model: Model) -> Plain | None:
    """The value that a measure has in an expression."""
    found = _measured(account, measure, model)
    if not measure.parameter:
        return bool(found.given)
    value: Plain = found.value.content
    if found.given and found.value.known:
        return value
    return 0 if is_summed(model.kinds[measure.kind].parameters[measure.parameter]) else None


def _measured(account: Account, measure: Measure, model: Model) -> Measured:
    return measured(decided_by(account.actions, model), measure, model)


def _differs(one: Measured, other: Measured) -> bool:
    return one.given != other.given or (bool(one.given) and not same(one.value, other.value))
