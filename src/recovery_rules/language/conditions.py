"""Checks a condition on one fact: from the text of a cell to a unary test.

In: a text with its place, the fact and its type, the scope. Out: a `UnaryTest`; an `Expression` where the condition
names another fact (`over amount_paid`); None once problems were added. Called by `model` for every `when` and cell.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from recovery_rules.language.arithmetic import unified
from recovery_rules.language.check import Check, described, values_note
from recovery_rules.language.expressions import Constant, Expression, Read
from recovery_rules.language.leaves import literal, name, no_value, refuse_text, type_written
from recovery_rules.language.operations import member_type
from recovery_rules.language.order import ordered, refuse_order
from recovery_rules.language.parser import parse_test
from recovery_rules.language.relations import relation
from recovery_rules.language.slips import means_any, meant_boolean, meant_of_a_day
from recovery_rules.language.syntax import Entry, Name, Quoted, Unreadable, Value, Written
from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest
from recovery_rules.language.time_steps import between
from recovery_rules.language.types import DATE, DATETIME, Type

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.scope import Scope
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.tree import ScalarNode

_LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)
Operand: TypeAlias = Constant | Read


@frozen
class _Asked:
    """The fact that a condition asks about."""

    check: Check
    fact: str
    type: Type


def check_test(
    node: ScalarNode,
    fact: str,
    type: Type,
    scope: Scope,
    problems: Problems,
) -> UnaryTest | Expression | None:
    """The test that a text writes of `fact`; a boolean expression where it names other facts."""
    if node.missing:  # reported when it was read
        return None
    key = (fact, type, node.text)
    if key in scope.remembered:
        return scope.remembered[key]
    found = _checked(node, fact, type, scope, problems)
    if isinstance(found, UnaryTest):  # an expression knows its place, so each is a new one
        scope.remembered[key] = found
    return found


def _checked(
    node: ScalarNode,
    fact: str,
    type: Type,
    scope: Scope,
    problems: Problems,
) -> UnaryTest | Expression | None:
    cell = parse_test(node.text)
    asked = _Asked(Check(node, scope, problems), fact, type)
    if isinstance(cell, Unreadable):
        if _is_label(node.text, type, scope):
            no_value(asked.check, Name(node.text, 0, len(node.text)), type, fact)
            return None
        code = "RR202" if cell.too_much else "RR201"
        label = meant_of_a_day(node.text) if type.kind in {"date", "datetime"} else ""
        asked.check.refuse(code, cell.message, cell, label=label or cell.label)
        return None
    if not cell.entries:
        return Anything()
    operands = [_operands(asked, entry) for entry in cell.entries]
    known = [values for values in operands if values is not None]
    if len(known) < len(operands):
        return None
    entries = list(zip(cell.entries, known, strict=True))
    if any(isinstance(value, Read) or value.type == DATETIME for values in known for value in values):
        return relation(asked.check, Read(fact, type), entries, negated=cell.negated)
    test = _either([_test(type, entry, values) for entry, values in entries])
    return Not(test) if cell.negated else test


def _is_label(text: str, type: Type, scope: Scope) -> bool:
    """Whether a text of several words is how explanations call a value."""
    return any(text.strip() in labels for labels in scope.value_labels.get(type.values, {}).values())


def _operands(asked: _Asked, entry: Entry) -> tuple[Operand, ...] | None:
    """The typed values of one entry, once the entry makes sense for the fact."""
    if asked.type.kind == "text":
        refuse_text(asked.check, Name(asked.fact, entry.start, entry.stop))
        return None
    if not _applies(asked, entry):
        return None
    values = [_operand(asked, value) for value in entry.values]
    typed = tuple(value for value in values if value is not None)
    if len(typed) < len(values) or not _has_sizes(asked, entry, typed) or not _has_extent(asked, entry, typed):
        return None
    return typed


def _applies(asked: _Asked, entry: Entry) -> bool:
    """Whether this kind of condition can be asked of the fact."""
    check, type_ = asked.check, asked.type
    if entry.form in {"known", "unknown"}:
        return True
    if entry.form == "has":
        if type_.kind != "set":
            check.refuse(
                "RR211",
                f"`has` looks into a set, `{asked.fact}` is {described(type_)}",
                entry,
                label="leave out `has`" if type_.values else "",
            )
        return type_.kind == "set"
    if type_.kind == "set":
        word = check.node.text[entry.start : entry.stop]
        check.refuse(
            "RR211",
            f"`{asked.fact}` is a set: it can have several values at once",
            entry,
            label=f"write `has {word}`" if word in type_.values else "write `has` and a value",
            notes=values_note(type_),
        )
        return False
    if entry.form != "is" and not ordered(type_):
        refuse_order(check, entry, f"`{asked.fact}`", type_)
        return False
    return True


def _operand(asked: _Asked, value: Value) -> Operand | None:
    check, type_ = asked.check, asked.type
    wanted = member_type(type_) if type_.kind == "set" else type_
    if isinstance(value, Name) and type_.kind == "boolean" and value.text not in check.scope.types:
        meant = meant_boolean(value.text)
        label = f"write `{meant}`" if meant else ""
        check.refuse("RR205", f"`{value.text}` is neither `yes` nor `no`", value, label=label)
        return None
    if isinstance(value, Name) and means_any(value.text) and not _is_word_of(asked, value.text):
        check.refuse("RR204", f"`{value.text}` is not a value of `{asked.fact}`", value, label="write `any`")
        return None
    if isinstance(value, Name):
        found = name(check, value, wanted, asked.fact)
        assert found is None or isinstance(found, Operand)
        return found if found is None or _comparable(asked, value, found, wanted) else None
    if wanted.values:
        if isinstance(value, Quoted) and value.text in wanted.values:
            return Constant(wanted.values.index(value.text), wanted, check.span(value))
        no_value(check, value, wanted, asked.fact)
        return None
    if type_.kind == "time_limit":
        check.refuse(
            "RR205",
            f"`{asked.fact}` is {described(type_)}: a condition can compare it with another fact, not with a literal",
            value,
        )
        return None
    if type_.kind == "datetime" and isinstance(value, Quoted):
        return literal(check, value, type_)
    if isinstance(value, Written):
        shown = type_written(value.text, check.scope)
        if type_ == DATETIME and shown == DATE:
            label = f"derive `date of {asked.fact}` and ask that, or write a time, `{value.text}T00:00+08:00`"
            check.refuse("RR206", f"`{asked.fact}` is a time, {check.words(value)} is a date", value, label=label)
            return None
        if shown is None or shown.kind in {"integer", "number"} or unified(shown, type_):
            return literal(check, value, type_)
        _refuse_types(asked, value, shown)
        return None
    check.refuse("RR205", f"{check.words(value)} is not {described(type_)}", value, label="leave out the quotes")
    return None


def _is_word_of(asked: _Asked, word: str) -> bool:
    return word in asked.type.values or word in asked.check.scope.types


def _comparable(asked: _Asked, value: Name, found: Operand, wanted: Type) -> bool:
    if unified(found.type, wanted) is not None or (wanted.values and found.type.values == wanted.values):
        return True
    _refuse_types(asked, value, found.type)
    return False


def _refuse_types(asked: _Asked, value: Value, found: Type) -> None:
    asked.check.refuse(
        "RR206",
        f"`{asked.fact}` is {described(asked.type)}, {asked.check.words(value)} is {described(found)}: "
        "they cannot be compared",
        value,
    )


def _has_sizes(asked: _Asked, entry: Entry, values: tuple[Operand, ...]) -> bool:
    """Whether what a comparison by size names has sizes: a time limit beside a duration has none."""
    if entry.form == "is" or asked.type.values:
        return True
    for value, operand in zip(entry.values, values, strict=True):
        if not ordered(operand.type):
            refuse_order(asked.check, value, asked.check.words(value), operand.type)
            return False
    return True


def _has_extent(asked: _Asked, entry: Entry, values: tuple[Operand, ...]) -> bool:
    """Whether a range has its lower end first; equal ends need both brackets square."""
    if entry.form not in {"[]", "[)", "(]", "()"}:
        return True
    low, high = values
    if isinstance(low, Read) or isinstance(high, Read):
        return True
    bottom, top = _number(low), _number(high)
    if bottom < top or (bottom == top and entry.form == "[]"):
        return True
    first, second = (asked.check.node.text[value.start : value.stop] for value in entry.values)
    asked.check.refuse(
        "RR209",
        f"nothing lies in {asked.check.words(entry)}",
        entry,
        label="the ends are equal" if bottom == top else f"the lower end first: `{second} to {first}`",
    )
    return False


def _number(operand: Operand) -> Number:
    assert isinstance(operand, Constant)
    if isinstance(operand.value, datetime):
        return between(operand.value, _LONG_AGO)
    assert isinstance(operand.value, int | Fraction)
    return operand.value


# ---- the tests


def _either(tests: list[UnaryTest]) -> UnaryTest:
    """One test for several; the values of a choice are one set."""
    positions = frozenset[int]().union(*(test.positions for test in tests if isinstance(test, Among)))
    others = [test for test in tests if not isinstance(test, Among)]
    merged = [*([Among(positions)] if len(others) < len(tests) else []), *others]
    return merged[0] if len(merged) == 1 else Either(tuple(merged))


def _test(type: Type, entry: Entry, values: tuple[Operand, ...]) -> UnaryTest:
    numbers = [_number(value) for value in values]
    if entry.form in {"known", "unknown"}:
        return Knownness(known=entry.form == "known")
    if entry.form == "has":
        return Has(int(numbers[0]))
    bounds = _range(entry.form, numbers)
    if type.is_measured:
        return bounds
    count = len(type.values) if type.values else 2
    return Among(frozenset(place for place in range(count) if _inside(bounds, place)))


def _range(form: str, numbers: list[Number]) -> Range:
    match form:
        case "is":
            return Range(numbers[0], numbers[0])
        case "<" | "<=":
            return Range(high=numbers[0], high_included=form == "<=")
        case ">" | ">=":
            return Range(low=numbers[0], low_included=form == ">=")
        case _:
            return Range(numbers[0], numbers[1], form[0] == "[", form[1] == "]")


def _inside(bounds: Range, place: int) -> bool:
    low, high = bounds.low, bounds.high
    above = low is None or place > low or (place == low and bounds.low_included)
    return above and (high is None or place < high or (place == high and bounds.high_included))
