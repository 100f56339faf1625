"""Conditions as two formulas: whether they are true, and whether they are false."""

from __future__ import annotations

from typing import Any, TypeAlias

from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction
from recovery_rules.analysis.formula.numbers import at_most, equal, less
from recovery_rules.analysis.formula.values import Value, is_formula
from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest
from recovery_rules.model.conditions import All, AnyOf, Condition, NoneOf, Test, Truth

Truths: TypeAlias = tuple[Formula, Formula]  # true, false; neither where it is unknown


def truths(condition: Condition, expressions: Expressions) -> Truths:
    """The truth of a condition in Kleene's logic."""
    match condition:
        case Test(fact=fact, test=test):
            return truths_of_test(test, expressions.values[fact])
        case Truth(expression=expression):
            return expressions.truths(expression)
        case All(parts=parts):
            return every([truths(part, expressions) for part in parts])
        case AnyOf(parts=parts):
            return some([truths(part, expressions) for part in parts])
        case NoneOf(parts=parts):
            holds, fails = some([truths(part, expressions) for part in parts])
            return fails, holds


def truths_of_test(test: UnaryTest, value: Value) -> Truths:
    """The truth of a unary test of a value."""
    match test:
        case Anything():
            return True, False
        case Knownness(known=wanted):
            return (value.known, contrary(value.known)) if wanted else (contrary(value.known), value.known)
        case Not(test=inner):
            holds, fails = truths_of_test(inner, value)
            return fails, holds
        case Either(tests=tests):
            return some([truths_of_test(one, value) for one in tests])
        case _:
            found = _holds(test, value.content)
            return both(value.known, found), both(value.known, contrary(found))


def every(parts: list[Truths]) -> Truths:
    """True where all are true, false where one is false."""
    return conjunction(holds for holds, _ in parts), disjunction(fails for _, fails in parts)


def some(parts: list[Truths]) -> Truths:
    """True where one is true, false where all are false."""
    return disjunction(holds for holds, _ in parts), conjunction(fails for _, fails in parts)


def _holds(test: Among | Has | Range, content: Any) -> Formula:
    match test:
        case Among(positions=positions):
            if is_formula(content):
                return disjunction(content if place else contrary(content) for place in sorted(positions))
            return disjunction(equal(content, place) for place in sorted(positions))
        case Has(position=position):
            return content[position]
        case Range(low=low, high=high):
            above = True if low is None else (at_most if test.low_included else less)(low, content)
            below = True if high is None else (at_most if test.high_included else less)(content, high)
            return both(above, below)
