"""Derived facts that are `no`: what is told of them holds in the case."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from recovery_rules import loads
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression, Read
from recovery_rules.language.types import BOOLEAN, Plain
from recovery_rules.trace.telling.contraries import contrary
from tests.language.drawn import cases, truths

RULESET = loads("""
language: 1
ruleset: contraries
currency: EUR
kinds: {note: {stream: remedy, phase: resolve}}
facts:
  notice: {type: duration, min: 0 d, max: 90 d}
  told_on: {type: date}
  left_on: {type: date}
  failure: {type: choice, values: [late, damaged, lost]}
  extras: {type: set, values: [cover, seat]}
  proven: {type: boolean}
  mended: {type: duration, min: 0 h, optional: true}
derived:
  short: {type: boolean, value: notice <= 14 d}
  sudden: {type: boolean, value: left_on - told_on < 14 d}
  grave: {type: boolean, value: "failure in (late, damaged)"}
  light: {type: boolean, value: failure != lost}
  covered: {type: boolean, value: extras has cover}
  open: {type: boolean, value: proven and mended unknown and notice <= 14 d}
  closed: {type: boolean, value: proven or mended known}
  ours: {type: boolean, value: if failure = lost then proven else notice > 1 d}
  listed: {type: boolean, hit: first, when: [failure], rows: [[late, yes], [lost, notice < 2 d], {gives: yes}]}
rules:
  - id: all
    when:
      none_of:
        - {short: yes}
        - {sudden: yes}
        - {grave: yes}
        - {light: yes}
        - {covered: yes}
        - {open: yes}
        - {closed: yes}
        - {ours: yes}
        - {listed: yes}
    then: [note]
otherwise: [note]
""")
CASE = {
    "notice": "28 d",
    "told_on": "2026-03-01",
    "left_on": "2026-04-01",
    "failure": "lost",
    "extras": ["seat"],
    "proven": False,
}


@pytest.mark.parametrize(
    "told",
    [
        "← notice 28 d > 14 d",
        "← the time from told on 1 Mar 2026 to left on 1 Apr 2026 ≥ 14 d",
        "← failure lost is neither late nor damaged",
        "← failure lost = lost",
        "← extras seat does not include cover",
        "← proven no and notice 28 d > 14 d",
        "← proven no and mended is unknown",
        "← failure lost = lost and proven no",
        "← table listed, row 2: failure is lost; notice 28 d ≥ 2 d",
    ],
)
def test_what_is_told_holds(told: str) -> None:
    lines = RULESET.decide(CASE).explain().splitlines()
    assert any(line.endswith(told) for line in lines), lines


def test_the_same_in_chinese() -> None:
    told = RULESET.decide(CASE).explain("zh")
    assert "← notice 28 天 > 14 天" in told
    assert "← failure lost 不是 late 或 damaged" in told
    assert "← extras seat 不包含 cover" in told


def test_why_not_tells_how_a_derived_fact_came_about() -> None:
    told = str(RULESET.decide({**CASE, "notice": "3 d"}).why_not("all"))
    assert told.endswith("Worked out on the way:\n  short   yes   ← notice 3 d ≤ 14 d"), told


def test_a_last_row_without_tests_tells_what_the_rows_above_it_looked_at() -> None:
    ruleset = loads("""
language: 1
ruleset: sums
currency: CAD
extends: [vocabulary/service-recovery.yaml]
facts:
  late: {type: duration, min: 0 h, max: 9 d}
derived:
  sum: {type: money, hit: first, when: [late], rows: [[at least 9 h, 1000 CAD], {gives: 0 CAD}]}
rules:
  - {id: pay, when: {sum: over 0 CAD}, then: [compensation: {form: cash, amount: sum}]}
otherwise: [apology]
no_follow_up: none
""")
    told = str(ruleset.decide(late="2 h").why_not("compensation"))
    assert told.endswith("Worked out on the way:\n  sum   CAD 0.00   ← table sum, row 2: no row above matches late 2 h")


@given(truths(), cases())
def test_the_contrary_of_what_is_false_is_true(expression: Expression, values: Mapping[str, Plain | None]) -> None:
    value = evaluate(expression, values)
    if value is None:
        return
    false = expression if value is False else Apply("not", (expression,), BOOLEAN)
    assert _reads_true(contrary(false, values), values)


def _reads_true(expression: Expression, values: Mapping[str, Plain | None]) -> bool:
    if isinstance(expression, Apply) and expression.operation == "and":
        return all(_reads_true(part, values) for part in expression.arguments)
    return isinstance(expression, Read) or evaluate(expression, values) is True
