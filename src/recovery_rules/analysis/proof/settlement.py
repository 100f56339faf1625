"""Steps 6 and 7: what is offered, combined to actions, bounded and held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from attrs import define, evolve, frozen

from recovery_rules.analysis.proof.actions import Action, Choice, Decided, is_optional
from recovery_rules.analysis.proof.equality import are_equal, are_equal_choices
from recovery_rules.analysis.proof.expressions import Expressions
from recovery_rules.analysis.proof.guesses import Guess
from recovery_rules.analysis.proof.logic import Formula, both, contrary, disjunction, either, z3
from recovery_rules.analysis.proof.matching import Applying, applying, surviving
from recovery_rules.analysis.proof.numbers import (
    added,
    choose,
    equal,
    higher,
    is_surely_whole,
    lower,
    multiplied,
    subtracted,
)
from recovery_rules.analysis.proof.offers import Bundle, Offer, apart_of, bundles_of, grouped, nested, offers_of
from recovery_rules.analysis.proof.rounding import rounded
from recovery_rules.analysis.proof.values import (
    UNKNOWN,
    Value,
    chosen_content,
    first_of,
    folded,
    known,
    number_of,
    same,
    summed,
)
from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression, Read
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, ActionKind, Argument, Bound, Parameter
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model

_PAID_IN_STEPS = frozenset({"money", "unit", "integer"})
_DAY_OF_EPOCH: Final = datetime(1969, 12, 31, tzinfo=UTC).toordinal()  # which ended as times began to be counted
_STAGES = (("house", True), ("house", False), ("law", True), ("law", False))  # floors, then caps


def decided(model: Model, expressions: Expressions) -> Decided:
    """The decision of a ruleset over the values of all its facts."""
    limits = applying(model, expressions)
    offers, proposed = offers_of(model, limits, surviving(model, expressions, limits))
    settling = _Settling(model, expressions, limits)
    return Decided(
        tuple(settling.action(group) for group in grouped(model, offers)),
        tuple(settling.choices(one for one in offers if one.proposal.kind == CHOICE)),
        proposed,
    )


@frozen
class _End:
    """A floor or cap of a limit that may apply to an action."""

    limit: Limit
    applies: Formula
    bound: Bound
    is_floor: bool
    expression: Expression

    @property
    def after(self) -> str:
        """The fact from which a time limit runs that is owed; empty for the clock."""
        return self.limit.owed.after if self.limit.owed is not None else ""


@define
class _Settling:
    """Makes actions of offers."""

    model: Model
    expressions: Expressions
    limits: Applying

    def action(self, offers: Sequence[Offer], *, nested: bool = False) -> Action:
        """One action of all offers of it, combined and bounded; by when it is owed is not said of nested ones."""
        first = offers[0].proposal
        kind = self.model.kinds[first.kind]
        apart = apart_of(self.model, first)
        ends = [one for one in self._ends(kind, apart) if not (nested and one.bound.owed)]
        values = {
            name: self._bounded(parameter, self._combined(parameter, offers), offers, ends)
            for name, parameter in kind.parameters.items()
            if not parameter.nested and _is_said(parameter, offers, ends)
        }
        made = disjunction(one.made for one in offers)
        amount = values.get("amount")
        if amount is not None and kind.parameters["amount"].type.is_quantity:
            made = both(made, contrary(both(amount.known, equal(amount.content, 0))))
        trigger, after = self._trigger(kind, offers, ends)
        if nested:
            trigger = UNKNOWN  # it runs from the due time of what it is nested in
        return Action(
            first.kind,
            apart,
            made,
            self.limits.held(first.kind),
            values,
            trigger,
            self.limits.holding(first.kind),
            after,
            tuple(self._beneath(kind, offers)),
            optional=is_optional(values),
        )

    def choices(self, offers: Iterable[Offer]) -> Iterator[Choice]:
        """The choices, each given where no equal one is before it: as it was proposed, or as limits leave it."""
        before: list[tuple[Offer, Choice]] = []
        for one in offers:
            choice = self._choice(one)
            there = (
                both(other.made, either(self._is_equal(one, other), are_equal_choices(choice, earlier)))
                for other, earlier in before
            )
            yield choice.where(contrary(disjunction(there)))
            before.append((one, choice))

    def _is_equal(self, one: Offer, other: Offer) -> Formula:
        """Whether two proposals say the same, what is struck left aside."""
        mine, theirs = one.proposal, other.proposal
        if (mine.kind, mine.by, mine.after) != (theirs.kind, theirs.by, theirs.after):
            return False
        names = {**mine.arguments, **theirs.arguments}
        said = (same(*(self._argument(it.arguments.get(name)) for it in (mine, theirs))) for name in names)
        inner = (self._are_equal(*(_each(nested(it, name)) for it in (one, other))) for name in names)
        return both(*said, *inner, self._are_equal(bundles_of(one), bundles_of(other)))

    def _are_equal(self, one: Sequence[Bundle], other: Sequence[Bundle]) -> Formula:
        """Whether the same bundles are left of two lists."""

        def is_equal(bundle: tuple[Offer, ...], theirs: tuple[Offer, ...]) -> Formula:
            return len(bundle) == len(theirs) and both(
                *(self._is_equal(*pair) for pair in zip(bundle, theirs, strict=True))
            )

        return are_equal(one, other, is_equal)

    def _choice(self, offer: Offer) -> Choice:
        """A choice, each bundle settled for itself."""
        bundles: list[tuple[Formula, tuple[Action, ...]]] = []
        for left, bundle in bundles_of(offer):
            actions = tuple(self.action([evolve(one, made=both(offer.made, left))]) for one in bundle)
            bundles.append((disjunction(one.present for one in actions), actions))
        return Choice(offer.proposal.by, self.limits.held(CHOICE), tuple(bundles))

    def _beneath(self, kind: ActionKind, offers: Sequence[Offer]) -> list[Action]:
        inner = (
            [evolve(each, made=both(one.made, each.made)) for one in offers for each in nested(one, name)]
            for name in kind.holding
        )
        return [
            evolve(self.action(group, nested=True), under=name)
            for name, each in zip(kind.holding, inner, strict=True)
            for group in grouped(self.model, each)
        ]

    def _trigger(self, kind: ActionKind, offers: Sequence[Offer], ends: Sequence[_End]) -> tuple[Value, Value]:
        """From when its time limit runs, and a number for what tells this."""
        runs = [(one.made, one.proposal.after) for one in offers]
        owed = (one for one in ends if one.bound.owed and one.bound.parameter in kind.time_limits[:1])
        runs += [(one.applies, one.after) for one in owed]
        afters = [(made, known(number_of(after))) for made, after in runs]
        if not kind.has_deadline:
            return UNKNOWN, first_of(afters)
        triggers = [(made, self._start(after or self.model.clock)) for made, after in runs]
        if len({after for _, after in runs}) == 1:
            return first_of(triggers), first_of(afters)
        about = "which time limit ends first"  # its trigger counts
        return self._one_of(triggers, about), self._one_of(afters, about)

    def _start(self, fact: str) -> Value:
        """From when a time limit runs that runs from a fact: of a day from its end, by the clock of UTC."""
        if not fact:
            return UNKNOWN
        value = self.expressions.values[fact]
        if self.model.type_of(fact).kind == "datetime":
            return value
        return evolve(value, content=multiplied(subtracted(value.content, _DAY_OF_EPOCH), DAY))

    def _combined(self, parameter: Parameter, offers: Sequence[Offer]) -> Value:
        given: list[tuple[Formula, Value]] = []
        done: set[str] = set()
        for one in offers:
            if one.table is None:
                given.append((one.made, self._argument(one.proposal.arguments.get(parameter.name))))
            elif one.table.id not in done:
                done.add(one.table.id)
                given.append(self._aggregated(one.table, parameter, [it for it in offers if it.table is one.table]))
        if parameter.combine == "sum":
            return summed(given)
        if self._is_uncertain(parameter, offers):
            return self._one_of(given, f"which {parameter.name} ends first")
        match parameter.combine:
            case "greatest" | "highest_role":
                return folded(given, higher)
            case "least" | "soonest":
                return folded(given, lower)
            case "all":
                return folded(given, lambda one, other: tuple(map(either, one, other)))
            case _:
                return first_of([(both(made, value.known), value) for made, value in given])

    def _argument(self, argument: Argument | None) -> Value:
        """What a proposal says, within its own bounds."""
        if argument is None or argument.nested:
            return UNKNOWN
        value = UNKNOWN if argument.value is None else self.expressions.of(argument.value)
        if argument.at_least is not None:
            value = _raised(value, self.expressions.of(argument.at_least))
        if argument.at_most is not None:
            cap = self.expressions.of(argument.at_most)
            value = _lowered(value, Value(both(cap.known, value.known), cap.content))
        return value

    def _aggregated(self, table: ActionTable, parameter: Parameter, rows: Sequence[Offer]) -> tuple[Formula, Value]:
        """What the rows of an aggregating table give together."""
        made = disjunction(one.made for one in rows)
        given = [(one.made, self._argument(one.proposal.arguments.get(parameter.name))) for one in rows]
        if parameter.name != table.aggregated[1]:
            return made, first_of(given)
        match table.aggregation:
            case "count":
                count: Any = 0
                for one in rows:
                    count = added(count, choose(one.made, 1, 0))
                return made, known(count)
            case "sum":
                return made, Value(made, summed(given).content)
            case "min":
                return made, folded(given, lower)
            case _:
                return made, folded(given, higher)

    def _ends(self, kind: ActionKind, apart: Mapping[str, Plain | None]) -> list[_End]:
        """The floors and caps that may apply, in the order in which they do."""
        return [
            _End(limit, applies, bound, is_floor, expression)
            for level, is_floor in _STAGES
            for limit, applies in self.limits.limits
            if limit.level == level and applies is not False and limit.is_about(kind.id, apart)
            for bound in limit.bounds
            if (expression := bound.at_least if is_floor else bound.at_most) is not None
        ]

    def _bounded(self, parameter: Parameter, value: Value, offers: Sequence[Offer], ends: Sequence[_End]) -> Value:
        given: list[tuple[Formula, Value]] = [(True, value)]
        for one in (one for one in ends if one.bound.parameter == parameter.name):
            end = self._payable(parameter, self.expressions.of(one.expression), is_floor=one.is_floor)
            gives = one.is_floor != parameter.is_deadline  # no end is later than any
            end = Value(both(one.applies, end.known, gives or value.known), end.content)
            value = (_raised if one.is_floor else _lowered)(value, end)
            given.append((True, end))
        if len(given) > 1 and self._is_uncertain(parameter, offers, ends):
            return evolve(self._one_of(given, f"which {parameter.name} ends first"), known=value.known)
        if parameter.type.kind in _PAID_IN_STEPS and not is_surely_whole(value.content):
            return Value(value.known, rounded(value.content, 1, self.model.rounding))
        return value

    @staticmethod
    def _payable(parameter: Parameter, value: Value, *, is_floor: bool) -> Value:
        """A floor rounded up, a cap down, to what can be paid."""
        if parameter.type.kind not in _PAID_IN_STEPS or is_surely_whole(value.content):
            return value
        return Value(value.known, rounded(value.content, 1, "ceiling" if is_floor else "floor"))

    def _is_uncertain(self, parameter: Parameter, offers: Sequence[Offer], ends: Sequence[_End] = ()) -> bool:
        """Whether it takes the calendar to tell which of several time limits ends first."""
        if not parameter.type.is_time:
            return False
        bounding = [one for one in ends if one.bound.parameter == parameter.name]
        afters = {one.proposal.after for one in offers} | {one.after for one in bounding if one.bound.owed}
        if len(afters) > 1:
            return True
        arguments = (one.proposal.arguments.get(parameter.name) for one in offers)
        said = [end for one in arguments if one is not None for end in (one.value, one.at_least, one.at_most)]
        said += [one.expression for one in bounding]
        return len({unit for end in said if end is not None for unit in _units(end)}) > 1

    def _one_of(self, given: Sequence[tuple[Formula, Value]], about: str) -> Value:
        """One of some values; which one, logic cannot say."""
        counts = [(both(made, value.known), value.content) for made, value in given]
        there = disjunction(one for one, _ in counts)
        found = z3().Real(f"{self.expressions.prefix}{about} {len(self.expressions.guesses)}")
        holds = either(contrary(there), *(both(one, equal(found, content)) for one, content in counts))
        reads = frozenset(self.model.facts)
        self.expressions.guesses.append(Guess((found,), holds, reads, about))
        return Value(there, found)


def _each(offers: Iterable[Offer]) -> list[Bundle]:
    return [(one.made, (one,)) for one in offers]


def _is_said(parameter: Parameter, offers: Sequence[Offer], ends: Sequence[_End]) -> bool:
    """Whether anything gives a parameter a value."""
    return any(parameter.name in one.proposal.arguments for one in offers) or any(
        one.bound.parameter == parameter.name and one.is_floor != parameter.is_deadline for one in ends
    )


def _raised(value: Value, floor: Value) -> Value:
    """A value after a floor, where there is one; a value that is not there takes it."""
    return _moved(value, floor, higher)


def _lowered(value: Value, cap: Value) -> Value:
    """A value after a cap, where there is one; a value that is not there takes it."""
    return _moved(value, cap, lower)


def _moved(value: Value, end: Value, within: Callable[[Any, Any], Any]) -> Value:
    if end.known is False:
        return value
    content = chosen_content(value.known, within(value.content, end.content), end.content)
    return Value(either(value.known, end.known), chosen_content(end.known, content, value.content))


def _units(expression: Expression) -> set[str]:
    """The units of the time limits that an expression may give; elapsed time is a unit, too."""
    match expression:
        case Constant(value=value):
            return {value.unit if isinstance(value, TimeLimit) else "elapsed"}
        case Apply(operation="counted", detail=unit):
            return {unit}
        case Apply(operation="if", arguments=(_, one, other)):
            return _units(one) | _units(other)
        case Apply(operation="least" | "greatest", arguments=parts):
            return set[str]().union(*map(_units, parts))
        case Read(type=type_) if type_.kind == "time_limit":
            return {"elapsed", "counted"}
        case _:
            return {"elapsed"}
