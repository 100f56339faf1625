"""What came to nothing is named in the order in which it was proposed, also where it stands between two choices."""

from recovery_rules import loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: zeros
currency: EUR
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  gift: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  credit: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
facts: {price: {type: money, min: 0 EUR, max: 9 EUR}}
rules:
  - {id: one, then: [choice: {by: customer, of: [[refund: {amount: price}], [apology]]}]}
  - {id: two, then: [gift: {amount: price}]}
  - {id: three, then: [choice: {by: customer, of: [[credit: {amount: price}], [apology]]}]}
"""


def test_zeros_are_named_in_order_of_proposal() -> None:
    ruleset = loads(RULESET)
    decision = ruleset.decide(price="0 EUR")
    assert [(one.kind, one.by) for one in decision.refused] == [("refund", "one"), ("gift", "two"), ("credit", "three")]
    assert decision.refused == decide_by_reference(ruleset.model, {"price": "0 EUR"}).refused
