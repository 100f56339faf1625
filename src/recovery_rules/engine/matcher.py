"""The matcher: the facts of a case to one integer whose bits are the conditions that hold.

For a model it writes and compiles one Python function: a lookup and an `&` for each column, the derived facts on
the way. The cost does not grow with the number of rules. It is written twice: over *public* values, where the
lookups are also the check (anything unusual answers None, and admission then says what is wrong, or converts), and
over *plain* values that have been admitted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import frozen

from recovery_rules.cells.columns import Column
from recovery_rules.cells.shape import Shape
from recovery_rules.engine.bits import Bits, lay_out, masks_of
from recovery_rules.engine.derive import emit_derived
from recovery_rules.engine.emit import Emitter
from recovery_rules.engine.functions import Functions
from recovery_rules.engine.lookups import cell_lookup
from recovery_rules.engine.public import emit_public_fact, refuse_if
from recovery_rules.language.expressions import Expression, Read, facts_read
from recovery_rules.language.types import DATETIME, Plain
from recovery_rules.model.actions import Argument, Proposal
from recovery_rules.model.facts import DerivedTable, DerivedValue
from recovery_rules.model.ruleset import Model

Values: TypeAlias = tuple[Plain | None, ...]
Rows: TypeAlias = tuple[tuple[int, ...], ...]
Table: TypeAlias = tuple[Column, list[int]]  # a column and the mask of each of its cells


@frozen
class Matcher:
    """The compiled functions of one ruleset.

    Attributes:
        bits: what each bit of a mask stands for.
        names: the facts whose plain values the functions return, in order: those that some expression reads, and
            every derived fact.
        functions: further expressions as functions of those values.
        public: facts as given to the mask and the values, or None where admission has to look at them.
        plain: the same for admitted plain values, which are all there; with the rows that gave each derived
            table's value.
    """

    bits: Bits
    names: tuple[str, ...]
    functions: Functions
    public: Callable[[Mapping[str, object]], tuple[int, Values] | None]
    plain: Callable[[Mapping[str, Plain | None]], tuple[int, Values, Rows]]


def compile_matcher(model: Model, shape: Shape) -> Matcher:
    """Compiles the matcher of a model."""
    bits = lay_out(model, shape)
    masks = masks_of(bits, [column.size for column in shape.columns])
    names = _names(model, shape)
    functions = Functions(names, lambda name: _always_known(model, name))
    writer = _Writer(model, bits, functions, names, tuple(zip(shape.columns, masks, strict=True)))
    return Matcher(bits, names, functions, writer.public(), writer.plain())


def _names(model: Model, shape: Shape) -> tuple[str, ...]:
    read = frozenset[str]().union(*map(facts_read, expressions_of(model, shape)))
    return (*(name for name in model.facts if name in read), *model.derived)


def _always_known(model: Model, name: str) -> bool:
    return not (model.facts.get(name) or model.derived[name]).may_be_unknown


def expressions_of(model: Model, shape: Shape) -> list[Expression]:
    """All expressions that deciding may evaluate."""
    found: list[Expression] = [column.expression for column in shape.columns if column.expression is not None]
    for derived in model.derived.values():
        if isinstance(derived, DerivedValue):
            found.append(derived.value)
        else:
            found += [row.gives for row in derived.rows]
    for limit in model.limits:
        found += [end for bound in limit.bounds for end in (bound.at_least, bound.at_most) if end is not None]
    proposals = [proposal for rule in model.rules for proposal in rule.proposals]
    proposals += [*model.otherwise, *(limit.owed for limit in model.limits if limit.owed is not None)]
    for proposal in proposals:
        found += _in_proposal(proposal)
    return found


def _in_proposal(proposal: Proposal) -> list[Expression]:
    found = [expression for argument in proposal.arguments.values() for expression in _in_argument(argument)]
    found += [Read(proposal.after, DATETIME)] if proposal.after else []
    return found + [one for bundle in proposal.options for inner in bundle for one in _in_proposal(inner)]


def _in_argument(argument: Argument) -> list[Expression]:
    found = [one for one in (argument.value, argument.at_least, argument.at_most) if one is not None]
    return found + [one for inner in argument.nested for one in _in_proposal(inner)]


class _Writer:
    """Writes the two functions; they differ only in how a fact's value is taken from the case."""

    def __init__(
        self, model: Model, bits: Bits, functions: Functions, names: tuple[str, ...], tables: tuple[Table, ...]
    ) -> None:
        self.model = model
        self.bits = bits
        self.functions = functions
        self.names = names
        self.by_fact: dict[str, list[Table]] = {}
        for column, masks in tables:
            self.by_fact.setdefault(column.fact, []).append((column, masks))
        self.variables = {name: f"p{number}" for number, name in enumerate((*model.facts, *model.derived))}

    def public(self) -> Callable[[Mapping[str, object]], tuple[int, Values] | None]:
        """The function over public values."""
        emitter = self._emitter()
        facts = self.model.facts
        always = [name for name, fact in facts.items() if not fact.may_be_unknown and fact.default is None]
        with emitter.block("try:"):
            for name in facts:
                key = emitter.constant(name)
                source = f"given[{key}]" if name in always else f"given.get({key})"
                emitter.line(f"g{self.variables[name]} = {source}")
            every = f"len(given) != {len(facts)}"
            refuse_if(
                emitter,
                every if len(always) == len(facts) else f"not {emitter.name('N', frozenset(facts))}.issuperset(given)",
            )
            emitter.line(f"m = {emitter.constant(self._all())}")
            for name, fact in facts.items():
                tables = self.by_fact.get(name, [])
                emit_public_fact(emitter, fact, self.variables[name], tables, needs_plain=name in self.names)
        refuse_if(emitter, None, "except KeyError:")
        self._emit_derived(emitter)
        for name, mask in self.bits.needed.items():
            absent = f"(g{self.variables[name]} is None)"
            refuse_if(emitter, f"{absent} is (m & {emitter.constant(mask)} != 0)")
        violated = sum(self.bits.violated)
        if violated:
            refuse_if(emitter, f"m & {emitter.constant(violated)}")
        emitter.line(f"return m, ({self._tuple()})")
        return emitter.compiled("match", "given")

    def plain(self) -> Callable[[Mapping[str, Plain | None]], tuple[int, Values, Rows]]:
        """The function over plain values."""
        emitter = self._emitter()
        emitter.line(f"m = {emitter.constant(self._all())}")
        for name, fact in self.model.facts.items():
            columns = self.by_fact.get(name, [])
            if not columns and name not in self.names:
                continue
            variable = self.variables[name]
            emitter.line(f"{variable} = values[{emitter.constant(name)}]")
            for column, masks in columns:
                emitter.line(f"m &= {cell_lookup(emitter, column, masks, variable, known=not fact.may_be_unknown)}")
        rows = self._emit_derived(emitter)
        emitter.line(f"return m, ({self._tuple()}), ({''.join(row + ', ' for row in rows)})")
        return emitter.compiled("match", "values")

    def _emitter(self) -> Emitter:
        return Emitter(self.variables.__getitem__, lambda name: _always_known(self.model, name))

    def _all(self) -> int:
        return sum(1 << bit for bit, _ in self.bits.clauses)

    def _tuple(self) -> str:
        return "".join(f"{self.variables[name]}, " for name in self.names)

    def _emit_derived(self, emitter: Emitter) -> list[str]:
        """Derived facts and expressions of conditions, each as soon as everything that it reads is there."""
        there = set(self.model.facts)
        waiting = [(column, masks) for column, masks in self.by_fact.get("", [])]
        rows: list[str] = []
        waiting = self._emit_truths(emitter, waiting, there)
        for name, derived in self.model.derived.items():
            variable = self.variables[name]
            found = emit_derived(emitter, derived, variable, self.bits, self.functions, self._tuple_so_far(there))
            if isinstance(derived, DerivedTable):
                emitter.line(f"r{variable} = {found}")
                rows.append(f"r{variable}")
            for column, masks in self.by_fact.get(name, []):
                known = not derived.may_be_unknown
                emitter.line(f"m &= {cell_lookup(emitter, column, masks, variable, known=known)}")
            there.add(name)
            waiting = self._emit_truths(emitter, waiting, there)
        return rows

    def _emit_truths(self, emitter: Emitter, waiting: list[Table], there: set[str]) -> list[Table]:
        left = []
        for column, masks in waiting:
            assert column.expression is not None
            if not facts_read(column.expression) <= there:
                left.append((column, masks))
                continue
            source, may_be_none = emitter.expression(column.expression)
            emitter.line(f"t = {source}")
            table = emitter.name("T", tuple(masks))
            emitter.line(f"m &= {table}[2 if t is None else t]" if may_be_none else f"m &= {table}[t]")
        return left

    def _tuple_so_far(self, there: set[str]) -> str:
        return "".join(f"{self.variables[name]}, " if name in there else "None, " for name in self.names)
