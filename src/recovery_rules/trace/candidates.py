"""Values worth trying for a given fact, the nearest to its present value first.

Within one cell no condition changes its truth, so one value a cell is enough: the nearest. Expressions compare facts
with each other and with constants, so those values, and the ones just beside them, are worth trying too; `nearest`
finds the value at which a condition over computed values turns.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Final

from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import Shape
from recovery_rules.language.types import Number, Plain, Type
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.comparisons import comparisons_of

_MINUTE: Final = 60_000_000
_MOST_MEMBERS: Final = 5  # of a set: all combinations of so many are tried
_MOST_STEPS: Final = 10**15
_SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)


class Candidates:
    """The values to try for the facts of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        as_of: a time for times that are unknown.

    Attributes:
        doubtful: whether a fact was asked for of which other values might do what no value tried does.
    """

    def __init__(self, model: Model, shape: Shape, as_of: datetime | None) -> None:
        self._model = model
        self._as_of = as_of or _SOME_TIME
        self._comparisons = comparisons_of(model, shape)
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

    def nearest(self, fact: Fact, now: Number | None, accepts: Callable[[Number], bool]) -> Iterator[Number]:
        """The nearest value above and below the present one that is accepted, where that is the case beyond a point."""
        start: Any = now if now is not None else fact.low if fact.low is not None else 0
        for direction in (1, -1):
            end = fact.high if direction > 0 else fact.low
            found = _turn(start, direction * _grain(fact.type), end, accepts)
            if found is not None:
                yield found

    def doubt_amounts(self, facts: Iterable[str]) -> None:
        """Note that amounts depend on some facts: of a quantity any value may matter."""
        found = (self._model.facts[name] for name in facts if name in self._model.facts)
        self.doubtful = self.doubtful or any(fact.type.is_quantity for fact in found)

    def _is_one_of_many(self, fact: Fact) -> bool:
        """Whether a fact has values that may matter and are not tried."""
        if fact.type.kind == "set" and len(self._comparisons.members.get(fact.name, ())) > _MOST_MEMBERS:
            return True
        return fact.name in self._comparisons.loose and (fact.type.is_quantity or fact.type.kind == "set")

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
                return () if now is not None else (self._as_of,)
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

    def _quantities(self, fact: Fact, now: Number | None, values: Mapping[str, Plain | None]) -> list[Number]:
        column = self._comparisons.columns[fact.name]
        nearest = (_nearest_in(column, cell, now) for cell in range(column.known_cells))
        found: set[Number] = {near for near in nearest if near is not None}
        grain = _grain(fact.type)
        for other in self._comparisons.beside.get(fact.name, ()):
            number: Any = values.get(other)
            if number is not None:
                found |= {number, number - grain, number + grain}
        if not column.cuts:
            found |= {number for end in (fact.low, fact.high) if end is not None for number in (end, end + grain)}
        start: Number = now or 0
        return sorted((one for one in found if _fits(fact, one)), key=lambda one: (abs(one - start), one))


def _nearest_in(column: Column, cell: int, now: Number | None) -> Number | None:
    """The value of a quantity's cell that is nearest to the present one; None where the cell has none."""
    if not column.everything >> cell & 1:
        return None
    if now is not None and column.cell_of(now) == cell:
        return now
    low, high = column.ends(cell)
    if cell % 2:
        return low
    grain = _grain(column.type)
    upwards = now is not None and high is not None and now >= high  # the present value lies above the cell
    if upwards:
        assert high is not None
        near: Number | None = high - _finest(
            high - grain > (low if low is not None else high - 2 * grain), grain, column
        )
    elif low is not None:
        near = low + _finest(high is None or low + grain < high, grain, column)
    elif high is not None:
        near = high - grain
    else:
        near = now if now is not None else 0
    if near is not None and column.cell_of(near) == cell and _within(column.low, column.high, near):
        return near
    inside: Any = column.value_in(cell)
    return inside  # type: ignore[no-any-return]  # of a quantity a number


def _finest(fits: bool, grain: Number, column: Column) -> Number:  # noqa: FBT001 - a fact about the cell, not a switch
    return grain if fits else column.step or grain


def _turn(start: Number, step: Number, end: Number | None, accepts: Callable[[Number], bool]) -> Number | None:
    """The first accepted value in steps from `start` towards `end`, if what lies beyond it is accepted too."""

    def at(count: int) -> Number:
        return start + count * step

    def is_beyond(number: Number) -> bool:
        return end is not None and (number > end if step > 0 else number < end)

    before, far = 0, 1
    while not accepts(at(far)):
        if far > _MOST_STEPS or is_beyond(at(far)):
            return None
        before, far = far, far * 4
    while far - before > 1:
        middle = (before + far) // 2
        if accepts(at(middle)):
            far = middle
        else:
            before = middle
    if is_beyond(at(far)):
        return end if end is not None and accepts(end) else None
    return at(far)


def _grain(type_: Type) -> Number:
    """The distance at which people tell two values apart."""
    match type_.kind:
        case "duration":
            return _MINUTE
        case "percent":
            return Fraction(1, 100)
        case _:
            return 1


def _fits(fact: Fact, number: Number) -> bool:
    whole = fact.type.step is None or number == int(number)
    return whole and _within(fact.low, fact.high, number)


def _within(low: Number | None, high: Number | None, number: Number) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)
