"""What carried a decision is told apart from what did not, and what the case said from what was assumed."""

from typing import Any

import pytest

from recovery_rules.decision import Decision
from recovery_rules.loading import loads

RULESET = loads("""
language: 1
ruleset: assumed
currency: CNY
kinds: {note: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}}
facts:
  failure: {type: choice, values: [late, damaged, lost, rude]}
  channel: {type: choice, values: [web, phone, counter], default: phone}
  open: {type: boolean, default: no}
  paid: {type: money, min: 0 CNY, default: 30 CNY}
derived:
  way: {type: choice, values: [web, phone, counter], value: channel, label: channel}
  grade:
    type: percent
    hit: first
    when: [failure, paid]
    rows:
      - [[late, lost], over 100 CNY, 5 %]
      - [late, over 10 CNY, 10 %]
      - {gives: 1 %}
rules:
  - id: either
    when:
      any_of: [{failure: lost, channel: phone}, {failure: late, channel: phone}, {open: yes}]
      none_of: [{failure: late, channel: web}]
    then: [note: {amount: grade of paid}]
  - {id: two-of-three, when: {any_of: [{failure: [late, lost]}, {way: phone}, {open: yes}]}, then: [note]}
  - {id: never, when: {channel: counter}, then: [note]}
  - {id: not-late, unless: [{failure: late}], then: [note]}
otherwise: [note]
""")


def told(locale: str = "en", **given: Any) -> str:
    return RULESET.decide(given).explain(locale)


def rows(text: str, rule: str) -> list[list[str]]:
    """The lines below a rule, as cells."""
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"  Rule {rule} ")) + 1
    found = []
    for line in lines[start:]:
        if not line.startswith("    "):
            break
        found.append([cell.strip() for cell in line.split("  ") if cell.strip()])
    return found


def test_of_alternatives_only_those_that_hold_are_told() -> None:
    text = told(failure="late")
    assert rows(text, "either")[:3] == [
        ["the one of 3 alternatives that holds"],
        ["failure", "late", "is late"],
        ["channel", "phone (assumed)", "is phone"],
    ]
    assert rows(text, "two-of-three") == [
        ["the 2 of 3 alternatives that hold"],
        ["failure", "late", "is late or lost"],
        ["channel", "phone (assumed)", "is phone"],
    ]


def test_where_all_alternatives_hold_none_is_missing() -> None:
    assert rows(told(failure="late", open=True), "two-of-three")[0] == ["at least one of"]


def test_of_what_must_not_hold_together_only_what_fails_is_told() -> None:
    assert rows(told(failure="late"), "either")[3:] == [["none of"], ["channel", "phone (assumed)", "is not web"]]


@pytest.mark.parametrize("given", [{}, {"channel": "phone", "open": False, "paid": "30 CNY"}])
def test_a_default_does_not_look_as_if_the_case_had_said_it(given: dict[str, Any]) -> None:
    text = told(failure="late", **given)
    assert ("(assumed)" in text) is (not given)
    if not given:
        assert "10 % of paid CNY 30.00 (assumed) = CNY 3.00" in text
        assert "never (channel phone (assumed) is not counter)" in text


def test_a_default_is_marked_in_chinese_and_in_a_why_not() -> None:
    assert "never（channel 为 phone（默认），不是 counter）" in told("zh", failure="late")
    decision: Decision = RULESET.decide(failure="late")
    assert "channel phone (assumed) is not counter" in str(decision.why_not("never"))


@pytest.mark.parametrize("name", ["grade", "channel"])
def test_a_fact_that_is_asked_for_leads_to_where_facts_are_told(name: str) -> None:
    with pytest.raises(LookupError, match=f"`{name}` is a fact, not an action kind, .*; `explain` tells facts"):
        RULESET.decide(failure="late").why_not(name)


def test_another_name_of_a_fact_has_no_origin_to_tell() -> None:
    mentioned = told(failure="late").partition("Worked out on the way:")[2]
    assert mentioned.split()[0] == "grade"
    assert "  channel " not in mentioned


def test_the_origin_in_a_table_says_what_the_case_had() -> None:
    text = told(failure="lost", paid="200 CNY")
    assert "← table grade, row 1: failure lost is late or lost, paid CNY 200.00 is over CNY 100.00" in text


def test_what_a_fact_is_stands_once() -> None:
    assert "not-late (excused: failure is late)" in told(failure="late")
    assert "not-late（例外成立：failure 为 late）" in told("zh", failure="late")
