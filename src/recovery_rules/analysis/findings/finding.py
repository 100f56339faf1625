"""One finding: a diagnostic, the rules that it is about, and cases that show it."""

from __future__ import annotations

from attrs import frozen

from recovery_rules.analysis.witness import Witness
from recovery_rules.source.codes import Severity
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.span import Span


@frozen
class Finding:
    """What is worth knowing of a ruleset that loads.

    Attributes:
        diagnostic: how it is shown: its code, message and place.
        rules: the ids of the rules, tables or limits that it is about, the one at fault first; none where it is about
            the whole ruleset.
        spans: where these are declared, in the same order.
        witnesses: real cases that show it; none where there is nothing to show, or no case was found.
    """

    diagnostic: Diagnostic
    rules: tuple[str, ...] = ()
    spans: tuple[Span | None, ...] = ()
    witnesses: tuple[Witness, ...] = ()

    @property
    def code(self) -> str:
        """Its code, such as `RR505`; `recovery-rules explain-code` has a page for each."""
        return self.diagnostic.code

    @property
    def level(self) -> Severity:
        """`warning`: something does not do what it says; `note`: it may well be meant."""
        return self.diagnostic.severity

    @property
    def message(self) -> str:
        """One line."""
        return self.diagnostic.message

    @property
    def span(self) -> Span | None:
        """What is at fault; None where no one place is."""
        return self.diagnostic.span
