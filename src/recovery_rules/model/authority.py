"""Authority: what each role may decide without asking a higher one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from recovery_rules.language.types import Plain
from recovery_rules.model.actions import ActionKind
from recovery_rules.source.span import Span

TOTAL: Final = "total"  # the key of the money that a role may give in all; no kind has this name
COUNTED: Final = "amount"  # the parameter whose money counts in it
COUNTED_STREAM: Final = "remedy"


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


def counted_digits(kinds: Mapping[str, ActionKind]) -> dict[str, int]:
    """For each kind whose amount counts in the total, the decimal places of its money."""
    return {
        kind.id: amount.type.digits
        for kind in kinds.values()
        if kind.stream == COUNTED_STREAM
        and (amount := kind.parameters.get(COUNTED)) is not None
        and amount.type.kind == "money"
    }
