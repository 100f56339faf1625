"""Small rulesets in which rules give compensation in one form, and limits owe and bound it in the same or another."""

from typing import Any

from hypothesis import strategies as st

from tests.strategies.scope import Written

KINDS: Written = {
    "apology": {"stream": "remedy", "phase": "acknowledge"},
    "compensation": {
        "stream": "remedy",
        "phase": "resolve",
        "parameters": {
            "form": {"type": "choice", "values": ["cash", "voucher"], "combine": "same"},
            "amount": {"type": "money", "combine": "greatest"},
        },
        "distinct_by": ["form"],
    },
}
FACTS: Written = {"late": {"type": "boolean"}, "price": {"type": "money", "min": "0 EUR", "max": "100 EUR"}}
AMOUNTS = st.sampled_from(["0 EUR", "10 EUR", "30 EUR", "price", "50 % of price"])
FORMS = st.sampled_from([{}, {"form": "cash"}, {"form": "voucher"}])
CONDITIONS = st.sampled_from([{}, {"when": {"late": "yes"}}, {"when": {"price": "over 20 EUR"}}])


@st.composite
def rulesets_with_forms(draw: st.DrawFn) -> Written:
    """A ruleset as nested mappings, lists and texts; most of them load."""
    rules = [{"id": f"r{number}"} | draw(_rules()) for number in range(draw(st.integers(1, 3)))]
    limits = [{"id": f"l{number}"} | draw(_limits()) for number in range(draw(st.integers(1, 3)))]
    head = {"language": "1", "ruleset": "forms", "currency": "EUR", "roles": ["clerk"]}
    return head | {"kinds": KINDS, "facts": FACTS, "rules": rules, "limits": limits, "otherwise": ["apology"]}


@st.composite
def _rules(draw: st.DrawFn) -> Written:
    written: Written = draw(CONDITIONS)
    actions = st.one_of(_compensations(), _compensations(), _choices())
    return written | {"then": draw(st.lists(actions, min_size=1, max_size=2))}


@st.composite
def _compensations(draw: st.DrawFn) -> Any:
    amount = {"amount": draw(AMOUNTS)} if draw(st.integers(0, 3)) else {}
    arguments = draw(FORMS) | amount
    return {"compensation": arguments} if arguments else "compensation"


@st.composite
def _choices(draw: st.DrawFn) -> Written:
    bundles = st.lists(_compensations() | st.just("apology"), min_size=1, max_size=2)
    by = draw(st.sampled_from(["customer", "clerk"]))
    return {"choice": {"by": by, "of": draw(st.lists(bundles, min_size=2, max_size=2))}}


@st.composite
def _limits(draw: st.DrawFn) -> Written:
    written: Written = draw(CONDITIONS) | {"level": draw(st.sampled_from(["law", "house"]))}
    if draw(st.integers(0, 5)) == 0:
        return written | {"forbid": ["compensation"]}
    bounds = draw(
        st.sampled_from([{"at_least": "20 EUR"}, {"at_least": "price"}, {"at_most": "25 EUR"}, {"at_least": "0 EUR"}])
    )
    owed = draw(FORMS) | ({"amount": draw(AMOUNTS)} if "at_most" in bounds else {})
    return written | {"action": "compensation", "amount": bounds} | draw(st.sampled_from([{"owed": owed or "yes"}, {}]))
