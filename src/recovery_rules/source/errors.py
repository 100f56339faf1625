"""The only two exceptions that loading and deciding raise.

In: diagnostics from `Problems`, fact problems from admission. Out: exceptions whose text is ready to be
shown. Both can be pickled, so that they cross process borders.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.source.diagnostics import Diagnostic, by_severity
from recovery_rules.source.frame import render_all
from recovery_rules.source.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class RulesetError(Exception):
    """A ruleset, or a case file, does not load. Its text shows every problem at its line."""

    def __init__(
        self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None, what: str = "ruleset"
    ) -> None:
        """Hold the problems, the text of each file to show them in, and `what` it is that does not load."""
        super().__init__(tuple(diagnostics), dict(sources or {}), what)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All problems in the order of their place, warnings included."""
        found: tuple[Diagnostic, ...] = self.args[0]
        return found

    @property
    def sources(self) -> Mapping[str, str]:
        """The text of each file that was read, by its name."""
        return MappingProxyType(self.args[1])

    def __str__(self) -> str:
        """The number of errors, then each problem with its code frame."""
        errors = by_severity(self.diagnostics)["error"]
        shown = render_all(self.diagnostics, self.sources, self.args[2])
        return f"{errors} {'error' if errors == 1 else 'errors'}\n\n{shown}"


@frozen
class FactProblem:
    """What is wrong with one fact of a case: its name, and what was expected and found."""

    fact: str
    message: str


class FactsError(Exception):
    """A case is not one that the ruleset decides. Nothing was decided; all problems of the case are here.

    Example:
        >>> print(FactsError([FactProblem("verified", "missing")]))
        1 problem
          verified: missing
    """

    def __init__(self, problems: Iterable[FactProblem]) -> None:
        """Hold the problems."""
        super().__init__(tuple(problems))

    @property
    def problems(self) -> tuple[FactProblem, ...]:
        """All problems, in the order in which the facts are declared."""
        found: tuple[FactProblem, ...] = self.args[0]
        return found

    def __str__(self) -> str:
        """The number of problems, then a line for each."""
        count = len(self.problems)
        lines = [f"  {printable(problem.fact)}: {printable(problem.message)}" for problem in self.problems]
        return "\n".join([f"{count} {'problem' if count == 1 else 'problems'}", *lines])
