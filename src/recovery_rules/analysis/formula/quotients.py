"""Terms of z3 as a whole number divided by a constant: what is asked of whole numbers alone, a solver answers soon.

Rounded as rationals, the parts of a whole number between which a case chooses may keep it busy without end, and without
that its budget is used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.formula.logic import z3

_LARGEST: Final = 10**12  # a divisor; beyond that large numbers cost more than they help


@frozen
class Quotient:
    """A whole number, as a term of z3, divided by a positive constant."""

    number: Any
    divisor: int

    @property
    def whole(self) -> Any:
        """The greatest whole number that is not above."""
        return self.number if self.divisor == 1 else self.number / self.divisor

    @property
    def rest(self) -> Any:
        """What is left of it, in parts of the divisor."""
        return 0 if self.divisor == 1 else self.number % self.divisor

    def times(self, factor: Fraction) -> Quotient:
        """The product with a constant."""
        divisor = self.divisor * factor.denominator
        common = math.gcd(divisor, factor.numerator)
        return Quotient(_multiple(self.number, factor.numerator // common), divisor // common)


def quotient_of(term: Any) -> Quotient | None:
    """The same number as a quotient; None where it is none."""
    found = _Reading().quotient(term)
    return found if found is not None and found.divisor <= _LARGEST else None


class _Reading:
    """Reads one term; what stands in it several times, once."""

    def __init__(self) -> None:
        self._known: dict[int, Quotient | None] = {}

    def quotient(self, term: Any) -> Quotient | None:
        place = term.get_id()
        if place not in self._known:
            self._known[place] = self._read(term)
        return self._known[place]

    def _read(self, term: Any) -> Quotient | None:
        library = z3()
        if term.is_int():
            return Quotient(term, 1)
        if library.is_rational_value(term):
            return Quotient(library.IntVal(term.numerator_as_long()), term.denominator_as_long())
        if library.is_to_real(term):
            return Quotient(term.arg(0), 1)
        if library.is_mul(term):
            return self._product(*term.children())
        is_choice = library.is_app_of(term, library.Z3_OP_ITE)
        if not (is_choice or library.is_add(term) or library.is_sub(term)):
            return None
        found = self._with_one_divisor(term.children()[is_choice:])
        if not found:
            return None
        first, *others = (one.number for one in found)
        if is_choice:
            number = library.If(term.arg(0), first, *others)
        else:
            rest = library.Sum(others)
            number = first + rest if library.is_add(term) else first - rest
        return Quotient(number, found[0].divisor)

    def _product(self, one: Any, other: Any, *more: Any) -> Quotient | None:
        if z3().is_rational_value(one):
            one, other = other, one
        if more or not z3().is_rational_value(other):
            return None
        found = self.quotient(one)
        return found and found.times(Fraction(other.numerator_as_long(), other.denominator_as_long()))

    def _with_one_divisor(self, terms: Sequence[Any]) -> Sequence[Quotient] | None:
        found = [self.quotient(one) for one in terms]
        known = [one for one in found if one is not None]
        if len(known) < len(found):
            return None
        divisor = math.lcm(*(one.divisor for one in known))
        return [Quotient(_multiple(one.number, divisor // one.divisor), divisor) for one in known]


def _multiple(number: Any, factor: int) -> Any:
    return number if factor == 1 else number * factor
