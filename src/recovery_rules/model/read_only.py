"""Mappings that nobody can change: what is frozen is frozen to its last entry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs


def read_only_mappings(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """The fields of a frozen class, those that are mappings as views that refuse changes.

    Example:
        >>> @attrs.frozen(field_transformer=read_only_mappings)
        ... class Levels:
        ...     by_name: Mapping[str, int]
        >>> Levels({"severity": 2}).by_name["severity"] = 3
        Traceback (most recent call last):
        TypeError: 'mappingproxy' object does not support item assignment
    """
    return [
        one.evolve(converter=_read_only) if getattr(one.type, "__name__", str(one.type)).startswith("Mapping") else one
        for one in fields
    ]


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A view of a mapping; whoever made the mapping lets go of it."""
    return mapping if isinstance(mapping, MappingProxyType) else MappingProxyType(mapping)
