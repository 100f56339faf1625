"""What a case may expect of authority: who acts, whose approval is needed, what may start."""

from __future__ import annotations

import pytest

from recovery_rules import loads
from recovery_rules.testing import verify_all

SHOP = """\
language: 1
ruleset: shop
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles: [clerk, manager]
facts: {price: {type: money, min: 0 CNY, max: 1000 CNY}}
rules: [{id: r, then: [refund: {amount: price}]}]
authority:
  clerk: {refund.amount: 50 CNY}
  manager: {refund.amount: 500 CNY}
examples:
  - """


def differences(example: str) -> list[str]:
    """What an example finds wrong."""
    return [
        f"{one.subject}: {one.message}" for verdict in verify_all(loads(SHOP + example)) for one in verdict.differences
    ]


@pytest.mark.parametrize(
    "example",
    [
        "{given: {price: 60 CNY}, role: clerk, needs_approval: manager}",
        "{given: {price: 40 CNY}, role: clerk, needs_approval: none}",
        "{given: {price: 600 CNY}, role: manager, needs_approval: nobody}",
        "{given: {price: 60 CNY}, expect: {refund: {authority: manager, needs_approval: none, may_start: yes}}}",
        "{given: {price: 60 CNY}, role: clerk, expect: {refund: {needs_approval: manager, may_start: no}}}",
        "{given: {price: 600 CNY}, role: clerk, expect: {refund: {authority: nobody, needs_approval: nobody}}}",
    ],
)
def test_as_expected(example: str) -> None:
    assert differences(example) == []


@pytest.mark.parametrize(
    ("example", "found"),
    [
        (
            "{given: {price: 60 CNY}, role: clerk, needs_approval: none}",
            "needs_approval: expected none, got manager",
        ),
        (
            "{given: {price: 60 CNY}, expect: {refund: {authority: clerk}}}",
            "refund.authority: expected clerk, got manager",
        ),
        (
            "{given: {price: 60 CNY}, role: clerk, expect: {refund: {may_start: yes}}}",
            "refund.may_start: expected yes, got no",
        ),
    ],
)
def test_not_as_expected(example: str, found: str) -> None:
    assert differences(example) == [found]
