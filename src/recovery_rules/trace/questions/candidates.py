"""Values worth trying for a given fact, the nearest to its present value first.

Within one cell no condition changes its truth, so one value a cell is enough: the nearest. What is computed from a
quantity cuts its values too; where, depends on the other facts of the case, and `turning` finds it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from attrs import evolve

from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import Shape
from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import A_DAY, FIRST_DAY, LAST_DAY
from recovery_rules.language.types import DURATION, Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.comparisons import comparisons_of
from recovery_rules.trace.questions.instants import FIRST, LAST, instant, number_of
from recovery_rules.trace.questions.turning import FINEST, Turning, grain

_MOST_MEMBERS: Final = 5  # of a set: all combinations of so many are tried
SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)


class Candidates:
    """The values to try for the facts of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        differences: what it compares, innermost first.
        as_of: a time for times that are unknown.

    Attributes:
        doubtful: whether a fact was asked for of which other values might do what no value tried does.
    """

    def __init__(
        self, model: Model, shape: Shape, differences: Iterable[Expression], as_of: datetime | None = None
    ) -> None:
        self._model = model
        self._as_of = as_of or SOME_TIME
        self._comparisons = comparisons_of(model, shape)
        self._turning = Turning(model, shape, differences, self._as_of)
        self._quantities_known: dict[tuple[object, ...], Sequence[Number]] = {}
        self.doubtful = False

    def of(self, name: str, values: Mapping[str, Plain | None]) -> list[Plain | None]:
        """The values to try for a fact, its present one left out; None stands for leaving it away."""
        fact = self._model.facts[name]
        if fact.personal:
            return []
        now = values[name]
        self.doubtful = self.doubtful or self._is_one_of_many(fact)
        found: list[Plain | None] = [*dict.fromkeys(self._known(fact, now, values))]
        if fact.optional and now is not None:
            found.append(None)
        return [value for value in found if value != now or type(value) is not type(now)]

    def doubt_amounts(self, facts: Iterable[str]) -> None:
        """Note that amounts depend on some facts: of a quantity any value may matter."""
        found = (self._model.facts[name] for name in facts if name in self._model.facts)
        self.doubtful = self.doubtful or any(fact.type.is_measured for fact in found)

    def _is_one_of_many(self, fact: Fact) -> bool:
        """Whether a fact has values that may matter and are not tried."""
        if fact.type.kind == "set" and len(self._comparisons.members.get(fact.name, ())) > _MOST_MEMBERS:
            return True
        return fact.name in self._comparisons.loose and (fact.type.is_measured or fact.type.kind in {"set", "datetime"})

    def _known(self, fact: Fact, now: Plain | None, values: Mapping[str, Plain | None]) -> Iterable[Plain]:
        position: Any = now
        match fact.type.kind:
            case "boolean":
                return (True, False)
            case "choice":
                return range(len(fact.type.values))
            case "scale":
                start: int = position or 0
                nearby: list[int] = sorted(range(len(fact.type.values)), key=lambda one: abs(one - start))
                return nearby
            case "set":
                return self._sets(fact.name, position)
            case "datetime":
                return self._times(fact, position, values)
            case "text":
                return ()
            case _:
                return self._quantities(fact, position, values)

    def _sets(self, name: str, now: frozenset[int] | None) -> Iterator[frozenset[int]]:
        """The present set with any of its tested members turned, fewest first."""
        members = self._comparisons.members.get(name, ())
        most = len(members) if len(members) <= _MOST_MEMBERS else 1
        for count in range(most + 1):
            for turned in itertools.combinations(members, count):
                yield (now or frozenset()) ^ frozenset(turned)

    def _times(self, fact: Fact, now: datetime | None, values: Mapping[str, Plain | None]) -> Iterator[datetime]:
        """Of a time that is unknown any one first; then the nearest on each side of where something turns."""
        if now is None:
            yield self._as_of
        moment = now or self._as_of
        turning = tuple(sorted(self._turning.points(fact.name, values)))
        line = Column(
            fact.name,
            "quantity",
            fact.name,
            DURATION,
            may_be_unknown=False,
            cuts=turning,
            low=FIRST,
            high=LAST,
            step=DURATION.step,
        )
        place = number_of(moment)
        found = {_nearest_in(line, cell, place) for cell in range(line.known_cells) if line.everything >> cell & 1}
        yield from (instant(one, moment) for one in sorted(found, key=lambda one: (abs(one - place), one)))

    def _quantities(self, fact: Fact, now: Number | None, values: Mapping[str, Plain | None]) -> Sequence[Number]:
        turning = self._turning.points(fact.name, values)
        key = (fact.name, now, turning)
        if key not in self._quantities_known:
            self._quantities_known[key] = self._nearest(fact, now, turning)
        return self._quantities_known[key]

    def _nearest(self, fact: Fact, now: Number | None, turning: frozenset[Number]) -> Sequence[Number]:
        column = self._comparisons.columns[fact.name]
        column = evolve(column, cuts=tuple(sorted(turning.union(column.cuts))))
        reachable = column.everything
        cells = (cell for cell in range(column.known_cells) if reachable >> cell & 1)
        found = {_nearest_in(column, cell, now) for cell in cells if not _is_gap(column.ends(cell), turning)}
        if not column.cuts:
            ends = [end for end in (fact.low, fact.high) if end is not None and end not in (FIRST_DAY, LAST_DAY)]
            found.update(ends, [end + grain(fact.type) for end in ends])
        start: Number = now if now is not None else A_DAY if fact.type.kind == "date" else 0
        return sorted((one for one in found if _fits(fact, one)), key=lambda one: (abs(one - start), one))


def _is_gap(ends: tuple[Number | None, Number | None], turning: frozenset[Number]) -> bool:
    """Whether a cell holds nothing but a value that no decimal equals, at which something turns."""
    low, high = ends
    if low is None or high is None or not {low, high} <= turning:
        return False
    return 0 < high - low <= FINEST


def _nearest_in(column: Column, cell: int, now: Number | None) -> Number:
    """The value of a quantity's cell that is nearest to the present one."""
    if now is not None and column.cell_of(now) == cell:
        return now
    low, high = column.ends(cell)
    if low is not None and low == high:
        return low
    for distance in (grain(column.type), column.step or FINEST):
        near = _beside(low, high, now, distance)
        if column.cell_of(near) == cell and _within(column.low, column.high, near):
            return near
    inside: Any = column.value_in(cell)
    return inside  # type: ignore[no-any-return]  # of a quantity a number


def _beside(low: Number | None, high: Number | None, now: Number | None, distance: Number) -> Number:
    """The value at some distance from the end of a cell that is nearer to the present value."""
    if high is not None and (low is None or (now is not None and now >= high)):
        return high - distance
    return low + distance if low is not None else now or 0


def _fits(fact: Fact, number: Number) -> bool:
    whole = fact.type.step is None or number == int(number)
    return whole and _within(fact.low, fact.high, number)


def _within(low: Number | None, high: Number | None, number: Number) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)
