"""Numbers of a case: constants, one of some constants, or terms of z3.

A term of z3 stands for integers where the values are whole, and for rationals otherwise. What is one of some constants
(the share that a table gives) is kept as these, each with the formula under which it is the one: so it can be added,
compared and multiplied with a term, and all stays linear.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from attrs import frozen

from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, z3
from recovery_rules.analysis.formula.quotients import quotient_of

Constant: TypeAlias = int | Fraction
Term: TypeAlias = Any  # Constant | OneOf | z3.ArithRef

_MOST: Final = 100  # constants of which a number is one; beyond that it is a term like any other


@frozen
class OneOf:
    """A number that is one of some constants, each with whether it is that one; in every case one is."""

    alternatives: tuple[tuple[Formula, Constant], ...]

    def map(self, change: Callable[[Formula], Formula]) -> OneOf:
        """The same with other formulas."""
        return OneOf(tuple((change(test), value) for test, value in self.alternatives))


def one_of(alternatives: Sequence[tuple[Formula, Constant]]) -> Term:
    """The constant whose formula is true: of no two it is; where it is of none, the number means nothing."""
    *first, (_, last) = alternatives
    return _one_of([*first, (contrary(disjunction(test for test, _ in first)), last)])


def choose(test: Formula, one: Term, other: Term) -> Term:
    """One of two numbers."""
    if isinstance(test, bool):
        return one if test else other
    if _is_same(one, other):
        return one
    if is_finite(one) and is_finite(other):
        found = [(both(test, guard), value) for guard, value in _alternatives(one)]
        found += [(both(contrary(test), guard), value) for guard, value in _alternatives(other)]
        return _one_of(found)
    return z3().If(test, lifted(one), lifted(other))


def lifted(number: Term) -> Any:
    """A number as a term of z3."""
    if isinstance(number, int):
        return z3().IntVal(number)
    if isinstance(number, Fraction):
        return z3().RealVal(f"{number.numerator}/{number.denominator}")
    return _nested(number, lifted) if isinstance(number, OneOf) else number


def equal(one: Term, other: Term) -> Formula:
    """Whether two numbers are equal."""
    return True if _is_same(one, other) else _compared(operator.eq, one, other)


def less(one: Term, other: Term) -> Formula:
    """Whether one number is less than another."""
    return False if _is_same(one, other) else _compared(operator.lt, one, other)


def at_most(one: Term, other: Term) -> Formula:
    """Whether one number is no greater than another."""
    return True if _is_same(one, other) else _compared(operator.le, one, other)


def lower(one: Term, other: Term) -> Term:
    """The lower of two numbers."""
    return (
        _computed(min, one, other) if is_finite(one) and is_finite(other) else choose(at_most(one, other), one, other)
    )


def higher(one: Term, other: Term) -> Term:
    """The higher of two numbers."""
    return (
        _computed(max, one, other) if is_finite(one) and is_finite(other) else choose(at_most(other, one), one, other)
    )


def added(one: Term, other: Term) -> Term:
    """The sum of two numbers."""
    if is_constant(one) and one == 0:
        return other
    return one if is_constant(other) and other == 0 else _computed(operator.add, one, other)


def subtracted(one: Term, other: Term) -> Term:
    """The difference of two numbers."""
    return one if is_constant(other) and other == 0 else _computed(operator.sub, one, other)


def multiplied(one: Term, other: Term) -> Term:
    """The product of two numbers."""
    if is_finite(one) and is_finite(other):
        return _computed(operator.mul, one, other)
    if is_finite(other):
        one, other = other, one
    if is_finite(one):
        return _nested(one, lambda constant: lifted(_times(other, constant)))
    return one * other


def divided(one: Term, other: Term) -> Term:
    """The quotient of two numbers, of which the second is never zero."""
    if is_finite(other):
        return multiplied(one, _one_of([(guard, _inverse(value)) for guard, value in _alternatives(other)]))
    term = lifted(one)
    return (z3().ToReal(term) if term.is_int() else term) / other


def whole_below(number: Term) -> Term:
    """The greatest whole number that is not above."""
    if is_finite(number):
        return _one_of([(guard, value.numerator // value.denominator) for guard, value in _alternatives(number)])
    found = quotient_of(number)
    return z3().ToInt(number) if found is None else found.whole


def remainder(number: Term, divisor: int) -> Term:
    """What is left of a whole number, from 0 on, after division by a positive constant."""
    if is_finite(number):
        return _one_of([(guard, value % divisor) for guard, value in _alternatives(number)])
    return number % divisor


def is_surely_whole(number: Term) -> bool:
    """Whether a number is whole by its kind."""
    if is_finite(number):
        return all(isinstance(value, int) for _, value in _alternatives(number))
    return bool(number.is_int())


def constant_of(value: Any) -> Constant:
    """The Python number of a constant of z3."""
    if z3().is_int_value(value):
        return int(value.as_long())
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


def _inverse(value: Constant) -> Constant:
    """One divided by a constant; zero is none of the values that a divisor has in any case."""
    return _simplest(1 / Fraction(value)) if value else 0


def _times(number: Term, constant: Constant) -> Term:
    if constant == 0:
        return 0
    return number if constant == 1 else number * lifted(constant)


def is_constant(number: Term) -> bool:
    """Whether a number is the same in every case."""
    return isinstance(number, int | Fraction) and not isinstance(number, bool)


def is_finite(number: Term) -> bool:
    """Whether a number is a constant or one of some."""
    return isinstance(number, int | Fraction | OneOf)


def _alternatives(number: Constant | OneOf) -> tuple[tuple[Formula, Constant], ...]:
    return number.alternatives if isinstance(number, OneOf) else ((True, number),)


def _one_of(found: Iterable[tuple[Formula, Constant]]) -> Term:
    """One of some constants, equal ones together."""
    tests: dict[Constant, list[Formula]] = {}
    for test, value in found:
        if test is not False:
            tests.setdefault(value, []).append(test)
    if len(tests) == 1:
        return next(iter(tests))
    one = OneOf(tuple((disjunction(guards), value) for value, guards in tests.items()))
    return one if len(tests) <= _MOST else lifted(one)


def _nested(number: Constant | OneOf, change: Callable[[Constant], Any]) -> Any:
    """What becomes of each constant, as nested alternatives; the last one where no other is."""
    *first, (_, last) = _alternatives(number)
    found = change(last)
    for test, value in reversed(first):
        found = z3().If(test, change(value), found)
    return found


def _is_same(one: Any, other: Any) -> bool:
    if is_finite(one) or is_finite(other):
        return is_constant(one) and is_constant(other) and bool(one == other)
    return bool(one.eq(other))


def _compared(comparison: Callable[[Any, Any], Any], one: Term, other: Term) -> Formula:
    if is_finite(one) and is_finite(other):
        return disjunction(
            both(here, there)
            for here, mine in _alternatives(one)
            for there, theirs in _alternatives(other)
            if comparison(mine, theirs)
        )
    return comparison(lifted(one), lifted(other))


def _computed(operation: Callable[[Any, Any], Any], one: Term, other: Term) -> Term:
    if not is_finite(one) or not is_finite(other):
        return operation(lifted(one), lifted(other))
    if is_constant(one) and is_constant(other):
        return _simplest(operation(one, other))
    return _one_of(
        (both(here, there), _simplest(operation(mine, theirs)))
        for here, mine in _alternatives(one)
        for there, theirs in _alternatives(other)
    )


def _simplest(number: Any) -> Any:
    return number.numerator if number.denominator == 1 else number
