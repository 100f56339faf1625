"""For those who test rulesets: decide cases and say exactly where a decision is not what was expected.

    >>> from recovery_rules import load
    >>> from recovery_rules.testing import verify_all
    >>> [str(verdict) for verdict in verify_all(load("aws_sla")) if not verdict.passed]
    []

`read_cases` reads a case file, `verify` decides one case, `verify_all` the examples inside a ruleset. Nothing here
needs a test framework. Names load when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_rules.testing.case import Case, CaseFile
    from recovery_rules.testing.casefile import CheckedCases, check_cases, read_cases
    from recovery_rules.testing.verdict import Difference, Verdict
    from recovery_rules.testing.verifying import verify, verify_all

__all__ = [
    "Case",
    "CaseFile",
    "CheckedCases",
    "Difference",
    "Verdict",
    "check_cases",
    "read_cases",
    "verify",
    "verify_all",
]

_HOMES = {
    "Case": "case",
    "CaseFile": "case",
    "CheckedCases": "casefile",
    "Difference": "verdict",
    "Verdict": "verdict",
    "check_cases": "casefile",
    "read_cases": "casefile",
    "verify": "verifying",
    "verify_all": "verifying",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"recovery_rules.testing has no {name}")
    value = getattr(importlib.import_module(f"recovery_rules.testing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
