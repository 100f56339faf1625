"""Who may do what: caps on quantities and scales, whole kinds, the total."""

from hypothesis import strategies as st

from tests.strategies.actions import parameters
from tests.strategies.scope import QUANTITIES, Scope, Written, literals


@st.composite
def authority(draw: st.DrawFn, scope: Scope) -> Written:
    """What stands under `authority`: some roles, each with some entries; nothing for most rulesets."""
    if draw(st.integers(0, 2)):
        return {}
    roles = draw(st.lists(st.sampled_from(scope.roles), unique=True, min_size=1))
    return {role: draw(_entries(scope)) for role in roles}


@st.composite
def _entries(draw: st.DrawFn, scope: Scope) -> Written:
    written: Written = {}
    for kind in draw(st.lists(st.sampled_from(sorted(scope.kinds)), unique=True, min_size=1, max_size=4)):
        found = parameters(scope, kind)
        capped = [name for name, one in found.items() if one["type"] in {*QUANTITIES, "scale", "role"}]
        names = draw(st.lists(st.sampled_from(capped), unique=True, max_size=2)) if capped else []
        for name in names:
            written[f"{kind}.{name}"] = draw(_cap(scope, kind, name))
        if not names:
            written[kind] = draw(st.sampled_from(["unlimited", "none"]))
    if draw(st.booleans()):
        written["total"] = draw(st.one_of(literals(scope, "money"), st.sampled_from(["unlimited", "none"])))
    return written


def _cap(scope: Scope, kind: str, name: str) -> st.SearchStrategy[str]:
    parameter = parameters(scope, kind)[name]
    unlimited = st.just("unlimited")
    if parameter["type"] in QUANTITIES:
        return st.one_of(literals(scope, parameter["type"]), unlimited)
    words = ["next_role", *scope.roles] if parameter["type"] == "role" else parameter["values"]
    return st.one_of(st.sampled_from(words), unlimited)
