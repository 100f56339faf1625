"""Where what is computed from one given fact turns while all other facts stay: `paid * share > 20 EUR` at 40 EUR paid.

In: a model, an action kind, and a case. Out: the values of a quantity at which a comparison in some expression, or
whether an amount of the kind comes to something, changes. `differences` says what is compared. Called by `candidates`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final, Literal, TypeAlias

from recovery_rules.cells.cases import Cases
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.reference.deriving import look_up
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.rationals import simplest
from recovery_rules.language.types import Number, Plain, Type
from recovery_rules.language.values import MAX_DIGITS
from recovery_rules.model.facts import DerivedTable, Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.differences import differences_of

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


class Turning:
    """The values at which something turns, for the facts of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        kind: the action kind of which amounts count.
    """

    def __init__(self, model: Model, shape: Shape, kind: str) -> None:
        self._model = model
        self._known: dict[tuple[object, ...], frozenset[Number]] = {}
        self._differences: dict[str, list[Expression]] = {}
        self._behind: dict[str, frozenset[str]] = {}
        cases = Cases(model, shape)
        compared = [(one, cases.behind(facts_read(one))) for one in differences_of(model, shape, kind)]
        for fact in model.facts.values():
            if fact.type.is_quantity and not fact.personal:
                concerned = [(one, behind) for one, behind in compared if fact.name in behind][:_MOST]
                self._differences[fact.name] = [one for one, _ in concerned]
                self._behind[fact.name] = frozenset[str]().union(*(behind for _, behind in concerned))

    def points(self, name: str, values: Values) -> frozenset[Number]:
        """The values of a quantity at which something turns."""
        behind = self._behind[name]
        key = (name, *(values[one] for one in self._model.facts if one in behind))
        if key not in self._known:
            self._known[key] = self._found(self._model.facts[name], values)
        return self._known[key]

    def _found(self, fact: Fact, values: Values) -> frozenset[Number]:
        """Innermost differences come first: between two points found before, one that follows has no bend."""
        now: Any = values[fact.name]
        start: Number = now if now is not None else fact.low if fact.low is not None else fact.high or 0
        low = fact.low if fact.low is not None else start - _FAR
        high = fact.high if fact.high is not None else start + _FAR
        cases: dict[Number, Values | None] = {}

        def case_at(number: Number) -> Values | None:
            if number not in cases:
                cases[number] = self._complete({**values, fact.name: number}, self._behind[fact.name])
            return cases[number]

        found: set[Number] = set()
        for difference in self._differences[fact.name]:
            curve = _Curve(difference, case_at, fact.type)
            stretches = itertools.pairwise(sorted(found | {low, start, high}))
            found.update(*[curve.turns(left, right) for left, right in stretches])
        return frozenset(number for number in found if low <= number <= high)

    def _complete(self, values: dict[str, Plain | None], names: Iterable[str]) -> Values | None:
        """A case with derived facts; None for one that no table of facts foresees, as nobody may give it."""
        try:
            for name, derived in self._model.derived.items():
                if name not in names:
                    continue
                if isinstance(derived, DerivedTable):
                    values[name] = look_up(derived, values)[0]
                else:
                    values[name] = evaluate(derived.value, values)
        except IndexError:
            return None
        return values


class _Curve:
    """A difference as one fact changes.

    Args:
        difference: the expression.
        case_at: the case in which the fact has some value; None where there is no such case.
        type_: of the fact.
    """

    def __init__(self, difference: Expression, case_at: Callable[[Number], Values | None], type_: Type) -> None:
        self._difference = difference
        self._case_at = case_at
        self._grain = grain(type_)
        self._step: Number = type_.step or FINEST

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

    def _at(self, number: Number) -> Number | None:
        case = self._case_at(number)
        value: Any = None if case is None else evaluate(self._difference, case)
        return value  # type: ignore[no-any-return]  # of a difference a number

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
