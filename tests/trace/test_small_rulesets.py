"""`what_if` compared with deciding every case there is: in drawn rulesets with some hundred cases."""

import itertools
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.loading import loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.trace.questions.what_if import Changes, what_if
from tests.strategies import COSTLY
from tests.trace.small_rulesets import KINDS, VALUES, Case, Table, given_by, small_rulesets, table_of

pytestmark = pytest.mark.heavy  # some hundred thousand decisions


@COSTLY
@given(small_rulesets(), st.randoms(use_true_random=False))
def test_what_if_says_what_deciding_every_case_says(text: str, random: Random) -> None:
    ruleset = loads(text)
    table = table_of(ruleset)
    for case in random.sample(list(table), 3):
        for kind in KINDS:
            if kind not in table[case]:
                _compare(ruleset, table, case, kind)


def _compare(ruleset: Ruleset, table: Table, case: Case, kind: str) -> None:
    answer = what_if(ruleset.model, ruleset._decider.decide, given_by(case), kind, most=99, budget=5_000)
    sets = [_changed_by(one, case) for one in answer.sets]
    for changed in sets:
        giving = [part for part in _parts(changed) if kind in table.get(_with(case, part), ())]
        assert giving == [changed]
    different = [_changed(case, other) for other, kinds in table.items() if kind in kinds]
    fewest = min(map(len, different), default=None)
    if answer.complete:
        assert min(map(len, sets), default=None) == fewest
        assert all(any(changed.keys() <= other.keys() for changed in sets) for other in different)
    elif fewest == 1:
        assert len(sets[0]) == 1


def _changed_by(one: Changes, case: Case) -> dict[str, Any]:
    assert {change.fact for change in one.changes} == _changed(case, _case(one.given)).keys()
    return _changed(case, _case(one.given))


def _changed(before: Case, after: Case) -> dict[str, Any]:
    both = zip(VALUES, before, after, strict=True)
    return {name: new for name, old, new in both if new != old or type(new) is not type(old)}


def _case(given_facts: Mapping[str, Any]) -> Case:
    return tuple(given_facts.get(name) for name in VALUES)


def _with(case: Case, changed: Mapping[str, Any]) -> Case:
    return _case({**dict(zip(VALUES, case, strict=True)), **changed})


def _parts(changed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for count in range(len(changed) + 1):
        yield from (dict(part) for part in itertools.combinations(changed.items(), count))
