"""For those who test rulesets: decide cases and say exactly where a decision is not what was expected.

    >>> from recovery_rules import load
    >>> from recovery_rules.testing import verify_all
    >>> [str(verdict) for verdict in verify_all(load("aws_sla")) if not verdict.passed]
    []

`read_cases` reads a case file, `verify` decides one case, `verify_all` the examples inside a ruleset; the assertions
are about one decision. `cases`, `boundary_cases` and `rulesets` are strategies and need Hypothesis (extra `testing`);
nothing else needs a test framework. Names load when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery_rules.testing.assertions import (
        assert_fired,
        assert_gives,
        assert_gives_only,
        assert_held,
        assert_not_given,
        assert_refused,
    )
    from recovery_rules.testing.case import Case, CaseFile
    from recovery_rules.testing.casefile import CheckedCases, check_cases, read_cases
    from recovery_rules.testing.small_rulesets import rulesets
    from recovery_rules.testing.strategies import boundary_cases, cases
    from recovery_rules.testing.verdict import Difference, Verdict
    from recovery_rules.testing.verifying import verify, verify_all

__all__ = [
    "Case",
    "CaseFile",
    "CheckedCases",
    "Difference",
    "Verdict",
    "assert_fired",
    "assert_gives",
    "assert_gives_only",
    "assert_held",
    "assert_not_given",
    "assert_refused",
    "boundary_cases",
    "cases",
    "check_cases",
    "read_cases",
    "rulesets",
    "verify",
    "verify_all",
]

_HOMES = {
    "Case": "case",
    "CaseFile": "case",
    "CheckedCases": "casefile",
    "Difference": "verdict",
    "Verdict": "verdict",
    "assert_fired": "assertions",
    "assert_gives": "assertions",
    "assert_gives_only": "assertions",
    "assert_held": "assertions",
    "assert_not_given": "assertions",
    "assert_refused": "assertions",
    "boundary_cases": "strategies",
    "cases": "strategies",
    "check_cases": "casefile",
    "read_cases": "casefile",
    "rulesets": "small_rulesets",
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
