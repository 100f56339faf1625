"""Typed expressions as values over the variables of a case.

What logic cannot say (the calendar, the length of a month, the clocks of a zone) is a variable of its own between the
bounds that are known of it: all that is proved holds whatever it is, and what refutes is decided once more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from attrs import define, evolve, field

from recovery_rules.analysis.formula.facts import FIRST_INSTANT, LAST_INSTANT, instant
from recovery_rules.analysis.formula.functions import WORKED, Functions
from recovery_rules.analysis.formula.guesses import Guess, Limits
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, same_truth, z3
from recovery_rules.analysis.formula.numbers import (
    Term,
    added,
    at_most,
    choose,
    divided,
    equal,
    higher,
    less,
    lower,
    multiplied,
    remainder,
    subtracted,
    whole_below,
)
from recovery_rules.analysis.formula.rounding import periods, rounded
from recovery_rules.analysis.formula.values import UNKNOWN, Value, chosen, is_formula, known, number_of
from recovery_rules.analysis.formula.wording import asked_in_words
from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import Plain, Type

_COMPARED: Final[dict[str, Callable[[Term, Term], Formula]]] = {
    "<": less,
    "<=": at_most,
    ">": lambda one, other: less(other, one),
    ">=": lambda one, other: at_most(other, one),
}
_A_MONTH: Final = (28, 31)  # days
_ZONES: Final = 16 * DAY // 24  # the farthest that a clock goes before or behind UTC


@define
class Expressions:
    """Translates the expressions of one ruleset.

    Attributes:
        values: the facts, given and derived, as far as they are translated.
        limits: the time limits that are counted.
        functions: what else the calendar and the clocks give.
        guesses: what logic cannot say, of all that was translated.
        prefix: of the names of guesses, so that those of two rulesets differ.
    """

    values: dict[str, Value]
    prefix: str = ""
    limits: Limits = field(factory=lambda: Limits(frozenset()))
    functions: Functions = field(factory=Functions)
    guesses: list[Guess] = field(factory=list)
    _behind: dict[str, frozenset[str]] = field(factory=dict)
    _seen: dict[Expression, Value] = field(factory=dict)

    def rests_on(self, fact: str, reads: frozenset[str]) -> None:
        """Note on which facts a derived one depends."""
        self._behind[fact] = self.behind(reads)

    def behind(self, facts: frozenset[str]) -> frozenset[str]:
        """The given facts behind some facts."""
        return frozenset[str]().union(*(self._behind.get(fact, frozenset({fact})) for fact in facts))

    def of(self, expression: Expression) -> Value:
        """The value of an expression."""
        match expression:
            case Constant(value=value, type=type_):
                return known(self._constant(value, type_))
            case Read(fact=fact):
                return self.values[fact]
            case Known(fact=fact):
                return known(self.values[fact].known)
            case Apply():
                if expression not in self._seen:
                    self._seen[expression] = self._applied(expression)
                return self._seen[expression]

    def truths(self, expression: Expression) -> tuple[Formula, Formula]:
        """Whether a boolean expression is true, and whether it is false; neither where it is unknown."""
        found = self.of(expression)
        return both(found.known, found.content), both(found.known, contrary(found.content))

    def guess(self, about: str, reads: frozenset[str], low: Term | None = None, high: Term | None = None) -> Any:
        """A whole number of which only bounds are known."""
        found = z3().Int(f"{self.prefix}{about} {len(self.guesses)}")
        holds = both(*([] if low is None else [at_most(low, found)]), *([] if high is None else [at_most(found, high)]))
        self.guesses.append(Guess((found,), holds, self.behind(reads), about))
        return found

    def _constant(self, value: Plain, type_: Type) -> Any:
        match value:
            case frozenset():
                return tuple(place in value for place in range(len(type_.values)))
            case datetime():
                return instant(value)
            case TimeLimit():
                return self.limits.of(value)
            case str():
                return number_of(value)
            case _:
                return value

    def _applied(self, expression: Apply) -> Value:
        match expression:
            case Apply(operation="and" | "or" as operation, arguments=parts):
                return self._formula([self.truths(part) for part in parts], every=operation == "and")
            case Apply(operation="if", arguments=(test, one, other)):
                holds = self.of(test)
                found = chosen(holds.content, self.of(one), self.of(other))
                return Value(both(holds.known, found.known), found.content)
            case Apply(operation="counted", arguments=(number,), detail=unit):
                count = self.of(number)
                return Value(count.known, self.limits.so_many(unit, count.content, self.behind(facts_read(number))))
            case Apply(operation="has", arguments=(members, member)):
                return self._has(self.of(members), self.of(member))
            case _:
                values = [self.of(part) for part in expression.arguments]
                there = conjunction(value.known for value in values)
                if there is False:
                    return UNKNOWN if expression.type.kind != "boolean" else Value(known=False, content=False)
                return Value(there, self._computed(expression, [value.content for value in values]))

    @staticmethod
    def _formula(parts: list[tuple[Formula, Formula]], *, every: bool) -> Value:
        true, false = [one for one, _ in parts], [other for _, other in parts]
        holds = conjunction(true) if every else disjunction(true)
        fails = disjunction(false) if every else conjunction(false)
        return Value(disjunction([holds, fails]), holds)

    @staticmethod
    def _has(members: Value, member: Value) -> Value:
        found = [both(equal(member.content, place), there) for place, there in enumerate(members.content)]
        return Value(both(members.known, member.known), disjunction(found))

    def _computed(self, expression: Apply, parts: list[Any]) -> Any:
        match expression.operation, parts:
            case "not", [a]:
                return contrary(a)
            case ("=" | "!=") as operation, [a, b]:
                equals = same_truth(a, b) if is_formula(a) else equal(a, b)
                return equals if operation == "=" else contrary(equals)
            case ("<" | "<=" | ">" | ">=") as operation, [a, b]:
                return _COMPARED[operation](a, b)
            case "negate", [a]:
                return subtracted(0, a)
            case "absolute", [a]:
                return choose(less(a, 0), subtracted(0, a), a)
            case "add", [a, b]:
                return added(a, b)
            case "subtract", [a, b]:
                return subtracted(a, b)
            case "multiply", [a, b]:
                return multiplied(a, b)
            case "divide", [a, b]:
                return divided(a, b)
            case ("least" | "greatest") as operation, [first, *others]:
                for other in others:
                    first = (lower if operation == "least" else higher)(first, other)
                return first
            case _:
                return self._stepped(expression, parts)

    def _stepped(self, expression: Apply, parts: list[Any]) -> Any:
        """Operations with steps, periods and days."""
        mode: Any = expression.detail
        match expression.operation, parts:
            case "round", [a, step]:
                return rounded(a, step, mode)
            case ("full" | "started") as operation, [a, length]:
                return periods(a, length, started=operation == "started")
            case "elapsed", [a, b]:
                return multiplied(subtracted(a, b), DAY)
            case "span", [a, b]:
                return subtracted(a, b)
            case "shift", [a, b]:
                return _between(added(a, whole_below(divided(b, DAY))), FIRST_DAY, LAST_DAY)
            case "move", [a, b]:
                return self._moved(added(a, whole_below(b)), facts_read(expression))
            case "weekday", [a]:
                return remainder(subtracted(a, 1), 7)
            case _:
                return self._guessed(expression, parts)

    def _moved(self, moment: Term, reads: frozenset[str]) -> Term:
        """A time; near the ends of the admitted years, where its own clock counts, one between them."""
        inside = both(at_most(FIRST_INSTANT + _EDGE, moment), at_most(moment, LAST_INSTANT - _EDGE))
        return choose(inside, moment, self.guess("the ends of the admitted years", reads, FIRST_INSTANT, LAST_INSTANT))

    def _guessed(self, expression: Apply, parts: list[Any]) -> Any:
        """Operations that the calendar, the months or the clocks decide."""
        if expression.operation == "working_days":
            first, last = (self._worked(expression, day) for day in parts)
            return higher(0, subtracted(last, first))
        found = self._bounded(expression, parts)
        return self._given(found, (expression.operation, expression.detail, expression.calendar), parts)

    def _worked(self, expression: Apply, day: Term) -> Any:
        """How many days are worked up to one: between any two, their difference is exact."""
        found = self.guess(asked_in_words(expression), facts_read(expression))
        return self._given(found, (WORKED, "", expression.calendar), [day])

    def _given(self, found: Any, function: tuple[object, ...], parts: list[Any]) -> Any:
        """The last guess, as what a function gives."""
        last = self.guesses.pop()
        known = self.functions.apply(function, tuple(parts), found)
        self.guesses.append(evolve(last, holds=both(last.holds, known)))
        return found

    def _bounded(self, expression: Apply, parts: list[Any]) -> Any:
        """A guess of what they give, between sure bounds."""
        reads, about = facts_read(expression), asked_in_words(expression)
        match expression.operation, parts:
            case "day", [a]:
                offset = self.guess(about, reads, -_ZONES, _ZONES)
                since = added(FIRST_DAY, whole_below(divided(subtracted(added(a, offset), _FIRST_MIDNIGHT), DAY)))
                return _between(since, FIRST_DAY, LAST_DAY)
            case "months", [a, b]:
                ends = [added(a, multiplied(b, days)) for days in _A_MONTH]
                low, high = _between(lower(*ends), FIRST_DAY, LAST_DAY), _between(higher(*ends), FIRST_DAY, LAST_DAY)
                return self.guess(about, reads, low, high)
            case "working_day", [a, b]:
                low = choose(less(b, 0), FIRST_DAY, lower(added(a, b), LAST_DAY))
                high = choose(less(0, b), LAST_DAY, higher(added(a, b), FIRST_DAY))
                return self.guess(about, reads, low, high)
            case _:
                raise TypeError(expression.operation)


_EDGE: Final = 4 * DAY
_FIRST_MIDNIGHT: Final = FIRST_INSTANT + DAY  # the beginning of the first day, by the clock of UTC


def _between(number: Term, low: int, high: int) -> Term:
    return lower(higher(number, low), high)
