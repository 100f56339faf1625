"""Examples: cases with what an author expects of them. Inline in a ruleset and in case files alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.source.span import Span

Given: TypeAlias = Mapping[str, "str | Sequence[str]"]  # fact name -> text, or texts of a set


@frozen(field_transformer=read_only_mappings)
class Expected:
    """An expected action: its kind and the parameters that the author names, as texts.

    `nested` are the actions expected in parameters that hold actions: these and no others, each as far as it is named.
    """

    kind: str
    parameters: Mapping[str, str]
    span: Span | None = field(default=None, eq=False)
    nested: Mapping[str, tuple[Expected, ...]] = field(factory=dict)


@frozen(field_transformer=read_only_mappings)
class Example:
    """A case and what it must decide.

    `expect` is partial unless `only` is set; with `exact` all that is named is all that there is. `offered` are actions
    in the bundles of choices, `absent` kinds that must not be given, `refused` kinds that a limit must have refused
    (with that limit's id where named), `fired` rules that must be behind the actions. `role` acts, and `needs_approval`
    is the role that the whole needs.
    """

    id: str
    given: Given
    expect: tuple[Expected, ...] = ()
    offered: tuple[Expected, ...] = field(default=(), kw_only=True)
    only: bool = False
    exact: bool = field(default=False, kw_only=True)
    absent: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(factory=dict)
    held: tuple[str, ...] = ()
    fired: tuple[str, ...] = ()
    title: Label = NO_LABEL
    source: str = ""
    assumptions: tuple[str, ...] = ()
    as_of: str = ""
    role: str = ""
    needs_approval: str = ""
    span: Span | None = field(default=None, eq=False)
