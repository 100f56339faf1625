"""Witnesses: a valid case that a clause accepts, so that a message can show what goes wrong.

The search tries few values of each fact: the ends and a value of each accepted cell, constants that expressions
compare with, and the values next to those; first with all facts at their first value, then changing one fact, two
facts and so on. It gives up after a while, so that finding nothing proves nothing.
"""

from __future__ import annotations

import functools
import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from recovery_rules.cells.cases import constants, read_by
from recovery_rules.cells.index import bits
from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.language.time_steps import moved
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.conditions import Truth, leaves
from recovery_rules.model.facts import DerivedValue, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recovery_rules.cells.cases import Cases, Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import Column
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model

Goal: TypeAlias = "Callable[[Values], bool]"

MOST_TRIES = 2_000  # for one witness
MOST_TRIES_IN_ALL = 15_000  # for one ruleset
_MOST_VALUES = 24  # of one fact
_DAY = 24 * 3_600_000_000  # microseconds
_SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class Witnesses:
    """Finds cases of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        cases: computes its cases.
        most_tries: for all cases that are looked for.
    """

    def __init__(self, model: Model, shape: Shape, cases: Cases, *, most_tries: int = MOST_TRIES_IN_ALL) -> None:
        self._model = model
        self._shape = shape
        self._cases = cases
        self._left = most_tries
        self._members = {
            (column.fact, column.position): number
            for number, column in enumerate(shape.columns)
            if column.kind == "membership"
        }

    def find(
        self,
        clause: Clause,
        *,
        reading: Iterable[str] = (),
        goal: Goal | None = None,
        near: Values | None = None,
        most_tries: int = MOST_TRIES,
    ) -> Values | None:
        """A valid case that `clause` accepts and that meets the goal; None where none was found.

        Args:
            clause: what the case must satisfy.
            reading: further facts that the goal reads.
            goal: what else must be true of the case.
            near: a case whose values come first, as of some facts few values go together.
            most_tries: how many cases to try.
        """
        names = self._cases.related(read_by(clause, self._shape) | frozenset(reading))
        given = [fact for name, fact in self._model.facts.items() if name in names]
        choices = [list(self._values(fact, clause, towards_ends=goal is not None)) for fact in given]
        if near is not None:
            choices = [_from(near.get(fact.name), values) for fact, values in zip(given, choices, strict=True)]
        for chosen in itertools.islice(_near_first(choices), min(most_tries, self._left)):
            self._left -= 1
            values = self._cases.complete(dict(zip((fact.name for fact in given), chosen, strict=True)), names)
            if values is not None and self._cases.accepts(clause, values) and (goal is None or goal(values)):
                return values
        return None

    @functools.cached_property
    def _literals(self) -> Mapping[Type, Sequence[Number]]:
        return _literals(self._model)

    @functools.cached_property
    def _times(self) -> Sequence[datetime]:
        """The times that expressions mention."""
        found = (one.value for expression in _expressions(self._model) for one in constants(expression))
        return sorted({value for value in found if isinstance(value, datetime)})

    def _values(self, fact: Fact, clause: Clause, *, towards_ends: bool) -> Iterator[Plain | None]:
        """Values of a given fact to be tried: those that the clause accepts, the likeliest first."""
        number = self._shape.clauses.number_of(fact.name)
        column = None if number is None else self._shape.columns[number]
        accepted = None if column is None or number is None else clause.get(number, column.everything)
        seen: set[Plain] = set()
        for value in self._known_values(fact, column, accepted, clause, towards_ends=towards_ends):
            if value in seen or len(seen) >= _MOST_VALUES:
                continue
            if column is None or accepted is None or accepted >> column.cell_of(value) & 1:
                seen.add(value)
                yield value
        if fact.may_be_unknown and (column is None or accepted is None or accepted & column.unknown):
            yield None

    def _known_values(
        self, fact: Fact, column: Column | None, accepted: int | None, clause: Clause, *, towards_ends: bool
    ) -> Iterator[Plain]:
        match fact.type.kind:
            case "boolean":
                yield from (True, False)
            case "choice" | "scale":
                yield from range(len(fact.type.values))
            case "set":
                yield from self._sets(fact, clause)
            case "datetime":
                yield _SOME_TIME
                yield from (moved(time, by) for time in self._times for by in (0, 1, -1))
            case "text":
                yield ""
            case _:
                inside = _inside(column, accepted)
                ends = [end for end in (fact.low, fact.high) if end is not None]
                yield from (value for value in (*ends, *inside) if towards_ends)
                yield from inside
                beyond = _far_inside(column, accepted, fact) if towards_ends else ()
                around = _around(fact, self._literals.get(fact.type, ()))
                yield from (value for value in (*beyond, *around) if _within(fact, value))

    def _sets(self, fact: Fact, clause: Clause) -> Iterator[Plain]:
        """The smallest set that the clause accepts, then that with one more member, then with all."""
        must, may = set(), []
        for position in range(len(fact.type.values)):
            number = self._members.get((fact.name, position))
            cells = 3 if number is None else clause.get(number, 3)
            if not cells & 1:
                must.add(position)
            elif cells & 2:
                may.append(position)
        yield frozenset(must)
        yield from (frozenset({*must, position}) for position in may)
        yield frozenset({*must, *may})


