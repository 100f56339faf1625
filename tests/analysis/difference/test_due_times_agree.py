"""Which of many cases are due at another time is what deciding each of them by both rulesets shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import Decision, loads
from tests.strategies import COSTLY, as_yaml

pytest.importorskip("z3")

pytestmark = pytest.mark.no_cover  # what each line does is shown by cases with an outcome that is written down

_LIMITS = ("20 h", "1 d", "1 working day", "3 working days", "2 calendar days", "1 month")
_DAYS = ("2026-12-24", "2026-11-02", "2026-11-03")
_BEGUN = datetime(2026, 12, 21, 10, tzinfo=UTC)
_CASES = [
    {"seen": _BEGUN + timedelta(hours=hours), "met": met}
    for hours in (0, 14, 30, 40, 96, 100)
    for met in (_BEGUN, _BEGUN + timedelta(days=1), _BEGUN - timedelta(days=400))
] + [{"seen": _BEGUN}, {"met": _BEGUN}]


@st.composite
def _rulesets(draw: st.DrawFn) -> dict[str, Any]:
    after = {"after": "met"} if draw(st.booleans()) else {}
    late = [{"call": {"within": draw(st.sampled_from(_LIMITS))}}]
    visit = {"within": draw(st.sampled_from(_LIMITS)), **after, "if_overdue": late}
    then: list[Any] = [{"visit": visit}]
    if draw(st.booleans()):
        then = [{"choice": {"by": "customer", "of": [[{"visit": visit}], [{"call": {"within": "1 h"}}]]}}]
    return {
        "language": "1",
        "ruleset": "due",
        "no_follow_up": "an example needs none",
        "clock": draw(st.sampled_from(("seen", "seen", "met"))),
        "zone": draw(st.sampled_from(("Europe/Berlin", "Europe/Berlin", "Asia/Shanghai"))),
        "month_end": "last_day",
        "calendar": {"name": "house", "days_off": draw(st.lists(st.sampled_from(_DAYS), unique=True))},
        "facts": {name: {"type": "datetime", "optional": "true"} for name in ("seen", "met")},
        "kinds": {
            "call": {"stream": "remedy", "phase": "acknowledge", "parameters": {"within": {"type": "time_limit"}}},
            "visit": {
                "stream": "remedy",
                "phase": "resolve",
                "parameters": {
                    "within": {"type": "time_limit", "combine": "soonest"},
                    "if_overdue": {"type": "actions", "combine": "all"},
                },
            },
        },
        "rules": [{"id": "r", "then": then}],
    }


@st.composite
def _versions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two rulesets that differ in one thing or two."""
    old, other = draw(_rulesets()), draw(_rulesets())
    parts = draw(st.lists(st.sampled_from(("clock", "zone", "calendar", "rules")), min_size=1, max_size=2, unique=True))
    return old, {**old, **{part: other[part] for part in parts}}


@COSTLY
@given(versions=_versions())
def test_past_cases_are_weighed_by_when_they_are_due(versions: tuple[dict[str, Any], dict[str, Any]]) -> None:
    for one in versions:
        note(as_yaml(one))
    old, new = (loads(as_yaml(one)) for one in versions)
    differing = [case for case in _CASES if _due(old.decide(case)) != _due(new.decide(case))]
    found = old.diff(new, cases=_CASES)
    event("equal" if found.equal else f"{len(found.regions)} regions")
    laid = sum(one.weight.cases for one in found.regions if one.weight is not None)
    assert laid + found.elsewhere.cases >= len(differing)
    assert not (found.equal and differing)
    assert not (found.complete and found.elsewhere.cases)
    for region in found.regions:
        before, after = old.decide(region.case), new.decide(region.case)
        assert before.actions != after.actions
        if region.direction in {"faster", "slower"} and "visit" in {one.kind for one in before}:
            ends = [one["visit"].due or datetime.max.replace(tzinfo=UTC) for one in (before, after)]
            if ends[0] != ends[1]:
                assert (region.direction == "faster") == (ends[1] < ends[0])


def _due(decision: Decision) -> list[Any]:
    """By when all that is to be done first is due."""
    return [(one.due, [[it.due for it in bundle] for bundle in one.options]) for one in decision]
