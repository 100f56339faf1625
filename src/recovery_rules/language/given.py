"""What a caller gives as a fact, checked and made plain.

In: any Python object, public values and the types of JSON among them. Out: a plain value, or a `ValueError` whose text
goes behind the fact's name. Types are exact: `True` is no integer, `1.0` is no number, a list is a set only where one
is expected. Texts are read as an author would write them, so that JSON, forms and command lines can give any fact.

A caller's own classes are foreign code: they are told by their real type, whatever `__class__` says, and read by the
methods of the class that they extend, never by their own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar

from recovery_rules.language.durations import LONGEST
from recovery_rules.language.rationals import decimal_of, simplest
from recovery_rules.language.reading import day, moment, parse_literal
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.values import MAX_DIGITS, Amount, Money, Percent, exact
from recovery_rules.source.names import usual_form
from recovery_rules.source.printable import printable, quote
from recovery_rules.source.suggest import NO_LABELS, Labels, meant

if TYPE_CHECKING:
    from recovery_rules.language.rationals import Number
    from recovery_rules.language.types import Plain, Type

_T = TypeVar("_T")
_SHOWN: Final = 8  # values of a choice that a message lists
_LARGEST: Final = 10**MAX_DIGITS - 1
_COLLECTIONS: Final[tuple[Any, ...]] = (list, tuple, frozenset, set)
_WANTED: Final = {
    "boolean": "yes or no (True or False)",
    "integer": "a whole number",
    "number": "a number (int, Decimal or text)",
    "percent": "a percentage (Percent, or text such as `50 %`)",
    "duration": "a duration (timedelta, or text such as `2 d`)",
    "time_limit": "a time limit (timedelta, TimeLimit, or text such as `2 d` or `3 working days`)",
    "date": "a date (date, or text such as `2026-11-04`)",
    "datetime": "a time with its zone (datetime, or text such as `2026-11-04T18:00:00+08:00`)",
    "text": "a text",
}


def plain_of(value: object, type: Type, labels: Labels = NO_LABELS) -> Plain:
    """The plain value of what a caller gave; `labels` are the words for people of its values, for help.

    Raises:
        ValueError: It is no value of the type; the message says what was expected and what was found.

    Example:
        >>> from recovery_rules.language.types import Type
        >>> plain_of("445.00 CNY", Type("money", unit="CNY", digits=2))
        44500
        >>> plain_of("late", Type("choice", values=("late_delivery", "damaged_item")))
        Traceback (most recent call last):
        ValueError: `late` is not a value; did you mean `late_delivery`? (late_delivery, damaged_item)
    """
    if type.kind in {"choice", "scale"}:
        return _position(value, type, labels)
    if type.kind == "set":
        return _positions(value, type, labels)
    if extends(value, str):
        text = str.__str__(value)
        return _on_grid(parse_literal(text, type), type, text)
    plain = _typed(value, type)
    if plain is None:
        raise ValueError(f"expected {wanted(type)}, {got(value)}")
    return plain


def wanted(type: Type) -> str:
    """What a fact of this type can be, for messages.

    Example:
        >>> from recovery_rules.language.types import Type
        >>> wanted(Type("scale", values=("minor", "major")))
        'one of minor, major'
    """
    match type.kind:
        case "choice" | "scale":
            return f"one of {listed(type)}"
        case "set":
            return f"a list of {listed(type)}"
        case "money":
            return f"money in {type.unit} (Money, or text such as `20 {type.unit}`)"
        case "unit":
            return f"an amount of {type.unit} (Amount, or text such as `20 {type.unit}`)"
        case kind:
            return _WANTED[kind]


def listed(type: Type) -> str:
    """The values of a choice, the first few where they are many."""
    return ", ".join((*type.values[:_SHOWN], *(("...",) if len(type.values) > _SHOWN else ())))


def got(value: object) -> str:
    """What was found instead; nothing foreign is asked to describe itself."""
    name = class_name(value)
    if value is None:
        return "got nothing"
    if type(value) is float:
        return f"got {value!r} ({name}), which is not exact: give a text, an int or a Decimal"
    if type(value) in {bool, Decimal, Fraction}:
        return f"got {str(value)[:60]} ({name})"
    if type(value) is int:
        return f"got {value} ({name})" if abs(value) <= _LARGEST else "got a number of too many digits"
    return f"got {quote(str.__str__(value))}" if extends(value, str) else f"got a value of type {name}"


def class_name(value: object) -> str:
    """The name of the real class of an object, fit to be shown."""
    name: str = _NAME(type(value))
    return printable(name[:60])


_NAME: Final = type.__dict__["__name__"].__get__  # a metaclass may have a `__name__` of its own


def extends(value: object, class_: type[_T]) -> TypeGuard[_T]:
    """`isinstance` for objects that may lie about their class.

    Example:
        >>> extends("late", str), extends(True, int), extends(None, str)
        (True, True, False)
    """
    return issubclass(type(value), class_)


def _word(value: object) -> str | None:
    """A text, or the text behind a member of an enumeration."""
    if extends(value, Enum):
        value = object.__getattribute__(value, "_value_")
    return str.__str__(value) if extends(value, str) else None


def _position(value: object, type: Type, labels: Labels) -> int:
    word = _word(value)
    if word is None:
        raise ValueError(f"expected {wanted(type)}, {got(value)}")
    if word not in type.values:
        if usual_form(word) in type.values:  # `é` as a letter and a sign above it looks like `é`
            return type.values.index(usual_form(word))
        told = meant(word, type.values, labels)
        raise ValueError(f"{quote(word)} is not a value{'; ' if told else ''}{told} ({listed(type)})")
    return type.values.index(word)


def _positions(value: object, type: Type, labels: Labels) -> frozenset[int]:
    if extends(value, str):
        text = str.__str__(value)
        words: list[object] = [] if text.strip() in {"", "(none)"} else [w.strip() for w in text.split(",")]
    elif of := next((class_ for class_ in _COLLECTIONS if extends(value, class_)), None):
        words = list(of.__iter__(value))
    else:
        raise ValueError(f"expected {wanted(type)}, {got(value)}")
    # Of several wrong members the one reported must not depend on the order of a set.
    wrong = sorted(message for word in words if (message := _wrong_member(word, type, labels)))
    if wrong:
        raise ValueError(wrong[0])
    return frozenset(_position(word, type, labels) for word in words)


def _wrong_member(word: object, type: Type, labels: Labels) -> str:
    try:
        _position(word, type, labels)
    except ValueError as problem:
        return str(problem)
    return ""


def _typed(value: object, type: Type) -> Plain | None:
    """The plain value of anything but a text; None where the class is wrong."""
    match type.kind:
        case "boolean":
            return value if extends(value, bool) else None
        case "integer":
            return _bounded(value) if type_is(value, int) else None
        case "number":
            return _number(value)
        case "percent":
            return simplest(Fraction(value.number) / 100) if type_is(value, Percent) else None
        case "money":
            return _money(value, type) if type_is(value, Money) else None
        case "unit":
            return _amount(value, type) if type_is(value, Amount) else None
        case "duration":
            return _elapsed(value) if extends(value, timedelta) else None
        case "time_limit":
            return value if type_is(value, TimeLimit) else _elapsed(value) if extends(value, timedelta) else None
        case "date":
            return _day(value) if extends(value, date) and not extends(value, datetime) else None
        case "datetime":
            return _moment(value) if extends(value, datetime) else None
        case _:
            return None


def type_is(value: object, class_: type[_T]) -> TypeGuard[_T]:
    """Whether it is of this class and nothing that merely behaves like it (a boolean is no integer)."""
    return type(value) is class_


def _bounded(value: object) -> int:
    assert isinstance(value, int)
    if abs(value) > _LARGEST:
        raise ValueError(f"has more than {MAX_DIGITS} digits")
    return value


def _number(value: object) -> Number | None:
    if type_is(value, int):
        return _bounded(value)
    if type(value) is Decimal:
        return simplest(Fraction(exact(value, "a number")))
    if type(value) is Fraction:
        return _decimal(value)
    return None


def _decimal(value: Fraction) -> Number:
    """A given number can be written down, and so recorded and replayed; a third cannot."""
    if abs(value.numerator) > _LARGEST or value.denominator > 10**MAX_DIGITS:  # no work on enormous ones
        raise ValueError(f"has more than {MAX_DIGITS} digits")
    if decimal_of(value) is None:
        raise ValueError(f"{value} is no decimal of at most {MAX_DIGITS} digits")
    return simplest(value)


def _money(value: Money, type: Type) -> int:
    if value.currency != type.unit:
        raise ValueError(f"expected money in {type.unit}, got {value}")
    minor = value.minor
    if not -_LARGEST <= minor <= _LARGEST and decimal_of(Fraction(minor, 10**type.digits)) is None:
        raise ValueError(f"has more than {MAX_DIGITS} digits")
    return minor


def _amount(value: Amount, type: Type) -> Plain:
    if value.unit != type.unit:
        raise ValueError(f"expected an amount of {type.unit}, got {printable(str(value))}")
    plain = simplest(Fraction(value.number) * 10**type.digits)
    return _on_grid(plain, type, str(value))


def _elapsed(value: timedelta) -> int:
    _refuse_nanoseconds(value, "nanoseconds")
    exact_ = timedelta.__add__(value, timedelta(0))
    plain = (exact_.days * 86_400 + exact_.seconds) * 1_000_000 + exact_.microseconds
    if abs(plain) > LONGEST:
        raise ValueError("is longer than a thousand years")
    return plain


def _day(value: date) -> int:
    return day(date(*(getattr(date, field).__get__(value) for field in ("year", "month", "day"))))


def _moment(value: datetime) -> datetime:
    _refuse_nanoseconds(value, "nanosecond")
    return moment(value)


def _refuse_nanoseconds(value: timedelta | datetime, attribute: str) -> None:
    """Pandas extends both classes by a finer attribute, which must not get lost."""
    if type(value) in {timedelta, datetime}:
        return
    try:
        finer = type(getattr(value, attribute, 0)) is not int or getattr(value, attribute, 0) != 0
    except Exception:  # noqa: BLE001 - a class of the caller's is foreign code
        finer = True
    if finer:
        raise ValueError("is finer than a microsecond")


def _on_grid(plain: Plain, type: Type, text: str) -> Plain:
    """A given amount can be paid, and a given duration measured; literals of a ruleset may be finer."""
    if type.step == 1 and not isinstance(plain, int):
        if type.kind == "duration":
            raise ValueError(f"{quote(text)} is finer than a microsecond")
        places = f"{type.digits} decimal places" if type.digits else "whole numbers"
        raise ValueError(f"{quote(text)} is too fine: {type.unit} has {places}")
    return plain