def _from(first: Plain | None, values: Iterable[Plain | None]) -> list[Plain | None]:
    """A value, then all others."""
    return [first, *(value for value in values if value != first or type(value) is not type(first))]


def _inside(column: Column | None, accepted: int | None) -> list[Number]:
    """A value of each accepted cell of a quantity."""
    if column is None or accepted is None:
        return []
    known = [cell for cell in bits(accepted) if cell < column.known_cells]
    return [column.value_in(cell) for cell in known]  # type: ignore[misc]  # a quantity's known values are numbers


def _far_inside(column: Column | None, accepted: int | None, fact: Fact) -> Iterator[Number]:
    """The greatest value of each accepted cell of a quantity, and one in its middle."""
    if column is None or accepted is None:
        return
    for cell in bits(accepted & ~(1 << column.known_cells)):
        low, high = column.ends(cell)
        if high is not None:
            yield high - (fact.type.step or 1)
            yield (high + (low or 0)) // 2


def _around(fact: Fact, literals: Sequence[Number]) -> Iterator[Number]:
    """Ends, zero, literals of the same type and their neighbours, then something large."""
    step = fact.type.step or 1
    whole = _DAY if fact.type.kind == "duration" else 10**fact.type.digits
    yield from (end for end in (fact.low, fact.high) if end is not None)
    yield 0
    for literal in literals:
        yield from (literal, literal + step, literal - step)
    yield from (whole, -whole, 1_000 * whole, 1_000_000_000 * whole)


def _within(fact: Fact, value: Number) -> bool:
    whole = fact.type.step is None or value == int(value)
    return whole and (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high)


def _literals(model: Model) -> Mapping[Type, Sequence[Number]]:
    """The quantities that expressions mention, by type."""
    found: dict[Type, dict[Number, None]] = {}
    for expression in _expressions(model):
        for constant in constants(expression):
            if constant.type.is_measured:
                found.setdefault(constant.type, {})[constant.value] = None  # type: ignore[index]  # a number
    return {type_: sorted(values) for type_, values in found.items()}


def _expressions(model: Model) -> Iterator[Expression]:
    """The expressions on which the validity of a case and its derived facts depend."""
    for derived in model.derived.values():
        if isinstance(derived, DerivedValue):
            yield derived.value
    for one in model.admissions:
        yield one.must
    for rule in model.rules:
        yield from (leaf.expression for leaf in leaves(rule.when) if isinstance(leaf, Truth))


def _near_first(choices: Sequence[Sequence[Plain | None]]) -> Iterator[tuple[Plain | None, ...]]:
    """All ways to choose one of each: first those that differ from the first of each in few places."""
    if not all(choices):
        return
    base = [choice[0] for choice in choices]
    changeable = [place for place, choice in enumerate(choices) if len(choice) > 1]
    for count in range(len(changeable) + 1):
        for places in itertools.combinations(changeable, count):
            for replaced in itertools.product(*(choices[place][1:] for place in places)):
                chosen = list(base)
                for place, value in zip(places, replaced, strict=True):
                    chosen[place] = value
                yield tuple(chosen)
