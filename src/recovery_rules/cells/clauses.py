"""Clauses: every condition as alternatives over cells.

A condition is brought into disjunctive normal form, which is exact in three-valued logic too: a condition is true
if and only if all tests of at least one alternative are true. A clause maps columns to the cells that it accepts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.language.tests import Anything, Either, Has, Knownness, Not, UnaryTest
from recovery_rules.model.conditions import All, AnyOf, Condition, Leaf, NoneOf, Test, Truth

Clause: TypeAlias = Mapping[int, CellSet]  # column number -> accepted cells; a column left out accepts all
MOST_ALTERNATIVES = 256
_OF_A_FACT = frozenset({"enumerated", "quantity", "presence"})


class TooManyAlternativesError(Exception):
    """A condition nests so many alternatives that its normal form would be too large."""


class Clauses:
    """Turns conditions into clauses over given columns.

    Args:
        columns: all columns of a ruleset, in order.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self._everything = tuple(column.everything for column in columns)
        self._number = {column.fact: number for number, column in enumerate(columns) if column.kind in _OF_A_FACT}
        self._truth = {column.expression: number for number, column in enumerate(columns) if column.kind == "truth"}
        self._membership = {
            (column.fact, column.position): number
            for number, column in enumerate(columns)
            if column.kind == "membership"
        }

    def of(self, condition: Condition, *, lenient: bool = False) -> tuple[Clause, ...]:
        """The clauses of which one must accept a case for `condition` to be true (or, at choice, not false).

        No clause: the condition never holds. An empty clause: it always does.

        Raises:
            TooManyAlternativesError: there would be more than `MOST_ALTERNATIVES`.
        """
        return tuple(self._alternatives(condition, wanted=True, lenient=lenient))

    def column_of(self, leaf: Leaf) -> int | None:
        """The one column that a leaf tests; None where it tests none or, of a set, possibly several."""
        if isinstance(leaf, Truth):
            return self._truth[leaf.expression]
        number = self._number.get(leaf.fact)
        return None if number is None or self.columns[number].type.kind == "set" else number

    def number_of(self, fact: str) -> int | None:
        """The column of a fact's own value (of a set, of its presence); None where no condition tests it."""
        return self._number.get(fact)

    def _alternatives(self, condition: Condition, *, wanted: bool, lenient: bool) -> list[Clause]:
        match condition:
            case Test(fact=fact, test=test):
                return self._of_test(fact, test, wanted=wanted, lenient=lenient)
            case Truth(expression=expression):
                number = self._truth[expression]
                unknown = self.columns[number].unknown if lenient else 0
                return self._one(number, 1 << int(wanted) | unknown)
            case NoneOf(parts=parts):
                return self._combine([(part, not wanted) for part in parts], every=wanted, lenient=lenient)
            case All(parts=parts):
                return self._combine([(part, wanted) for part in parts], every=wanted, lenient=lenient)
            case AnyOf(parts=parts):
                return self._combine([(part, wanted) for part in parts], every=not wanted, lenient=lenient)

    def _combine(self, parts: list[tuple[Condition, bool]], *, every: bool, lenient: bool) -> list[Clause]:
        choices = [self._alternatives(part, wanted=wanted, lenient=lenient) for part, wanted in parts]
        if not every:
            return _bounded([clause for alternatives in choices for clause in alternatives])
        found: list[Clause] = [{}]
        for alternatives in choices:
            if len(found) == len(alternatives) == 1 and found[0].keys().isdisjoint(alternatives[0]):
                found = [{**found[0], **alternatives[0]}]  # the tests of a row, nearly always
                continue
            found = _bounded(
                [both for one in found for other in alternatives if (both := meet(one, other)) is not None]
            )
        return found

    def _of_test(self, fact: str, test: UnaryTest, *, wanted: bool, lenient: bool) -> list[Clause]:
        number = self._number.get(fact)
        if number is None or self.columns[number].type.kind == "set":
            return self._of_set_test(fact, test, wanted=wanted, lenient=lenient)
        column = self.columns[number]
        accepted = column.where_true(test) if wanted else column.where_false(test)
        if lenient:
            accepted |= column.everything & ~(column.where_true(test) | column.where_false(test))
        return self._one(number, accepted)

    def _of_set_test(self, fact: str, test: UnaryTest, *, wanted: bool, lenient: bool) -> list[Clause]:
        match test:
            case Anything():
                return [{}] if wanted else []
            case Has(position=position):
                number = self._membership[fact, position]
                unknown = self.columns[number].unknown if lenient else 0
                return self._one(number, 1 << int(wanted) | unknown)
            case Knownness(known=known):
                number = self._number[fact]
                column = self.columns[number]
                return self._one(number, 1 if known is wanted else column.unknown)
            case Not(test=inner):
                return self._of_set_test(fact, inner, wanted=not wanted, lenient=lenient)
            case Either(tests=tests):
                parts: list[tuple[Condition, bool]] = [(Test(fact, one, ""), wanted) for one in tests]
                return self._combine(parts, every=not wanted, lenient=lenient)
            case _:  # the linker lets no other test of a set through
                raise TypeError(test)

    def _one(self, number: int, accepted: CellSet) -> list[Clause]:
        everything = self._everything[number]
        accepted &= everything
        if not accepted:
            return []
        return [{} if accepted == everything else {number: accepted}]


def meet(one: Clause, other: Clause) -> Clause | None:
    """What both clauses accept; None where that is nothing."""
    if not one or not other:
        return one or other
    both = dict(one)
    for number, accepted in other.items():
        both[number] = both.get(number, accepted) & accepted
        if not both[number]:
            return None
    return both


def _bounded(clauses: list[Clause]) -> list[Clause]:
    if any(not clause for clause in clauses):
        return [{}]
    if len(clauses) > MOST_ALTERNATIVES:
        distinct = {tuple(sorted(clause.items())): clause for clause in clauses}
        clauses = list(distinct.values())
        if len(clauses) > MOST_ALTERNATIVES:
            raise TooManyAlternativesError
    return clauses
