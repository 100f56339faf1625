"""Smaller counterexamples: with fewer facts given, and plainer values, as long as they still break the property."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from recovery_rules.language.reading import A_DAY
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact

Case: TypeAlias = Mapping[str, "Plain | None"]
Cases: TypeAlias = tuple[Case, ...]

_ROUNDS: Final = 3
_COUNTS: Final = (1, 2, 5, 10, 20, 50, 100, 1_000, 10_000)
_SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)


def shrunk(cases: Cases, facts: Mapping[str, Fact], breaks: Callable[[Cases], bool]) -> Cases:
    """The same counterexample with simpler values where it stays one.

    Args:
        cases: a case, or two that are compared.
        facts: the facts of the ruleset.
        breaks: whether cases are valid and break the property.
    """
    for _ in range(_ROUNDS):
        before = cases
        for fact in facts.values():
            cases = _with_simpler(cases, fact, breaks)
        if cases == before:
            break
    return cases


def _with_simpler(cases: Cases, fact: Fact, breaks: Callable[[Cases], bool]) -> Cases:
    values = [case.get(fact.name) for case in cases]
    if len(set(map(repr, values))) > 1:
        return _with_simpler_pair(cases, fact, breaks)
    for plain in _simpler(fact, values[0]):
        tried = tuple({**case, fact.name: plain} for case in cases)
        if breaks(tried):
            return tried
    return cases


def _with_simpler_pair(cases: Cases, fact: Fact, breaks: Callable[[Cases], bool]) -> Cases:
    """Where the cases differ in a fact, each value for itself."""
    for place, case in enumerate(cases):
        for plain in _simpler(fact, case.get(fact.name)):
            tried = (*cases[:place], {**case, fact.name: plain}, *cases[place + 1 :])
            if breaks(tried):
                cases = tried
                break
    return cases


def _simpler(fact: Fact, plain: Plain | None) -> Iterator[Plain | None]:
    """Values that are simpler than one, the simplest first."""
    if plain is None:
        return
    if fact.may_be_unknown:
        yield None
    for one in _plainer(fact, plain):
        if one == plain:
            return
        yield one


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
        case "datetime":
            yield _SOME_TIME
        case "date":
            yield from _within(fact, (A_DAY,))
        case _:
            yield from _within(fact, _round_numbers(fact, plain))


def _round_numbers(fact: Fact, plain: Any) -> Sequence[Any]:
    """Zero or the least that is allowed, small round numbers, and ever nearer ones."""
    unit = 3_600_000_000 if fact.type.kind == "duration" else 10**fact.type.digits
    found: list[Any] = [0] if fact.low is None else [fact.low]
    found += [count * unit for count in _COUNTS if count * unit < abs(plain)]
    for count in reversed(_COUNTS):
        step = count * unit
        below = plain // step * step
        found += [below, below + step]
    return [value for value in (*found, plain // 1) if _length(value) < _length(plain)]


def _length(number: Any) -> tuple[int, Any]:
    """How long it takes to say a number: its digits without zeros at the end, then its size."""
    return len(str(number).rstrip("0")), abs(number)


def _within(fact: Fact, values: Sequence[Any]) -> Iterator[Plain]:
    for value in values:
        if (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high):
            yield value
