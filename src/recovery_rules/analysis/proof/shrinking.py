"""Smaller counterexamples: with fewer facts given, and plainer values, as long as they still break the property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.proof.plain_times import Clock, in_plain_years, nearest_day
from recovery_rules.analysis.proof.subjects import Cases
from recovery_rules.cells.cases import facts_of
from recovery_rules.language.durations import DAY
from recovery_rules.language.reading import A_DAY
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact

_ROUNDS: Final = 3
_COUNTS: Final = (1, 2, 5, 10, 20, 50, 100, 1_000, 10_000)
_HOUR: Final = DAY // 24
_TIMES: Final = (DAY, _HOUR, _HOUR // 60, _HOUR // 3600)


def shrunk(cases: Cases, facts: Mapping[str, Fact], breaks: Callable[[Cases], bool], *, zone: str = "") -> Cases:
    """The same counterexample with simpler values where it stays one.

    Args:
        cases: a case, or two that are compared.
        facts: the facts of the ruleset.
        breaks: whether cases are valid and break the property.
        zone: by whose clock times are told.
    """
    return _Shrinking(facts, breaks, Clock.of(zone)).shrunk(cases)


@frozen
class _Shrinking:
    facts: Mapping[str, Fact]
    breaks: Callable[[Cases], bool]
    clock: Clock

    def shrunk(self, cases: Cases) -> Cases:
        cases = next(filter(self.breaks, in_plain_years(cases, self.facts, self.clock)), cases)
        for _ in range(_ROUNDS):
            before = cases
            for fact in self.facts.values():
                cases = self._with_simpler(cases, fact)
            if cases == before:
                break
        return cases

    def _with_simpler(self, cases: Cases, fact: Fact) -> Cases:
        values = [case.get(fact.name) for case in cases]
        if len(set(map(repr, values))) > 1:
            return self._with_simpler_pair(cases, fact)
        attempts = (tried for plain in self._simpler(fact, values[0]) for tried in self._changed(cases, fact, plain))
        return self._with_least(next(filter(self.breaks, attempts), cases), fact)

    def _changed(self, cases: Cases, fact: Fact, plain: Plain | None) -> Iterator[Cases]:
        """Cases with another value of a fact; and without what is needed only because of the one that it has."""
        changed = tuple({**case, fact.name: plain} for case in cases)
        yield changed
        needed = {one.name: one.default for one in self.facts.values() if fact.name in facts_of(one.needed)}
        if any(case.get(name) != default for name, default in needed.items() for case in cases):
            yield tuple({**case, **needed} for case in changed)

    def _with_simpler_pair(self, cases: Cases, fact: Fact) -> Cases:
        """Where the cases differ in a fact, each value for itself."""
        for place, case in enumerate(cases):
            for plain in self._simpler(fact, case.get(fact.name)):
                tried = (*cases[:place], {**case, fact.name: plain}, *cases[place + 1 :])
                if self.breaks(tried):
                    cases = tried
                    break
        return cases

    def _with_least(self, cases: Cases, fact: Fact) -> Cases:
        """The least value that will do: of a quantity the least count of its unit, of a time the most ordinary day."""

        def of(plain: Plain | None) -> Cases:
            return tuple({**case, fact.name: plain} for case in cases)

        def will_do(plain: Plain) -> bool:
            return self.breaks(of(plain))

        plain: Any = cases[0].get(fact.name)
        if plain is None:
            return cases
        match fact.type.kind:
            case "datetime":
                return of(self.clock.nearest(plain, will_do))
            case "date":
                return of(nearest_day(plain, will_do))
            case _:
                return of(_least(fact, plain, will_do))

    def _simpler(self, fact: Fact, plain: Plain | None) -> Iterator[Plain | None]:
        """Values that are simpler than one, the simplest first."""
        if plain is None:
            return
        if fact.may_be_unknown:
            yield None
        for one in self.clock.plainer(plain) if isinstance(plain, datetime) else _plainer(fact, plain):
            if one == plain:
                return
            yield one


def _least(fact: Fact, plain: Any, breaks: Callable[[Plain], bool]) -> Any:
    """The least count of the same unit, where what is less no longer breaks the property."""
    if not fact.type.is_quantity or plain <= 0:
        return plain
    unit = next((one for one in _units(fact) if plain % one == 0), None)
    if unit is None:
        return plain
    low, high = 0, plain // unit  # zero has been tried
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if breaks(middle * unit) else (middle, high)
    return high * unit


def _plainer(fact: Fact, plain: Plain) -> Iterator[Plain]:
    if fact.default is not None:
        yield fact.default
    match fact.type.kind:
        case "text":
            return
        case "boolean":
            yield False
        case "choice" | "scale":
            yield from range(len(fact.type.values))
        case "set" if isinstance(plain, frozenset):
            yield from (frozenset(sorted(plain)[:count]) for count in range(len(plain)))
        case "date":
            yield from _within(fact, (A_DAY,))
        case _:
            yield from _within(fact, _round_numbers(fact, plain))


def _round_numbers(fact: Fact, plain: Any) -> Sequence[Any]:
    """Zero or the least that is allowed, small round numbers, and ever nearer ones."""
    found: list[Any] = [0] if fact.low is None else [fact.low]
    main = _HOUR if fact.type.kind == "duration" else 10**fact.type.digits
    found += [count * main for count in _COUNTS if count * main < abs(plain)]
    for step in _steps(fact, main):
        below = plain // step * step
        found += [below, below + step]
    return [value for value in (*found, plain // 1) if _length(fact, value) < _length(fact, plain)]


def _steps(fact: Fact, main: int) -> Iterator[int]:
    yield from _TIMES if fact.type.kind == "duration" else (count * main for count in reversed(_COUNTS))


def _units(fact: Fact) -> Iterable[int]:
    """In which a value is said, the largest first."""
    return _TIMES if fact.type.kind == "duration" else (10**digits for digits in range(fact.type.digits + 4, -1, -1))


def _length(fact: Fact, number: Any) -> tuple[int, Any]:
    """How long it takes to say a number: its digits without zeros at the end, then its size; of a time its parts."""
    if fact.type.kind != "duration":
        return len(str(number).rstrip("0")), abs(number)
    said, rest = 0, abs(number)
    for unit in _TIMES:
        count, rest = divmod(rest, unit)
        said += len(str(count)) + 1 if count else 0
    return said + (len(str(rest)) if rest else 0), abs(number)


def _within(fact: Fact, values: Sequence[Any]) -> Iterator[Plain]:
    for value in values:
        if (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high):
            yield value
