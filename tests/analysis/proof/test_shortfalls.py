"""Less than another ruleset gives, where the house picks here and there."""

import pytest

from recovery_rules import loads

pytest.importorskip("z3")

HOUSE = """
language: 1
ruleset: {name}
currency: EUR
roles: [clerk]
kinds:
  apology: {{stream: remedy, phase: acknowledge}}
  refund: {{stream: remedy, phase: resolve, parameters: {{amount: {{type: money, combine: greatest, required: true}}}}}}
no_follow_up: an example needs none
rules:
  - id: first
    then: [choice: {{by: clerk, of: [[apology], [refund: {{amount: {first}}}]]}}]
  - id: second
    then: [choice: {{by: clerk, of: [[apology], [refund: {{amount: {second}}}]]}}]
properties:
  - {{id: p, never_less_than: law.yaml, of: [refund, apology, refund.amount]}}
"""


def compared(first: str, second: str) -> str:
    law = HOUSE.format(name="law", first="2 EUR", second="3 EUR").partition("properties:")[0]
    own = loads(
        HOUSE.format(name="house", first=first, second=second),
        resolver=lambda path: (path, law) if path == "law.yaml" else None,
    )
    (proof,) = own.prove("p")
    return proof.outcome


def test_the_house_gives_no_less_than_by_the_same_pick() -> None:
    assert compared("2 EUR", "3 EUR") == "proved"


def test_one_pick_of_the_house_with_which_less_is_given() -> None:
    assert compared("2 EUR", "1 EUR") == "refuted"
