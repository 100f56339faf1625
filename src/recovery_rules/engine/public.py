"""Source that takes one fact from a case as given: checks it, finds its cell's mask, and its plain value if needed.

Only values that already have their public type pass; for anything else, right or wrong, the function returns
None, and admission decides. `bool` is an `int` to Python and `1.0` equals `1`, so types are compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeAlias

from recovery_rules.cells.columns import Column
from recovery_rules.engine.emit import Emitter
from recovery_rules.engine.lookups import cell_lookup, dense_lookup
from recovery_rules.language.literals import plain_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.types import Plain, Type
from recovery_rules.language.values import DIGITS_KEPT, MAX_DIGITS, Amount, Money, Percent
from recovery_rules.model.facts import Fact

Table: TypeAlias = tuple[Column, Sequence[int]]  # a column and the mask of each of its cells

MOST_LISTED = 1024  # integers between declared bounds that are looked up one by one
_MOST = 10**MAX_DIGITS - 1


def refuse_if(emitter: Emitter, test: str | None, head: str = "") -> None:
    """Writes: leave this case to admission where `test` holds."""
    with emitter.block(head or f"if {test}:"):
        emitter.line("return None")


def emit_public_fact(
    emitter: Emitter, fact: Fact, variable: str, tables: Sequence[Table], *, needs_plain: bool
) -> None:
    """Writes the lines for one fact, which `g<variable>` holds as given."""
    given = f"g{variable}"
    if not fact.may_be_unknown and fact.default is None:
        _emit_given(emitter, fact, given, variable, tables, needs_plain=needs_plain)
        return
    with emitter.block(f"if {given} is None:"):
        emitter.line(f"{variable} = {emitter.name('K', fact.default)}")
        for column, masks in tables:
            emitter.line(f"m &= {emitter.constant(masks[column.cell_of(fact.default)])}")
    with emitter.block("else:"):
        _emit_given(emitter, fact, given, variable, tables, needs_plain=needs_plain)


def _emit_given(
    emitter: Emitter, fact: Fact, given: str, variable: str, tables: Sequence[Table], *, needs_plain: bool
) -> None:
    kind = fact.type.kind
    if kind in {"choice", "scale"}:
        positions = {value: position for position, value in enumerate(fact.type.values)}
        _emit_listed(emitter, positions, given, str, tables)
        if needs_plain:
            emitter.line(f"{variable} = {emitter.name('D', positions)}[{given}]")
    elif kind == "integer" and fact.low is not None and fact.high is not None and fact.high - fact.low < MOST_LISTED:
        _emit_listed(
            emitter, {number: number for number in range(int(fact.low), int(fact.high) + 1)}, given, int, tables
        )
        if needs_plain:
            emitter.line(f"{variable} = {given}")
    elif kind == "number":
        _emit_number(emitter, fact, given, variable, tables, needs_plain=needs_plain)
    else:
        _emit_plain(emitter, fact, given, variable)
        for column, masks in tables:
            emitter.line(f"m &= {cell_lookup(emitter, column, masks, variable, known=True)}")


def _emit_listed(
    emitter: Emitter, values: Mapping[str, int] | Mapping[int, int], given: str, type_: type, tables: Sequence[Table]
) -> None:
    """A fact with few values: one dictionary is both the check and the lookup."""
    refuse_if(emitter, f"type({given}) is not {emitter.name('Y', type_)}")
    if not tables:
        refuse_if(emitter, f"{given} not in {emitter.name('D', frozenset(values))}")
        return
    ((column, masks),) = tables
    found = {value: masks[column.cell_of(plain)] for value, plain in values.items()}
    emitter.line(f"m &= {emitter.name('D', found)}[{given}]")  # no such value: a KeyError


def _emit_number(
    emitter: Emitter, fact: Fact, given: str, variable: str, tables: Sequence[Table], *, needs_plain: bool
) -> None:
    """A number: decimals are compared as they are, and become fractions only where something computes with them."""
    decimal = emitter.name("Y", Decimal)
    with emitter.block(f"if type({given}) is {decimal}:"):
        refuse_if(emitter, f"not {given}.is_finite() or {emitter.name('F', DIGITS_KEPT.plus)}({given}) != {given}")
    refuse_if(emitter, f"type({given}) is not {decimal} and type({given}) is not {emitter.name('Y', int)}", "")
    low, high = _ends(fact)
    _emit_bounds(emitter, given, _as_decimal(low), _as_decimal(high))
    for column, masks in tables:
        cuts = emitter.name("C", tuple(map(_as_decimal, column.cuts)))
        emitter.line(f"m &= {dense_lookup(emitter, cuts, masks[: column.known_cells], given)}")
    if needs_plain:
        emitter.line(f"{variable} = {emitter.name('Y', Fraction)}({given})")


def _ends(fact: Fact) -> tuple[Number, Number]:
    """Declared bounds, and none beyond 34 digits: money counted in fen would have more than admission lets in."""
    low = -_MOST if fact.low is None else max(fact.low, -_MOST)
    high = _MOST if fact.high is None else min(fact.high, _MOST)
    return low, high


def _as_decimal(number: Number) -> Decimal:
    fraction = Fraction(number)
    exact = Context(prec=4 * MAX_DIGITS)  # a constant is a literal, so its decimal is finite and short
    return exact.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def _emit_bounds(emitter: Emitter, variable: str, low: object, high: object) -> None:
    refuse_if(emitter, f"not {emitter.name('K', low)} <= {variable} <= {emitter.name('K', high)}")


def _emit_plain(emitter: Emitter, fact: Fact, given: str, variable: str) -> None:
    type_ = fact.type
    match type_.kind:
        case "boolean":
            refuse_if(emitter, f"{given} is not True and {given} is not False")
            emitter.line(f"{variable} = {given}")
            return
        case "money":
            money = emitter.name("Y", Money)
            refuse_if(emitter, f"type({given}) is not {money} or {given}.currency != {emitter.constant(type_.unit)}")
            emitter.line(f"{variable} = {given}.minor")
        case "integer":
            refuse_if(emitter, f"type({given}) is not {emitter.name('Y', int)}")
            emitter.line(f"{variable} = {given}")
        case "date":
            refuse_if(emitter, f"type({given}) is not {emitter.name('Y', date)}")
            emitter.line(f"{variable} = {given}.toordinal()")
        case _:
            emitter.line(f"{variable} = {emitter.name('F', _converter(type_))}({given})")
            refuse_if(emitter, f"{variable} is None")
            if not type_.is_quantity:
                return
    if type_.kind in {"money", "integer"} or fact.low is not None or fact.high is not None:
        _emit_bounds(emitter, variable, *_ends(fact))


_IMMUTABLE: dict[str, type] = {
    "set": frozenset,
    "percent": Percent,
    "unit": Amount,
    "duration": timedelta,
    "datetime": datetime,
    "text": str,
}


def _converter(type_: Type) -> Callable[[object], Plain | None]:
    """Converts a value of just the type's public class; None for any other and for a wrong one."""
    public = _IMMUTABLE[type_.kind]

    def convert(value: object) -> Plain | None:
        if type(value) is not public:
            return None
        try:
            return plain_of(value, type_)
        except ValueError:
            return None

    return convert
