"""What durable-rules is given of a ruleset, and the decision that follows from what it says."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_rules import Ruleset, load, loads
from recovery_rules.cells.shape import shape_of
from recovery_rules.engine.durable.answers import Matched
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.engine.durable.deciding import account_by, cells_of, networks_for
from recovery_rules.engine.durable.network import Network
from recovery_rules.testing.drawing import Drawing

NUMBERS = """
language: 1
ruleset: numbers
kinds: {apology: {stream: remedy, phase: acknowledge}}
facts:
  count: {type: integer, min: 0, max: 9}
  grade: {type: choice, values: [a, b, c, d], optional: true}
rules:
  - {id: some, when: {count: from 2 to 5}, then: [apology]}
  - {id: many, when: {count: over 3}, then: [apology]}
  - {id: four, when: {count: 4}, then: [apology]}
  - {id: not-b, when: {grade: not b}, then: [apology]}
otherwise: [apology]
"""


def networks(ruleset: Ruleset) -> tuple[Network, ...]:
    return networks_for(shape_of(ruleset.model), ruleset._decider.matcher.bits)


def test_cells_in_which_no_case_lies_are_no_gaps() -> None:
    """There is no whole number between 2 and 3, so `from 2 to 5` is one run of cells."""
    (network,) = networks(loads(NUMBERS))
    operators = [[operator for _, operator, _ in comparisons] for _, comparisons in network]
    assert operators == [[">=", "<="], [">=", "<="], ["="], [">=", "<=", "!="]]


def test_what_admits_a_case_is_not_asked_again() -> None:
    retail = load("retail")
    bits = retail._decider.matcher.bits
    asked = {bit for network in networks(retail) for bit, _ in network}
    admitting = sum(bits.needed.values()) + sum(bits.violated)
    assert admitting
    assert asked == {bit for bit, _ in bits.clauses if not admitting >> bit & 1}


@pytest.mark.parametrize("name", ["retail", "uk_delay_repay"])
def test_the_account_that_follows_from_a_mask_is_that_of_the_decision(name: str) -> None:
    ruleset = load(name)
    shape = shape_of(ruleset.model)
    for case in Drawing(ruleset.model, shape).cases(20):
        expected = ruleset.decide(case.given, as_of=case.as_of, role=case.role).account
        mask, _, _ = ruleset._decider.matcher.plain(expected.values)
        assert account_by(ruleset._decider, mask, expected) == expected


@pytest.mark.usefixtures("durable_rules")
def test_a_table_of_a_thousand_rows() -> None:
    tests = [f"count: from {n % 977} to {n % 977 + 20}, grade: not {'abcd'[n % 4]}" for n in range(1_200)]
    rows = "".join(f"  - {{id: r{n}, when: {{{test}}}, then: [apology]}}\n" for n, test in enumerate(tests))
    head = NUMBERS.partition("rules:\n")[0].replace("max: 9", "max: 1000")
    large = loads(f"{head}otherwise: [apology]\nrules:\n{rows}")
    assert len(networks(large)) == 19
    shape = shape_of(large.model)
    cases: list[dict[str, Any]] = [{"count": 100, "grade": "a"}, {"count": 0}, {"count": 980, "grade": "d"}]
    accounts = [large.decide(case).account for case in cases]
    answers = DurableRules(networks(large)).about([cells_of(shape, one) for one in accounts])
    assert [
        account_by(large._decider, one.mask, account)
        for one, account in zip(answers, accounts, strict=True)
        if isinstance(one, Matched)
    ] == accounts
    assert [len(one.matched) for one in accounts] == [31, 0, 13]
