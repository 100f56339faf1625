"""What is told of derived facts and conditions holds in the case, and is all that carries them."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from recovery_rules import loads
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression, Read, facts_read
from recovery_rules.language.types import Plain
from recovery_rules.trace.telling.grounds import facts_told, ground, of_one_fact
from tests.language.drawn import cases, truths

RULESET = loads("""
language: 1
ruleset: grounds
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


WARRANTY = loads("""
language: 1
ruleset: warranty
currency: CNY
kinds: {back: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}}
facts:
  covered: {type: boolean}
  rebuilt: {type: boolean, default: no}
  repairs: {type: integer, min: 0, max: 99}
  idle: {type: duration, min: 0 d, max: 99 d}
  part: {type: choice, values: [engine, gearbox, seat]}
  age: {type: integer, min: 0, max: 20, optional: true}
derived:
  owed: {type: boolean, value: covered and (rebuilt and idle over 10 d or idle over 30 d or repairs over 4)}
  other_part: {type: boolean, value: "not (part = engine)"}
  core: {type: boolean, value: "part in (engine, gearbox)"}
  mixed: {type: boolean, value: "covered and repairs over 4 or part = seat and idle over 1 d"}
  fee: {type: money, value: if owed then 0 CNY else if core then 10 CNY else 20 CNY * repairs}
  old: {type: boolean, value: if age known then age over 3 else no}
rules:
  - {id: give, when: {owed: yes}, then: [back: {amount: 1 CNY}]}
  - {id: always, then: [back: {amount: fee + 1 CNY}]}
  - {id: over-several, when: {expr: idle over 30 d or repairs * 2 over 9}, then: [back: {amount: 1 CNY}]}
  - {id: both, when: {mixed: yes, other_part: yes}, then: [back: {amount: 2 CNY}]}
  - {id: core, when: {core: yes}, then: [back: {amount: 3 CNY}]}
  - {id: old, when: {old: yes}, then: [back: {amount: 3 CNY}]}
""")
REPAIRED = {"covered": True, "rebuilt": False, "repairs": 5, "idle": "0 d", "part": "engine"}


@pytest.mark.parametrize(
    ("locale", "changed", "told"),
    [
        ("en", {}, "← covered yes and repairs 5 > 4"),
        ("zh", {}, "← covered 是，且 repairs 5 > 4"),
        ("en", {"idle": "40 d"}, "← covered yes and (idle 40 d > 30 d or repairs 5 > 4)"),
        ("zh", {"idle": "40 d"}, "← covered 是，且（idle 40 天 > 30 天，或 repairs 5 > 4）"),
        ("en", {"idle": "20 d", "rebuilt": True}, "and ((rebuilt yes and idle 20 d > 10 d) or repairs 5 > 4)"),
        ("en", {"part": "seat", "idle": "2 d"}, "yes and repairs 5 > 4) or (part seat = seat and idle 2 d > 1 d)"),
        ("en", {"part": "seat"}, "← part seat ≠ engine"),
        ("en", {}, "← part engine is one of engine, gearbox"),
        ("zh", {}, "← part engine 属于 engine、gearbox 之一"),
        ("en", {}, "← CNY 0.00 (as owed yes)"),
        ("zh", {"covered": False}, "← 10.00 元（因 owed 否，且 core 是）"),
        ("en", {"covered": False, "part": "seat"}, "← CNY 20.00 × repairs 5 (as owed no and core no)"),
        ("en", {"age": 5}, "← age is known and age 5 > 3"),
        ("en", {}, "    repairs 5 × 2 > 9"),
    ],
)  # fmt: skip
def test_only_what_holds_is_told(locale: str, changed: Mapping[str, object], told: str) -> None:
    lines = WARRANTY.decide({**REPAIRED, **changed}).explain(locale).splitlines()
    assert any(line.endswith(told) for line in lines), lines


def test_what_was_not_told_has_no_origin_to_tell() -> None:
    assert "core " not in WARRANTY.decide(REPAIRED).explain().partition("Worked out")[2]


@given(truths(), cases())
def test_the_ground_of_what_is_known_is_true(expression: Expression, values: Mapping[str, Plain | None]) -> None:
    found = ground(expression, values)
    if evaluate(expression, values) is None:
        assert found == expression
    else:
        assert _reads_true(found, values)
        assert facts_told(found, values) <= facts_read(expression)


def _reads_true(expression: Expression, values: Mapping[str, Plain | None]) -> bool:
    """Whether every part of it holds, but for lists of the values of one fact; a fact is told with its value."""
    match expression:
        case Apply(operation="and" | "or" as operation, arguments=parts) if not of_one_fact(expression, operation, "="):
            return all(_reads_true(part, values) for part in parts)
        case Read():
            return True
        case _:
            return evaluate(expression, values) is True
