"""Which of two small rulesets takes a case that the other refuses is what giving every case to both shows."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import FactsError, loads
from recovery_rules.ruleset import Ruleset

pytest.importorskip("z3")

pytestmark = pytest.mark.no_cover  # what each line does is shown by cases with an outcome that is written down

SMALL = """
language: 1
ruleset: small
kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
facts:
  wanted: {{type: boolean}}
  asked: {{type: integer, min: {low}, max: 2{belonging}}}
  paid: {{type: integer, min: 0, max: 2{default}}}
admit: [{admit}]
rules: [{{id: sorry, then: [apology]}}]
"""
CASES = [
    {name: value for name, value in (("wanted", wanted), ("asked", asked), ("paid", paid)) if value is not None}
    for wanted, asked, paid in product((True, False), (None, 0, 1, 2), (None, 0, 1, 2))
]


def _written(belonging: str, default: str, low: int, admit: str) -> str:
    rule = f"{{id: enough, {admit}}}" if admit else ""
    return SMALL.format(belonging=belonging, default=default, low=low, admit=rule).replace("admit: []\n", "")


def versions() -> st.SearchStrategy[str]:
    return st.builds(
        _written,
        st.sampled_from(["", ", optional: true", ", needed: {wanted: yes}", ", needed: {wanted: no}"]),
        st.sampled_from(["", ", optional: true", ", default: 1"]),
        st.sampled_from([0, 1]),
        st.sampled_from(["", "must: paid >= asked", "when: {asked: known}, must: paid >= asked", "must: paid known"]),
    )


@given(old=versions(), new=versions())
def test_which_one_takes_more(old: str, new: str) -> None:
    rulesets = {"old": loads(old), "new": loads(new)}
    taken = {which: [case for case in CASES if _takes(one, case)] for which, one in rulesets.items()}
    found = rulesets["old"].diff(rulesets["new"])
    alone = {one.by: _told(one.case) for one in found.alone}
    assert ("old" in alone) == any(case not in taken["new"] for case in taken["old"])
    assert ("new" in alone) == any(case not in taken["old"] for case in taken["new"])
    for which, case in alone.items():
        assert [_takes(rulesets[one], case) for one in ("old", "new")] == [which == "old", which == "new"]


def _takes(ruleset: Ruleset, case: Mapping[str, Any]) -> bool:
    try:
        ruleset.decide(case)
    except FactsError:
        return False
    return True


def _told(case: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in case.items() if value is not None}
