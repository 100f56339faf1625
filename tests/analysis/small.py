"""Small rulesets whose cases can all be listed, as text, and the same without one of their parts."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from recovery_rules import Ruleset, RulesetError, loads
from tests.strategies import as_yaml

Written = dict[str, Any]
Case = dict[str, str]

FACTS: Written = {
    "failure": {"type": "choice", "values": ["late", "damaged", "lost"]},
    "grade": {"type": "scale", "values": ["low", "mid", "high"], "optional": "true"},
    "ours": {"type": "boolean"},
    "hours": {"type": "integer", "min": "0", "max": "4", "needed": {"failure": "late"}},
}
VALUES: dict[str, tuple[str | None, ...]] = {
    "failure": ("late", "damaged", "lost"),
    "grade": ("low", "mid", "high", None),
    "ours": ("yes", "no"),
    "hours": ("0", "1", "2", "3", "4", None),
}
HEAD: Written = {
    "language": "1",
    "ruleset": "small",
    "currency": "EUR",
    "no_follow_up": "an example needs none",
    "kinds": {
        "apology": {"stream": "remedy", "phase": "acknowledge"},
        "refund": {
            "stream": "remedy",
            "phase": "resolve",
            "parameters": {"amount": {"type": "money", "combine": "greatest", "required": "true"}},
        },
        "voucher": {
            "stream": "remedy",
            "phase": "resolve",
            "parameters": {"worth": {"type": "money", "combine": "sum", "required": "true"}},
        },
    },
    "facts": FACTS,
}
TESTS = {
    "failure": ("late", "damaged", "not lost", "late, damaged", "any"),
    "grade": ("low", "at least mid", "not low", "known", "unknown", "up to high", "any"),
    "ours": ("yes", "no", "any"),
    "hours": ("over 1", "at least 2", "up to 2", "under 1", "unknown", "at least 0"),
}
AMOUNTS = ("0 EUR", "1 EUR", "2 EUR", "3 EUR")


@st.composite
def conditions(draw: st.DrawFn, least: int = 0) -> Written:
    """Some tests, one a fact."""
    facts = draw(st.lists(st.sampled_from(sorted(TESTS)), min_size=least, max_size=3, unique=True))
    return {fact: draw(st.sampled_from(TESTS[fact])) for fact in facts}


@st.composite
def actions(draw: st.DrawFn) -> list[Any]:
    """One or two actions of different kinds."""
    kinds = draw(st.lists(st.sampled_from(("apology", "refund", "voucher")), min_size=1, max_size=2, unique=True))
    amounts = {"refund": "amount", "voucher": "worth"}
    return [{kind: {amounts[kind]: draw(st.sampled_from(AMOUNTS))}} if kind in amounts else kind for kind in kinds]


@st.composite
def small_rulesets(draw: st.DrawFn) -> Written:
    """Rules with excuses and overrides, at times a table, and limits of each sort."""
    written: Written = copy.deepcopy(HEAD)
    written["rules"] = [draw(_rules(number)) for number in range(draw(st.integers(1, 4)))]
    for number, rule in enumerate(written["rules"]):
        if number and draw(st.booleans()):
            rule["overrides"] = [f"r{draw(st.integers(0, number - 1))}"]
    if draw(st.booleans()):
        written["tables"] = [draw(_tables())]
        if draw(st.booleans()):
            written["rules"][-1].setdefault("overrides", []).append(draw(st.sampled_from(["t", "t/1"])))
    written["limits"] = [draw(_limits(number)) for number in range(draw(st.integers(0, 2)))]
    written["otherwise"] = draw(actions())
    return {key: value for key, value in written.items() if value != []}


@st.composite
def _rules(draw: st.DrawFn, number: int) -> Written:
    rule: Written = {"id": f"r{number}"}
    if when := draw(conditions()):
        rule["when"] = when
    if draw(st.booleans()) and (unless := draw(conditions(1))):
        rule["unless"] = unless
    return {**rule, "then": draw(actions())}


@st.composite
def _tables(draw: st.DrawFn) -> Written:
    hit = draw(st.sampled_from(["first", "rule order", "collect", "priority"]))
    columns = draw(st.lists(st.sampled_from(sorted(TESTS)), min_size=1, max_size=2, unique=True))
    rows = [
        [*(draw(st.sampled_from(TESTS[fact])) for fact in columns), draw(st.sampled_from(AMOUNTS))]
        for _ in range(draw(st.integers(1, 4)))
    ]
    ordered = {"order": list(reversed(AMOUNTS))} if hit == "priority" else {}
    return {"id": "t", "hit": hit, "when": columns, "then": ["refund.amount"], **ordered, "rows": rows}


@st.composite
def _limits(draw: st.DrawFn, number: int) -> Written:
    limit: Written = {"id": f"l{number}", "if_unknown": draw(st.sampled_from(["apply", "skip"]))}
    if when := draw(conditions()):
        limit["when"] = when
    amount = draw(st.sampled_from(AMOUNTS))
    match draw(st.sampled_from(["forbid", "hold", "floor", "cap", "owed"])):
        case "forbid":
            limit["forbid"] = [draw(st.sampled_from(["apology", "refund"]))]
        case "hold":
            limit["hold"] = [draw(st.sampled_from(["apology", "refund"]))]
        case "floor":
            limit |= {"action": "refund", "amount": {"at_least": amount}}
        case "cap":
            limit |= {"action": "refund", "amount": {"at_most": amount}}
        case _:
            limit |= {"action": "refund", "amount": {"at_least": amount}, "owed": "true"}
    return limit


def loaded(written: Written) -> Ruleset | None:
    """The ruleset; None where it does not load."""
    try:
        return loads(as_yaml(written))
    except RulesetError:
        return None


def all_cases() -> Iterator[Case]:
    """Every valid case."""
    for values in itertools.product(*VALUES.values()):
        case = {fact: value for fact, value in zip(VALUES, values, strict=True) if value is not None}
        if ("hours" in case) is (case["failure"] == "late"):
            yield case


CASES = tuple(all_cases())


def without_rule(written: Written, id_: str) -> Written:
    """The same without a rule or row, and without what names it."""
    left = copy.deepcopy(written)
    table, _, row = id_.partition("/")
    if row:
        left["tables"][0]["rows"].pop(int(row) - 1)
        if not left["tables"][0]["rows"]:
            del left["tables"]
    else:
        left["rules"] = [rule for rule in left["rules"] if rule["id"] != id_]
    for rule in left["rules"]:
        if "overrides" in rule:
            gone = {id_, *([table] if "tables" not in left else [])}
            rule["overrides"] = [other for other in rule["overrides"] if other not in gone]
            if row and "t/1" in rule["overrides"]:
                rule["overrides"].remove("t/1")  # another row may be the first now
    return {key: value for key, value in left.items() if value != []}


def without_limit(written: Written, id_: str) -> Written:
    """The same without a limit."""
    left = copy.deepcopy(written)
    left["limits"] = [limit for limit in left["limits"] if limit["id"] != id_]
    return {key: value for key, value in left.items() if value != []}
