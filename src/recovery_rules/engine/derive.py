"""Source that computes derived facts, by expression or by table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from recovery_rules.engine.bits import Bits
from recovery_rules.engine.emit import Emitter
from recovery_rules.engine.functions import Function, Functions
from recovery_rules.language.expressions import Constant
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Derived, DerivedTable

Found: TypeAlias = tuple[Plain | None, tuple[int, ...]]  # the value, and the numbers of the rows that gave it


def emit_derived(
    emitter: Emitter, derived: Derived, variable: str, bits: Bits, functions: Functions, known: str
) -> str:
    """Writes the lines that set `variable` and gives the source of the rows behind it.

    `known` is source for the values that are there already, which rows with expressions are called with.
    """
    if not isinstance(derived, DerivedTable):
        source, _ = emitter.expression(derived.value)
        emitter.line(f"{variable} = {source}")
        return "()"
    rows = bits.rows[derived.name]
    mask = emitter.constant(sum(1 << bit for bit, _ in rows))
    if derived.hit == "collect":
        collect = emitter.name("F", _collector(derived, bits, functions))
        emitter.line(f"{variable}, r{variable} = {collect}(m & {mask}, ({known}))")
        return f"r{variable}"
    gives = [row.gives for row in derived.rows]
    emitter.line(f"b = (m & {mask}).bit_length()")
    if all(isinstance(one, Constant) for one in gives):
        values = {bit + 1: gives[row].value for bit, row in rows}  # type: ignore[union-attr]
        emitter.line(f"{variable} = {emitter.name('V', values)}.get(b)")
    else:
        chosen = {bit + 1: functions.of(gives[row]) for bit, row in rows}
        emitter.line(f"{variable} = {emitter.name('V', chosen)}.get(b, {emitter.name('F', _nothing)})(({known}))")
    numbers = {bit + 1: (derived.rows[row].number,) for bit, row in rows}
    return f"{emitter.name('R', numbers)}.get(b, ())" if rows else "()"


def _nothing(_: object) -> None:
    """The value where no row matches: of a partial table, or in a case that admission refuses."""


def _collector(
    table: DerivedTable, bits: Bits, functions: Functions
) -> Callable[[int, tuple[Plain | None, ...]], Found]:
    row_of = dict(bits.rows[table.name])
    gives: list[Function] = [functions.of(row.gives) for row in table.rows]

    def collect(mask: int, values: tuple[Plain | None, ...]) -> Found:
        found = []
        while mask:
            bit = mask.bit_length() - 1
            mask ^= 1 << bit
            found.append(row_of[bit])
        rows = sorted(set(found))  # a row with alternatives may have several bits
        numbers = tuple(table.rows[row].number for row in rows)
        return aggregate(table.aggregation, [gives[row](values) for row in rows]), numbers

    return collect


def aggregate(way: str | None, values: list[Plain | None]) -> Plain | None:
    """The aggregation of a `collect`; unknown where one of the values is."""
    if way == "count":
        return len(values)
    if None in values:
        return None
    if way == "sum":
        return sum(values)  # type: ignore[arg-type]
    if not values:
        return None
    return min(values) if way == "min" else max(values)  # type: ignore[type-var]
