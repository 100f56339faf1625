"""One problem of a file, and the collector in which all stages of a load put theirs.

In: each stage adds what it finds, with a code of `codes` and the span at fault. Out: a sorted tuple without
doubles, or a `RulesetError` that holds it. Called by every stage up to the checks before loading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from recovery_rules.source.codes import CODES, Severity
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

# Warnings of what nothing reads: what is wrong elsewhere may have been meant to read it.
_FOLLOWS = frozenset({"RR510", "RR511"})
_LAST_FILE = "\U0010ffff"  # what points nowhere in particular comes after all that does


def _known(_: Diagnostic, __: Any, code: str) -> None:
    CODES[code]


@frozen
class Diagnostic:
    """A problem: its stable code, one line in the author's words, and the text at fault.

    Attributes:
        code: A key of `codes.CODES`.
        message: One line, lower case, author's words in backticks.
        span: What is underlined; None where no one place is at fault.
        label: Stands behind the carets: what to do here.
        notes: Further lines of help; each may hold line breaks.

    Raises:
        KeyError: If the code is not in the catalogue.
    """

    code: str = field(validator=_known)
    message: str
    span: Span | None = None
    label: str = ""
    notes: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """`error`, or, where the ruleset loads all the same, `warning` or `note`."""
        return CODES[self.code][0]

    @property
    def order(self) -> tuple[str, int, int, int, int, str, str, str, tuple[str, ...]]:
        """The key of the one order in which problems are shown: file, line, column, code, message."""
        at = self.span
        file, line, column = (_LAST_FILE, 0, 0) if at is None else (at.file, at.line, at.column)
        end_line, end_column = (0, 0) if at is None else (at.end_line, at.end_column)
        return (file, line, column, end_line, end_column, self.code, self.message, self.label, self.notes)


class Problems:
    """Collects what the stages of one load find, and the text of each file, so that problems can be shown."""

    __slots__ = ("_found", "_left_out", "_limit", "sources")

    def __init__(self, *, limit: int = 1_000) -> None:
        """Keep at most `limit` errors and as many warnings; more help nobody and could fill the memory."""
        self._found: dict[Severity, set[Diagnostic]] = {"error": set(), "warning": set(), "note": set()}
        self._left_out: dict[Severity, bool] = {"error": False, "warning": False, "note": False}
        self._limit = limit
        self.sources: dict[str, str] = {}

    def add(
        self, code: str, message: str, at: Span | None = None, *, label: str = "", notes: tuple[str, ...] = ()
    ) -> None:
        """Note a problem.

        An empty span is the place of a value that the reader has already reported as missing: what later
        stages say about it is a consequence, and is left out once there is an error.
        """
        problem = Diagnostic(code, message, at, label, notes)
        if at is not None and at.empty and self.has_errors:
            return
        same = self._found[problem.severity]
        if len(same) < self._limit or problem in same:
            same.add(problem)
        else:
            self._left_out[problem.severity] = True

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """All problems, sorted, each once; a warning that may only follow from an error is left out."""
        warnings = self._found["warning"]
        if self.has_errors:
            warnings = {warning for warning in warnings if warning.code not in _FOLLOWS}
        problems = sorted(self._found["error"] | warnings | self._found["note"], key=lambda problem: problem.order)
        for severity, left_out in self._left_out.items():
            if left_out:
                code = "RR199" if severity == "error" else "RR599"
                problems.append(Diagnostic(code, f"more than {self._limit:,} {severity}s: the rest is not shown"))
        return tuple(problems)

    @property
    def has_errors(self) -> bool:
        """Whether the ruleset must not load."""
        return bool(self._found["error"])

    @property
    def full(self) -> bool:
        """Whether there are so many errors that it makes no sense to look for more."""
        return self._left_out["error"]

    def raise_if_errors(self) -> None:
        """Raise `RulesetError` with all that was found, warnings included, if there is an error among it."""
        if self.has_errors:
            from recovery_rules.source.errors import RulesetError

            raise RulesetError(self.found, self.sources)


def by_severity(diagnostics: tuple[Diagnostic, ...]) -> Mapping[Severity, int]:
    """How many errors, warnings and notes there are."""
    found: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
    for diagnostic in diagnostics:
        found[diagnostic.severity] += 1
    return found
