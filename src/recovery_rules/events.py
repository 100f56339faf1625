"""Structured events: a load, a refusal and, only where enabled, a decision.

They go to structlog where the application has configured it; where it has not, nothing is imported, printed or
spent. No event carries the value of a fact.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recovery_rules.decision import Decision
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.errors import FactsError, RulesetError

decisions_enabled = False


def enable_decisions(*, enabled: bool = True) -> None:
    """Whether each decision is an event too; off at first, since it costs more than the decision."""
    global decisions_enabled  # noqa: PLW0603  (read on every decision, so a module constant in all but name)
    decisions_enabled = enabled


def loaded(model: Model) -> None:
    """A ruleset was loaded."""
    _emit("ruleset_loaded", ruleset=model.id, version=model.version, digest=model.digest, rules=len(model.rules))


def refused_ruleset(file: str, error: RulesetError) -> None:
    """A ruleset was not loaded."""
    _emit("ruleset_refused", file=file, codes=sorted({found.code for found in error.diagnostics}))


def refused_case(model: Model, error: FactsError) -> None:
    """A case was not decided: the names of the facts in question, never their values."""
    names = sorted({problem.fact for problem in error.problems} & model.facts.keys())
    _emit("case_refused", ruleset=model.id, digest=model.digest, facts=names, problems=len(error.problems))


def decided(model: Model, decision: Decision) -> None:
    """A case was decided."""
    kinds = [action.kind for action in decision.actions]
    _emit("case_decided", ruleset=model.id, digest=model.digest, actions=kinds, refused=len(decision.refused))


def _emit(event: str, **fields: Any) -> None:
    structlog = sys.modules.get("structlog")
    if structlog is not None and structlog.is_configured():
        structlog.get_logger("recovery_rules").info(event, **fields)
