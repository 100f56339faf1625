"""What an explanation has to say where little is left: of texts, choices, times, approvals and limits."""

from typing import Any

from recovery_rules import loads
from recovery_rules.ruleset import Ruleset

HEAD = """
language: 1
ruleset: plain
currency: EUR
extends: [vocabulary/service-recovery.yaml]
roles: [clerk, manager]
no_follow_up: an example
"""


def explained(ruleset: Ruleset, role: str | None = None, **given: Any) -> list[str]:
    return [line.strip() for line in ruleset.decide(given, role=role).explain().splitlines()]


def why_not(ruleset: Ruleset, kind: str, **given: Any) -> list[str]:
    return [line.strip() for line in ruleset.decide(given).why_not(kind).text().splitlines()]


def test_a_reason_on_several_lines_is_told_on_one() -> None:
    ruleset = loads(
        HEAD
        + """
facts: {n: {type: integer, min: 0, max: 9}}
rules:
  - id: a
    because: |
      First line.
      Second line.
    then: [apology]
"""
    )
    assert any(line.endswith(": First line. Second line.") for line in explained(ruleset, n=1))


CHOICES = loads(
    HEAD
    + """
facts:
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  fee: {type: money, min: 0 EUR, max: 1000 EUR}
  more: {type: boolean, default: no}
rules:
  - {id: e1, then: [choice: {by: customer, of: [[refund: {amount: price}], [compensation: {form: cash, amount: fee}]]}]}
  - id: e2
    when: {more: yes}
    then: [choice: {by: customer, of: [[refund: {amount: 2 * price}], [compensation: {form: cash, amount: fee}]]}]
otherwise: [apology]
"""
)


def test_what_is_left_of_a_choice_is_not_called_one_of_several() -> None:
    told = explained(CHOICES, price="9 EUR", fee="0 EUR")
    assert told[:2] == [
        "One thing is left of what the customer could choose from:",
        "1. refund of EUR 9.00 to the customer",
    ]
    assert explained(CHOICES, price="9 EUR", fee="1 EUR")[0] == "The customer chooses one of:"


def test_a_choice_that_came_to_nothing_has_no_amount_but_all_its_rules() -> None:
    told = explained(CHOICES, price="0 EUR", fee="0 EUR", more=True)
    place = told.index("No choice: nothing is left of what there was to choose from.")
    assert [line[:7] for line in told[place + 1 : place + 3]] == ["Rule e1", "Rule e2"]


def test_a_parameter_by_an_unknown_date_is_unknown_for_that() -> None:
    ruleset = loads(
        HEAD
        + """
facts: {d: {type: date, optional: true}}
parameters: {rate: {type: money, by: d, optional: true, values: {2025-01-01: 5 EUR}}}
rules:
  - {id: r, when: {rate: known}, then: [refund: {amount: rate}]}
otherwise: [apology]
"""
    )
    assert why_not(ruleset, "refund")[-1] == "rate   unknown   ← set by d, which is unknown"
    assert (
        why_not(ruleset, "refund", d="2024-12-31")[-1] == "rate   unknown   ← not set before 1 Jan 2025: d 31 Dec 2024"
    )


def test_it_is_told_what_may_start_before_its_approval() -> None:
    ruleset = loads(
        HEAD
        + """
kinds:
  room: {stream: remedy, phase: mitigate, parameters: {amount: {type: money, combine: greatest}}}
facts: {price: {type: money, min: 0 EUR, max: 1000 EUR}}
rules:
  - {id: r, then: [room: {amount: price}, refund: {amount: price}]}
authority: {clerk: {room.amount: 10 EUR, refund.amount: 10 EUR}}
"""
    )
    told = explained(ruleset, "clerk", price="50 EUR")
    assert "Room of EUR 50.00 to the customer, manager's approval needed, may start before it comes." in told
    assert "Refund of EUR 50.00 to the customer, manager's approval needed." in told


def test_a_time_that_the_clock_shows_twice_has_its_offset() -> None:
    ruleset = loads("""
language: 1
ruleset: autumn
zone: Europe/Berlin
clock: t
kinds:
  a: {stream: remedy, phase: resolve, parameters: {within: {type: duration, combine: soonest}}}
  b: {stream: remedy, phase: resolve, parameters: {within: {type: duration, combine: soonest}}}
facts: {t: {type: datetime}}
rules: [{id: r, then: [a: {within: 24 h}, b: {within: 25 h}]}]
no_follow_up: an example
""")
    told = explained(ruleset, t="2026-10-24T02:30:00+02:00")
    assert {"A, by 25 Oct 2026 02:30 +02:00.", "B, by 25 Oct 2026 02:30 +01:00."} <= {*told}
    assert "A, by 24 Oct 2026 02:30." in explained(ruleset, t="2026-10-23T02:30:00+02:00")


OWED = loads(
    HEAD
    + """
facts:
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  due: {type: boolean, default: no}
  barred: {type: boolean, default: no}
  left_out: {type: boolean, default: no}
rules:
  - {id: base, when: {left_out: no}, then: [refund: {amount: price}]}
limits:
  - {id: owing, level: law, when: {due: yes}, action: refund, amount: {at_least: 10 EUR}, owed: true}
  - {id: barring, level: law, when: {barred: yes}, forbid: [refund]}
otherwise: [apology]
"""
)


def test_of_what_law_owes_it_is_told_what_forbids_it() -> None:
    assert "owing   forbidden by barring" in why_not(
        OWED, "refund", price="9 EUR", due=True, barred=True, left_out=True
    )


def test_a_limit_that_would_make_something_of_nothing_is_one_change_away() -> None:
    assert "owing   due is no (assumed)   ← one change away" in why_not(OWED, "refund", price="0 EUR")
    assert why_not(OWED, "refund", price="0 EUR", due=True)[0] == "Refund, given by:"
