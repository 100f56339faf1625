"""Working days are told as they were counted: one is one, and the day from which they run is not among them."""

from __future__ import annotations

import pytest

from recovery_rules import loads

RULESET = """
language: 1
ruleset: shop
kinds: {letter: {stream: remedy, phase: acknowledge, parameters: {within: {type: time_limit, combine: soonest}}}}
calendar: {country: GB, subdivision: ENG}
zone: Europe/London
facts:
  told_on: {type: date}
  answered_on: {type: date}
  count: {type: integer, min: 1, max: 9, label: days allowed}
derived:
  last_day: {type: date, value: told_on + count working days}
rules:
  - {id: a, when: {expr: answered_on > last_day}, then: [letter: {within: 1 working days, after: told_on}]}
otherwise: [letter: {within: 1 working days, after: told_on}]
"""


@pytest.mark.parametrize(
    ("told_on", "count", "said", "unsaid"),
    [
        ("2022-05-02", 1, "days allowed 1 working day after", "2 May 2022 off"),
        ("2022-05-02", 2, "days allowed 2 working days after", "2 May 2022 off"),
        ("2022-04-29", 1, "(2 May 2022 off)", "1 working days"),
    ],
)
def test_working_days_are_told_as_they_were_counted(told_on: str, count: int, said: str, unsaid: str) -> None:
    text = loads(RULESET).decide(told_on=told_on, answered_on="2022-05-20", count=count).explain()
    told = " ".join(text.split())
    assert said in told
    assert unsaid not in told
