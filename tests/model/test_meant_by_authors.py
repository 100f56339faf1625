"""What somebody writes who knows the docs alone: the help says what to write, and that loads."""

from __future__ import annotations

import pytest

from recovery_rules import RulesetError, loads

RULESET = """
language: 1
ruleset: scheme
currency: GBP
calendar: {{country: GB}}
zone: Europe/London
month_end: last_day
kinds:
  payment:
    stream: remedy
    phase: resolve
    parameters: {{amount: {{type: money, combine: greatest}}, within: {{type: time_limit, combine: soonest}}}}
facts:
  matter: {{type: choice, values: [appointment, repair]}}
  waived: {{type: boolean}}
  count: {{type: integer, min: 1, max: 9}}
  paid: {{type: integer, min: 1, max: 9, optional: true}}
  given: {{type: integer, min: 1, max: 9, optional: true}}
  began_on: {{type: date}}
  ends_on: {{type: date}}
  seen_at: {{type: datetime}}
  {fact}
parameters: {{allowed: {{type: time_limit, value: 10 working days}}}}
derived:
  twice: {{type: integer, value: 2 * count}}
  {derived}
rules:
  - {{id: pays, when: {when}, then: {then}}}
{rest}
"""
GOOD = {
    "fact": "",
    "derived": "",
    "when": "{count: 3}",
    "then": "[payment: {amount: 5 GBP}]",
    "rest": "otherwise: [payment: {amount: 1 GBP}]",
}
NOTHING_GIVEN = "rules do not see what rules give: derive what is due, `derived: {due: ...}`"


def _told(**slip: str) -> str:
    with pytest.raises(RulesetError) as caught:
        loads(RULESET.format(**{**GOOD, **slip}))
    return " ".join(str(caught.value).split())


@pytest.mark.parametrize(
    ("slip", "mended", "help_"),
    [
        (
            {"when": "matter = appointment and waived = no"},
            {"when": "{matter: appointment, waived: no}"},
            "write `{matter: appointment, waived: no}`",
        ),
        (
            {"when": "matter = appointment or count > 3"},
            {"when": "{expr: matter = appointment or count > 3}"},
            "write `{expr: matter = appointment or count > 3}`",
        ),
        (
            {"when": "{matter: appointment and waived = no}"},
            {"when": "{expr: matter = appointment and waived = no}"},
            "a condition over several facts is `expr: ...`",
        ),
        (
            {"when": "{expr: ends_on - began_on > 10 working days}"},
            {"when": "{expr: ends_on > began_on + 10 working days}"},
            "write `ends_on > began_on + 10 working days`",
        ),
        (
            {"when": "{expr: ends_on - began_on > 10 calendar days}"},
            {"when": "{expr: ends_on - began_on > 10 d}"},
            "write `10 d`",
        ),
        (
            {"when": '{expr: "higher(ends_on - began_on, allowed) = allowed"}'},
            {},
            "`higher` needs an order, `allowed` is a time limit",
        ),
        (
            {"derived": "pay_by: {type: date, value: 10 working days after ends_on}"},
            {"derived": "pay_by: {type: date, value: ends_on + 10 working days}"},
            "write `ends_on + 10 working days`",
        ),
        (
            {"derived": "pay_by: {type: date, value: 10 working days before seen_at}"},
            {"derived": "pay_by: {type: date, value: date of seen_at - 10 working days}"},
            "write `date of seen_at - 10 working days`",
        ),
        (
            {"when": "{expr: working days from ends_on + count working days to ends_on > 2}"},
            {"when": "{expr: working days from (ends_on + count working days) to ends_on > 2}"},
            "brackets are due, `(ends_on + ...)`",
        ),
        (
            {"when": "{expr: paid known = given known}"},
            {"when": "{expr: (paid known) = (given known)}"},
            "brackets are due: `(paid known) = ...`",
        ),
        ({"when": "{expr: count is 3}"}, {"when": "{expr: count = 3}"}, "write `=`"),
        ({"when": '{expr: "min(count, 3) > 2"}'}, {"when": '{expr: "lower(count, 3) > 2"}'}, "did you mean `lower`?"),
        ({"when": '{expr: "max(count, 3) > 2"}'}, {"when": '{expr: "higher(count, 3) > 2"}'}, "did you mean `higher`?"),
        (
            {"then": "[payment: {amount: 5 GBP, within: 14 calendar weeks}]"},
            {"then": "[payment: {amount: 5 GBP, within: 98 calendar days}]"},
            "write `98 calendar days`",
        ),
        (
            {"then": "[payment: {amount: 5 GBP, within: 3 calendar months}]"},
            {"then": "[payment: {amount: 5 GBP, within: 3 months}]"},
            "write `3 months`",
        ),
        (
            {"then": "[payment: {amount: 5 GBP, within: 10 d, from: seen_at}]"},
            {"then": "[payment: {amount: 5 GBP, within: 10 d, after: seen_at}]"},
            "= parameters of payment: amount, within = beside them: after, at_least, at_most, obligation",
        ),
        (
            {"then": "[payment: {amount: 5 GBP, within: 10 d, from: seen_at}]"},
            {},
            "did you mean `after`?",
        ),
        (
            {"then": "[payment: {amount: 5 GBP, due: 10 d}]"},
            {"then": "[payment: {amount: 5 GBP, within: 10 d}]"},
            "did you mean `within`?",
        ),
        (
            {"then": "[payment: {amount: 5 GBP, maximum: 9 GBP}]"},
            {"then": "[payment: {amount: 5 GBP, at_most: 9 GBP}]"},
            "did you mean `at_most`?",
        ),
        (
            {"fact": "price: {type: money, min: £95}"},
            {"fact": "price: {type: money, min: 95 GBP}"},
            "`£95` is not money in GBP: write `95 GBP`",
        ),
        (
            {"fact": "told_at: {type: datetime, min: 2020-01-01T00:00Z}"},
            {
                "fact": "told_at: {type: datetime}",
                "rest": f"{GOOD['rest']}\nadmit: [{{id: told_at-min, must: told_at >= 2020-01-01T00:00Z}}]",
            },
            "write `admit: [{id: told_at-min, must: told_at >= 2020-01-01T00:00Z}]`",
        ),
        ({"rest": "otherwise: []"}, {}, "`otherwise` is empty"),
        ({"rest": "otherwise: []"}, {}, "for nothing, leave `otherwise` out"),
        ({"when": "{pays: known}"}, {}, NOTHING_GIVEN),
        ({"when": "{payment: known}"}, {}, NOTHING_GIVEN),
        ({"when": "{expr: payment.amount > 0 GBP}"}, {}, NOTHING_GIVEN),
        ({"when": "{expr: pays known}"}, {}, NOTHING_GIVEN),
    ],
)
def test_the_help_says_what_loads(slip: dict[str, str], mended: dict[str, str], help_: str) -> None:
    assert help_ in _told(**slip)
    loads(RULESET.format(**{**GOOD, **mended}))


