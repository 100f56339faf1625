"""Small rulesets in which rules give a refund by some time, or by none, and limits owe and bound that time."""

from typing import Any

from hypothesis import strategies as st

from tests.strategies.scope import Written

KINDS: Written = {
    "apology": {"stream": "remedy", "phase": "acknowledge"},
    "refund": {
        "stream": "remedy",
        "phase": "resolve",
        "parameters": {
            "amount": {"type": "money", "combine": "greatest"},
            "within": {"type": "time_limit", "combine": "soonest"},
            "every": {"type": "time_limit", "combine": "soonest"},
            "answer_in": {"type": "time_limit", "combine": "soonest"},
            "if_overdue": {"type": "actions", "combine": "all"},
        },
    },
}
FACTS: Written = {
    "late": {"type": "boolean"},
    "reported_at": {"type": "datetime"},
    "returned_at": {"type": "datetime", "optional": "true"},
    "bought_on": {"type": "date", "optional": "true"},
}
LIMITS = st.sampled_from(["1 d", "48 h", "7 d", "14 d", "3 working days", "1 month"])
AFTER = st.sampled_from([{}, {}, {"after": "returned_at"}, {"after": "bought_on"}])
CONDITIONS = st.sampled_from([{}, {"when": {"late": "yes"}}])
ENDS = st.sampled_from([("at_least",), ("at_most",), ("at_least", "at_most")])


@st.composite
def rulesets_with_deadlines(draw: st.DrawFn) -> Written:
    """A ruleset as nested mappings, lists and texts; most of them load."""
    rules = [{"id": f"r{number}"} | draw(_rules()) for number in range(draw(st.integers(1, 3)))]
    limits = [{"id": f"l{number}"} | draw(_limits()) for number in range(draw(st.integers(1, 3)))]
    head = {"language": "1", "ruleset": "deadlines", "currency": "EUR", "roles": ["clerk"], "zone": "Europe/Berlin"}
    counting = {"calendar": {"name": "works"}, "month_end": "last_day", "working_day_ends": "end_of_day"}
    clock = draw(st.sampled_from([{}, {"clock": "reported_at"}]))
    parts = {"kinds": KINDS, "facts": FACTS, "rules": rules, "limits": limits, "otherwise": ["apology"]}
    return head | counting | clock | parts


@st.composite
def _rules(draw: st.DrawFn) -> Written:
    written: Written = draw(CONDITIONS)
    actions = st.one_of(_refunds(), _refunds(), _choices())
    return written | {"then": draw(st.lists(actions, min_size=1, max_size=2))}


@st.composite
def _refunds(draw: st.DrawFn, *, nested: bool = False) -> Any:
    arguments = {"amount": "10 EUR"} | draw(_times())
    if nested:
        arguments.pop("after", None)
    elif draw(st.integers(0, 3)) == 0:
        arguments["if_overdue"] = [draw(_refunds(nested=True))]
    return {"refund": arguments}


@st.composite
def _times(draw: st.DrawFn) -> Written:
    times: Written = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(("within", "answer_in"), LIMITS)))
    if draw(st.integers(0, 3)) == 0:
        times["every"] = draw(LIMITS)
    return times | (draw(AFTER) if {"within", "every"} & times.keys() else {})


@st.composite
def _choices(draw: st.DrawFn) -> Written:
    bundles = st.lists(_refunds() | st.just("apology"), min_size=1, max_size=2)
    return {
        "choice": {
            "by": draw(st.sampled_from(["customer", "clerk"])),
            "of": draw(st.lists(bundles, min_size=2, max_size=2)),
        }
    }


@st.composite
def _limits(draw: st.DrawFn) -> Written:
    written: Written = draw(CONDITIONS) | {"level": draw(st.sampled_from(["law", "house"])), "action": "refund"}
    bounded = draw(st.lists(st.sampled_from(["within", "every", "answer_in"]), max_size=2, unique=True))
    bounds: Written = {}
    for name in bounded:
        ends = draw(ENDS)
        bounds[name] = {end: draw(LIMITS) for end in ends}
    if draw(st.integers(0, 3)) == 0:
        return written | (bounds or {"amount": {"at_most": "5 EUR"}})
    owed = {"amount": "3 EUR"} | draw(_times())
    floors = {name for name, ends in bounds.items() if "at_least" in ends}
    owed = {name: value for name, value in owed.items() if name not in floors}
    return written | bounds | {"owed": owed}
