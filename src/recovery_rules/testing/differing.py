"""Two accounts of one case, part by part: what only the one has, and what only the other.

Called by `crosschecking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import fields, frozen

from recovery_rules.engine.account import Account
from recovery_rules.source.errors import FactsError

# What holds, and what is decided; they come first, and all other parts of an account follow from them.
TELLING: Final = ("matched", "excused", "passed_over", "rows", "limits", "actions", "refused")


@frozen
class Difference:
    """A part that differs: what only the reference has there, and what only the other has, as texts.

    Both are empty where they have the same in another order.
    """

    part: str
    reference: tuple[str, ...]
    other: tuple[str, ...]


def differences(reference: Account | FactsError, other: Account | FactsError) -> tuple[Difference, ...]:
    """Every part of the account of a case that differs; where it is refused, the problems."""
    if isinstance(reference, FactsError) or isinstance(other, FactsError):
        return tuple(_difference("problems", _problems(reference), _problems(other)))
    names = [name for name in (one.name for one in fields(Account)) if name not in TELLING]
    return tuple(
        found
        for name in (*TELLING, *names)
        for found in _difference(name, getattr(reference, name), getattr(other, name))
    )


def _problems(found: Account | FactsError) -> tuple[str, ...]:
    return tuple(f"{one.fact}: {one.message}" for one in found.problems) if isinstance(found, FactsError) else ()


def _difference(part: str, reference: Any, other: Any) -> Iterator[Difference]:
    if reference != other:
        ours, theirs = list(_texts(reference)), list(_texts(other))
        yield Difference(
            part,
            tuple(text for text in ours if text not in theirs),
            tuple(text for text in theirs if text not in ours),
        )


def _texts(value: Any) -> Iterable[str]:
    match value:
        case Mapping():
            return (f"{name}: {_text(one)}" for name, one in value.items())
        case tuple():
            return map(_text, value)
        case _:
            return (_text(value),)


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)
