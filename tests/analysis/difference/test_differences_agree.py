"""Where two small rulesets are said to differ is where deciding every case by both shows it."""

from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from recovery_rules.analysis.difference.changes import changed_in
from tests.analysis.plain import Decided, decided_cases
from tests.analysis.small import Written, loaded, small_rulesets, without_limit, without_rule
from tests.strategies import COSTLY

pytest.importorskip("z3")

pytestmark = pytest.mark.no_cover  # what each line does is shown by cases with an outcome that is written down


@COSTLY
@given(written=small_rulesets(), other=small_rulesets(), data=st.data())
def test_regions_hold_just_the_cases_that_differ(written: Written, other: Written, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        parts = [rule["id"] for rule in written["rules"]]
        other = without_rule(written, data.draw(st.sampled_from(parts)))
    elif "limits" in written:
        other = without_limit(written, written["limits"][0]["id"])
    old, new = loaded(written), loaded(other)
    assume(old is not None)
    assume(new is not None)
    assert old is not None
    assert new is not None
    found = old.diff(new)
    assert found.complete, found.reason
    regions = {frozenset(region.changes) for region in found.regions}
    event(f"{len(regions)} regions")
    shown = set()
    for mine, theirs in zip(decided_cases(old), decided_cases(new), strict=True):
        changed = frozenset(changed_in(mine.decision.account, theirs.decision.account, (old.model, new.model)))
        assert bool(changed) == (_given(mine) != _given(theirs)), mine.case
        if changed:
            assert changed in regions, mine.case
            shown.add(changed)
    assert shown == regions
    assert found.equal is not bool(regions)


def _given(one: Decided) -> frozenset[Any]:
    """What its actions say; which of several limits holds one is not compared."""
    return frozenset((kind, values, bool(held)) for kind, values, held in one.said)
