"""Rulesets with so few cases that all can be decided, in whose rules much stands in the way of much."""

import itertools
from collections.abc import Mapping
from typing import Any, TypeAlias

from hypothesis import strategies as st

from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.kinds import gives
from tests.strategies import as_yaml

Case: TypeAlias = tuple[Any, ...]  # the value of each fact, in order
Table: TypeAlias = Mapping[Case, frozenset[str]]  # the kinds that each valid case is given

KINDS = ("refund", "repair", "voucher", "call")
VALUES: dict[str, list[Any]] = {
    "flaw": [None, "late", "lost"],
    "grade": ["low", "middle", "high"],
    "kept": ["none", "partly", None],
    "count": [0, 1, 2],
    "harm": [frozenset(), frozenset({"loss"}), frozenset({"fear"}), frozenset({"loss", "fear"})],
    "proven": [True, False],
}
_TESTS = {
    "flaw": ["late", "lost", "not late", "unknown", "known"],
    "grade": ["low", "middle", "at least middle", "high", "not middle"],
    "kept": ["none", "partly", "known"],
    "count": ["0", "over 0", "2", "under 2", "not 1"],
    "harm": ["has loss", "has fear", "not has loss"],
    "proven": ["yes", "no"],
    "grave": ["yes", "no"],
    "double": ["under 2", "4", "over 1"],
    "class": ["first", "not first"],
}
_MUSTS = ["count < 2", "proven", "harm has loss or grade > low"]
_ALWAYS_KNOWN = ["grade", "count", "harm", "proven", "class"]


def _mappings(facts: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    tests = st.sampled_from(facts).flatmap(lambda fact: st.tuples(st.just(fact), st.sampled_from(_TESTS[fact])))
    return st.lists(tests, min_size=1, max_size=3).map(dict)


def _conditions() -> st.SearchStrategy[dict[str, Any]]:
    plain = _mappings(list(_TESTS))
    groups = st.tuples(st.sampled_from(["any_of", "none_of"]), st.lists(plain, min_size=1, max_size=2))
    return st.one_of(plain, plain, groups.map(lambda group: dict([group])))


def _refunds() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(["0 EUR", "1 EUR", "count * 0.40 EUR"]).map(lambda amount: {"refund": {"amount": amount}})


@st.composite
def _rules(draw: st.DrawFn, number: int) -> dict[str, Any]:
    other = st.sampled_from(["repair", "voucher", {"choice": {"by": "customer", "of": [["repair"], ["voucher"]]}}])
    rule: dict[str, Any] = {"id": f"r{number}", "when": draw(_conditions()), "then": [draw(_refunds() | other)]}
    if draw(st.booleans()):
        rule["unless"] = [draw(_mappings(list(_TESTS)))]
    if number and draw(st.booleans()):
        rule["overrides"] = [f"r{draw(st.integers(0, number - 1))}"]
    return rule


@st.composite
def _limits(draw: st.DrawFn, number: int) -> dict[str, Any]:
    effect: dict[str, Any] = draw(
        st.sampled_from(
            [
                *({"forbid": [kind]} for kind in KINDS),
                {"forbid": ["repair", "voucher"]},
                {"action": "refund", "amount": {"at_most": "0 EUR"}},
                {"action": "refund", "amount": {"at_least": "1 EUR"}},
                {"action": "voucher", "owed": {}},
            ]
        )
    )
    level = {"level": "law"} if draw(st.booleans()) else {}
    return {"id": f"l{number}", "when": draw(_mappings(_ALWAYS_KNOWN)), **effect, **level}


@st.composite
def small_rulesets(draw: st.DrawFn) -> str:
    """The text of a ruleset."""
    written: dict[str, Any] = {
        "language": "1",
        "ruleset": "small",
        "currency": "EUR",
        "kinds": {
            "refund": {
                "stream": "remedy",
                "phase": "resolve",
                "parameters": {"amount": {"type": "money", "combine": draw(st.sampled_from(["greatest", "least"]))}},
            },
            **{kind: {"stream": "remedy", "phase": "resolve"} for kind in KINDS[1:]},
        },
        "facts": {
            "flaw": {"type": "choice", "values": ["late", "lost"], "optional": "true"},
            "grade": {"type": "scale", "values": ["low", "middle", "high"]},
            "kept": {"type": "choice", "values": ["none", "partly"], "needed": {"grade": "high"}},
            "count": {"type": "integer", "min": "0", "max": "2"},
            "harm": {"type": "set", "values": ["loss", "fear"]},
            "proven": {"type": "boolean"},
        },
        "derived": {
            "grave": {"type": "boolean", "value": "grade = high or proven and flaw = lost"},
            "double": {"type": "integer", "value": "if proven then 2 * count else count"},
            "class": {
                "type": "choice",
                "values": ["first", "second"],
                "hit": "first",
                "when": ["grade", "harm"],
                "rows": [["low", "has fear", "first"], ["high", "any", "first"], ["any", "any", "second"]],
            },
        },
        "rules": [draw(_rules(number)) for number in range(draw(st.integers(2, 5)))],
        "limits": [draw(_limits(number)) for number in range(draw(st.integers(0, 3)))],
        "otherwise": ["call", *draw(st.lists(st.just("voucher"), max_size=1))],
    }
    if draw(st.booleans()):
        written["admit"] = [{"id": "a", "when": {"flaw": "lost"}, "must": draw(st.sampled_from(_MUSTS))}]
    return as_yaml(written)


def given_by(case: Case) -> dict[str, Any]:
    """A case as `decide` takes it."""
    return {name: value for name, value in zip(VALUES, case, strict=True) if value is not None}


def table_of(ruleset: Ruleset) -> Table:
    """What each case is given."""
    found = {}
    for case in itertools.product(*VALUES.values()):
        try:
            actions = ruleset.decide(given_by(case)).actions
        except FactsError:
            continue
        found[case] = frozenset(kind for kind in KINDS if gives(actions, kind))
    return found
