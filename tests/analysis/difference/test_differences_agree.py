"""Where two small rulesets are said to differ is where deciding every case by both shows it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from unittest import mock

import pytest
from hypothesis import assume, event, given, note

from recovery_rules import Decision
from recovery_rules.analysis.difference import parts
from recovery_rules.analysis.difference.changes import Changes
from recovery_rules.engine.outcome import Action
from tests.analysis.difference.versions import two_versions
from tests.analysis.small import CASES, Written, loaded
from tests.strategies import COSTLY, as_yaml

pytest.importorskip("z3")

pytestmark = pytest.mark.no_cover  # what each line does is shown by cases with an outcome that is written down


@COSTLY
@given(versions=two_versions())
def test_regions_hold_just_the_cases_that_differ(versions: tuple[Written, Written]) -> None:
    _assert_regions_hold_just_the_cases_that_differ(versions)


@COSTLY
@given(versions=two_versions())
def test_so_they_do_where_each_rule_that_differs_has_a_part_of_its_own(versions: tuple[Written, Written]) -> None:
    with mock.patch.object(parts._Draft, "has_room", return_value=False):
        _assert_regions_hold_just_the_cases_that_differ(versions)


def _assert_regions_hold_just_the_cases_that_differ(versions: tuple[Written, Written]) -> None:
    old, new = map(loaded, versions)
    assume(old is not None)
    assume(new is not None)
    assert old is not None
    assert new is not None
    for one in versions:
        note(as_yaml(one))
    found = old.diff(new, cases=CASES)
    assert found.complete, found.reason
    event(f"{len(found.regions)} regions")
    changes, differing = Changes(old.model, new.model), 0
    for case in CASES:
        before, after = old.decide(case), new.decide(case)
        changed = changes.shown_by(before.actions, after.actions)
        assert bool(changed) == (_given(before) != _given(after)), case
        differing += bool(changed)
    assert found.elsewhere.cases == 0
    weights = [region.weight.cases for region in found.regions if region.weight is not None]
    assert all(weights)  # what is shown of a region is one of all cases, and all cases are past ones
    assert sum(weights) == differing
    for region in found.regions:
        assert _given(old.decide(region.case)) != _given(new.decide(region.case))
    assert found.equal is not bool(found.regions)


def _given(decision: Decision) -> Counter[Any]:
    """What its actions say, in any order; which of several limits holds one is not compared."""
    return Counter(map(_said, decision))


def _said(action: Action) -> Any:
    values = {**action.values, "obligation": action.obligation}
    said = {name: _all(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return action.kind, frozenset(said.items()), bool(action.held), action.by, tuple(map(_all, action.options))


def _all(actions: Iterable[Action]) -> Any:
    return tuple(map(_said, actions))
