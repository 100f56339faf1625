"""Authority: what each role may decide without asking a higher one."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from recovery_rules.language.types import Plain
from recovery_rules.source.span import Span

TOTAL: Final = "total"  # the key of the money that a role may give in all; no kind has this name


@frozen
class Grant:
    """One entry of a role: what it may do with a kind, with a parameter of a kind, or in all.

    `kind` is empty where the entry is about the total, `parameter` where it is about the kind as a whole. `most` is how
    far it goes; where it is None, `unlimited` says whether without end or not at all.
    """

    role: str
    kind: str
    parameter: str = ""
    most: Plain | None = None
    unlimited: bool = False
    span: Span | None = field(default=None, eq=False)

    @property
    def about(self) -> tuple[str, str]:
        """What it is about: a kind and a parameter, either of which may be empty."""
        return self.kind, self.parameter
