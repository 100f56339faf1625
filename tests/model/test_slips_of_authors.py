"""Slips of somebody who writes a first ruleset from a law: the help says what to write instead."""

import pytest

from recovery_rules import loads
from recovery_rules.loading import check_text
from recovery_rules.source.errors import RulesetError

RULESET = """
language: 1
ruleset: slips
currency: CAD
{head}
extends: [vocabulary/service-recovery.yaml]
facts:
  claimed_at: {{type: datetime}}
  control: {{type: choice, values: [within, within_for_safety, outside]}}
  late: {{type: duration, min: 0 h, max: 9 d}}
derived:
  sum: {{type: money, hit: first, when: [control, late], rows: [{row}, [any, any, 1 CAD]]}}
rules:
  - {{id: a, when: {{control: "{control}"}}, then: [{then}]}}
otherwise: [apology]
no_follow_up: none
examples: [{{given: {{claimed_at: 2026-01-01T09:00Z, control: outside, late: 1 h}}, expect: {{{expect}}}}}]
"""
GOOD = {
    "head": "",
    "row": "[within, at least 9 h, 1000 CAD]",
    "control": "within",
    "then": "apology",
    "expect": "apology: {}",
}


@pytest.mark.parametrize(
    ("slip", "help_"),
    [
        ({"row": "[within, at least 9 h, 1,000 CAD]"}, "write the number without separators, `1000 CAD`"),
        ({"row": "[within, at least 9 h, $1000]"}, "leave the sign out, and write the code of the currency"),
        (
            {"then": "apology: {within: 30 days after claimed_at}"},
            "from when a time limit runs stands beside it: `after: claimed_at`",
        ),
        ({"then": "apology: {within: one month}"}, "write `1 month`"),
        ({"then": "apology: {within: three working days}"}, "write `3 working days`"),
        ({"head": "otherwise: none"}, "for nothing, leave `otherwise` out"),
        ({"then": "apology: {within: 30 business days}"}, "write `30 working days`"),
        ({"then": "apology: {within: 30 calender days}"}, "write `30 calendar days`"),
        ({"then": "apology: {within: 30 calendar days}"}, "`30 calendar days` needs a `zone`"),
        ({"control": "within or within_for_safety"}, "write a list, `[within, within_for_safety]`"),
        ({"control": "outside and within_for_safety"}, "`_` between the words of one value"),
        ({"expect": "compensation: 400 CAD"}, "write `{amount: 400 CAD}`"),
        (
            {"head": "properties: [{id: p, always: apology.within <= 3 d}]"},
            "which of two ends first depends on the day: ask with `=`, bound it by a limit, `within: {at_most: ...}`",
        ),
        ({"head": "zone: EST"}, "did you mean `America/Toronto` or `America/New_York`?"),
    ],
)
def test_the_help_says_what_to_write(slip: dict[str, str], help_: str) -> None:
    loads(RULESET.format(**GOOD))
    with pytest.raises(RulesetError) as caught:
        loads(RULESET.format(**{**GOOD, **slip}))
    assert help_ in " ".join(str(caught.value).split())


def test_a_value_that_never_counts_is_told_by_its_day() -> None:
    found = check_text("""
language: 1
ruleset: caps
currency: CAD
extends: [vocabulary/service-recovery.yaml]
facts:
  flown_on: {type: date, min: 2019-07-15}
parameters:
  cap: {type: money, by: flown_on, values: {2014-12-28: 1 CAD, 2019-07-01: 2 CAD}}
rules:
  - {id: a, then: [compensation: {form: cash, amount: cap}]}
no_follow_up: none
""")
    (warning,) = found.diagnostics
    assert warning.message == (
        "no case reaches the value of `cap` from 2014-12-28 on: "
        "no value of `flown_on` lies in the days in which it counts"
    )
