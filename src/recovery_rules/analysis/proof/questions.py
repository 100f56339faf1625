"""Properties as questions to a solver: is there a case, or a pair of cases, that breaks it?"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.formula.encoding import Encoding, beside, proposals_of
from recovery_rules.analysis.formula.facts import Variable
from recovery_rules.analysis.formula.linking import UnaskableError, linked
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import less
from recovery_rules.analysis.formula.values import Value, is_formula
from recovery_rules.analysis.proof.measures import is_summed, measured, measured_together
from recovery_rules.analysis.proof.outcomes import MOST, all_picks, open_picks, open_picks_among, outcome
from recovery_rules.analysis.proof.shortfalls import Side, is_short
from recovery_rules.analysis.proof.starts import may_end_otherwise
from recovery_rules.analysis.proof.statements import (
    Renamed,
    amount_of,
    differs,
    gives_nothing,
    has_some,
    is_other,
    lacks_some,
    moves,
)
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
        beside: the formulas of another ruleset.
    """

    formula: Formula
    cases: tuple[Mapping[str, Variable], ...]
    of: tuple[tuple[Measure, Measure], ...] = ()
    others: tuple[Callable[[], Formula], ...] = field(default=())
    beside: Encoding | None = None


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
            return asking.of_one_case(find(asking.any_outcome(measures), measures, encoding.model))
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

    def any_outcome(self, measures: Iterable[Measure]) -> Decided:
        """Some outcome of the decision, as far as some measures see it."""
        decided = self.encoding.decided
        return outcome(decided, open_picks(decided, measures))

    def is_false(self, claim: Claim) -> Formula:
        model, expressions = self.encoding.model, self.encoding.expressions
        decided = self.any_outcome(claim.measures.values())
        for name, measure in claim.measures.items():
            found = measured(decided, measure, model)
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
        broken = either(
            moves(self.encoding.model, statement.of[0], before, Renamed(rename).measured(before), statement.never),
            may_end_otherwise(statement, self.encoding, rename),
        )
        rises = both(low.known, high.known, _is_below(low.content, high.content))
        return self._of_two_cases(both(broken, rises), others, rename)

    def same_whatever(self, statement: SameWhatever) -> Question:
        others, rename = self.encoding.otherwise(statement.facts)
        decided = self.encoding.decided
        if statement.of:
            broken = disjunction(self._differs(one, rename) for one in statement.of)
        else:
            broken = differs(decided, Renamed(rename).of(decided))
        return self._of_two_cases(broken, others, rename)

    def _differs(self, measure: Measure, rename: Callable[[Any], Any]) -> Formula:
        """Whether some outcome of one case gives what no outcome of the other does; as far as some of these tell."""
        decided, model = self.encoding.decided, self.encoding.model
        some = open_picks(decided, [measure])
        one = measured(outcome(decided, some), measure, model)
        picks = [some, *(itertools.islice(all_picks(decided, [measure]), MOST) if some.are_open else ())]
        others = (measured(outcome(decided, it), measure, model) for it in picks)
        return conjunction(is_other(one, Renamed(rename).measured(it)) for it in others)

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
        measures = statement.of or tuple(_shared_amounts(own.model, than))
        of = tuple((one, other) for one in measures if (other := _as_known_to(than, one, own.model)) is not None)
        if not of:
            raise UnaskableError(f"{statement.than} has no amount in common with this ruleset")
        for one, other in of:
            _refuse_other_times(one, own.model, other, than)
        theirs = beside(own, than, f"{statement.than} ", from_same_times=True)
        mine, their = (
            Side(one.model, (one.decided,) * len(of), measures)
            for one, measures in zip((own, theirs), zip(*of, strict=True), strict=True)
        )
        wanted = open_picks_among(theirs.decided, their.entangled(customer=True))
        less_somewhere = is_short(mine, their, wanted, MOST)
        formula = both(less_somewhere, self.when, own.valid, theirs.valid, *linked(own.variables, theirs.variables))
        return Question(formula, (own.variables, theirs.variables), of, (lambda: theirs.known,), theirs)


def _is_below(low: Any, high: Any) -> Formula:
    """Whether a fact rises from one value to another."""
    return both(contrary(low), high) if is_formula(low) else less(low, high)


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
