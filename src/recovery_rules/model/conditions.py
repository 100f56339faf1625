"""Conditions: formulas over unary tests of facts and boolean expressions.

The truth of a condition is three-valued (Kleene): a rule matches where its condition is *true*, so an unknown
never matches by accident, and neither does its negation.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from recovery_rules.language.expressions import Expression
from recovery_rules.language.tests import UnaryTest
from recovery_rules.source.span import Span


@frozen
class Test:
    """A unary test of one fact, with the author's own words."""

    fact: str
    test: UnaryTest
    text: str
    span: Span | None = field(default=None, eq=False)


@frozen
class Truth:
    """A boolean expression over one or more facts, with the author's own words."""

    expression: Expression
    text: str
    span: Span | None = field(default=None, eq=False)


@frozen
class All:
    """Every part holds; of no parts: always true."""

    parts: tuple[Condition, ...]


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@frozen
class NoneOf:
    """No part holds."""

    parts: tuple[Condition, ...]


Leaf: TypeAlias = Test | Truth
Condition: TypeAlias = Test | Truth | All | AnyOf | NoneOf

ALWAYS = All(())


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """The tests and expressions of a condition in the author's order."""
    match condition:
        case Test() | Truth():
            return (condition,)
        case All(parts=parts) | AnyOf(parts=parts) | NoneOf(parts=parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
