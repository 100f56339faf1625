"""Collecting the points of a ruleset, in the order of the file.

What no cell reaches, such as a test that accepts everything being false, is no point.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve

from recovery_rules.analysis.coverage.branches import Branching, branches_in, in_words
from recovery_rules.analysis.coverage.points import OTHERWISE, End, Part, Point, Points, Side, TestedLeaf
from recovery_rules.analysis.coverage.wording import cell_in_words, leaf_in_words
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.columns import CellSet, Column
from recovery_rules.cells.index import bits
from recovery_rules.cells.shape import Shape
from recovery_rules.cells.wording import value_in_words
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.model.actions import Argument, Proposal
from recovery_rules.model.conditions import Condition, Truth, leaves
from recovery_rules.model.facts import DerivedValue
from recovery_rules.model.rules import Limit
from recovery_rules.model.ruleset import Model
from recovery_rules.source.span import Span
from recovery_rules.trace.kinds import inside

_MOST_PAIRS: Final = 2_000  # of parts that two conditions have in common


def points_of(model: Model, shape: Shape, matching: tuple[tuple[Clause, ...], ...]) -> Points:
    """All points of a ruleset.

    Args:
        model: the ruleset.
        shape: its cells.
        matching: for each rule where it matches and nothing excuses it.
    """
    return _Collector(model, shape).collected(matching)


class _Collector:
    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        self._all: list[Point] = []
        self._by_name: dict[tuple[str, Side], int] = {}
        self._rows: dict[str, dict[int, int]] = {}
        self._tested: list[TestedLeaf] = []
        self._ends: dict[End, tuple[int, int]] = {}
        self._branching: list[Branching] = []
        self._matching: tuple[tuple[Clause, ...], ...] = ()

    def collected(self, matching: tuple[tuple[Clause, ...], ...]) -> Points:
        self._matching = matching
        self._add_conditions_of_cases()
        self._add_derived()
        self._add_rules(matching)
        self._add_limits()
        cells = tuple(tuple(self._cells(number, column)) for number, column in enumerate(self._shape.columns))
        return Points(
            tuple(self._all), self._by_name, self._rows, tuple(self._tested), self._ends, tuple(self._branching), cells
        )

    def _add(self, point: Point) -> int:
        self._all.append(point)
        return len(self._all) - 1

    def _name(self, part: Part, owner: str, side: Side, span: Span | None, where: tuple[Clause, ...]) -> None:
        self._by_name[owner, side] = self._add(Point(part, owner, "", side, span, where))

    def _add_conditions_of_cases(self) -> None:
        for fact in self._model.facts.values():
            if fact.needed is not None:
                self._add_leaves(f"{fact.name} needed", fact.needed)
        for one in self._model.admissions:
            self._add_leaves(one.id, one.when)

    def _add_derived(self) -> None:
        for name, table in self._model.derived.items():
            if isinstance(table, DerivedValue):
                self._add_branches(name, table.value, table.text, None)
                continue
            clauses = self._shape.rows[name]
            self._rows[name] = {
                row.number: self._add(Point("rows", f"{name}/{row.number}", "", "gave its value", row.span, where))
                for row, where in zip(table.rows, clauses, strict=True)
            }
            for row in table.rows:
                self._add_branches(f"{name}/{row.number}", row.gives, row.text, self._rows[name][row.number])

    def _add_rules(self, matching: tuple[tuple[Clause, ...], ...]) -> None:
        shape, model = self._shape, self._model
        for rule, when, free in zip(model.rules, shape.rules, matching, strict=True):
            part: Part = "rows" if rule.table else "rules"
            self._name(part, rule.id, "matched", rule.span, when)
            self._name(part, rule.id, "fired", rule.span, free)
            self._add_leaves(rule.id, rule.when)
            for excuse in rule.unless:
                self._add_leaves(f"{rule.id} unless", excuse)
            self._add_proposals(rule.id, rule.proposals, self._by_name[rule.id, "matched"])
        if model.otherwise:
            self._by_name[OTHERWISE, "fired"] = self._add(Point("rules", OTHERWISE, "", "fired"))
            self._add_proposals(OTHERWISE, model.otherwise, self._by_name[OTHERWISE, "fired"])

    def _add_limits(self) -> None:
        for limit, when in zip(self._model.limits, self._shape.limits, strict=True):
            self._name("limits", limit.id, "applied", limit.span, when)
            self._name("limits", limit.id, "bound", limit.span, when)
            ends = _ends_of(self._model, limit)
            if ends:
                elsewhere = all(end.gives for end, _, _ in ends)
                idle = self._given_elsewhere(limit, when) if elsewhere else when
                self._name("limits", limit.id, "did not bind", limit.span, idle)
            self._add_leaves(limit.id, limit.when)
            self._add_bounds(limit, ends)

    def _given_elsewhere(self, limit: Limit, when: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """Where a limit applies and something else may give what it owes."""
        model, shape = self._model, self._shape
        if limit.kind in _kinds_in(model.otherwise):
            return when
        giving = [
            clauses
            for rule, clauses in zip(model.rules, self._matching, strict=True)
            if limit.kind in _kinds_in(rule.proposals)
        ]
        giving += [
            clauses
            for other, clauses in zip(model.limits, shape.limits, strict=True)
            if other.owed is not None and other.id != limit.id and limit.kind in _kinds_in([other.owed])
        ]
        others = [clause for clauses in giving for clause in clauses]
        if len(when) * len(others) > _MOST_PAIRS:
            return when
        both = (meet(one, other) for one, other in itertools.product(when, others))
        return tuple(clause for clause in both if clause is not None)

    def _add_bounds(self, limit: Limit, ends: Sequence[tuple[End, Expression, str]]) -> None:
        """Where a limit has several floors and caps, each of them; what it owes besides."""
        applied = self._by_name[limit.id, "applied"]
        for end, value, text in ends:
            if len(ends) > 1:
                self._add_end(end, value, applied)
                if end.gives:
                    number = self._ends[end][1]
                    idle = self._given_elsewhere(limit, self._all[applied].where or ())
                    self._all[number] = evolve(self._all[number], where=idle)
            self._add_branches(limit.id, value, text, applied)
        if limit.owed is not None:
            self._add_proposals(limit.id, [limit.owed], applied)

    def _add_proposals(self, owner: str, proposals: Iterable[Proposal], gate: int) -> None:
        for one in proposals:
            for name, argument in one.arguments.items():
                self._add_argument(owner, one.kind, name, argument, gate)
                self._add_proposals(owner, argument.nested, gate)
            for bundle in one.options:
                self._add_proposals(owner, bundle, gate)

    def _add_argument(self, owner: str, kind: str, name: str, argument: Argument, gate: int) -> None:
        if argument.value is not None:
            self._add_branches(owner, argument.value, argument.text, gate)
        for is_floor, value in ((True, argument.at_least), (False, argument.at_most)):
            if value is not None:
                self._add_end(End(owner, kind, name, is_own=True, is_floor=is_floor), value, gate)
                self._add_branches(owner, value, "", gate)

    def _add_end(self, end: End, value: Expression, gate: int) -> None:
        """The points of a floor or cap; of several alike that one owner sets, once."""
        what = f"{end.parameter} {'at_least' if end.is_floor else 'at_most'}"
        if isinstance(value, Constant):
            what += f" {value_in_words(value.value, value.type)}"
        if end not in self._ends:
            where = self._all[gate].where
            bound, idle = (
                self._add(Point("limits", end.by, what, side, value.span, where)) for side in ("bound", "did not bind")
            )
            self._ends[end] = bound, idle

    def _add_branches(self, owner: str, expression: Expression, text: str, gate: int | None) -> None:
        tests = dict.fromkeys(branches_in(expression))
        if not tests:
            return
        where = None if gate is None else self._all[gate].where
        points: dict[Expression, tuple[int, int]] = {}
        for test in tests:
            words = in_words(test, expression, text)
            true, other = (
                self._add(Point("conditions", owner, words, side, test.span, where)) for side in ("true", "not true")
            )
            points[test] = true, other
        self._branching.append(Branching(gate, expression, points))

    def _add_leaves(self, owner: str, condition: Condition) -> None:
        for leaf in leaves(condition):
            number = self._shape.clauses.column_of(leaf)
            if number is None:
                wheres: tuple[tuple[Clause, ...] | None, ...] = (None, None)
            else:
                column = self._shape.columns[number]
                true = column.everything & (1 << 1 if isinstance(leaf, Truth) else column.where_true(leaf.test))
                wheres = _one(number, true), _one(number, column.everything & ~true)
            sides: tuple[Side, Side] = ("true", "not true")
            text = leaf_in_words(leaf)
            found = [
                None if where == () else self._add(Point("conditions", owner, text, side, leaf.span, where))
                for side, where in zip(sides, wheres, strict=True)
            ]
            self._tested.append(TestedLeaf(leaf, number, *found))

    def _cells(self, number: int, column: Column) -> Iterator[int | None]:
        span = self._span_of(column)
        reachable = set(bits(column.everything))
        for cell in range(column.size):
            if cell in reachable:
                words = cell_in_words(column, cell)
                yield self._add(Point("cells", column.name, words, "reached", span, _one(number, 1 << cell)))
            else:
                yield None

    def _span_of(self, column: Column) -> Span | None:
        if column.expression is None:
            return (self._model.facts.get(column.fact) or self._model.derived[column.fact]).span
        tested = (one.leaf for one in self._tested)
        found = (leaf.span for leaf in tested if isinstance(leaf, Truth) and leaf.expression == column.expression)
        return next(itertools.filterfalse(lambda span: span is None, found), None)


def _ends_of(model: Model, limit: Limit) -> list[tuple[End, Expression, str]]:
    """The floors and caps of a limit, with their values and texts."""
    return [
        (
            End(limit.id, limit.kind, bound.parameter, is_own=False, is_floor=is_floor, gives=gives),
            end,
            bound.text,
        )
        for bound in limit.bounds
        for is_floor, end in ((True, bound.at_least), (False, bound.at_most))
        if end is not None
        for gives in [
            limit.owed is not None
            and bound.parameter in limit.owed.arguments
            and is_floor != model.kinds[limit.kind].parameters[bound.parameter].is_deadline
        ]
    ]


def _kinds_in(proposals: Iterable[Proposal]) -> frozenset[str]:
    """The kinds of some proposals, with what stands inside."""
    proposals = tuple(proposals)
    return frozenset(one.kind for one in (*proposals, *inside(proposals)))


def _one(number: int, cells: CellSet) -> tuple[Clause, ...]:
    return ({number: cells},) if cells else ()
