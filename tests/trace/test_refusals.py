"""A zero always has a name: what would have been given, by whom, and how it came to nothing."""

import pytest

from recovery_rules.loading import loads

ZEROS = loads("""
language: 1
ruleset: zeros
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  repair: {stream: remedy, phase: resolve}
facts:
  paid: {type: money, min: 0 EUR, max: 100 EUR}
  way: {type: choice, values: [a_part, constant, own_cap, house_cap, bundle, rows]}
rules:
  - {id: part, when: {way: a_part}, then: [refund: {amount: 33 % of paid}]}
  - {id: constant, when: {way: constant}, then: [refund: {amount: 0 EUR}]}
  - {id: own, when: {way: own_cap}, then: [refund: {amount: paid, at_most: 0 EUR}]}
  - {id: first, when: {way: house_cap}, then: [refund: {amount: paid}]}
  - {id: second, when: {way: house_cap}, then: [refund: {amount: 2 EUR}]}
  - {id: either, when: {way: bundle}, then: [choice: {by: customer, of: [[repair], [refund: {amount: 0.1 % of paid}]]}]}
tables:
  - {id: added, hit: collect sum, when: [way], then: [voucher.amount], rows: [[rows, 10 % of paid], [rows, 0 EUR]]}
limits:
  - {id: cap, when: {way: house_cap}, action: refund, amount: {at_most: 0 EUR}}
  - {id: hold, hold: [repair]}
  - {id: hold-too, when: {paid: under 9 EUR}, hold: [repair]}
otherwise: [repair]
""")


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("a_part", ["33 % of paid EUR 0.01 = EUR 0.0033; rounded from EUR 0.0033 to EUR 0.00"]),
        ("constant", ["Rule constant", "Amount: EUR 0.00."]),
        ("own_cap", ["own caps it at nothing", "paid EUR 0.01; cut from EUR 0.01 to EUR 0.00: at most EUR 0.00 (own)"]),
        ("house_cap", ["Rule first", "Rule second", "Limit cap", "the greatest of paid EUR 0.01 (first) and EUR 2.00"]),
        ("house_cap", ["cut from EUR 2.00 to EUR 0.00: at most EUR 0.00 (cap)"]),
        ("bundle", ["0.1 % of paid EUR 0.01 = EUR 0.00001; rounded from EUR 0.00001 to EUR 0.00"]),
        ("rows", ["Rule added/2", "10 % of paid EUR 0.01 = EUR 0.001 (added/1) and EUR 0.00 (added/2)"]),
    ],
)
def test_a_zero_is_explained(way: str, told: list[str]) -> None:
    decision = ZEROS.decide(paid="0.01 EUR", way=way)
    (refused,) = (one for one in decision.refused if one.reason != "forbidden")
    paragraph = next(part for part in decision.explain().split("\n\n") if part.startswith(f"No {refused.kind}"))
    assert refused.by in paragraph
    assert [text for text in told if text not in paragraph] == []


def test_a_zero_is_explained_in_chinese() -> None:
    text = ZEROS.decide(paid="0.01 EUR", way="a_part").explain("zh")
    assert "0.01 欧元的 33 % = 0.0033 欧元；由 0.0033 欧元取整为 0.00 欧元" in text


def test_what_two_limits_hold_is_held_once() -> None:
    text = ZEROS.decide(paid="1 EUR", way="bundle").explain()
    assert text.count("Repair is held") == 1
    assert text.index("Repair is held") < text.index("Limit hold ") < text.index("Limit hold-too ")


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "Amount: the greatest of 10 % of price EUR 0.00 = EUR 0.00 (z1) and the higher of "),
        ("zh", "10 % = 0.00 欧元（z1）"),
    ],
)
def test_each_of_several_that_come_to_zero_is_told(locale: str, told: str) -> None:
    ruleset = loads("""
language: 1
ruleset: together
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  call: {stream: corrective, phase: follow_up}
facts: {price: {type: money, min: 0 EUR, max: 9 EUR}}
rules:
  - {id: z1, then: [refund: {amount: 10 % of price}]}
  - {id: z2, then: [refund: {amount: "higher(price - price, 0 EUR)"}]}
otherwise: [call]
""")
    (line,) = (one for one in ruleset.decide(price="0 EUR").explain(locale).splitlines() if "z1" in one and "z2" in one)
    assert told in line
