"""Two versions of a small ruleset, with choices of which bundles may be dropped, and what follows when it is late."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.analysis.small import HEAD, TESTS, Written, conditions, small_rulesets, without_limit, without_rule

KINDS: Written = {
    **HEAD["kinds"],
    "gift": {"stream": "remedy", "phase": "resolve"},
    "fee": {
        "stream": "claim",
        "phase": "resolve",
        "parameters": {"amount": {"type": "money", "combine": "greatest", "required": "true"}},
    },
    "visit": {
        "stream": "remedy",
        "phase": "resolve",
        "parameters": {
            "owner": {"type": "role", "combine": "highest_role"},
            "within": {"type": "time_limit", "combine": "soonest"},
            "if_overdue": {"type": "actions", "combine": "all"},
        },
    },
}
_AMOUNTS = ("0 EUR", "1 EUR", "2 EUR", "if ours then 0 EUR else 1 EUR", "if ours then 2 EUR else 0 EUR")
_WAYS = ("without", "otherwise", "elsewhere", "apart", "turned", "anew")


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Written, Written]:
    """A ruleset, and what became of it: much the same, or quite another one."""
    old = draw(_rulesets())
    way = draw(st.sampled_from(_WAYS))
    if way == "anew":
        return old, draw(_rulesets())
    if way == "without" and "limits" in old and draw(st.booleans()):
        return old, without_limit(old, old["limits"][0]["id"])
    place = draw(st.sampled_from(range(len(old["rules"]))))
    if way == "without":
        return old, without_rule(old, old["rules"][place]["id"])
    new = copy.deepcopy(old)
    if way == "otherwise":
        new["rules"][place]["then"] = draw(_actions())
    elif way == "elsewhere":
        new["rules"][place] = {**new["rules"][place], "when": draw(conditions(1))}
    elif way == "turned":
        new["rules"].reverse()
        for table in new.get("tables", ()):
            table["rows"].reverse()
    else:
        new["rules"][place : place + 1] = _taken_apart(new["rules"][place], draw(st.sampled_from(sorted(TESTS))))
    return old, new


def _taken_apart(rule: Written, fact: str) -> list[Written]:
    """Two rules that say together what one says: one where a fact is known, one where it is not."""
    when = rule.get("when", {})
    inner = {"all_of": [when]} if when else {}
    return [
        {**rule, "when": {**inner, fact: "known"}},
        {**rule, "id": f"{rule['id']}x", "when": {**inner, fact: "unknown"}},
    ]


@st.composite
def _rulesets(draw: st.DrawFn) -> Written:
    written = copy.deepcopy(draw(small_rulesets()))
    written |= {"kinds": KINDS, "roles": ["clerk", "manager"]}
    for rule in written["rules"]:
        if draw(st.booleans()):
            rule["then"] = draw(_actions())
    for number in range(draw(st.integers(0, 2))):
        extra = {"id": f"x{number}", "when": draw(conditions()), "then": draw(_actions())}
        written["rules"].append({key: value for key, value in extra.items() if value != {}})
    return written


@st.composite
def _actions(draw: st.DrawFn) -> list[Any]:
    found = draw(
        st.lists(st.sampled_from(("choice", "choice", "visit", "gift", "fee", "refund")), min_size=1, max_size=2)
    )
    return [draw(_MAKING[kind]) for kind in found]


def _amount(kind: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(_AMOUNTS).map(lambda amount: {kind: {"amount": amount}})


@st.composite
def _visits(draw: st.DrawFn) -> Any:
    late = draw(st.lists(st.sampled_from(("apology", "gift")), min_size=1, max_size=2))
    within = draw(st.sampled_from(("1 h", "2 h")))
    return {"visit": {"owner": draw(st.sampled_from(("clerk", "manager"))), "within": within, "if_overdue": late}}


_GIFTS = st.sampled_from(("gift", *({"gift": {"obligation": one}} for one in ("may", "offer", "must"))))
_BUNDLES = st.sampled_from(
    [
        [[{"refund": {"amount": one}}, *rest], ["apology"]]
        for one in _AMOUNTS
        for rest in ([], ["gift"], [{"fee": {"amount": "1 EUR"}}])
    ]
)
_MAKING: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.builds(
        lambda by, of: {"choice": {"by": by, "of": of}}, st.sampled_from(("customer", "manager")), _BUNDLES
    ),
    "visit": _visits(),
    "gift": _GIFTS,
    "fee": _amount("fee"),
    "refund": _amount("refund"),
}
