"""Reference, matcher and durable-rules decide alike by every ruleset that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_rules import load
from recovery_rules.cells.shape import shape_of
from recovery_rules.source.shipped import shipped_rulesets
from recovery_rules.testing import read_cases
from recovery_rules.testing.crosschecking import DURABLE, Asked, Crosscheck, durable_rules_for
from recovery_rules.testing.drawing import Drawing

pytestmark = [pytest.mark.heavy, pytest.mark.no_cover]  # other tests show what each line does, on every Python

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_all_agree(name: str) -> None:
    """On drawn cases, on the examples in the ruleset, and on what really happened."""
    ruleset = load(name)
    drawn = list(Drawing(ruleset.model, shape_of(ruleset.model)).cases(60))
    cases = [Asked(f"draw-{number}", one.given, one.as_of, one.role) for number, one in enumerate(drawn, 1)]
    examples = [*ruleset.model.examples]
    for path in FIXTURES.glob(f"*/{name}.yaml"):
        examples += [case.example for case in read_cases(path).cases]
    cases += [Asked(one.id, one.given, role=one.role or None) for one in examples]
    checked = Crosscheck(ruleset, durable_rules_for(ruleset))
    checked.check(cases)
    assert len(examples) > 0
    assert (checked.found, checked.refused) == ([], 0)
    assert checked.tallies[DURABLE].agreed == 60 + len(examples)
