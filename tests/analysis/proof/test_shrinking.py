"""Counterexamples are told as short as can be, and then as small."""

from __future__ import annotations

import pytest

from recovery_rules import loads
from recovery_rules.analysis.proof.shrinking import shrunk

FACTS = """
language: 1
ruleset: facts
currency: EUR
facts:
  delay: {type: duration}
  price: {type: money, min: 0 EUR}
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: sorry, then: [apology]}]
"""
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE


@pytest.mark.parametrize(
    ("fact", "found", "beyond", "below", "told"),
    [
        ("delay", 1_000 * 60 * MINUTE, 28 * DAY, 50 * DAY, 29 * DAY),
        ("delay", 15 * MINUTE - 1, 13 * MINUTE + 1, 15 * MINUTE, 14 * MINUTE),
        ("delay", 3 * DAY + 7, 0, 4 * DAY, 60 * MINUTE),
        ("price", 5568, 100, 6_000, 200),
        ("price", 123_457, 2_000, 200_000, 3_000),
        ("price", 801, 800, 802, 801),
    ],
)
def test_a_quantity_is_the_least_of_the_longest_unit_that_will_do(
    fact: str, found: int, beyond: int, below: int, told: int
) -> None:
    facts = loads(FACTS).model.facts

    ((case),) = shrunk(({fact: found},), {fact: facts[fact]}, lambda cases: beyond < cases[0][fact] < below)  # type: ignore[operator]  # a number

    assert case[fact] == told
