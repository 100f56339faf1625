"""Reference, matcher and durable-rules decide alike by every ruleset that ships."""

from __future__ import annotations

import pytest

from recovery_rules import load
from recovery_rules.cells.shape import shape_of
from recovery_rules.source.shipped import shipped_rulesets
from recovery_rules.testing.crosschecking import Asked, Crosscheck, durable_rules_for
from recovery_rules.testing.drawing import Drawing


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_all_agree(name: str) -> None:
    ruleset = load(name)
    cases = [
        Asked("drawn", one.given, one.as_of, one.role)
        for one in Drawing(ruleset.model, shape_of(ruleset.model)).cases(60)
    ]
    cases += [Asked(one.id, one.given, role=one.role or None) for one in ruleset.model.examples]
    checked = Crosscheck(ruleset, durable_rules_for(ruleset))
    checked.check(cases)
    assert checked.found == []
    assert checked.tallies["durable-rules"].agreed == len(cases) - checked.refused >= 60
