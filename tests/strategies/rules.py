"""Rules: conditions, excuses, exceptions to other rules, and what they propose."""

from hypothesis import strategies as st

from tests.strategies.actions import action_lists
from tests.strategies.conditions import conditions
from tests.strategies.scope import Scope, Written


@st.composite
def rules(draw: st.DrawFn, scope: Scope) -> list[Written]:
    """The section `rules`. A rule overrides only rules above it, so that overrides have no cycle."""
    written: list[Written] = []
    for number in range(1, 1 + draw(st.integers(1, 5))):
        written.append(draw(_rule(scope, f"r{number}", [rule["id"] for rule in written])))
    return written


@st.composite
def _rule(draw: st.DrawFn, scope: Scope, name: str, above: list[str]) -> Written:
    rule: Written = {"id": name}
    if draw(st.integers(0, 3)):
        rule["when"] = draw(conditions(scope))
        scope = draw(_made_known(scope, rule["when"]))
    if draw(st.integers(0, 3)) == 0:
        excuses = draw(st.lists(conditions(scope, deepest=0), min_size=1, max_size=2))
        rule["unless"] = excuses if len(excuses) > 1 or draw(st.booleans()) else excuses[0]
    rule["then"] = draw(action_lists(scope))
    if draw(st.booleans()) and above:
        rule["overrides"] = draw(st.lists(st.sampled_from(above), unique=True, min_size=1, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        rule["because"] = draw(st.sampled_from(["fair is fair", {"en": "fair is fair", "zh": "公平"}]))
        rule["source"] = "policy:12"
    return rule


@st.composite
def _made_known(draw: st.DrawFn, scope: Scope, when: Written) -> Scope:
    """Sometimes the condition asks that facts be known which the actions may then read."""
    unknown = scope.select(lambda fact: not fact.certain and fact.can_be_tested and fact.name not in when)
    if not unknown or draw(st.integers(0, 2)):
        return scope
    fact = draw(st.sampled_from(unknown))
    when[fact.name] = "known"
    return scope.knowing([fact.name])
