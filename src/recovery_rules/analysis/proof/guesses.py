"""What logic cannot say, as variables of which only bounds are known."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field, frozen

from recovery_rules.analysis.proof.logic import Formula, both, z3
from recovery_rules.analysis.proof.numbers import at_most, less
from recovery_rules.language.durations import DAY
from recovery_rules.language.time_limits import MONTHS, WORKING_DAYS, TimeLimit

_SHORTEST_MONTH: Final = 28  # days


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
    """How long counted time limits are: working days, working hours and months, from one trigger.

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
        """The length of a limit, in microseconds: longer than its least, and in order with others of its unit."""
        if limit not in self._known:
            found = z3().Int(f"{self.prefix}the length of {limit}")
            order = [
                at_most(one, found) if other.count <= limit.count else at_most(found, one)
                for other, one in self._known.items()
                if other.unit == limit.unit
            ]
            self._known[limit] = found
            self.guesses.append(Guess((found,), both(less(least(limit), found), *order), self.reads, "the calendar"))
        return self._known[limit]


def least(limit: TimeLimit) -> int:
    """Shorter than any such limit.

    The first day may be all but over, the last one may close soon after it began, and clocks that change may leave out
    up to a day.
    """
    if limit.unit == WORKING_DAYS:
        return max(0, limit.count - 2) * DAY
    return (limit.count * _SHORTEST_MONTH - 2) * DAY if limit.unit == MONTHS else 0
