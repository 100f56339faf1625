"""What came of checking one case: passed, or every point in which the decision is not what was expected.

In: made by `verifying`. Out: data for tests, text for people. Called by test writers and the command line.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from recovery_rules.decision import Decision
from recovery_rules.testing.case import Case

What: TypeAlias = Literal[
    "not admitted", "missing", "differs", "unexpected", "forbidden", "not refused", "not held", "not behind", "fact"
]

_SIGNS = {"missing": "-", "unexpected": "+", "forbidden": "+", "differs": "~", "fact": "~"}
_STEP = "  "


@frozen
class Difference:
    """One point in which a decision is not what was expected.

    Attributes:
        what: the sort of difference.
        subject: the action kind, `kind.parameter`, rule or fact in question.
        message: one line, to be read behind the subject.
        expected: the expected value as text, where values differ; empty elsewhere.
        got: the value that was decided, where values differ.
        because: why it came so, line by line: conditions that failed, rules and limits behind a value.
    """

    what: What
    subject: str
    message: str
    expected: str = ""
    got: str = ""
    because: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The difference, then its reasons below."""
        head = f"{_SIGNS.get(self.what, '!')} {self.subject}: {self.message}"
        return "\n".join([head, *(f"{_STEP * 2}{line}" for line in self.because)])


@frozen
class Verdict:
    """What came of checking one case.

    Attributes:
        case: the case.
        differences: every point that is not as expected; empty where the case passed.
        decision: what was decided; None where the case is not one that the ruleset decides.
    """

    case: Case
    differences: tuple[Difference, ...]
    decision: Decision | None

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences

    def __str__(self) -> str:
        """`ok C01`, or the case with its differences and their reasons."""
        example = self.case.example
        title = example.title.in_locale("en")
        name = f"{example.id}  {title}" if title else example.id
        if self.passed:
            return f"ok {name}"
        place = f"  ({example.span.file}:{example.span.line})" if example.span else ""
        told = [line for difference in self.differences for line in str(difference).splitlines()]
        return "\n".join([f"not ok {name}{place}", *(_STEP + line for line in told)])
