"""What an author wrote, before anything is known about types: the trees that `parser` makes.

Offsets count characters of the text, so that a later check can underline exactly what it is about.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen


@frozen
class Name:
    """A bare word: a fact, a value of a choice, or a rounding mode; the types decide which."""

    text: str
    start: int
    stop: int
    depth: int = 1


@frozen
class Written:
    """A literal as written, sign and unit included: `50%`, `-20 CNY`, `1 h 30 min`, `yes`."""

    text: str
    start: int
    stop: int
    depth: int = 1


@frozen
class Quoted:
    """A text in double quotes, without them: how S-FEEL writes the value of a choice."""

    text: str
    start: int
    stop: int
    depth: int = 1


Value: TypeAlias = Name | Written | Quoted


@frozen
class Operation:
    """An operator, a function or `if` over parts; `name` is the word or sign that the author used."""

    name: str
    parts: tuple[Syntax, ...]
    start: int
    stop: int
    depth: int


Syntax: TypeAlias = Value | Operation

Form: TypeAlias = Literal["is", "<", "<=", ">", ">=", "[]", "[)", "(]", "()", "has", "known", "unknown"]


@frozen
class Entry:
    """One alternative of a condition: a value, a comparison, a range by its brackets, `has`, `known`."""

    form: Form
    values: tuple[Value, ...]
    start: int
    stop: int


@frozen
class Cell:
    """A whole condition: any of its entries, or none of them where it is negated; no entries mean `any`."""

    entries: tuple[Entry, ...]
    negated: bool = False


@frozen
class Unreadable:
    """Why a text is neither a condition nor an expression, and where."""

    message: str
    start: int
    stop: int
    label: str = ""
    too_much: bool = False  # too long or too deep, rather than wrong
