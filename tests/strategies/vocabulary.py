"""Kinds of actions: every stream, phase, parameter type and way to combine."""

from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from tests.strategies.scope import MEASURED, Scope, Written, literals

ROLE_PARAMETER = {"type": "role", "combine": "highest_role"}


@st.composite
def vocabularies(draw: st.DrawFn, scope: Scope) -> Scope:
    """The scope with some kinds, and with the constants of their parameters that combine as `same`."""
    pool = draw(_pool())
    names = draw(st.lists(st.sampled_from(sorted(pool)), unique=True, min_size=2))
    kinds = {name: pool[name] for name in pool if name in names}
    if draw(st.integers(0, 3)) == 0:
        kinds[names[0]] |= {"obligation": draw(st.sampled_from(["may", "offer", "must"]))}
    scope = evolve(scope, kinds=kinds)
    constants = {
        (kind, name): draw(constants_of(scope, parameter))
        for kind, declared in kinds.items()
        for name, parameter in declared.get("parameters", {}).items()
        if parameter["combine"] == "same" and name not in declared.get("distinct_by", ())
    }
    return evolve(scope, constants=constants)


@st.composite
def _pool(draw: st.DrawFn) -> dict[str, Written]:
    amount = {"type": "money", "combine": draw(st.sampled_from(["greatest", "least", "sum"]))}
    apart = {"distinct_by": ["form"]} if draw(st.booleans()) else {}
    return {
        "apology": {
            "stream": "remedy",
            "phase": "acknowledge",
            "label": {"en": "apology", "zh": "道歉"},
            "parameters": {
                "channel": {
                    "type": "scale",
                    "values": ["letter", "phone", "in_person"],
                    "combine": "greatest",
                },
                "times": {"type": "integer", "combine": draw(st.sampled_from(["sum", "greatest"]))},
                "note": {"type": "text", "combine": "same"},
            },
        },
        "refund": {
            "stream": "remedy",
            "phase": "resolve",
            "parameters": {
                "amount": amount | {"required": "yes"},
                "within": {"type": "duration", "combine": "soonest"},
                "every": {"type": "duration", "combine": draw(st.sampled_from(["soonest", "greatest"]))},
                "owner": ROLE_PARAMETER,
                "method": {"type": "choice", "values": ["original", "cash"], "combine": "same"},
            },
        },
        "compensation": {
            "stream": "remedy",
            "phase": "resolve",
            "parameters": {
                "form": {"type": "choice", "values": ["voucher", "gift"], "combine": "same"},
                "amount": amount,
                "postage": {"type": "money", "combine": "sum"} | draw(_in_total()),
                "items": {"type": "set", "values": ["meal", "hotel", "taxi"], "combine": "all"},
            },
            **apart,
        },
        "bonus": {
            "stream": "remedy",
            "phase": "mitigate",
            "parameters": {"amount": {"type": "points", "combine": "sum"}},
        },
        "upgrade": {
            "stream": "remedy",
            "phase": "mitigate",
            "parameters": {
                "to": {"type": "scale", "values": ["next_class", "best_class"], "combine": "least"},
                "share": {"type": "percent", "combine": "greatest"},
                "until": {"type": "date", "combine": draw(st.sampled_from(["greatest", "least"]))},
            },
        },
        "resolution": {
            "stream": "corrective",
            "phase": "resolve",
            "parameters": {
                "within": {"type": "duration", "combine": draw(st.sampled_from(["least", "soonest"]))},
                "owner": ROLE_PARAMETER,
                "if_overdue": {"type": "actions", "combine": "all"},
                "weight": {"type": "number", "combine": "greatest"},
            },
        },
        "charge": {
            "stream": "claim",
            "phase": "resolve",
            "parameters": {"amount": {"type": "money", "combine": "least"} | draw(_in_total())},
        },
        "escalation": {
            "stream": "accountability",
            "phase": "follow_up",
            "parameters": {
                "to": ROLE_PARAMETER,
                "within": {"type": "duration", "combine": "soonest"},
                "if_overdue": {"type": "actions", "combine": "all"},
            },
        },
        "review": {"stream": "accountability", "phase": "follow_up", "parameters": {"owner": ROLE_PARAMETER}},
        "report": {
            "stream": "remedy",
            "phase": "mitigate",
            "parameters": {
                "every": {"type": "duration", "combine": "soonest"},
                "if_overdue": {"type": "actions", "combine": "all"},
            },
        },
    }


def _in_total() -> st.SearchStrategy[Written]:
    return st.sampled_from([{}, {"in_total": "yes"}, {"in_total": "no"}])


def constants_of(scope: Scope, parameter: Written) -> st.SearchStrategy[Any]:
    """A value of a parameter that is the same in every case."""
    kind: str = parameter["type"]
    if kind == "text":
        return st.sampled_from(["sorry", {"en": "a small dish", "zh": "小菜一份"}])
    if kind == "role":
        return st.sampled_from(["next_role", *scope.roles])
    if kind == "set":
        return st.lists(st.sampled_from(parameter["values"]), unique=True, min_size=1)
    if kind in MEASURED:
        return literals(scope, kind)
    return st.sampled_from(parameter["values"])
