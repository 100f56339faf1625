"""With what the given facts of a ruleset are compared: where their values make a difference.

In: a model and its shape. Out: for each quantity the points that cut its values, constants in expressions included;
and the *loose* facts, of which one value a cell does not stand for all of the cell.
Called by `candidates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from recovery_rules.cells.cases import Cases, constants
from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.matcher import expressions_of
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read
from recovery_rules.language.rationals import Number
from recovery_rules.model.facts import DerivedTable, Fact
from recovery_rules.model.ruleset import Model

_COMPARING: Final = frozenset({"<", "<=", ">", ">=", "=", "!=", "has"})
_LOGIC: Final = frozenset({"and", "or", "not"})


@frozen
class Comparisons:
    """With what given facts are compared.

    Attributes:
        columns: for each quantity its cells.
        members: for each set the values that are looked for in it.
        loose: the facts that conditions compute with, or compare with other facts.
    """

    columns: Mapping[str, Column]
    members: Mapping[str, tuple[int, ...]]
    loose: frozenset[str]


def comparisons_of(model: Model, shape: Shape) -> Comparisons:
    """With what the given facts of a model are compared."""
    expressions = (*expressions_of(model, shape), *(one.must for one in model.admissions))
    cuts = {column.fact: set(column.cuts) for column in shape.columns if column.kind == "quantity"}
    for expression in expressions:
        read = [name for name in model.facts if name in facts_read(expression)]
        for name in read:
            type_ = model.facts[name].type
            literals: list[Any] = [one.value for one in constants(expression) if one.type == type_]
            cuts.setdefault(name, set()).update(literals)
    quantities = [fact for fact in model.facts.values() if fact.type.is_measured]
    return Comparisons(
        columns={fact.name: _column(fact, cuts.get(fact.name, ())) for fact in quantities},
        members=_members(shape, expressions),
        loose=frozenset[str]().union(*map(_computed_with, _in_conditions(model, shape))),
    )


def _column(fact: Fact, cuts: Iterable[Number]) -> Column:
    return Column(
        fact.name,
        "quantity",
        fact.name,
        fact.type,
        fact.may_be_unknown,
        cuts=tuple(sorted(cuts)),
        low=fact.low,
        high=fact.high,
        step=fact.type.step,
    )


def _members(shape: Shape, expressions: Iterable[Expression]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for column in shape.columns:
        if column.kind == "membership":
            found.setdefault(column.fact, set()).add(column.position)
    for expression in expressions:
        for fact, position in _looked_for(expression):
            found.setdefault(fact, set()).add(position)
    return {name: tuple(sorted(positions)) for name, positions in found.items()}


def _looked_for(expression: Expression) -> Iterator[tuple[str, int]]:
    match expression:
        case Apply(operation="has", arguments=(Read(fact=fact), Constant(value=int(position)))):
            yield fact, position
        case Apply(arguments=arguments):
            for one in arguments:
                yield from _looked_for(one)
        case _:
            return


def _in_conditions(model: Model, shape: Shape) -> Iterator[Expression]:
    """The expressions that conditions depend on; amounts are not among them."""
    truths = [column.expression for column in shape.columns if column.expression is not None]
    musts = [one.must for one in model.admissions]
    yield from (*truths, *musts)
    read = frozenset(column.fact for column in shape.columns).union(*map(facts_read, (*truths, *musts)))
    for name in Cases(model, shape).behind(read - {""}):
        derived = model.derived.get(name)
        if isinstance(derived, DerivedTable):
            yield from (row.gives for row in derived.rows)
        elif derived is not None:
            yield derived.value


def _computed_with(expression: Expression) -> frozenset[str]:
    """The facts of which an expression takes more than on which side of some constants they lie."""
    match expression:
        case Constant() | Known():
            return frozenset()
        case Read(fact=fact):
            return frozenset({fact})
        case Apply(operation=operation, arguments=(Read(), Constant()) | (Constant(), Read())) if (
            operation in _COMPARING
        ):
            return frozenset()
        case Apply(operation=operation, arguments=arguments) if operation in _LOGIC:
            return frozenset[str]().union(*map(_computed_with, arguments))
        case _:
            return facts_read(expression)
