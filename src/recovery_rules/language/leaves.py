"""Names and literals: what a bare word or a number means where it stands.

In: a leaf of a syntax tree and the type that is expected there, if any. Out: a typed leaf, or None with a problem.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from recovery_rules.language.check import Check, values_note
from recovery_rules.language.durations import UNITS
from recovery_rules.language.expressions import Constant, Expression, Read
from recovery_rules.language.reading import parse_literal
from recovery_rules.language.slips import (
    meant_amount,
    meant_calendar_units,
    meant_count,
    meant_currency,
    meant_in_one_word,
    meant_unit,
)
from recovery_rules.language.syntax import Name, Quoted, Value, Written
from recovery_rules.language.types import BOOLEAN, DATE, DATETIME, DURATION, INTEGER, NUMBER, PERCENT, Type
from recovery_rules.source.names import IDENTIFIER
from recovery_rules.source.suggest import closest, meant

if TYPE_CHECKING:
    from recovery_rules.language.scope import Scope

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOW: Final = frozenset({"as_of", "now", "today"})
_CHOICES: Final = frozenset({"choice", "scale"})
_UNIT: Final = re.compile(rf"-?(?:(?P<leading>[A-Z]{{3}})[ \t]+)?[0-9][0-9_.,]*\s*(?P<trailing>{IDENTIFIER}|%)?")


def leaf(check: Check, value: Value, expected: Type | None, of: str) -> Expression | None:
    """A typed leaf; `of` names whose values are meant, for messages."""
    match value:
        case Name():
            return name(check, value, expected, of)
        case Quoted():
            return _quoted(check, value, expected, of)
        case Written():
            return _written(check, value)


def name(check: Check, value: Name, expected: Type | None, of: str) -> Expression | None:
    """A value where values are expected, or a fact."""
    if expected is not None and expected.kind in _CHOICES and value.text in expected.values:
        if value.text != of and is_ambiguous(value.text, expected, check.scope):
            refuse_ambiguous(check, value, of)
            return None
        return Constant(expected.values.index(value.text), expected, check.span(value))
    type_ = check.scope.types.get(value.text)
    if type_ is None:
        _unknown(check, value, expected, of)
        return None
    if type_.kind == "text":
        refuse_text(check, value)
        return None
    return Read(value.text, type_, check.span(value))


def is_ambiguous(word: str, type: Type, scope: Scope) -> bool:
    """Whether a value of the type is also the name of a fact that has such values."""
    fact = scope.types.get(word)
    return fact is not None and word in type.values and fact.values == type.values and fact.kind in _CHOICES


def refuse_ambiguous(check: Check, value: Name, of: str) -> None:
    """A word that makes sense in two ways: the author says which."""
    owner = f" of `{of}`" if of else ""
    check.refuse(
        "RR215",
        f"`{value.text}` can be the fact or the value{owner}",
        value,
        label=f"write `'\"{value.text}\"'` for the value",
        notes=("for the fact, give it another name",),
    )


def refuse_text(check: Check, value: Name) -> None:
    """A text fact is for identity and for people: decisions never look at it."""
    check.refuse("RR207", f"`{value.text}` is personal text: it may never influence a decision", value)


def _quoted(check: Check, value: Quoted, expected: Type | None, of: str) -> Expression | None:
    if expected is not None and expected.kind in _CHOICES:
        if value.text in expected.values:
            return Constant(expected.values.index(value.text), expected, check.span(value))
        no_value(check, value, expected, of)
    elif expected is not None and expected.kind == "datetime":
        return literal(check, value, expected)
    else:
        check.refuse("RR205", f"{check.words(value)}: a text in quotes can only stand for the value of a choice", value)
    return None


def _written(check: Check, value: Written) -> Constant | None:
    type_ = type_written(value.text, check.scope)
    if type_ is not None:
        return literal(check, value, type_)
    unit = _unit(value.text)
    known = [check.scope.currency, *check.scope.units, "min", "h", "d", "s", "w"]
    wanted = meant_unit(unit) or closest(unit, [word for word in known if word])
    label = f"did you mean `{wanted}`?" if wanted else ""
    if in_days := meant_calendar_units(check.node.text[value.start :]):
        label = f"write `{in_days}`"
    digits, currency = value.text.removesuffix(unit).strip(), check.scope.currency
    scaled = meant_amount(value.text, digits, unit, currency) if currency and not wanted else ""
    if scaled and (meant_currency(unit, currency) or scaled != f"{digits} {currency}"):
        label = f"write `{scaled}`"
    check.refuse(
        "RR205",
        f"`{unit}` is no unit here",
        value,
        label=label,
        notes=(f"units: %, {', '.join(word for word in known if word)}",),
    )
    return None


def literal(check: Check, value: Written | Quoted, type: Type) -> Constant | None:
    """A literal of a given type."""
    try:
        return Constant(parse_literal(value.text, type), type, check.span(value))
    except ValueError as problem:
        check.refuse("RR205", str(problem), value)
        return None


def type_written(text: str, scope: Scope) -> Type | None:
    """The type that a literal shows by itself; None where its unit is unknown."""
    if text in {"yes", "no", "true", "false"}:
        return BOOLEAN
    if _DAY.match(text):
        return DATE if _DAY.fullmatch(text) else DATETIME
    unit = _unit(text)
    if not unit or re.fullmatch(r"[eE][0-9]+", unit):
        return NUMBER if "." in text else INTEGER
    if unit == "%":
        return PERCENT
    if unit == scope.currency:
        return scope.money
    if unit in scope.units:
        return scope.units[unit]
    return DURATION if re.match(r"[^\W\d_]*", unit)[0] in _DURATION_WORDS else None  # type: ignore[index]


_DURATION_WORDS: Final = frozenset({*UNITS, "m", "mo", "month", "months", "y", "year", "years"})


def _unit(text: str) -> str:
    match = _UNIT.match(text)
    return (match["leading"] or match["trailing"] or "") if match else ""


def _unknown(check: Check, value: Name, expected: Type | None, of: str) -> None:
    facts = check.scope.types
    if expected is not None and expected.kind in _CHOICES:
        no_value(check, value, expected, of)
        return
    if value.text in _NOW:
        help_ = "what is decided must not depend on when it is decided: declare a fact, `asked_on: {type: date}`"
        check.refuse("RR203", f"`{value.text}` is not a fact", value, notes=(help_,))
        return
    if in_figures := meant_count(check.node.text):
        check.refuse("RR203", f"`{value.text}` is not a fact", value, label=f"write `{in_figures}`")
        return
    if whole := meant_in_one_word(value.text, (), check.scope.currency):
        check.refuse("RR203", f"`{value.text}` is not a fact", value, label=f"write `{whole}`")
        return
    owners = [fact for fact, type_ in facts.items() if value.text in type_.values]
    notes: tuple[str, ...] = (f"it is a value of `{owners[0]}`: write `{owners[0]} = {value.text}`",) if owners else ()
    if owners and value.text in check.scope.kinds:
        notes = (
            f"it is a kind of action and a value of `{owners[0]}`: for the value write `{owners[0]} = {value.text}`",
            f"to ask for the kind, rename one of the two; alone it may stand, `always: {value.text}`",
        )
    if not owners and (help_ := check.scope.help_for_given(value.text)):
        notes = (help_,)
    label = "" if notes else meant(value.text, facts, check.scope.fact_labels)
    check.refuse("RR203", f"`{value.text}` is not a fact", value, label=label, notes=notes)


def no_value(check: Check, value: Value, type: Type, of: str) -> None:
    """A word that is no value of a choice."""
    labels = check.scope.value_labels.get(type.values, {})
    whole = meant_in_one_word(value.text, type.values if type.kind == "scale" else (), "")
    check.refuse(
        "RR204",
        f"{check.words(value)} is not a value of `{of}`" if of else f"{check.words(value)} is not a value here",
        value,
        label=f"write `{whole}`" if whole else meant(value.text, type.values, labels),
        notes=values_note(type),
    )
