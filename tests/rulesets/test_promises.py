"""Every ruleset that ships keeps what it promises, and promises something."""

from __future__ import annotations

import pytest

from recovery_rules import load
from recovery_rules.source.shipped import shipped_rulesets

pytest.importorskip("z3")
pytestmark = pytest.mark.heavy


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_every_promise_is_proved(name: str) -> None:
    proofs = list(load(name).prove())
    assert [one.property.id for one in proofs if not one.property.personal]
    assert [
        f"{one.property.id}: {one.outcome}, {one.cases or one.reason}" for one in proofs if one.outcome != "proved"
    ] == []
