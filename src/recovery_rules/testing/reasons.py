"""Why a decision is not what was expected: the conditions that failed, the rules and bounds behind a value.

In: a decision and a name. Out: lines of English text. Computed only where there is a difference. Called by `verifying`.
"""

from __future__ import annotations

from recovery_rules.decision import Decision
from recovery_rules.engine.account import Proposed
from recovery_rules.engine.outcome import Action
from recovery_rules.language.literals import public_of, text_of
from recovery_rules.model.actions import ActionKind

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
    kind = decision.ruleset.model.kinds.get(action.kind)
    behind = [
        one.by
        for one in account.proposed
        if _is_part_of(one, action, kind)
        and (not parameter or parameter not in action.values or parameter in one.values)
    ]
    lines = [f"from {', '.join(dict.fromkeys(behind))}"] if behind else []
    for bound in account.bounds:
        if kind and bound.kind == action.kind and bound.parameter == parameter and bound.binds:
            type_ = kind.parameters[parameter].type
            before, after = ("nothing" if end is None else text_of(end, type_) for end in (bound.before, bound.after))
            lines.append(f"{before} became {after}: {bound.stage}{f' of {bound.by}' if bound.by else ''}")
    return tuple(lines)


def _is_part_of(proposed: Proposed, action: Action, kind: ActionKind | None) -> bool:
    """Whether a proposal is one of those that were combined into an action."""
    if proposed.kind != action.kind or kind is None:
        return proposed.kind == action.kind
    for name in kind.distinct_by:
        plain = proposed.values.get(name)
        value = None if plain is None else public_of(plain, kind.parameters[name].type)
        if value != action.values.get(name):
            return False
    return True
