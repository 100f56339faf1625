"""Small rulesets that leave something to be picked or to discretion, and all that can come of their decisions."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from hypothesis import strategies as st

from recovery_rules import Action
from tests.analysis.plain import Decided
from tests.analysis.small import Written, actions, conditions, small_rulesets

Outcome: TypeAlias = tuple[Action, ...]  # what is given in the end
Measure: TypeAlias = Callable[[Outcome], Any]  # None where there is less than any

MEASURES: dict[str, Measure] = {
    "refund.amount": lambda given: sum(_values(given, "refund", "amount")),
    "voucher.worth": lambda given: max(_values(given, "voucher", "worth"), default=None),
    "apology": lambda given: True if has(given, "apology") else None,
    "refund": lambda given: True if has(given, "refund") else None,
}


@st.composite
def open_rulesets(draw: st.DrawFn) -> Written:
    """A small ruleset, some of whose rules offer a choice, and some of whose actions are at discretion."""
    written: Written = draw(small_rulesets())
    written["roles"] = ["clerk"]
    for number in range(draw(st.integers(0, 2))):
        bundles = draw(st.lists(actions(), min_size=2, max_size=3))
        choice = {"choice": {"by": draw(st.sampled_from(["customer", "customer", "clerk"])), "of": bundles}}
        written["rules"].append({"id": f"c{number}", "when": draw(conditions(1)), "then": [choice]})
    for rule in written["rules"]:
        rule["then"] = [draw(_bound(one)) for one in rule["then"]]
    return written


@st.composite
def left_open_otherwise(draw: st.DrawFn, written: Written) -> Written:
    """The same ruleset, but what it leaves open: all bundles of a choice at once, nothing or more at discretion."""
    other = copy.deepcopy(written)
    for rule in other["rules"]:
        rule["then"] = [one for action in rule["then"] for one in draw(_opened(action))]
    return other


@st.composite
def _opened(draw: st.DrawFn, action: Any) -> list[Any]:
    if draw(st.booleans()):
        return [action]
    kind, values = (action, {}) if isinstance(action, str) else next(iter(action.items()))
    if kind == "choice":
        return [one for bundle in values["of"] for one in bundle]
    bare = {name: value for name, value in values.items() if name != "obligation"}
    return [draw(_bound({kind: bare} if bare else kind))]


@st.composite
def _bound(draw: st.DrawFn, action: Any) -> Any:
    """The same action, or those in its bundles but the first, at times at discretion or to be offered."""
    kind, values = (action, {}) if isinstance(action, str) else next(iter(action.items()))
    if kind == "choice":
        return {kind: {**values, "of": [[one, *map(draw, map(_bound, rest))] for one, *rest in values["of"]]}}
    said = draw(st.sampled_from(["", "", "may", "offer"]))
    return {kind: {**values, "obligation": said}} if said else action


def outcomes(decided: Decided) -> Iterator[Outcome]:
    """What can come of a decision."""
    for customer, house in itertools.product(_picks(decided, customer=True), _picks(decided, customer=False)):
        yield from _used(_given(decided, {**customer, **house}))


def sure(decided: Decided) -> Iterator[list[Outcome]]:
    """Each pick of the customer, with all that the house may make of it."""
    for customer in _picks(decided, customer=True):
        houses = _picks(decided, customer=False)
        yield [one for house in houses for one in _used(_given(decided, {**customer, **house}))]


def assured(decided: Decided, measure: Measure) -> Any:
    """The most that the customer can have, whatever the house picks and leaves out."""
    return max((min(map(measure, found), key=_order) for found in sure(decided)), key=_order)


def is_short(own: Decided, other: Decided, measures: Sequence[Measure]) -> bool:
    """Whether the customer can have something of one decision that no pick gives in another."""

    def is_less(one: Outcome, there: Outcome) -> bool:
        return any(_order(measure(one)) < _order(measure(there)) for measure in measures)

    return any(
        all(any(all(is_less(one, there) for there in wanted) for one in got) for got in sure(own))
        for wanted in sure(other)
    )


def has(given: Outcome, kind: str) -> bool:
    """Whether a kind is given."""
    return any(one.kind == kind for one in given)


def _values(given: Outcome, kind: str, parameter: str) -> list[int]:
    return [one.values[parameter].minor for one in given if one.kind == kind]


def _order(value: Any) -> tuple[bool, Any]:
    return value is not None, 0 if value is None else value


def _picks(decided: Decided, *, customer: bool) -> Iterator[dict[int, int]]:
    places = [
        place
        for place, one in enumerate(decided.decision)
        if one.kind == "choice" and (one.by == "customer") is customer
    ]
    for numbers in itertools.product(*(range(len(decided.decision.actions[place].options)) for place in places)):
        yield dict(zip(places, numbers, strict=True))


def _given(decided: Decided, picks: dict[int, int]) -> Outcome:
    found: list[Action] = []
    for place, one in enumerate(decided.decision):
        if not one.held:
            found += one.options[picks[place]] if one.kind == "choice" else [one]
    return tuple(one for one in found if not one.held)


def _used(given: Outcome) -> Iterator[Outcome]:
    """The same with each of the actions at discretion, or without it."""
    free = [one.obligation == "may" for one in given]
    for uses in itertools.product((True, False), repeat=sum(free)):
        left = iter(uses)
        yield tuple(one for one, is_free in zip(given, free, strict=True) if not is_free or next(left))
