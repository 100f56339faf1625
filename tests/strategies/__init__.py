"""Hypothesis strategies that tests share: rulesets as authors write them, and cases for those that loaded.

`rulesets()` draws the content of a file, `as_yaml` writes it down; `cases(model)` draws what a caller gives:
values around every constant of the conditions, unknowns, defaults and, now and then, something invalid.
`decisions()` draws the decision of a drawn case by a drawn ruleset.
`rulesets_with_forms()` draws small rulesets of what the former seldom come to, `rulesets_with_time_limits()` rulesets
whose time limits are counted in working days and months, `rulesets_with_deadlines()` some in which they are owed.
"""

from tests.strategies.calendars import calendars
from tests.strategies.cases import cases, invalid_cases, moments, valid_looking_cases
from tests.strategies.deadlines import rulesets_with_deadlines
from tests.strategies.decisions import decisions
from tests.strategies.forms import rulesets_with_forms
from tests.strategies.rulesets import as_yaml, rulesets
from tests.strategies.timed import rulesets_with_time_limits

__all__ = [
    "as_yaml",
    "calendars",
    "cases",
    "decisions",
    "invalid_cases",
    "moments",
    "rulesets",
    "rulesets_with_deadlines",
    "rulesets_with_forms",
    "rulesets_with_time_limits",
    "valid_looking_cases",
]
