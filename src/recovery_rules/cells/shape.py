"""The shape of a ruleset: its columns, and the clauses of everything that is conditional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from recovery_rules.cells.clauses import Clause, Clauses
from recovery_rules.cells.columns import Column, cuts_of
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.rationals import Number
from recovery_rules.language.tests import Either, Has, Not, UnaryTest
from recovery_rules.language.types import BOOLEAN, Type
from recovery_rules.model.conditions import All, Condition, Leaf, NoneOf, Truth, leaves
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue, row_condition
from recovery_rules.model.ruleset import Model


@frozen
class Shape:
    """Columns and clauses of a model.

    Attributes:
        columns: of facts in model order, then of derived facts, then of expressions; only what some condition tests.
        clauses: turns further conditions over these columns into clauses.
        rules: for each rule the alternatives of its `when`.
        unless: for each rule the alternatives of each `unless`.
        limits: for each limit the alternatives of its `when`.
        needed: for each fact with `needed` the alternatives of that condition.
        admitting: for each admission the alternatives of its `when`.
        violated: for each admission the alternatives of "its `when` holds and its `must` is false".
        rows: for each derived table the alternatives of each row.
        reads: for each derived fact the facts that its value reads, or the values of its rows.
    """

    columns: tuple[Column, ...]
    clauses: Clauses
    rules: tuple[tuple[Clause, ...], ...]
    unless: tuple[tuple[tuple[Clause, ...], ...], ...]
    limits: tuple[tuple[Clause, ...], ...]
    needed: Mapping[str, tuple[Clause, ...]]
    admitting: tuple[tuple[Clause, ...], ...]
    violated: tuple[tuple[Clause, ...], ...]
    rows: Mapping[str, tuple[tuple[Clause, ...], ...]]
    reads: Mapping[str, frozenset[str]]


def shape_of(model: Model) -> Shape:
    """The shape of a model.

    Raises:
        TooManyAlternativesError: a condition nests too many alternatives; `conditions_of` tells which is whose.
    """
    columns = columns_of(model)
    clauses = Clauses(columns)
    return Shape(
        columns=columns,
        clauses=clauses,
        rules=tuple(clauses.of(rule.when) for rule in model.rules),
        unless=tuple(tuple(map(clauses.of, rule.unless)) for rule in model.rules),
        limits=tuple(clauses.of(limit.when, lenient=limit.applies_if_unknown) for limit in model.limits),
        needed={name: clauses.of(fact.needed) for name, fact in model.facts.items() if fact.needed is not None},
        admitting=tuple(clauses.of(one.when) for one in model.admissions),
        violated=tuple(clauses.of(violation(one.when, one.must, one.text)) for one in model.admissions),
        rows={
            table.name: tuple(clauses.of(row_condition(table, row)) for row in table.rows)
            for table in model.derived.values()
            if isinstance(table, DerivedTable)
        },
        reads={name: _read_by(derived) for name, derived in model.derived.items()},
    )


def _read_by(derived: Derived) -> frozenset[str]:
    values = [row.gives for row in derived.rows] if isinstance(derived, DerivedTable) else [derived.value]
    return frozenset[str]().union(*map(facts_read, values))


def expression_of(column: Column, model: Model) -> Expression | None:
    """The expression that a column holds the value of: its own, or that of its derived fact."""
    derived = model.derived.get(column.fact)
    return derived.value if isinstance(derived, DerivedValue) else column.expression


def violation(when: Condition, must: Expression, text: str) -> Condition:
    """The condition under which an admission refuses a case: `when` is true and `must` is false."""
    return All((when, NoneOf((Truth(must, text),))))


def conditions_of(model: Model) -> Iterator[Condition]:
    """Every condition of a model: of facts, tables of facts, admissions, rules and limits."""
    yield from (fact.needed for fact in model.facts.values() if fact.needed is not None)
    for derived in model.derived.values():
        if isinstance(derived, DerivedTable):
            yield from (row_condition(derived, row) for row in derived.rows)
    yield from (violation(one.when, one.must, one.text) for one in model.admissions)
    for rule in model.rules:
        yield rule.when
        yield from rule.unless
    yield from (limit.when for limit in model.limits)


def columns_of(model: Model) -> tuple[Column, ...]:
    """The columns that the conditions of a model test."""
    tests: dict[str, list[UnaryTest]] = {}
    truths: dict[Expression, str] = {}
    for leaf in (leaf for condition in conditions_of(model) for leaf in leaves(condition)):
        _note(leaf, tests, truths)
    found: list[Column] = []
    for name in (*model.facts, *model.derived):
        if name in tests:
            found += _columns_of_fact(model, name, tests[name])
    for expression, text in truths.items():
        found.append(Column(text, "truth", "", BOOLEAN, may_be_unknown=True, expression=expression))
    return tuple(found)


def _note(leaf: Leaf, tests: dict[str, list[UnaryTest]], truths: dict[Expression, str]) -> None:
    if isinstance(leaf, Truth):
        truths.setdefault(leaf.expression, leaf.text)
    else:
        tests.setdefault(leaf.fact, []).append(leaf.test)


def _columns_of_fact(model: Model, name: str, tests: list[UnaryTest]) -> list[Column]:
    type_, may_be_unknown, low, high = describe(model, name)
    if type_.kind in {"choice", "scale", "boolean"}:
        return [Column(name, "enumerated", name, type_, may_be_unknown)]
    if type_.is_measured:
        # Derived amounts lie dense.
        step = type_.step if name in model.facts or type_.kind in {"integer", "date"} else None
        cuts = cuts_of(tests)
        return [Column(name, "quantity", name, type_, may_be_unknown, cuts=cuts, low=low, high=high, step=step)]
    presence = Column(name, "presence", name, type_, may_be_unknown)
    members = [
        Column(f"{name} has {type_.values[position]}", "membership", name, type_, may_be_unknown, position=position)
        for position in sorted(set(_members(tests)))
    ]
    return [presence, *members]


def describe(model: Model, name: str) -> tuple[Type, bool, Number | None, Number | None]:
    """Type, whether it may be unknown, and the declared bounds of a fact, given or derived."""
    fact = model.facts.get(name)
    if fact is not None:
        return fact.type, fact.may_be_unknown, fact.low, fact.high
    derived = model.derived[name]
    return derived.type, derived.may_be_unknown, None, None


def _members(tests: Iterable[UnaryTest]) -> Iterator[int]:
    for test in tests:
        match test:
            case Has(position=position):
                yield position
            case Not(test=inner):
                yield from _members((inner,))
            case Either(tests=inner):
                yield from _members(inner)
            case _:
                pass
