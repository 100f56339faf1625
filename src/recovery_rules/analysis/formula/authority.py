"""Step 8: the lowest role that may execute an action, by what the action says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import Term, at_most, choose
from recovery_rules.analysis.formula.values import Value, number_of
from recovery_rules.engine.reference.authorising import may_give_kind, own_grants
from recovery_rules.model.authority import Grant
from recovery_rules.model.ruleset import Model


def authority(model: Model, kind: str, values: Mapping[str, Value]) -> Term:
    """A number for the lowest role that may execute an action of a kind with these values; for no role, that of ""."""
    listed = [grant for grant in model.authority if grant.kind == kind]
    found: Term = number_of("")
    for role in reversed(model.roles):
        found = choose(_may(model, role, listed, values), number_of(role), found)
    return found


def _may(model: Model, role: str, listed: Sequence[Grant], values: Mapping[str, Value]) -> Formula:
    if not listed:
        return True
    parameters = {grant.parameter for grant in listed if grant.parameter} & values.keys()
    each = (either(contrary(values[one].known), _may_give(model, role, listed, one, values[one])) for one in parameters)
    return both(may_give_kind(model, role, listed), *each)


def _may_give(model: Model, role: str, listed: Sequence[Grant], parameter: str, value: Value) -> Formula:
    about = [grant for grant in own_grants(model, role, listed) if grant.parameter in {parameter, ""}]
    if role == model.roles[-1] and not any(grant.role == role for grant in about):
        return True
    return disjunction(
        grant.unlimited or (grant.most is not None and at_most(value.content, grant.most)) for grant in about
    )
