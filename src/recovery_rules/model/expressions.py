"""All expressions of a ruleset, wherever they stand; and the same ruleset with another calendar in them.

A model is a tree of immutable parts, so both are one walk over whatever it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from recovery_rules.language.calendars import Calendar
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.model.ruleset import Model

_SECTIONS: Final = ("facts", "derived", "rules", "tables", "limits", "otherwise", "admissions")
_NO_PARTS: Final = frozenset({"span", "label", "value_labels", "type", "because"})


def expressions_of(model: Model) -> Iterator[Expression]:
    """Every expression of the sections that decide, those inside others not once more."""
    for section in _SECTIONS:
        yield from expressions_in(getattr(model, section))


def with_calendar(model: Model, calendar: Calendar) -> Model:
    """The ruleset that counts working days by another calendar."""

    def counting(expression: Expression) -> Expression:
        return _counting(expression, calendar)

    sections = {section: _replaced(getattr(model, section), counting) for section in (*_SECTIONS, "properties")}
    return attrs.evolve(model, calendar=calendar, awaits_calendar=False, **sections)


def _counting(expression: Expression, calendar: Calendar) -> Expression:
    if not isinstance(expression, Apply):
        return expression
    arguments = tuple(_counting(argument, calendar) for argument in expression.arguments)
    if expression.calendar is not None:
        return attrs.evolve(expression, arguments=arguments, calendar=calendar)
    same = all(one is other for one, other in zip(arguments, expression.arguments, strict=True))
    return expression if same else attrs.evolve(expression, arguments=arguments)


def expressions_in(part: Any) -> Iterator[Expression]:
    """Every expression of some part of a model, those inside others not once more."""
    if isinstance(part, Constant | Read | Known | Apply):
        yield part
    elif isinstance(part, tuple | Mapping):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from expressions_in(inner)
    elif attrs.has(type(part)):
        for name in _fields(type(part)):
            yield from expressions_in(getattr(part, name))


def _replaced(part: Any, replace: Callable[[Expression], Expression]) -> Any:
    """A part with its expressions replaced; the very same where nothing changes."""
    if isinstance(part, Constant | Read | Known | Apply):
        return replace(part)
    if isinstance(part, tuple):
        items = tuple(_replaced(inner, replace) for inner in part)
        return part if all(one is other for one, other in zip(items, part, strict=True)) else items
    if isinstance(part, Mapping):
        entries = {key: _replaced(inner, replace) for key, inner in part.items()}
        return part if all(entries[key] is part[key] for key in part) else MappingProxyType(entries)
    if attrs.has(type(part)):
        changed = {
            name: found
            for name in _fields(type(part))
            if (found := _replaced(getattr(part, name), replace)) is not getattr(part, name)
        }
        return attrs.evolve(part, **changed) if changed else part
    return part


def _fields(class_: type) -> list[str]:
    return [one.name for one in attrs.fields(class_) if one.init and one.name not in _NO_PARTS]
