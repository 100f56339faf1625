"""Hypothesis strategies that tests share: rulesets as authors write them, and cases for those that loaded.

`rulesets()` draws the content of a file, `as_yaml` writes it down; `cases(model)` draws what a caller gives:
values around every constant of the conditions, unknowns, defaults and, now and then, something invalid.
`decisions()` draws the decision of a drawn case by a drawn ruleset.
`rulesets_with_forms()` draws small rulesets of what the former seldom come to, `rulesets_with_time_limits()` rulesets
whose time limits are counted in working days and months, `rulesets_with_deadlines()` some in which they are owed.

`COSTLY` is for a test that does much with each case that is drawn, such as to load a whole ruleset:
two in five of the cases that the profile asks for.
"""

from hypothesis import HealthCheck, settings

from tests.strategies.calendars import calendars
from tests.strategies.cases import cases, invalid_cases, moments, valid_looking_cases
from tests.strategies.deadlines import rulesets_with_deadlines
from tests.strategies.decisions import decisions
from tests.strategies.forms import rulesets_with_forms
from tests.strategies.rulesets import as_yaml, rulesets
from tests.strategies.timed import rulesets_with_time_limits

# Some drawn rulesets do not load, and some cases are not admitted: these are drawn anew.
COSTLY = settings(
    max_examples=settings().max_examples * 2 // 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

__all__ = [
    "COSTLY",
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
