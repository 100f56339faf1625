"""Of what is computed, `what_if` names the nearest value that does: compared with trying them all."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules.loading import loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import RulesetError

HEAD = """
language: 1
ruleset: nearest
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  repair: {stream: remedy, phase: resolve}
  call: {stream: corrective, phase: follow_up}
otherwise: [call]
"""
MOST = 24
COMPUTED = """
facts:
  a: {{type: integer, min: 0, max: {most}}}
  b: {{type: integer, min: 0, max: {most}}}
derived:
  c: {{type: integer, value: "{first}"}}
  d: {{type: integer, hit: first, when: [c, a], rows: [[over 9, under 7, 1], [any, any, "{second}"]]}}
rules:
  - {{id: mend, when: {{{when}}}, then: [repair]}}
"""


def _expressions(names: list[str]) -> st.SearchStrategy[str]:
    """Straight and bent, of whole numbers."""
    constants = st.integers(0, 9).map(str)
    return st.recursive(
        constants | st.sampled_from(names),
        lambda inner: st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner),
            st.builds("({} * {})".format, constants, inner),
            st.builds("lower({}, {})".format, inner, inner),
            st.builds("higher({}, {})".format, inner, inner),
            st.builds("abs({})".format, inner),
            st.builds("(if {} > {} then {} else {})".format, inner, inner, inner, inner),
        ),
        max_leaves=5,
    )


CONDITIONS = st.one_of(
    st.builds("d: {} {}".format, st.sampled_from(["over", "under", "at least", ""]), st.integers(-9, 30)),
    st.builds('expr: "d {} c + {}"'.format, st.sampled_from(["<", "=", ">="]), st.integers(-9, 9)),
)
CASES = [{"a": a, "b": b} for a, b in ((0, 0), (5, 19), (12, 7), (MOST, 1), (9, MOST))]


@example("(if 6 > b then 0 else 2)", "b", 'expr: "d = c + 5"')  # it jumps where it would have been enough
@given(_expressions(["a", "b"]), _expressions(["a", "b", "c"]), CONDITIONS)
def test_the_nearest_value_of_one_fact_in_each_direction(first: str, second: str, when: str) -> None:
    try:
        ruleset = loads(HEAD + COMPUTED.format(first=first, second=second, when=when, most=MOST))
    except RulesetError:  # the condition can never hold
        return
    for case in CASES:
        if "repair" not in ruleset.decide(case):
            found = {(change.fact, change.value) for change in _single(ruleset, case, "repair")}
            assert found == set(_nearest(ruleset, case))


def _single(ruleset: Ruleset, case: dict[str, Any], kind: str) -> Iterator[Any]:
    answer = ruleset.decide(case).what_if(kind, most=99)
    yield from (one.changes[0] for one in answer.sets if len(one.changes) == 1)


def _nearest(ruleset: Ruleset, case: dict[str, int]) -> Iterator[tuple[str, int]]:
    for name, now in case.items():
        for direction in (range(now + 1, MOST + 1), range(now - 1, -1, -1)):
            for value in direction:
                if "repair" in ruleset.decide({**case, name: value}):
                    yield name, value
                    break


AMOUNTS = loads(
    HEAD
    + """
facts:
  paid: {type: money, min: 0 EUR, max: 100 EUR}
  used: {type: money, min: 0 EUR, max: 100 EUR, default: 0 EUR}
  part: {type: number, min: 0, max: 1, default: 0.5}
  share: {type: percent, min: 0 %, max: 100 %, default: 0 %}
  delay: {type: duration, min: 0 h, max: 100 d, default: 0 h}
  side: {type: number, default: 0}
  pieces: {type: integer, min: 1, max: 50, default: 1}
derived:
  days: {type: integer, value: full 24 h in delay}
  begun: {type: integer, value: started 24 h in delay}
rules:
  - {id: a-bit, when: {days: 0}, then: [refund: {amount: 0.1 % of paid}]}
  - {id: less, when: {days: 1}, then: [refund: {amount: "higher(paid - used, 0 EUR)"}]}
  - {id: shared, when: {days: 2}, then: [refund: {amount: share of paid}]}
  - {id: each, when: {days: 3}, then: [refund: {amount: 0.30 EUR / pieces}]}
  - {id: exactly, when: {expr: paid * part = 7 EUR}, then: [repair]}
  - {id: area, when: {expr: side * side > 49}, then: [repair]}
  - {id: third, when: {expr: side * 3 < -1}, then: [repair]}
  - {id: long, when: {days: at least 9}, then: [repair]}
  - {id: begun, when: {begun: 5}, then: [repair]}
  - {id: given, when: {days: 5}, then: [voucher: {amount: paid}]}
limits:
  - {id: capped, action: voucher, amount: {at_most: 1 % of used}}
"""
)


@pytest.mark.heavy
@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("case", "kind", "found"),
    [
        ({"paid": "1 EUR"}, "refund", {"paid": "EUR 5.00"}),  # half a cent is rounded up
        ({"paid": "9 EUR", "used": "20 EUR", "delay": "1 d"}, "refund", {"paid": "EUR 20.01", "used": "EUR 8.99"}),
        ({"paid": "1 EUR", "delay": "2 d"}, "refund", {"share": "0.5 %"}),
        ({"paid": "100 EUR", "delay": "5 d", "used": "0 EUR"}, "voucher", {"used": "EUR 1.00"}),  # a cap is cut
        ({"paid": "50 EUR"}, "repair", {"paid": "EUR 14.00", "part": "0.14"}),
        ({"paid": "50 EUR", "delay": "95 h"}, "repair", {"delay": "4 d 1 min"}),
    ],
)
def test_the_nearest_value_that_does(case: dict[str, str], kind: str, found: dict[str, str]) -> None:
    decision = AMOUNTS.decide(case)
    text = str(decision.what_if(kind))
    for name, value in found.items():
        assert f"{name} were {value}\n" in text


UNKNOWN_SET = loads("""
language: 1
ruleset: sets
kinds:
  refund: {stream: remedy, phase: resolve}
  gift: {stream: remedy, phase: resolve}
  call: {stream: corrective, phase: follow_up}
facts:
  c: {type: choice, values: [a, b]}
  s: {type: scale, values: [low, mid, high]}
  st: {type: set, values: [x, y], optional: true}
rules:
  - {id: r0, when: {c: a, st: has x}, then: [refund]}
  - {id: r1, when: {s: mid, st: has y}, then: [refund]}
  - {id: ov, when: {c: not b, st: has x}, then: [gift], overrides: [r0]}
otherwise: [call]
""")


@pytest.mark.parametrize(
    ("case", "changed"),
    [
        ({"c": "a", "s": "high"}, {"s": "mid", "st": frozenset({"y"})}),
        ({"c": "a", "s": "mid"}, {"st": frozenset({"y"})}),
        ({"c": "a", "s": "mid", "st": ["x"]}, {"st": frozenset({"x", "y"})}),  # of what is known nothing is taken away
    ],
)
def test_of_a_set_that_is_unknown_the_fewest_members(case: dict[str, Any], changed: dict[str, Any]) -> None:
    (only,) = UNKNOWN_SET.decide(case).what_if("refund").sets
    assert {change.fact: change.value for change in only.changes} == changed
