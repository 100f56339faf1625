"""What is compared in the expressions of a ruleset, as differences: where one changes its sign, something turns.

In: a model, its shape and an action kind. Out: `paid - 20 EUR` for a condition `paid > 20 EUR`, the same for what
`lower`, `higher` and tables of facts compare, and for what an amount of the kind comes to how far it is from nothing.
Innermost ones come first. Called by `candidates` and by comparisons of rulesets.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from recovery_rules.cells.columns import cuts_of
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.reference.bounding import PAID_IN_STEPS
from recovery_rules.language.expressions import Apply, Constant, Expression, Read
from recovery_rules.language.rationals import Number
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import DATE, DATETIME, DURATION
from recovery_rules.model.actions import Proposal
from recovery_rules.model.facts import Derived, DerivedTable
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.kinds import kinds_of_rule, kinds_proposed

_AMOUNT: Final = "amount"
_COMPARING: Final = frozenset({"<", "<=", ">", ">=", "=", "!="})
_OF_NOTHING: Final = (0, Fraction(1, 2), 1)  # below one of these an amount in steps is rounded to nothing


def differences_of(model: Model, shape: Shape, kind: str) -> list[Expression]:
    """The differences on whose signs conditions, derived facts and amounts of a kind depend."""
    found = [*of_conditions(model, shape)]
    for amount in _amounts(model, kind):
        found += compared_in(amount)
        found += _from(amount, _OF_NOTHING if amount.type.kind in PAID_IN_STEPS else (0,))
    return list(dict.fromkeys(found))


def of_conditions(model: Model, shape: Shape) -> Iterator[Expression]:
    """The differences on whose signs conditions and derived facts depend."""
    cuts = {column.fact: column.cuts for column in shape.columns if column.kind == "quantity"}
    for name, derived in model.derived.items():
        yield from _in_derived(model, derived)
        yield from _from(Read(name, derived.type), cuts.get(name, ()))
    truths = [column.expression for column in shape.columns if column.expression is not None]
    for condition in (*truths, *(one.must for one in model.admissions)):
        yield from compared_in(condition)


def _in_derived(model: Model, derived: Derived) -> Iterator[Expression]:
    if not isinstance(derived, DerivedTable):
        yield from compared_in(derived.value)
        return
    for row in derived.rows:
        for column, test in zip(derived.columns, row.tests, strict=True):
            if isinstance(test, UnaryTest):
                yield from _from(Read(column, model.type_of(column)), cuts_of([test]))
            else:
                yield from compared_in(test)
        yield from compared_in(row.gives)


def compared_in(expression: Expression) -> Iterator[Expression]:
    """What an expression compares, innermost first."""
    if not isinstance(expression, Apply):
        return
    for one in expression.arguments:
        yield from compared_in(one)
    match expression:
        case Apply(operation="absolute" | "full" | "started", arguments=(argument, *_)):
            yield argument
        case Apply(operation="least" | "greatest", arguments=arguments):
            yield from (difference(left, right) for left, right in itertools.combinations(arguments, 2))
        case Apply(operation=operation, arguments=(left, right)) if operation in _COMPARING:
            if all(one.type.is_measured or one.type == DATETIME for one in (left, right)):
                yield difference(left, right)
        case _:
            return


def _amounts(model: Model, kind: str) -> Iterator[Expression]:
    """Expressions that have a say in what an action of a kind comes to."""
    proposals = [one for rule in model.rules if kind in kinds_of_rule(rule) for one in rule.proposals]
    proposals += [limit.owed for limit in model.limits if limit.owed is not None]
    proposals += model.otherwise
    giving = [one for one in proposals if kind in kinds_proposed([one])]
    concerned = kinds_proposed(giving)
    yield from _in_proposals(giving)
    for limit in model.limits:
        for bound in limit.bounds:
            if limit.kind in concerned and bound.parameter == _AMOUNT:
                yield from (end for end in (bound.at_least, bound.at_most) if end is not None)


def _in_proposals(proposals: Iterable[Proposal]) -> Iterator[Expression]:
    for one in proposals:
        argument = one.arguments.get(_AMOUNT)
        if argument is not None:
            yield from (end for end in (argument.value, argument.at_least, argument.at_most) if end is not None)
        for bundle in one.options:
            yield from _in_proposals(bundle)


def _from(expression: Expression, levels: Iterable[Number]) -> Iterator[Expression]:
    """How far an expression is from each of some values; a constant never turns."""
    if expression.type.is_measured and not isinstance(expression, Constant):
        yield from (difference(expression, Constant(level, expression.type)) for level in levels)


def difference(left: Expression, right: Expression) -> Expression:
    """How far one of two measured values, or times, lies above the other."""
    if left.type == DATE:
        return Apply("elapsed", (left, right), DURATION)
    if left.type == DATETIME:
        return Apply("span", (left, right), DURATION)
    return Apply("subtract", (left, right), left.type)
