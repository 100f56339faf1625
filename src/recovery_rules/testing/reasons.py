"""Why a decision is not what was expected: the conditions that failed, the rules and bounds behind a value.

In: a decision and a name. Out: lines of English text. Computed only where there is a difference. Called by `verifying`.
"""

from __future__ import annotations

from recovery_rules.decision import Decision
from recovery_rules.engine.outcome import Action

_OTHERWISE = "otherwise"


def reasons(decision: Decision, name: str) -> tuple[str, ...]:
    """Why a kind is not given, or a rule or limit not behind a decision; nothing where it is."""
    if name == _OTHERWISE:
        return ("it is only for cases that get nothing else",)
    answer = decision.why_not(name)
    return () if answer.given else tuple(answer.text().splitlines())


def values_behind(decision: Decision, action: Action, parameter: str = "") -> tuple[str, ...]:
    """The rules that proposed an action, or one of its values, and the bounds that changed it."""
    account = decision.account
    behind = [
        one.by
        for one in account.proposed
        if one.kind == action.kind and (not parameter or parameter not in action.values or parameter in one.values)
    ]
    lines = [f"from {', '.join(dict.fromkeys(behind))}"] if behind else []
    lines += [
        f"{bound.stage}{f' {bound.by}' if bound.by else ''} changed it"
        for bound in account.bounds
        if bound.kind == action.kind and bound.parameter == parameter and bound.before != bound.after
    ]
    return tuple(lines)
