"""What was refused has a name: what forbade it, or what would have been given and how it came to nothing."""

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
        ("house_cap", ["Rule first", "Rule second", "Limit cap", "the greater of paid EUR 0.01 (first) and EUR 2.00"]),
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
        ("en", "Amount: the greater of 10 % of price EUR 0.00 = EUR 0.00 (z1) and the higher of "),
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


FORBIDDEN = loads("""
language: 1
ruleset: forbidden
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  repair: {stream: remedy, phase: resolve}
facts:
  fraud: {type: boolean}
  late: {type: boolean, default: yes}
rules:
  - {id: house, then: [refund: {amount: 500 EUR}, repair]}
limits:
  - {id: law, level: law, when: {late: yes}, action: refund, amount: {at_least: 20 EUR}, owed: true}
  - {id: no-fraud, when: {fraud: yes}, forbid: [refund]}
otherwise: [repair]
""")


@pytest.mark.parametrize(
    ("locale", "given", "told"),
    [
        ("en", "Refund of EUR 20.00", "No other refund: limit no-fraud forbids it."),
        ("zh", "refund 20.00 欧元", "不给予其他“refund”：限制 no-fraud 予以禁止。"),
    ],
)
def test_what_law_gives_all_the_same_is_not_said_to_be_withheld(locale: str, given: str, told: str) -> None:
    decision = FORBIDDEN.decide(fraud=True)
    assert given in decision.explain(locale)
    assert told in decision.explain(locale)
    assert told in decision.why_not("refund").text(locale)


def test_what_nobody_owes_is_forbidden_altogether() -> None:
    decision = FORBIDDEN.decide(fraud=True, late=False)
    assert "No refund: limit no-fraud forbids it." in decision.explain()
    answer = decision.why_not("refund")
    assert [(way.by, way.ending, way.one_change) for way in answer.ways] == [
        ("house", "struck", False),
        ("law", "failed", True),
    ]
    changes = [{one.fact: one.value for one in found.changes} for found in decision.what_if("refund").sets]
    assert changes == [{"late": True}, {"fraud": False}]


def test_a_rule_of_which_a_proposal_was_struck_does_not_give_what_law_gives() -> None:
    ways = FORBIDDEN.decide(fraud=True).why_not("refund").ways
    assert [(way.by, way.ending) for way in ways] == [("house", "struck"), ("law", "given")]
