"""Cases drawn at random: a value in a cell picked at random for each fact, again and again alike for the same seed.

Where hardly any is valid that is drawn fact by fact, because `admit` ties facts together, they are brought in line.

In: a model and its cells. Out: cases that `decide` accepts. Three of four aim at one condition of the ruleset, so that
what seldom matches is drawn too. Called by the command line and by test writers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.cases.aligning import Aligning
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.index import bits
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.admission import admit
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.literals import public_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import A_DAY
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError

_MOST_FAILURES: Final = 1_000  # to draw a valid case, one after the other
_MOST_REFUSED: Final = 20  # of them, until what is drawn is brought in line
_ZONES: Final = (UTC, timezone(timedelta(hours=8)))
_SOME_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)
_MINUTES: Final = 2 * 366 * 24 * 60  # around that time
_TEXTS: Final = ("Li Na", "张伟", "a word")
# Where nothing bounds a quantity: what it lies around, and how far from there it may be, as a power of ten.
_REACH: Final = {"date": (A_DAY, 4), "duration": (0, 13)}  # in days and microseconds


@frozen
class DrawnCase:
    """A valid case: the facts as public values, the time of deciding, the acting role."""

    given: Mapping[str, Any]
    as_of: datetime | None
    role: str | None


class Drawing:
    """Draws cases of one ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        seed: the same seed gives the same cases.
    """

    def __init__(self, model: Model, shape: Shape, seed: int = 0) -> None:
        self._model = model
        self._shape = shape
        self._aligning = Aligning(model, shape)
        self._random = random.Random(seed)  # noqa: S311  (cases to try, no secret)
        conditions = (*shape.rules, *chain(*shape.unless), *shape.limits, *chain(*shape.rows.values()))
        self._aims: list[Clause] = [clause for clause in chain(*conditions) if clause]
        self._members = {
            (column.fact, column.position): number
            for number, column in enumerate(shape.columns)
            if column.kind == "membership"
        }

    def cases(self, count: int) -> Iterator[DrawnCase]:
        """As many cases; fewer where hardly any that is drawn is valid."""
        failures = 0
        while count and failures < _MOST_FAILURES:
            case = DrawnCase(
                self._given(align=failures >= _MOST_REFUSED),
                self._as_of(),
                self._random.choice([None, *self._model.roles]),
            )
            try:
                admit(self._model, case.given, case.as_of, case.role)
            except FactsError:
                failures += 1
                continue
            count, failures = count - 1, 0
            yield case

    def _one_in(self, count: int) -> bool:
        return not self._random.randrange(count)

    def _as_of(self) -> datetime | None:
        return None if self._one_in(4) else self._time()

    def _time(self) -> datetime:
        minutes = self._random.randrange(-_MINUTES, _MINUTES)
        return (_SOME_TIME + timedelta(minutes=minutes)).astimezone(self._random.choice(_ZONES))

    def _given(self, *, align: bool) -> dict[str, Any]:
        aim = {} if not self._aims or self._one_in(4) else self._random.choice(self._aims)
        facts = self._model.facts
        values = {name: self._value(fact, aim) for name, fact in facts.items()}
        for name, fact in facts.items():
            if fact.needed is None:
                continue
            if truth(fact.needed, values) is not True:
                values[name] = None
            elif values[name] is None and not fact.optional:
                values[name] = self._known(fact, aim)
        if align:
            values = self._aligning.aligned(values, aim, seed=self._random.getrandbits(32)) or values
        return {name: public_of(value, facts[name].type) for name, value in values.items() if value is not None}

    def _value(self, fact: Fact, aim: Clause) -> Plain | None:
        """A value that the clause accepts; None for the unknown, and where the default may speak."""
        number = self._shape.clauses.number_of(fact.name)
        if number is None:
            left_out = (fact.may_be_unknown or fact.default is not None) and self._one_in(4)
            return None if left_out else self._known(fact, aim)
        column = self._shape.columns[number]
        cell = self._random.choice(list(bits(aim.get(number, column.everything))))
        if cell == column.known_cells:
            return None
        return self._known_in(fact, aim, column, cell)

    def _known(self, fact: Fact, aim: Clause) -> Plain:
        number = self._shape.clauses.number_of(fact.name)
        column = None if number is None else self._shape.columns[number]
        if column is None or number is None:
            return self._known_in(fact, aim, None, 0)
        accepted = aim.get(number, column.everything) & ~column.unknown or column.everything & ~column.unknown
        return self._known_in(fact, aim, column, self._random.choice(list(bits(accepted))))

    def _known_in(self, fact: Fact, aim: Clause, column: Column | None, cell: int) -> Plain:
        """A known value in a cell; of a fact without column any."""
        match fact.type.kind:
            case "boolean":
                return bool(cell) if column else self._one_in(2)
            case "choice" | "scale":
                return cell if column else self._random.randrange(len(fact.type.values))
            case "set":
                return self._set(fact, aim)
            case "datetime":
                return self._time()
            case "text":
                return self._random.choice(_TEXTS)
            case _:
                return self._number(
                    fact, *((None, None) if column is None else column.ends(cell)), at_cut=cell % 2 == 1
                )

    def _set(self, fact: Fact, aim: Clause) -> frozenset[int]:
        """Of the members that are left open, few, some or most."""
        share = self._random.random()
        return frozenset(
            position
            for position in range(len(fact.type.values))
            if {1: False, 2: True}.get(
                aim.get(self._members.get((fact.name, position), -1), 3) & 3, self._random.random() < share
            )
        )

    def _number(self, fact: Fact, low: Number | None, high: Number | None, *, at_cut: bool) -> Number:
        """A number at a cut, or between two: at an end, or anywhere."""
        if at_cut:
            assert low is not None
            return low
        least, most = self._bounds(fact, low, high)
        if fact.type.step is not None:
            return self._random.choice([least, most, self._random.randint(int(least), int(most))])
        number = least + (most - least) * Fraction(self._random.randint(0, 10), 10)
        return number if number not in {low, high} else Fraction(least + most) / 2

    def _bounds(self, fact: Fact, low: Number | None, high: Number | None) -> tuple[Number, Number]:
        """The least and the greatest number between two cuts; without cut and bound, some that are far from there."""
        whole = fact.type.step is not None
        least = [floor(low) + 1 if whole else low] if low is not None else []
        most = [ceil(high) - 1 if whole else high] if high is not None else []
        least += [fact.low] if fact.low is not None else []
        most += [fact.high] if fact.high is not None else []
        near, farthest = _REACH.get(fact.type.kind, (0, 9))
        far = 10 ** self._random.randint(0, farthest)
        if not least and not most:
            return near - far, near + far
        return max(least, default=min(most, default=0) - far), min(most, default=max(least, default=0) + far)
