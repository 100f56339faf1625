"""How large the numbers of an expression can become: a bound on the digits of numerator and denominator.

Multiplication adds digits, and a derived fact that squares another that squares another would soon fill the memory.
In: a typed expression and the sizes of the facts that it reads. Out: a size that no value on the way exceeds. An
expression beyond `MOST_DIGITS` does not load, so deciding is bounded in time and space.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import frozen

from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.types import Type
from recovery_rules.language.values import MAX_DIGITS

MOST_DIGITS: Final = 4_000  # Python converts up to 4,300 digits to text


@frozen
class Size:
    """At most so many decimal digits above and below the fraction bar; a whole number has none below."""

    above: int
    below: int = 0

    @property
    def largest(self) -> int:
        """The digits that count against the limit."""
        return max(self.above, self.below)

    def hull(self, other: Size) -> Size:
        """A size that covers both."""
        return Size(max(self.above, other.above), max(self.below, other.below))


def size_of_given(type: Type) -> Size:
    """The size of any admitted value of a given fact."""
    if type.kind in {"number", "percent"}:
        return Size(MAX_DIGITS, MAX_DIGITS + 2)
    return Size(MAX_DIGITS + type.digits) if type.is_quantity else Size(MAX_DIGITS)


def size_of(expression: Expression, facts: Callable[[str], Size]) -> Size:
    """The size of an expression and of everything that is computed on the way.

    Example:
        >>> from recovery_rules.language.types import INTEGER
        >>> ten = Constant(10, INTEGER)
        >>> size_of(Apply("multiply", (ten, ten), INTEGER), lambda _: Size(0))
        Size(above=4, below=0)
    """
    match expression:
        case Constant(value=value):
            return _of_value(value)
        case Read(fact=fact):
            return facts(fact)
        case Known():
            return Size(1)
        case Apply(operation=operation, arguments=arguments):
            sizes = [size_of(argument, facts) for argument in arguments]
            # Nothing on the way is forgotten, though a comparison gives only yes or no.
            return functools.reduce(Size.hull, sizes, _applied(operation, *sizes))


def _of_value(value: object) -> Size:
    if isinstance(value, int | Fraction):
        below = 0 if value.denominator == 1 else len(str(value.denominator))
        return Size(len(str(abs(value.numerator))), below)
    return Size(1)


def _applied(operation: str, *sizes: Size) -> Size:
    match operation, sizes:
        case (("add" | "subtract"), (a, b)):
            return Size(max(a.above + b.below, b.above + a.below) + 1, a.below + b.below)
        case "multiply", (a, b):
            return Size(a.above + b.above, a.below + b.below)
        case (("elapsed" | "span" | "working_days"), _):
            return Size(MAX_DIGITS)
        case (("divide" | "full" | "started" | "round"), (a, b)):
            # Rounding goes by way of the quotient, and then back.
            quotient = Size(a.above + b.below + 1, a.below + b.above)
            return quotient if operation != "round" else quotient.hull(Size(quotient.above + b.above, b.below))
        case _:
            return Size(1)
