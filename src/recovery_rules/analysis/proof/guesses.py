"""What logic cannot say, as variables of which only bounds are known."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field, frozen

from recovery_rules.analysis.proof.logic import Formula, both, z3
from recovery_rules.analysis.proof.numbers import at_most, less
from recovery_rules.language.durations import DAY
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, TimeLimit

_DAYS: Final = {CALENDAR_DAYS: (1, 1), WORKING_DAYS: (1, None), MONTHS: (28, 31)}  # how few and how many a unit has
# The first day may be all but over, the last one may close soon after it began, and clocks that change may leave out or
# repeat up to a day.
_SLACK: Final = 50 * DAY // 24
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


@define
class Limits:
    """How long counted time limits are: all but elapsed time, from one trigger.

    Attributes:
        reads: the facts from which limits run; where they are other ones, so is how long a limit is.
        prefix: before the names of their variables, so that those of two rulesets differ.
        guesses: what is known of each.
    """

    reads: frozenset[str]
    prefix: str = ""
    guesses: list[Guess] = field(factory=list)
    _known: dict[TimeLimit, Any] = field(factory=dict)

    def of(self, limit: TimeLimit) -> Any:
        """The length of a limit, in microseconds: between its bounds, and in order with others of its unit."""
        if limit not in self._known:
            found = z3().Int(f"{self.prefix}the length of {limit}")
            order = [
                at_most(one, found) if other.count <= limit.count else at_most(found, one)
                for other, one in self._known.items()
                if other.unit == limit.unit
            ]
            self._known[limit] = found
            least, most = bounds(limit)
            if most is not None:
                order.append(less(found, most))
            self.guesses.append(Guess((found,), both(less(least, found), *order), self.reads, "the calendar"))
        return self._known[limit]


def bounds(limit: TimeLimit) -> tuple[int, int | None]:
    """Shorter and longer than any such limit, as far as that is known."""
    if limit.unit not in _DAYS:
        return 0, None
    few, many = _DAYS[limit.unit]
    least = max(-1, limit.count * few * DAY - _SLACK)
    if many is None or limit.count * many >= _ALWAYS_THERE:
        return least, None
    return least, limit.count * many * DAY + _SLACK
