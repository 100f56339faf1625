"""What the calendar and the clocks give, as functions of which little more is known than that they are functions.

Two rulesets that ask the same of the same date, and two cases, get the same answer; where more gives more by every
calendar, that is known, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import define, field, frozen

from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, either
from recovery_rules.analysis.formula.numbers import Term, at_most, equal, subtracted
from recovery_rules.language.zones import repeats_a_day

WORKED: Final = "worked"  # how many days are worked up to one, counted from any fixed day: of what lies between, exact
# Whether more of each argument gives more, or less.
_ORDERS: Final = {"months": (1, 1), "working_day": (1, 1), WORKED: (1,)}


def _orders(operation: object, detail: object, _: object) -> tuple[int, ...]:
    """Of each argument; none where nothing is known."""
    if operation == "day":
        return () if repeats_a_day(str(detail)) else (1,)
    return _ORDERS[str(operation)]


@frozen
class Application:
    """What one function gives for some arguments.

    Attributes:
        function: which function: the operation, and by what zone, rule or calendar.
        arguments: of what.
        found: what it gives.
    """

    function: tuple[object, ...]
    arguments: tuple[Term, ...]
    found: Term

    def renamed(self, rename: Callable[[Any], Any]) -> Application:
        """The same of another case."""
        return Application(self.function, tuple(map(rename, self.arguments)), rename(self.found))


@define
class Functions:
    """All applications of such functions, of one ruleset or of several."""

    _applications: list[Application] = field(factory=list)

    def apply(self, function: tuple[object, ...], arguments: tuple[Term, ...], found: Term) -> Formula:
        """What is known of one more application beside those before."""
        one = Application(function, arguments, found)
        known = conjunction(alike(one, other) for other in self._applications)
        self._applications.append(one)
        return known

    def alike(self, rename: Callable[[Any], Any]) -> Formula:
        """What is known of those of this case beside those of another one."""
        others = [one.renamed(rename) for one in self._applications]
        return conjunction(alike(one, other) for one in self._applications for other in others)


def alike(one: Application, other: Application) -> Formula:
    """That the same of the same is the same, and that more gives more where it does."""
    if one.function != other.function:
        return True
    pairs = list(zip(one.arguments, other.arguments, strict=True))
    orders = _orders(*one.function)
    if not orders:
        return either(contrary(conjunction(equal(*pair) for pair in pairs)), equal(one.found, other.found))
    rises = conjunction(at_most(*pair[::order]) for pair, order in zip(pairs, orders, strict=True))
    falls = conjunction(at_most(*pair[::-order]) for pair, order in zip(pairs, orders, strict=True))
    return both(
        either(contrary(rises), _rises(one, other)),
        either(contrary(falls), _rises(other, one)),
    )


def _rises(one: Application, other: Application) -> Formula:
    """That the other gives no less; of days that are worked, no more than there are days."""
    no_less = at_most(one.found, other.found)
    if one.function[0] != WORKED:
        return no_less
    return both(no_less, at_most(subtracted(other.found, one.found), subtracted(other.arguments[0], one.arguments[0])))
