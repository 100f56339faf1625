"""Decisions of drawn cases by drawn rulesets."""

from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from recovery_rules import Decision, FactsError, RulesetError, loads
from tests.strategies.calendars import calendars
from tests.strategies.cases import moments, valid_looking_cases
from tests.strategies.rulesets import as_yaml, rulesets


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """The decision of a drawn case by a drawn ruleset."""
    try:
        ruleset = loads(as_yaml(draw(rulesets())))
    except RulesetError:
        assume(condition=False)
        raise
    if ruleset.model.awaits_calendar or draw(st.integers(0, 3)) == 0:
        ruleset = ruleset.with_calendar(draw(calendars(date(2025, 12, 1), date(2026, 4, 30))))
    case: dict[str, Any] = draw(valid_looking_cases(ruleset.model))
    try:
        return ruleset.decide(case, as_of=draw(moments()))
    except FactsError:
        assume(condition=False)
        raise
