"""Where a floor or cap comes from is told as where an amount comes from is."""

from recovery_rules import loads

RULESET = loads("""
language: 1
ruleset: baggage
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  gift: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
facts:
  loss: {type: money, min: 0 EUR}
  flight_on: {type: date, min: 2020-01-01}
parameters:
  ceiling_of_law: {type: money, by: flight_on, values: {2020-01-01: 1000 EUR, 2025-01-01: 1500 EUR}, source: art. 22}
  own_ceiling: {type: money, value: 2000 EUR}
  unused: {type: money, value: 1 EUR}
rules:
  - {id: pay, then: [refund: {amount: loss, at_most: own_ceiling}, gift: {amount: {value: loss, at_most: unused}}]}
limits:
  - {id: convention, level: law, action: refund, amount: {at_most: ceiling_of_law}}
""")


def worked_out(kind: str, **given: str) -> str:
    text = RULESET.decide(given).explain()
    assert kind in text
    return text.partition("Worked out on the way:")[2]


def test_the_cap_of_a_limit_leads_to_its_parameter() -> None:
    told = worked_out("Refund of EUR 1,500.00", loss="3000 EUR", flight_on="2026-01-01")
    assert "ceiling of law   EUR 1,500.00   ← set from 1 Jan 2025 on (" in told
    assert "art. 22)" in told


def test_so_does_the_cap_of_a_proposal_and_one_that_does_not_bind() -> None:
    told = worked_out("Refund of EUR 10.00", loss="10 EUR", flight_on="2020-01-01")
    assert "own ceiling      EUR 2,000.00   ← set (" in told
    assert "ceiling of law   EUR 1,000.00   ← set from 1 Jan 2020 on (" in told
