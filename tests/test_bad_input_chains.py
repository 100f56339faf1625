"""What is as long and as deep as the limits allow loads, decides and explains, wherever the caller's stack stands."""

from collections.abc import Callable

import pytest

from recovery_rules import Money, loads
from tests.cells.chains import ALL, LENGTH, from_deep_down

pytestmark = pytest.mark.no_cover  # long chains show that a bound holds; short ones elsewhere, what each line does

GIVEN = {"n": 3, "p": 4, "verified": True, "severity": "major"}


@pytest.mark.parametrize("written", ALL.values(), ids=ALL.keys())
def test_a_chain_of_derived_facts(written: Callable[[], str]) -> None:
    ruleset = from_deep_down(lambda: loads(written()))
    asked = {name: True for name in ruleset.facts_model.model_fields if name.startswith("a")}
    decision = from_deep_down(lambda: ruleset.decide({**GIVEN, **asked}))
    (given,) = {action.kind for action in decision.actions}
    other = "refund" if given == "apology" else "apology"
    assert from_deep_down(lambda: decision.explain("en")).count("\n") > 1
    assert from_deep_down(lambda: decision.explain("zh")).count("\n") > 1
    assert from_deep_down(lambda: decision.trace)
    assert from_deep_down(lambda: str(decision.why_not(other)))


@pytest.mark.parametrize("name", ["sums", "truths", "tables", "nested"])
def test_what_would_change_a_decision_at_the_end_of_a_chain(name: str) -> None:
    decision = loads(ALL[name]()).decide({**GIVEN, "p": 0})
    other = "refund" if decision.actions[0].kind == "apology" else "apology"
    assert from_deep_down(lambda: decision.what_if(other)).decided > 0


def test_a_sum_along_a_chain_is_what_it_should_be() -> None:
    (refund,) = loads(ALL["sums"]()).decide(GIVEN).actions
    assert refund.amount == Money(4 + LENGTH - 1, "CNY")
