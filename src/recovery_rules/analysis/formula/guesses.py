"""What logic cannot say, as variables of which only bounds are known."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from attrs import define, field, frozen

from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, either, z3
from recovery_rules.analysis.formula.numbers import Term, added, at_most, choose, higher, less, multiplied, subtracted
from recovery_rules.analysis.formula.wording import length_in_words
from recovery_rules.language.durations import DAY
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, UNITS, WORKING_DAYS, TimeLimit

_DAYS: Final = {CALENDAR_DAYS: (1, 1), WORKING_DAYS: (1, None), MONTHS: (28, 31)}  # how few and how many a unit has
# The first day may be all but over, the last one may close soon after it began, and clocks that change may leave out or
# repeat up to a day; in more than three months an hour comes to it.
_SLACK: Final = 50 * DAY // 24
_SLACK_OF_FEW: Final = 2 * DAY
_FEW: Final = 90  # days
_MARK: Final = Fraction(1, 1 << 25)  # more than there are counts and units
_ALWAYS_THERE: Final = 365_000  # so many days after the last admitted one are before the year 10000


@frozen
class Guess:
    """A variable that stands for what logic cannot say.

    Attributes:
        variables: the variable, or several.
        holds: what is known of it.
        reads: the facts on which it depends.
        about: what it is, for people.
    """

    variables: tuple[Any, ...]
    holds: Formula
    reads: frozenset[str]
    about: str


@frozen
class Length:
    """How long so many of a unit are, from one trigger: a variable between bounds."""

    unit: str
    count: Term
    found: Any


@define
class Limits:
    """How long counted time limits are: all but elapsed time, from one trigger.

    Attributes:
        reads: the facts from which limits run; where they are other ones, so is how long a limit is.
        prefix: before the names of their variables, so that those of two rulesets differ.
        apart: whether less than a microsecond is added to each, so that no two different limits are as long. They may
            end at one time, but they are not equal.
        guesses: what is known of each.
    """

    reads: frozenset[str]
    prefix: str = ""
    apart: bool = False
    guesses: list[Guess] = field(factory=list)
    _lengths: list[Length] = field(factory=list)
    _known: dict[TimeLimit, Any] = field(factory=dict)

    def of(self, limit: TimeLimit) -> Any:
        """The length of a limit, in microseconds."""
        if limit not in self._known:
            self._known[limit] = self.so_many(limit.unit, limit.count, frozenset())
        return self._known[limit]

    def so_many(self, unit: str, count: Term, reads: frozenset[str]) -> Any:
        """The same of so many of a unit; `reads` are the facts behind the number."""
        found = z3().Int(f"{self.prefix}the length of a limit {len(self._lengths)}")
        length = Length(unit, count, found)
        order = [in_order(length, other) for other in self._lengths]
        self._lengths.append(length)
        holds = both(bounds(unit, count, found), *order)
        self.guesses.append(Guess((found,), holds, self.reads | reads, length_in_words(unit, count)))
        return added(found, _mark(unit, count)) if self.apart else found

    def in_order(self, rename: Callable[[Any], Any], facts: frozenset[str]) -> Formula:
        """That limits of this case and of one with other facts are in order, where both run from the same trigger."""
        if not self.reads.isdisjoint(facts):
            return True
        found = ((one, rename(one.found)) for one in self._lengths)
        others = [Length(one.unit, rename(one.count), other) for one, other in found if not other.eq(one.found)]
        return conjunction(in_order(one, other) for one in self._lengths for other in others)


def _mark(unit: str, count: Term) -> Term:
    """Less than a microsecond that tells so many of a unit from all other limits."""
    return multiplied(added(multiplied(count, len(UNITS) + 1), 1 + UNITS.index(unit)), _MARK)


def in_order(one: Length, other: Length) -> Formula:
    """That of one unit more are no shorter, and as many as long."""
    if one.unit != other.unit:
        return True
    return both(
        either(contrary(at_most(one.count, other.count)), at_most(one.found, other.found)),
        either(contrary(at_most(other.count, one.count)), at_most(other.found, one.found)),
    )


def bounds(unit: str, count: Term, length: Term) -> Formula:
    """That so many of a unit are no shorter and no longer than any such limit is, as far as that is known."""
    if unit not in _DAYS:
        return less(0, length)
    few, many = _DAYS[unit]
    slack = choose(at_most(multiplied(count, few), _FEW), _SLACK_OF_FEW, _SLACK)
    least = less(higher(-1, subtracted(multiplied(count, few * DAY), slack)), length)
    if many is None:
        return least
    most = less(length, added(multiplied(count, many * DAY), _SLACK))
    return both(least, either(contrary(less(multiplied(count, many), _ALWAYS_THERE)), most))
