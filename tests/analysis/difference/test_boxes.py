"""A region names every fact on which it depends, however a ruleset compares it."""

from __future__ import annotations

import pytest

from recovery_rules import loads

pytest.importorskip("z3")

HEAD = """
language: 1
ruleset: shop
currency: EUR
roles: [clerk, manager]
facts:
  fault: {{type: choice, values: [ours, theirs]}}
  {fact}
kinds:
  apology: {{stream: remedy, phase: acknowledge}}
  refund: {{stream: remedy, phase: resolve, parameters: {{amount: {{type: money, combine: greatest, required: yes}}}}}}
{derived}
rules:
  - {{id: sorry, then: [apology]}}
  - {{id: pay, when: {{fault: ours{when}}}, then: [refund: {{amount: {amount}}}]}}
"""
DAY = "bought: {type: date, min: 2025-01-01}"
DELAY = "delay: {type: duration, min: 0 h, max: 30 d}"
RATES = "2025-01-01: 5 EUR, 2026-01-01: 7 EUR, 2026-04-01: 9 EUR"


def _where(
    fact: str, *, derived: str = "", when: str = "", amount: str = "10 EUR", changed: tuple[str, str]
) -> list[str]:
    texts = [HEAD.format(fact=fact, derived=derived, when=when and f", {when}", amount=amount)]
    texts.append(texts[0].replace(*changed))
    assert texts[0] != texts[1]
    old, new = map(loads, texts)
    found = old.diff(new)
    assert found.complete
    assert all(region.exact for region in found.regions)
    return [region.where for region in found.regions]


def test_a_parameter_by_a_date() -> None:
    rate = f"parameters: {{rate: {{type: money, by: bought, values: {{{RATES}}}}}}}"
    found = _where(DAY, derived=rate, amount="rate", changed=("7 EUR", "8 EUR"))
    assert found == ["fault ours, bought 2026-01-01 to 2026-03-31"]


def test_a_parameter_by_a_date_that_is_computed() -> None:
    rate = f"""
derived: {{due: {{type: date, value: bought + 30 d}}}}
parameters: {{rate: {{type: money, by: due, optional: true, values: {{{RATES}}}}}}}"""
    found = _where(DAY, derived=rate, when="rate: known", amount="rate", changed=("7 EUR", "8 EUR"))
    assert found == ["fault ours, bought 2025-12-02 to 2026-03-01"]


def test_days() -> None:
    assert _days("before 2026-01-02") == {"fault ours, bought 2026-01-01"}
    assert _days("after 2025-01-31") == {"fault ours, bought until 2025-01-31", "fault ours, bought from 2026-01-01"}


def _days(instead: str) -> set[str]:
    return {*_where(DAY, when="bought: before 2026-01-01", changed=("before 2026-01-01", instead))}


@pytest.mark.parametrize(
    ("derived", "changed", "where"),
    [
        ("late: {type: boolean, value: delay > 2 h}", ("2 h", "3 h"), "fault ours, delay over 2 h and up to 3 h"),
        ("late: {type: boolean, value: delay - 1 h > 2 h}", ("2 h", "3 h"), "fault ours, delay over 3 h and up to 4 h"),
        (
            "late: {type: boolean, value: full 24 h in delay >= 3}",
            (">= 3", ">= 4"),
            "fault ours, delay at least 3 d and under 4 d",
        ),
        (
            "late: {type: boolean, value: started 24 h in delay > 3}",
            ("> 3", "> 2"),
            "fault ours, delay over 2 d and up to 3 d",
        ),
    ],
)
def test_a_derived_fact(derived: str, changed: tuple[str, str], where: str) -> None:
    assert _where(DELAY, derived=f"derived: {{{derived}}}", when="late: yes", changed=changed) == [where]


def test_a_chain_of_derived_facts() -> None:
    derived = """
derived:
  overrun: {type: duration, value: delay - 1 h}
  band: {type: integer, hit: first, when: [overrun], rows: [[over 5 h, 2], [over 2 h, 1], {gives: 0}]}
"""
    found = _where(DELAY, derived=derived, when="band: at least 1", changed=("at least 1", "at least 2"))
    assert found == ["fault ours, delay over 3 h and up to 6 h"]


def test_a_constant_in_an_amount() -> None:
    found = _where(DELAY, amount="if delay - 1 h > 2 h then 10 EUR else 5 EUR", changed=("then 10", "then 11"))
    assert found == ["fault ours, delay over 3 h"]


def test_an_amount_at_its_own_bound() -> None:
    price = "price: {type: money, min: 0 EUR}"
    refund = "50 % of price, at_most: 20 EUR"
    assert _where(price, amount=refund, changed=("20 EUR", "21 EUR")) == ["fault ours, price over 40 EUR"]


def test_an_amount_at_the_bound_of_a_limit() -> None:
    price = "price: {type: money, min: 0 EUR}"
    limits = "limits: [{id: most, action: refund, amount: {at_most: 20 EUR}}]"
    found = _where(price, derived=limits, amount="price", changed=("20 EUR", "21 EUR"))
    assert found == ["fault ours, price over 20 EUR"]


def test_a_member_of_a_set_in_an_expression() -> None:
    harm = "harm: {type: set, values: [loss, distress]}"
    found = _where(harm, amount="if harm has distress then 10 EUR else 5 EUR", changed=("10 EUR", "11 EUR"))
    assert found == ["fault ours, `harm has distress` true"]


def test_whether_a_fact_is_known_in_an_expression() -> None:
    paid = "paid: {type: money, min: 0 EUR, optional: true}"
    found = _where(paid, amount="if paid known then 10 EUR else 5 EUR", changed=("10 EUR", "11 EUR"))
    assert found == ["fault ours, paid known"]
    found = _where(paid, amount="if paid known then 10 EUR else 5 EUR", changed=("5 EUR", "6 EUR"))
    assert found == ["fault ours, paid unknown"]


def test_what_goes_without_saying_is_not_told() -> None:
    delay = "delay: {type: duration, min: 0 h, max: 30 d, needed: {fault: ours}}"
    assert _where(delay, changed=("10 EUR", "11 EUR")) == ["fault ours"]
