"""Allowances: warnings and notes that an author has seen and means."""

from __future__ import annotations

from attrs import field, frozen

from recovery_rules.model.labels import Label
from recovery_rules.source.span import Span


@frozen
class Allowance:
    """One code that is not told of one rule, table or limit.

    Attributes:
        code: of the warning or note.
        of: the id of the rule, table or limit; empty where it is about anything else.
        because: why it is meant.
        span: where it stands.
    """

    code: str
    of: str
    because: Label
    span: Span | None = field(default=None, eq=False)
