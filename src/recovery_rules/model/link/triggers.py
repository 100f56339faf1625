"""Triggers: the fact under `after`, from which a time limit runs instead of the clock.

In: a name as written beside the arguments of an action. Out: the name of the fact, or None; what is wrong has been
reported then.
"""

from __future__ import annotations

from collections.abc import Collection

from recovery_rules.language.check import described
from recovery_rules.language.times import HEAD
from recovery_rules.model.actions import WITHIN, ActionKind
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.names import is_name
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode

AFTER = "after"


def link_trigger(
    kind: ActionKind, node: ScalarNode, given: Collection[str], place: str, expressions: Expressions, problems: Problems
) -> str | None:
    """The fact that a time limit runs from; `given` are the parameters that the action says, `place` what holds it."""
    limits = kind.time_limits
    problem = label = ""
    if place:
        problem, label = f"a time limit {place} runs from the due time of the action that holds it", "leave this out"
    elif not limits:
        problem, label = f"nothing of {quote(kind.id)} runs: it has no time limit", "leave this out"
    elif not set(limits) & set(given):
        problem, label = "no time limit is given that could run after it", f"add `{limits[0]}: 24 h`, or another"
    elif WITHIN in limits and kind.parameters[WITHIN].combine != "soonest":
        problem = f"the {quote(WITHIN)} of {quote(kind.id)} combines as {quote(kind.parameters[WITHIN].combine)}"
        label = "`after` needs one that combines as `soonest`"
    if problem:
        problems.add("RR412", problem, node.span, label=label)
        return None
    if node.text not in expressions.broken and not is_name(node.text):
        message = f"{quote(node.text)} is not a fact"
        notes = ("for example `derived: {runs_from: {type: datetime, value: ...}}` and `after: runs_from`",)
        label = "derive a datetime or a date, and name it here"
        problems.add("RR203", message, node.span, label=label, notes=notes)
        return None
    if not expressions.knows(node.text, node.span):
        return None
    type_ = expressions.scope.types[node.text]
    if type_.kind not in {"datetime", "date"}:
        message = f"a time limit runs after a datetime or a date, and {quote(node.text)} is {described(type_)}"
        problems.add("RR413", message, node.span)
        return None
    if type_.kind == "date" and not expressions.scope.zone:
        problems.add(
            "RR271", f"the end of the day {quote(node.text)} needs a `zone`", node.span, label=f"add {HEAD['zone']}"
        )
        return None
    expressions.read.add(node.text)
    return node.text
