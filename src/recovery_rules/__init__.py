"""recovery-rules: decide what a company owes a customer after its service failed, and prove and explain it.

    >>> from recovery_rules import load
    >>> ruleset = load("aws_sla")
    >>> decision = ruleset.decide(service="s3_standard", uptime="99.5 %", monthly_charge="1000 USD", claim_cycle=1)
    >>> decision["account_credit"].amount
    Money('100.00', 'USD')

Everything public is named here; other modules are for readers and for the tests. Names load when first used, so that
importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recovery_rules.analysis.coverage.result import Coverage
    from recovery_rules.analysis.difference.result import Difference
    from recovery_rules.analysis.proof.result import Proof
    from recovery_rules.decision import Decision
    from recovery_rules.engine.outcome import Action, Approval, Refused
    from recovery_rules.language.calendars import Calendar
    from recovery_rules.language.time_limits import TimeLimit
    from recovery_rules.language.values import Amount, Money, Percent
    from recovery_rules.loading import Checked, check, check_text, load, loads
    from recovery_rules.model.governance import RulesetApproval
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.source.diagnostics import Diagnostic
    from recovery_rules.source.errors import FactProblem, FactsError, RulesetError
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.versions import load_as_of

__all__ = [
    "Action",
    "Amount",
    "Approval",
    "Calendar",
    "Checked",
    "Coverage",
    "Decision",
    "Diagnostic",
    "Difference",
    "FactProblem",
    "FactsError",
    "LoadLimits",
    "Money",
    "Percent",
    "Proof",
    "Refused",
    "Ruleset",
    "RulesetApproval",
    "RulesetError",
    "TimeLimit",
    "check",
    "check_text",
    "load",
    "load_as_of",
    "loads",
]

__version__ = "0.1.0"

_HOMES = {
    "Action": "engine.outcome",
    "Amount": "language.values",
    "Approval": "engine.outcome",
    "Calendar": "language.calendars",
    "Checked": "loading",
    "Coverage": "analysis.coverage.result",
    "Decision": "decision",
    "Diagnostic": "source.diagnostics",
    "Difference": "analysis.difference.result",
    "FactProblem": "source.errors",
    "FactsError": "source.errors",
    "LoadLimits": "source.limits",
    "Money": "language.values",
    "Percent": "language.values",
    "Proof": "analysis.proof.result",
    "Refused": "engine.outcome",
    "Ruleset": "ruleset",
    "RulesetApproval": "model.governance",
    "RulesetError": "source.errors",
    "TimeLimit": "language.time_limits",
    "check": "loading",
    "check_text": "loading",
    "load": "loading",
    "load_as_of": "versions",
    "loads": "loading",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"recovery_rules has no {name}")
    value = getattr(importlib.import_module(f"recovery_rules.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
