"""What a property promises, in a line."""

from __future__ import annotations

import pytest

from recovery_rules import loads
from recovery_rules.analysis.proof.wording import promise

SHOP = """
language: 1
ruleset: shop
currency: EUR
facts:
  severity: {type: scale, values: [minor, major, critical]}
  fault: {type: choice, values: [ours, theirs]}
  regular: {type: boolean}
  price: {type: money, min: 0 EUR}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money, combine: greatest}, within: {type: duration, combine: soonest}}
  bonus: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
rules: [{id: sorry, then: [apology]}]
properties:
"""


@pytest.mark.parametrize(
    ("promised", "words"),
    [
        ("of: refund.amount, never_falls_as: severity", "refund.amount never falls as severity rises, all else equal"),
        (
            "of: [refund.amount, bonus.amount], never_rises_as: price",
            "refund.amount + bonus.amount never rises as price rises, all else equal",
        ),
        ("same_whatever: regular", "no decision depends on regular"),
        ("same_whatever: [regular, fault]", "no decision depends on regular or fault"),
        ("same_whatever: regular, of: refund", "refund never depends on regular"),
        (
            "same_whatever: regular, of: [refund.amount, refund.within]",
            "refund.amount and refund.within never depend on regular",
        ),
        ("always: apology", "apology is always given"),
        ("always: [apology, refund]", "apology and refund are always given"),
        ("never: [bonus, refund]", "bonus or refund is never given"),
        ("always: refund.amount <= price", "refund.amount <= price"),
        ("never: refund and bonus", "never refund and bonus"),
        ("covers: any", "some rule gives an action in every case"),
        ("never_less_than: law.yaml", "no amount less than law.yaml gives"),
        ("never_less_than: law.yaml, of: refund", "never less refund than law.yaml gives"),
        ("never_less_than: law.yaml, of: [refund, apology]", "never less refund or apology than law.yaml gives"),
    ],
)
def test_what_is_promised_of_every_case(promised: str, words: str) -> None:
    assert promise_of(promised) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("{severity: at least major}", "severity at least major"),
        ("{severity: at least major, fault: ours}", "severity at least major and fault ours"),
        ("{expr: price > 2 EUR}", "price > 2 EUR"),
        ("{any_of: [{fault: ours}, {regular: yes}]}", "fault ours or regular yes"),
        ("{none_of: [{fault: ours}, {regular: yes}]}", "none of: fault ours, regular yes"),
        (
            "{regular: no, any_of: [{fault: ours}, {severity: major, price: over 2 EUR}]}",
            "regular no and (fault ours or (severity major and price over 2 EUR))",
        ),
    ],
)
def test_in_which_cases_it_is_promised(when: str, words: str) -> None:
    assert promise_of(f"always: apology, when: {when}") == f"apology is always given, where {words}"


def promise_of(written: str) -> str:
    ruleset = loads(f"{SHOP}  - {{id: p, {written}}}\n", resolver=lambda path: (path, SHOP))
    return promise(ruleset.model.properties[0])
