"""Limits of all sorts on both levels: forbid, floors and caps, owed, hold."""

from hypothesis import strategies as st

from tests.strategies.actions import argument, parameters
from tests.strategies.conditions import conditions
from tests.strategies.expressions import quantities
from tests.strategies.scope import QUANTITIES, Scope, Written


@st.composite
def limits(draw: st.DrawFn, scope: Scope) -> list[Written]:
    """The section `limits`."""
    return [draw(_limit(scope, f"l{number}")) for number in range(1, 1 + draw(st.integers(0, 3)))]


@st.composite
def _limit(draw: st.DrawFn, scope: Scope, name: str) -> Written:
    limit: Written = {"id": name}
    if draw(st.booleans()):
        limit["level"] = draw(st.sampled_from(["law", "house"]))
    if draw(st.integers(0, 3)):
        limit["when"] = draw(conditions(scope))
        limit["if_unknown"] = draw(st.sampled_from(["skip", "apply"]))
    kinds = st.lists(st.sampled_from(sorted(scope.kinds)), unique=True, min_size=1, max_size=2)
    match draw(st.sampled_from(["bound", "forbid", "owed", "hold", "forbid stream"])):
        case "bound":
            bound: Written = draw(_bound(scope))
            limit |= bound or {"hold": draw(kinds)}
        case "forbid":
            limit["forbid"] = draw(kinds)
        case "forbid stream":
            limit["forbid"] = draw(_forbidden_stream(scope))
        case "owed":
            limit |= draw(_owed(scope))
        case _:
            limit["hold"] = draw(kinds)
    return limit


@st.composite
def _forbidden_stream(draw: st.DrawFn, scope: Scope) -> Written:
    """A stream of which some kind is declared, with exceptions that leave something to forbid."""
    streams: dict[str, list[str]] = {}
    for name, kind in sorted(scope.kinds.items()):
        streams.setdefault(kind["stream"], []).append(name)
    stream = draw(st.sampled_from(sorted(streams, key=lambda one: -len(streams[one]))))
    members = streams[stream]
    excepted = draw(st.lists(st.sampled_from(members), unique=True, max_size=len(members) - 1))
    return {"stream": stream} | ({"except": excepted} if excepted else {})


@st.composite
def _bound(draw: st.DrawFn, scope: Scope) -> Written:
    """A floor, a cap or both on a quantity of some kind; nothing where no kind has one."""
    found = [
        (kind, name)
        for kind in sorted(scope.kinds)
        for name, parameter in parameters(scope, kind).items()
        if parameter["type"] in QUANTITIES
    ]
    if not found:
        return {}
    kind, name = draw(st.sampled_from(found))
    words = draw(st.sampled_from([("at_most",), ("at_least",), ("at_least", "at_most")]))
    unit = parameters(scope, kind)[name]["type"]
    bounds = {word: draw(quantities(scope, unit, deepest=1)) for word in words}
    if len(bounds) > 1:
        bounds["at_most"] = f"higher({bounds['at_least']}, {bounds['at_most']})"  # no floor above its cap
    return {"action": kind, name: bounds}


@st.composite
def _owed(draw: st.DrawFn, scope: Scope) -> Written:
    """An action that is owed: its amount as a floor, or all that it needs in `owed`."""
    kind = draw(st.sampled_from(sorted(scope.kinds)))
    own = parameters(scope, kind)
    if "amount" in own and draw(st.booleans()):
        floor = draw(quantities(scope, own["amount"]["type"], deepest=1))
        return {"action": kind, "amount": {"at_least": floor}, "owed": "yes"}
    needed = [name for name, parameter in own.items() if "required" in parameter]
    optional = [name for name, parameter in own.items() if parameter["type"] not in {"actions", "text"}]
    given = draw(st.lists(st.sampled_from(optional), unique=True, max_size=2)) if optional else []
    arguments = {name: draw(argument(scope, kind, name)) for name in dict.fromkeys([*needed, *given])}
    plain = {name: value for name, value in arguments.items() if not isinstance(value, dict)}
    return {"action": kind, "owed": plain or "yes"}
