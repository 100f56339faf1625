"""What a caller hands over to be decided, made our own.

In: a mapping, a model or keywords, and a time of deciding. Out: a dictionary and a time that no later change of the
caller's reaches. Here alone runs foreign code: the caller's mappings, models and classes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from recovery_rules.language.given import class_name, extends, plain_of
from recovery_rules.language.types import DATETIME
from recovery_rules.source.errors import FactProblem, FactsError

if TYPE_CHECKING:
    from pydantic import BaseModel


def own_facts(facts: Mapping[str, Any] | BaseModel | None, named: dict[str, Any]) -> dict[str, Any]:
    """The facts of a case as a dictionary of our own, so that no later change of the caller's reaches a decision."""
    if facts is None:
        return named
    given = _read(facts)
    twice = given.keys() & named
    if twice:
        raise TypeError(f"given both by mapping and by keyword: {', '.join(sorted(twice))}")
    return given | named


def _read(facts: Mapping[str, Any] | BaseModel) -> dict[str, Any]:
    """The content of a mapping or model, which runs the caller's code."""
    pydantic = sys.modules.get("pydantic")  # who gives a model has imported it
    is_model = pydantic is not None and issubclass(type(facts), pydantic.BaseModel)
    if not is_model and not issubclass(type(facts), Mapping):
        raise TypeError(f"facts are a mapping of names to values, not {class_name(facts)}")
    try:
        if is_model:
            from recovery_rules.engine.facts_model import facts_in

            return facts_in(cast("BaseModel", facts))
        return dict(cast("Mapping[str, Any]", facts))
    except Exception as error:
        raise FactsError([FactProblem("facts", f"cannot be read: {class_name(error)}")]) from error


def freeze(given: dict[str, Any], name: str) -> None:
    """Turns a list that the caller can still change into one that he cannot: a decision keeps what it was given."""
    value = given.get(name)
    if type(value) is frozenset or value is None:
        return
    if extends(value, list):
        given[name] = tuple(list.__iter__(value))
    elif extends(value, set):
        given[name] = tuple(set.__iter__(value))


def fixed(as_of: datetime) -> datetime:
    """The time of deciding as a plain time of a fixed offset; a wrong one is left to be refused with the facts."""
    try:
        return cast("datetime", plain_of(as_of, DATETIME))
    except ValueError:
        return as_of


def named_plainly(given: dict[str, Any]) -> dict[str, Any]:
    """The same facts under names whose class is `str` itself.

    Raises:
        FactsError: a name is no text.
    """
    odd = sorted({class_name(name) for name in given if not extends(name, str)})
    if odd:
        raise FactsError([FactProblem("facts", f"names are text, not {found}") for found in odd])
    return {str.__str__(name): value for name, value in given.items() if extends(name, str)}
