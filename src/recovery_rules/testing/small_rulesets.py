"""A Hypothesis strategy of small rulesets, for tests of what is built on rulesets. Needs the extra `testing`."""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import strategies as st

from recovery_rules.loading import loads
from recovery_rules.ruleset import Ruleset

_KINDS: Final = {
    "apology": {"stream": "remedy", "phase": "acknowledge"},
    "refund": {
        "stream": "remedy",
        "phase": "resolve",
        "parameters": {"amount": {"type": "money", "combine": "greatest", "required": "true"}},
    },
    "replacement": {"stream": "remedy", "phase": "resolve"},
    "resolution": {
        "stream": "corrective",
        "phase": "resolve",
        "parameters": {
            "owner": {"type": "role", "combine": "highest_role", "required": "true"},
            "within": {"type": "duration", "combine": "soonest"},
        },
    },
}
_FACTS: Final[dict[str, dict[str, Any]]] = {
    "failure": {"type": "choice", "values": ["late", "damaged", "rude"]},
    "price": {"type": "money", "min": "0 EUR", "max": "1000 EUR"},
    "severity": {"type": "scale", "values": ["minor", "major", "critical"], "default": "minor"},
    "verified": {"type": "boolean"},
    "delay": {"type": "duration", "min": "0 h", "needed": {"failure": "late"}},
    "attempts": {"type": "integer", "min": "0", "max": "9", "optional": "true"},
    "harm": {"type": "set", "values": ["time", "money", "distress"], "optional": "true"},
}
_ALWAYS: Final = ("failure", "price")
_TESTS: Final = {
    "failure": ("late", "late, damaged", "not rude"),
    "price": ("over 20 EUR", "at most 500 EUR", "10 EUR to 100 EUR"),
    "severity": ("at least major", "critical", "minor"),
    "verified": ("yes", "no"),
    "delay": ("over 2 h", "up to 1 d", "unknown"),
    "attempts": ("over 1", "known", "under 3"),
    "harm": ("has time", "not has distress", "known"),
}
_AMOUNTS: Final = ("price", "50 % of price", "5 EUR", "lower(price, 40 EUR)")


def rulesets() -> st.SearchStrategy[Ruleset]:
    """Small rulesets that load: facts of all kinds, some needed or optional, with exceptions, tables and limits.

    Shrinks to one rule over two facts.
    """
    return written_rulesets().map(loads)


@st.composite
def written_rulesets(draw: st.DrawFn) -> str:
    """The texts of such rulesets."""
    others = [name for name in _FACTS if name not in _ALWAYS]
    chosen = draw(st.lists(st.sampled_from(others), unique=True, max_size=3))
    names = [name for name in _FACTS if name in {*_ALWAYS, *chosen}]
    rules = draw(st.lists(_rules(names), min_size=1, max_size=4))
    written: dict[str, Any] = {
        "language": "1",
        "ruleset": "drawn",
        "currency": "EUR",
        "roles": ["clerk", "manager"],
        "kinds": _KINDS,
        "facts": {name: _FACTS[name] for name in names},
        "rules": [{"id": f"rule-{number}", **rule} for number, rule in enumerate(rules, 1)],
        "limits": draw(st.lists(_limits(names), max_size=2)),
        "otherwise": ["apology"],
        "no_follow_up": "a ruleset that was drawn",
    }
    written["limits"] = [{"id": f"limit-{number}", **one} for number, one in enumerate(written["limits"], 1)]
    if len(rules) > 1 and draw(st.booleans()):
        written["rules"][-1]["overrides"] = ["rule-1"]
    if draw(st.booleans()):
        written["tables"] = [draw(_tables(names))]
    return json.dumps({key: value for key, value in written.items() if value != []}, ensure_ascii=False)


def _tests(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """A `when` with one test, or two."""
    picked = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    return picked.flatmap(lambda found: st.fixed_dictionaries({name: st.sampled_from(_TESTS[name]) for name in found}))


def _actions() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.sampled_from(["apology", "replacement"]),
        st.sampled_from(_AMOUNTS).map(lambda amount: {"refund": {"amount": amount}}),
        st.sampled_from(["clerk", "manager"]).map(lambda role: {"resolution": {"owner": role, "within": "24 h"}}),
    )


@st.composite
def _rules(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    rule: dict[str, Any] = {"when": draw(_tests(names))}
    if draw(st.booleans()):
        rule["unless"] = [draw(_tests(names))]
    return rule | {"then": draw(st.lists(_actions(), min_size=1, max_size=2, unique_by=str))}


@st.composite
def _limits(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    limit: dict[str, Any] = {"when": draw(_tests(names)), "if_unknown": draw(st.sampled_from(["skip", "apply"]))}
    cap = {"action": "refund", "amount": {"at_most": draw(st.sampled_from(["50 EUR", "price"]))}}
    return limit | draw(st.sampled_from([cap, {"forbid": ["refund"]}, {"hold": ["replacement"]}]))


@st.composite
def _tables(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    name = draw(st.sampled_from(names))
    tests = draw(st.lists(st.sampled_from(_TESTS[name]), min_size=1, max_size=3, unique=True))
    rows = [[test, draw(st.sampled_from(_AMOUNTS))] for test in tests]
    return {"id": "table", "hit": "first", "when": [name], "then": ["refund.amount"], "rows": rows}
