"""Where what is computed from one given fact turns while all other facts stay: `paid * share > 20 EUR` at 40 EUR paid.

In: a model, what it compares, and a case. Out: the values of a quantity or a time at which a comparison in some
expression, or whether an amount of some kind comes to something, changes. `differences` says what is compared. Called
by `candidates`, and by comparisons of rulesets.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from recovery_rules.cells.cases import Cases
from recovery_rules.cells.shape import Shape
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.rationals import Number, simplest
from recovery_rules.language.types import DURATION, Plain, Type
from recovery_rules.language.values import MAX_DIGITS
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.instants import FIRST, LAST, instant, number_of

_MOST: Final = 200  # differences of one fact that are looked at
_FAR: Final = 10**15  # how far a fact without bounds is followed
FINEST: Final = Fraction(1, 10**6)  # the steps in which a value that lies dense is looked for
_MINUTE: Final = 60_000_000

Values: TypeAlias = Mapping[str, Plain | None]
Sign: TypeAlias = Literal[-1, 0, 1] | None


def grain(type_: Type) -> Number:
    """The distance at which people tell two values apart."""
    match type_.kind:
        case "duration":
            return _MINUTE
        case "percent":
            return Fraction(1, 100)
        case _:
            return 1


@frozen(eq=False)
class _Compared:
    """A difference with all facts on which it depends, given and derived, and those before it that may be part of it.

    Attributes:
        inner: depend on no other facts; between two values at which one of them turns, this one has no bend.
    """

    difference: Expression
    behind: frozenset[str]
    inner: tuple[_Compared, ...]


class Turning:
    """The values at which something turns, for the facts of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        differences: what it compares, innermost first.
        some_time: from where to look for times that are unknown.
    """

    def __init__(self, model: Model, shape: Shape, differences: Iterable[Expression], some_time: datetime) -> None:
        self._model = model
        self._some_time = some_time
        self._known: dict[tuple[object, ...], frozenset[Number]] = {}
        cases = Cases(model, shape)
        self._cases = cases
        self._behind = {name: cases.behind({name}) for name in model.derived}
        compared = [(one, cases.behind(facts_read(one))) for one in differences]
        self._compared = {
            fact.name: _nested([(one, behind) for one, behind in compared if fact.name in behind][:_MOST])
            for fact in model.facts.values()
            if (fact.type.is_measured or fact.type.kind == "datetime") and not fact.personal
        }

    def points(self, name: str, values: Values) -> frozenset[Number]:
        """The values of a quantity at which something turns; of a time their places on the line of `instants`."""
        fact = self._model.facts[name]
        return frozenset[Number]().union(*(self._points_of(one, fact, values) for one in self._compared[name]))

    def points_alone(self, name: str) -> frozenset[Number]:
        """The values of a quantity at which something turns whatever the other given facts are."""
        given = self._model.facts.keys()
        alone = (one for one in self._compared.get(name, ()) if one.behind & given == {name})
        fact, nothing = self._model.facts[name], dict.fromkeys(given)
        return frozenset[Number]().union(*(self._points_of(one, fact, nothing) for one in alone))

    def _points_of(self, compared: _Compared, fact: Fact, values: Values) -> frozenset[Number]:
        given = (values[name] for name in self._model.facts if name in compared.behind)
        key = (compared, fact.name, *given)
        if key not in self._known:
            inner = (self._points_of(one, fact, values) for one in compared.inner)
            self._known[key] = self._turns(compared, fact, values, frozenset[Number]().union(*inner))
        return self._known[key]

    def _turns(self, compared: _Compared, fact: Fact, values: Values, inner: Iterable[Number]) -> frozenset[Number]:
        now: Any = values[fact.name]
        is_time = fact.type.kind == "datetime"
        moment: datetime = now if is_time and now is not None else self._some_time
        start: Number
        low: Number
        high: Number
        if is_time:
            start = number_of(moment)
            low, high = max(FIRST, start - _FAR), min(LAST, start + _FAR)
        else:
            start = now if now is not None else fact.low if fact.low is not None else fact.high or 0
            low = fact.low if fact.low is not None else start - _FAR
            high = fact.high if fact.high is not None else start + _FAR

        derived = [name for name in self._model.derived if name in compared.behind]
        moving = [name for name in derived if fact.name in self._behind[name]]
        resting = self._complete(values, [name for name in derived if name not in moving])

        @functools.cache
        def at(number: Number) -> Number | None:
            changed = instant(number, moment) if is_time else number
            value: Any = evaluate(compared.difference, self._complete({**resting, fact.name: changed}, moving))
            return value  # type: ignore[no-any-return]  # of a difference a number

        curve = _Curve(at, DURATION if is_time else fact.type)
        ends = {low, start, high}.union(*map(curve.around, inner))
        stretches = itertools.pairwise(sorted(end for end in ends if low <= end <= high))
        found = (turn for left, right in stretches for turn in curve.turns(left, right))
        return frozenset(turn for turn in found if low <= turn <= high)

    def _complete(self, given: Values, derived: Iterable[str]) -> Values:
        """A case with these derived facts too."""
        values = {**given}
        for name in derived:
            values[name] = self._cases.derived(name, values)
        return values


def _nested(differences: Iterable[tuple[Expression, frozenset[str]]]) -> list[_Compared]:
    """Differences, innermost first, each with those before it that depend on no other facts."""
    found: list[_Compared] = []
    for difference, behind in differences:
        found.append(_Compared(difference, behind, tuple(one for one in found if one.behind <= behind)))
    return found


class _Curve:
    """A difference as one fact changes.

    Args:
        at: the difference at a value of the fact; None where it is unknown.
        type_: of the fact.
    """

    def __init__(self, at: Callable[[Number], Number | None], type_: Type) -> None:
        self._at = at
        self._grain = grain(type_)
        self._step: Number = type_.step or FINEST

    def around(self, number: Number) -> tuple[Number, Number, Number]:
        """A value, and those just below and above it."""
        return number - self._step, number, number + self._step

    def turns(self, left: Number, right: Number) -> Iterator[Number]:
        """Where the sign changes between two values; these too, where it is at one of them."""
        before, after = self._at(left), self._at(right)
        if _sign(before) == _sign(after):
            return
        if before is not None and after is not None:
            slope = Fraction(after - before) / (right - left)
            root = left - before / slope
            middle = Fraction(left + right) / 2
            beside = (one for one in (root - self._step, root, root + self._step) if left <= one <= right)
            if all(self._at(one) == (one - root) * slope for one in (middle, *beside)):
                yield from self._on_grid(simplest(root))
                return
        yield from self._halved(left, right)

    def _on_grid(self, number: Number) -> Iterator[Number]:
        """A value, or those just below and above it where nobody can write it."""
        if self._step == FINEST and 10**MAX_DIGITS % number.denominator == 0:
            yield number
            return
        steps = Fraction(number) / self._step
        yield from {simplest(floor(steps) * self._step), simplest(ceil(steps) * self._step)}

    def _halved(self, left: Number, right: Number) -> Iterator[Number]:
        """The same where the difference has steps or bends."""
        middle = floor(Fraction(left + right) / 2 / self._step) * self._step
        if not left < middle < right:
            yield from [end for end in (left, right) if end % self._grain == 0] or (left, right)
            return
        signs = [_sign(self._at(one)) for one in (left, middle, right)]
        if signs[0] != signs[1]:
            yield from self._halved(left, middle)
        if signs[1] != signs[2]:
            yield from self._halved(middle, right)


def _sign(number: Number | None) -> Sign:
    return None if number is None else 0 if number == 0 else 1 if number > 0 else -1
