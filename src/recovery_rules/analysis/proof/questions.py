"""Properties as questions to a solver: is there a case, or a pair of cases, that breaks it?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from recovery_rules.analysis.proof.encoding import Encoding, beside, proposals_of
from recovery_rules.analysis.proof.facts import Variable
from recovery_rules.analysis.proof.linking import UnaskableError, linked
from recovery_rules.analysis.proof.logic import Formula, both, contrary, disjunction, either, same_truth
from recovery_rules.analysis.proof.measures import Measured, is_summed, measured, measured_together
from recovery_rules.analysis.proof.numbers import less
from recovery_rules.analysis.proof.statements import (
    Renamed,
    amount_of,
    differs,
    gives_nothing,
    has_some,
    is_less,
    lacks_some,
    moves,
)
from recovery_rules.analysis.proof.values import Value, same
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
)
from recovery_rules.model.ruleset import Model


@frozen
class Question:
    """A formula that can be true only where a property is broken.

    Attributes:
        formula: that formula.
        cases: the variables of each case; those of another ruleset last.
        of: the measures that are compared with another ruleset, each as both know it.
        others: what is known of what logic cannot say, of other cases and other rulesets.
    """

    formula: Formula
    cases: tuple[Mapping[str, Variable], ...]
    of: tuple[tuple[Measure, Measure], ...] = ()
    others: tuple[Callable[[], Formula], ...] = field(default=())


def question_of(property_: Property, encoding: Encoding, other: Callable[[str], Model]) -> Question:
    """The question that decides a property.

    Args:
        property_: the property.
        encoding: the ruleset.
        other: another ruleset by the name by which the property knows it.

    Raises:
        UnaskableError: another ruleset cannot decide the same cases.
    """
    asking = _Asking(property_, encoding, encoding.holds(property_.when))
    match property_.statement:
        case Monotone() as statement:
            return asking.monotone(statement)
        case SameWhatever() as statement:
            return asking.same_whatever(statement)
        case Given(measures=measures, always=always):
            find = lacks_some if always else has_some
            return asking.of_one_case(find(encoding.decided, measures, encoding.model))
        case Claim() as claim:
            return asking.of_one_case(asking.is_false(claim))
        case Covers():
            return asking.of_one_case(gives_nothing(encoding.decided))
        case NeverLess() as statement:
            return asking.never_less(statement, other(statement.than))


@frozen
class _Asking:
    property: Property
    encoding: Encoding
    when: Formula

    def of_one_case(self, broken: Formula) -> Question:
        formula = both(broken, self.when, self.encoding.valid)
        return Question(formula, (self.encoding.variables,))

    def is_false(self, claim: Claim) -> Formula:
        model, expressions = self.encoding.model, self.encoding.expressions
        for name, measure in claim.measures.items():
            found = measured(self.encoding.decided, measure, model)
            if not measure.parameter:
                expressions.values[name] = Value(known=True, content=found.given)
            elif is_summed(model.kinds[measure.kind].parameters[measure.parameter]):
                expressions.values[name] = amount_of(found)
            else:
                expressions.values[name] = Value(both(found.given, found.value.known), found.value.content)
        return expressions.truths(claim.expression)[1]

    def monotone(self, statement: Monotone) -> Question:
        others, rename = self.encoding.otherwise([statement.along])
        low, high = self.encoding.variables[statement.along].value, others[statement.along].value
        before = measured_together(self.encoding.decided, statement.of, self.encoding.model)
        broken = moves(self.encoding.model, statement.of[0], before, Renamed(rename).measured(before), statement.never)
        rises = both(low.known, high.known, less(low.content, high.content))
        return self._of_two_cases(both(broken, rises), others, rename)

    def same_whatever(self, statement: SameWhatever) -> Question:
        others, rename = self.encoding.otherwise(statement.facts)
        decided, model = self.encoding.decided, self.encoding.model
        if statement.of:
            pairs = [
                (one, Renamed(rename).measured(one)) for one in (measured(decided, it, model) for it in statement.of)
            ]
            broken = disjunction(_differ(*pair) for pair in pairs)
        else:
            broken = differs(decided, Renamed(rename).of(decided))
        return self._of_two_cases(broken, others, rename)

    def _of_two_cases(self, broken: Formula, others: Mapping[str, Variable], rename: Callable[[Any], Any]) -> Question:
        if broken is False:
            return Question(formula=False, cases=(self.encoding.variables,))
        alone = self.encoding.valid, self.when
        formula = both(broken, *alone, *map(rename, alone))
        cases = (self.encoding.variables, {**self.encoding.variables, **others})
        in_order = functools.partial(self.encoding.limits.in_order, rename, frozenset(others))
        alike = functools.partial(self.encoding.functions.alike, rename)
        return Question(formula, cases, others=(lambda: rename(self.encoding.known), in_order, alike))

    def never_less(self, statement: NeverLess, than: Model) -> Question:
        own = self.encoding
        theirs = beside(own, than, f"{statement.than} ")
        measures = statement.of or tuple(_shared_amounts(own.model, than))
        of = tuple((one, other) for one in measures if (other := _as_known_to(than, one, own.model)) is not None)
        if not of:
            raise UnaskableError(f"{statement.than} has no amount in common with this ruleset")
        for one, other in of:
            _refuse_other_times(one, own.model, other, than)
        less_somewhere = disjunction(self._is_less(*pair, theirs) for pair in of)
        formula = both(less_somewhere, self.when, own.valid, theirs.valid, *linked(own.variables, theirs.variables))
        return Question(formula, (own.variables, theirs.variables), of, (lambda: theirs.known,))

    def _is_less(self, mine: Measure, theirs: Measure, other: Encoding) -> Formula:
        own = self.encoding
        return is_less(
            own.model, mine, measured(own.decided, mine, own.model), measured(other.decided, theirs, other.model)
        )


def _as_known_to(other: Model, measure: Measure, own: Model) -> Measure | None:
    """The same measure of another ruleset; None where it has no such kind or form.

    Raises:
        UnaskableError: the parameter is something else there.
    """
    kind, there = own.kinds[measure.kind], other.kinds.get(measure.kind)
    if there is None:
        return None
    for name in {measure.parameter} - {""}:
        if name not in there.parameters or there.parameters[name].type != kind.parameters[name].type:
            raise UnaskableError(f"`{measure.text}` is something else in the other ruleset")
    apart: dict[str, Plain] = {}
    for name, value in measure.apart.items():
        values = kind.parameters[name].type.values
        others = there.parameters[name].type.values if name in there.parameters else ()
        if not isinstance(value, int) or not values or values[value] not in others:
            return None
        apart[name] = others.index(values[value])
    return evolve(measure, apart=apart)


def _refuse_other_times(mine: Measure, own: Model, theirs: Measure, other: Model) -> None:
    """Time limits that run from different times do not tell which ends later.

    Raises:
        UnaskableError: they may.
    """
    if mine.parameter in own.kinds[mine.kind].time_limits:
        starts = {
            one.after or model.clock
            for model, measure in ((own, mine), (other, theirs))
            for one in proposals_of(model)
            if one.kind == measure.kind
        }
        if len(starts) > 1:
            raise UnaskableError(f"not every `{mine.text}` runs from the same time")


def _shared_amounts(own: Model, other: Model) -> Sequence[Measure]:
    """Every amount of every kind of remedy that two rulesets know."""
    found: list[Measure] = []
    for name, kind in own.kinds.items():
        amount = kind.parameters.get("amount")
        there = other.kinds.get(name)
        if kind.stream == "remedy" and amount is not None and amount.type.is_quantity and there is not None:
            shared = there.parameters.get("amount")
            if shared is not None and shared.type == amount.type:
                found.append(Measure(name, "amount", text=f"{name}.amount"))
    return found


def _differ(one: Measured, other: Measured) -> Formula:
    values = both(one.given, contrary(same(one.value, other.value)))
    return either(contrary(same_truth(one.given, other.given)), values)
