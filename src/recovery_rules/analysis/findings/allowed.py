"""What an author means, and need not be told; and allowances that silence nothing (RR530)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.span import Span


class Allowed:
    """The allowances of a ruleset, and which of them were needed.

    What is found of a rule is allowed there, of a row at its table, of a limit there; all else in the head of the file.

    Args:
        model: the ruleset.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._allowances = {(one.code, one.of): one for one in model.allowances}
        self._needless = dict(self._allowances)
        self._owners = dict[Span | None, str]()
        for rule in model.rules:
            self._owners[rule.span] = rule.table or rule.id
        self._owners |= {table.span: table.id for table in model.tables.values()}
        self._owners |= {limit.span: limit.id for limit in model.limits}

    def left(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are not allowed."""
        for finding in findings:
            key = finding.code, self._owner(finding)
            if key in self._allowances:
                self._needless.pop(key, None)
            else:
                yield finding

    def needless(self, undecided: AbstractSet[tuple[str, str]]) -> Iterator[Finding]:
        """The allowances of the ruleset's own file under which nothing was found; RR530 itself can be allowed.

        Args:
            undecided: codes, and of what it was left open whether there is something to be found.
        """
        for one in self._needless.values():
            if (one.code, one.of) in undecided:
                continue
            if one.span is None or one.span.file == self._model.file:
                of = f" of `{one.of}`" if one.of else ""
                yield from self.left(
                    [
                        Finding(
                            Diagnostic(
                                "RR530", f"nothing{of} needs `allow: {one.code}`", one.span, label="leave it out"
                            ),
                            (one.of,) if one.of else (),
                            (one.span,) if one.of else (),
                        )
                    ]
                )

    def _owner(self, finding: Finding) -> str:
        if not finding.rules:
            return self._owners.get(finding.span, "")
        name = finding.rules[0]
        return next((rule.table for rule in self._model.rules if rule.id == name and rule.table), name)
