"""Facts that `admit` ties together are brought in line, wherever cases are looked for."""

from __future__ import annotations

import pytest
from hypothesis import find, given, settings

from recovery_rules import Ruleset, loads
from recovery_rules.cells.shape import shape_of
from recovery_rules.testing import boundary_cases, cases
from recovery_rules.testing.drawing import Drawing

HEAD = """
language: 1
ruleset: shop
currency: EUR
no_follow_up: none
kinds:
  apology: {stream: remedy, phase: acknowledge}
  replacement: {stream: remedy, phase: resolve}
"""

TIMES = f"""{HEAD}
facts:
  sent: {{type: datetime}}
  came: {{type: datetime}}
  code: {{type: text}}
admit:
  - {{id: order, must: sent < came}}
  - {{id: gap, must: came - sent <= 1 h}}
rules:
  - {{id: sorry, then: [apology]}}
  - {{id: again, when: {{expr: came - sent > 59 min}}, then: [replacement]}}
"""

SUMS = f"""{HEAD}
facts:
  a: {{type: money, min: 0 EUR, max: 100 EUR}}
  b: {{type: money, min: 0 EUR, max: 100 EUR}}
  c: {{type: money, min: 0 EUR, max: 200 EUR}}
  late: {{type: boolean}}
  d: {{type: duration, min: 0 h, max: 3 d, needed: {{late: yes}}}}
admit:
  - {{id: sum, must: a + b = c}}
  - {{id: thrice, must: a * 3 = b}}
  - {{id: long, when: {{late: yes}}, must: d > 2 d 23 h}}
rules:
  - {{id: sorry, then: [apology]}}
  - {{id: again, when: {{a: over 24 EUR, late: yes}}, then: [replacement]}}
"""

BOTH = pytest.mark.parametrize("text", [TIMES, SUMS])


@BOTH
def test_every_rule_and_edge_gets_a_case(text: str) -> None:
    found = loads(text).suggest_cases()
    assert {"sorry fired", "again fired"} <= {what for one in found.cases for what in one.reaches}
    edges = {"a: 23.99 EUR", "a: 24 EUR", "a: 24.01 EUR", "again fired", "again matched"}
    assert not edges & {one.what for one in found.unreached}


@BOTH
def test_cases_are_drawn_for_every_rule(text: str) -> None:
    ruleset = loads(text)
    drawn = list(Drawing(ruleset.model, shape_of(ruleset.model)).cases(40))
    assert len(drawn) == 40
    assert any("replacement" in ruleset.decide(one.given, as_of=one.as_of, role=one.role) for one in drawn)


@BOTH
@pytest.mark.parametrize("strategy", [cases, boundary_cases])
def test_strategies_draw_cases_that_are_decided(text: str, strategy: type) -> None:
    ruleset = loads(text)
    seen = set()

    @settings(max_examples=30, deadline=None, database=None, derandomize=True)
    @given(strategy(ruleset))
    def decided(case: dict[str, object]) -> None:
        seen.add(repr(case))
        assert "apology" in ruleset.decide(case)

    decided()
    assert len(seen) > 3


@BOTH
def test_what_is_looked_for_shrinks(text: str) -> None:
    ruleset = loads(text)
    quiet = settings(max_examples=500, deadline=None, database=None, derandomize=True)
    assert find(cases(ruleset), lambda case: "replacement" in ruleset.decide(case), settings=quiet)


@BOTH
def test_findings_show_a_case(text: str) -> None:
    (gap,) = (one for one in loads(text).findings() if one.diagnostic.code == "RR501")
    assert gap.witnesses
    assert not any("no case was found" in note for note in gap.diagnostic.notes)


def test_of_what_nobody_may_give_no_case_is_found() -> None:
    ruleset: Ruleset = loads(TIMES.replace("came - sent <= 1 h", "came < sent"))
    assert not ruleset.suggest_cases().cases
    assert not list(Drawing(ruleset.model, shape_of(ruleset.model)).cases(1))
