"""The amounts inside a choice are explained: of which bundle, by which expression, by which bounds."""

from typing import Any

from recovery_rules import loads

RULESET = loads("""
language: 1
ruleset: min
currency: CAD
extends: [vocabulary/service-recovery.yaml]
facts:
  sum: {type: money, min: 0 CAD, max: 1000 CAD}
  top: {type: boolean, default: no}
  fee: {type: money, min: 0 CAD, max: 9 CAD, default: 0 CAD}
parameters:
  bonus: {type: percent, value: 125 %, source: tariff 9}
rules:
  - id: pay
    then:
      - choice:
          by: customer
          of:
            - [refund: {amount: fee}]
            - [compensation: {form: cash, amount: sum}]
            - [compensation: {form: voucher, amount: bonus of sum, at_most: 700 CAD}]
limits:
  - {id: double, when: {top: yes}, action: compensation, amount: {at_least: 2 * sum}}
otherwise: [apology]
no_follow_up: none
""")


def explained(locale: str = "en", **case: Any) -> list[str]:
    return [line.strip() for line in RULESET.decide(case).explain(locale).splitlines()]


def test_where_each_amount_came_from() -> None:
    told = explained(sum="100 CAD")
    assert "1. Compensation, amount: sum CAD 100.00." in told, "the bundle that came to nothing is not counted"
    assert (
        "2. Compensation, amount: 125 % of sum CAD 100.00 = CAD 125.00; at most CAD 700.00 (pay) did not bind." in told
    )
    assert any(line.startswith("bonus") and line.endswith("policy tariff 9)") for line in told)


def test_a_bound_on_two_bundles_is_told_of_each() -> None:
    told = "\n".join(explained(sum="100 CAD", top=True, fee="5 CAD"))
    assert "1. Refund, amount: fee CAD 5.00." in told
    assert "raised from CAD 100.00 to CAD 200.00: at least CAD 200.00 (double)" in told
    assert "raised from CAD 125.00 to CAD 200.00: at least CAD 200.00 (double)" in told


def test_the_same_in_chinese() -> None:
    told = "\n".join(explained("zh", sum="100 CAD"))
    assert "2. 补偿的金额：sum 100.00" in told