@pytest.mark.parametrize(
    "text",
    [
        *("delay > allowed", "delay >= 2 months", "delay < count calendar days", "delay > count working hours"),
        *("round(delay, allowed) > delay", "full allowed in delay > 1", "lower(delay, allowed) = allowed"),
    ],
)
@pytest.mark.parametrize("place", ["when", "rest"])
def test_a_duration_beside_a_time_limit_does_not_load(text: str, place: str) -> None:
    fact = "delay: {type: duration, min: 0 h, max: 100 d}"
    asked = f"{GOOD['rest']}\nadmit: [{{id: asked, must: '{text}'}}]" if place == "rest" else f"{{expr: '{text}'}}"
    assert "RR20" in _told(fact=fact, **{place: asked})


def test_a_duration_can_be_asked_whether_it_is_a_time_limit() -> None:
    fact = "delay: {type: duration, min: 0 h, max: 100 d}"
    ruleset = loads(RULESET.format(**{**GOOD, "fact": fact, "when": "{expr: delay = allowed}"}))
    assert [one.diagnostic.code for one in ruleset.findings() if one.diagnostic.severity == "error"] == []


def test_days_without_a_value_are_told_once() -> None:
    one = "{type: money, by: began_on, values: {2024-01-01: 3 GBP}}"
    text = RULESET.format(**GOOD).replace("parameters: {allowed", f"parameters: {{base: {one}, extra: {one}, allowed")
    with pytest.raises(RulesetError) as caught:
        loads(text)
    (problem,) = caught.value.diagnostics
    assert problem.message == (
        "`began_on` may be earlier than 2024-01-01, and 2 parameters have no value then: `base`, `extra`"
    )
    assert problem.label == (
        "give `began_on` a `min: 2024-01-01`, or each of them an earlier value or `optional: true`"
    )


def test_what_law_demands_is_not_left_out_for_want_of_a_fact() -> None:
    limit = "{id: floor, level: law, when: {paid: over 3}, action: payment, amount: {at_least: 5 GBP}}"
    told = _told(rest=f"{GOOD['rest']}\nlimits: [{limit}]")
    assert "`paid` may be unknown" in told
    assert "add `if_unknown: apply`, or test it with `known`" in told
    assert "skip" not in told
