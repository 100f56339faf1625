"""What every check of one text shares: the text, the scope, and where problems go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from recovery_rules.language.scope import Scope
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode

if TYPE_CHECKING:
    from recovery_rules.language.types import Type
    from recovery_rules.source.span import Span


class Placed(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """The offset of its first character."""
        ...

    @property
    def stop(self) -> int:
        """The offset behind its last character."""
        ...


@frozen
class Check:
    """One text under check."""

    node: ScalarNode
    scope: Scope
    problems: Problems

    def span(self, at: Placed) -> Span:
        """Where a part stands in the file."""
        return self.node.part(at.start, at.stop)

    def words(self, at: Placed) -> str:
        """A part as its author wrote it, in backticks."""
        return quote(self.node.text[at.start : at.stop])

    def refuse(self, code: str, message: str, at: Placed, *, label: str = "", notes: tuple[str, ...] = ()) -> None:
        """Report a problem of a part."""
        self.problems.add(code, message, self.span(at), label=label, notes=notes)


_SHOWN = 20  # values of a type in the middle of a sentence
_LISTED = 100  # values of a type on a line of their own


def described(type: Type) -> str:
    """A type with its article, for sentences: `money in CNY`, `a duration`, `a scale of minor, major`."""
    match type.kind:
        case "choice" | "scale" | "set":
            more = ", ..." if len(type.values) > _SHOWN else ""
            return f"a {type.kind} of {', '.join(type.values[:_SHOWN])}{more}"
        case "money":
            return f"money in {type.unit}"
        case "unit":
            return f"an amount of {type.unit}"
        case "integer":
            return "a whole number"
        case "percent":
            return "a percentage"
        case "boolean":
            return "a yes or no"
        case "date":
            return "a date"
        case "datetime":
            return "a time"
        case "time_limit":
            return "a time limit"
        case _:
            return f"a {type.kind}"


def values_note(type: Type) -> tuple[str, ...]:
    """The values of a choice, as a line of help."""
    if not type.values:
        return ()
    order = "values, low to high" if type.kind == "scale" else "values"
    more = len(type.values) - _LISTED
    rest = f" and {more:,} more" if more > 0 else ""
    return (f"{order}: {', '.join(type.values[:_LISTED])}{rest}",)
