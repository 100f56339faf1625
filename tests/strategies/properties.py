"""Properties of every sort, about facts and kinds that are declared."""

from hypothesis import strategies as st

from tests.strategies.actions import parameters
from tests.strategies.conditions import conditions
from tests.strategies.expressions import quantities, truths
from tests.strategies.scope import MEASURED, QUANTITIES, Scope, Written

_RISING = {*MEASURED, "datetime", "scale", "boolean"}
_MEASURED = {*MEASURED, "scale", "role"}


@st.composite
def properties(draw: st.DrawFn, scope: Scope, facts: Written) -> list[Written]:
    """The section `properties`; `facts` is the section of that name. None for most rulesets."""
    count = draw(st.sampled_from([0, 0, 0, 1, 2, 3]))
    return [draw(_property(scope, facts, f"p{number}")) for number in range(1, 1 + count)]


@st.composite
def _property(draw: st.DrawFn, scope: Scope, facts: Written, name: str) -> Written:
    statements = (_monotone(scope, facts), _same(scope, facts), _given(scope), _claim(scope), _covers(scope))
    one: Written = {"id": name} | draw(st.one_of(*statements))
    if draw(st.booleans()):
        one["when"] = draw(conditions(scope))
    if draw(st.booleans()):
        one |= {"because": {"en": "they may count on it", "zh": "可以信赖"}, "source": "policy 7"}
    if draw(st.booleans()):
        one["allow"] = {"RR540": draw(st.sampled_from(["seen by Ann", {"en": "seen by Ann", "zh": "已核对"}]))}
    return one


@st.composite
def _monotone(draw: st.DrawFn, scope: Scope, facts: Written) -> Written:
    """`severity` is always there to rise."""
    rising = [fact.name for fact in scope.select(lambda fact: fact.name in facts and fact.kind in _RISING)]
    statement = draw(st.sampled_from(["never_falls_as", "never_rises_as"]))
    compared = {statement: draw(st.sampled_from(rising))}
    formed = [kind for kind in scope.kinds if "distinct_by" in scope.kinds[kind]]
    if draw(st.booleans()) and formed:
        return {"of": f"{formed[0]}.amount", "with": draw(_apart(scope, formed[0]))} | compared
    return {"of": draw(_measures(scope))} | compared


@st.composite
def _same(draw: st.DrawFn, scope: Scope, facts: Written) -> Written:
    """Of this ruleset, or of another one: both compare several measures."""
    of = draw(st.lists(_measures(scope), max_size=2))
    if draw(st.integers(0, 4)) == 0:
        statement: Written = {"never_less_than": "general.yaml"}
    else:
        same = draw(st.lists(st.sampled_from(sorted(facts)), unique=True, min_size=1, max_size=2))
        statement = {"same_whatever": same if len(same) > 1 or draw(st.booleans()) else same[0]}
    return statement | ({"of": of} if of else {})


@st.composite
def _given(draw: st.DrawFn, scope: Scope) -> Written:
    kinds = draw(st.lists(st.sampled_from(sorted(scope.kinds)), unique=True, min_size=1, max_size=2))
    apart = {kind: draw(_apart(scope, kind)) for kind in kinds}
    shapes = [kinds[0], kinds, apart, [{kind: values} if values else kind for kind, values in apart.items()]]
    return {draw(st.sampled_from(["never", "always"])): draw(st.sampled_from(shapes))}


@st.composite
def _claim(draw: st.DrawFn, scope: Scope) -> Written:
    """An expression over some quantity of an action where there is one, and over whether a kind is given."""
    found = [
        (f"{kind}.{name}", one["type"])
        for kind in sorted(scope.kinds)
        for name, one in parameters(scope, kind).items()
        if one["type"] in QUANTITIES
    ]
    claims = [draw(truths(scope)), draw(st.sampled_from(sorted(scope.kinds)))]
    if found:
        measure, kind = draw(st.sampled_from(found))
        claims.append(f"{measure} <= {draw(quantities(scope, kind, deepest=1))}")
    one, other = draw(st.permutations(claims))[:2]
    return {draw(st.sampled_from(["never", "always"])): draw(st.sampled_from([f"{one} or {other}", f"not ({one})"]))}


@st.composite
def _covers(draw: st.DrawFn, scope: Scope) -> Written:
    return {"covers": draw(st.one_of(st.just("any"), conditions(scope)))}


@st.composite
def _measures(draw: st.DrawFn, scope: Scope) -> str:
    """A kind, or a parameter of one that can be more or less."""
    kind = draw(st.sampled_from(sorted(scope.kinds)))
    found = [name for name, one in parameters(scope, kind).items() if one["type"] in _MEASURED]
    return draw(st.sampled_from([kind, *(f"{kind}.{name}" for name in found)]))


@st.composite
def _apart(draw: st.DrawFn, scope: Scope, kind: str) -> Written:
    """Values that narrow a kind to one of its forms, where it has forms."""
    names = scope.kinds[kind].get("distinct_by", [])
    return {name: draw(st.sampled_from(parameters(scope, kind)[name]["values"])) for name in names}
