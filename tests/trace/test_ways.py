"""`WhatIf.complete` is a promise: no case gives the kind without all the facts of some set being different.

In one ruleset every fact has few values, so all cases can be decided; in its rules much stands in the way of much. In
the other there are quantities, of which some values are decided.
"""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from recovery_rules.decision import Decision
from recovery_rules.loading import loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.kinds import gives
from recovery_rules.trace.questions.what_if import WhatIf, what_if

WAYS = loads("""
language: 1
ruleset: ways
currency: EUR
roles: [clerk]
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money, combine: least}, again: {type: actions, combine: all}}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  upgrade: {stream: remedy, phase: resolve}
  repair: {stream: remedy, phase: resolve}
  call: {stream: corrective, phase: follow_up}
  note: {stream: corrective, phase: follow_up}
  excuse: {stream: corrective, phase: acknowledge}
facts:
  failure: {type: choice, values: [late, damaged, lost]}
  grade: {type: scale, values: [minor, major, critical], default: minor}
  late_by: {type: choice, values: [hours, days], needed: {failure: late}}
  proven: {type: boolean, optional: true}
  harm: {type: set, values: [loss, fear], optional: true}
  blamed: {type: boolean, default: no}
admit:
  - {id: lost-is-major, when: {failure: lost}, must: grade at least major}
derived:
  shaken: {type: boolean, value: harm known and harm has fear}
  price: {type: money, hit: first, when: [grade], rows: [[critical, 9 EUR], [any, 0 EUR]]}
rules:
  - id: pay
    when: {failure: [late, damaged]}
    unless: [{late_by: hours}, {blamed: yes, proven: yes}]
    then: [refund: {amount: 5 EUR}]
  - {id: pay-less, when: {grade: at most major, harm: known}, then: [refund: {amount: price}]}
  - {id: mend, overrides: [pay], when: {failure: damaged, grade: at most major}, then: [repair]}
  - {id: too-late, overrides: [mend], when: {proven: no}, then: [note]}
  - {id: no-notes, overrides: [too-late, lose], when: {harm: [has loss, unknown]}, then: [excuse]}
  - {id: lose, overrides: [pay], when: {failure: late, shaken: yes}, then: [voucher: {amount: 3 EUR}]}
  - {id: both, when: {harm: has loss, shaken: yes}, then: [voucher: {amount: 1 EUR}]}
  - id: one-of
    when: {failure: lost, grade: critical}
    then: [choice: {by: clerk, of: [[upgrade], [refund: {amount: 1 EUR}]]}]
  - id: or-these
    when: {failure: lost, proven: known}
    then: [choice: {by: customer, of: [[upgrade], [voucher: {amount: price}]]}]
tables:
  - id: firsts
    hit: first
    when: [failure, grade]
    then: [upgrade, call]
    rows: [[late, any, "-", yes], [any, at least major, yes, "-"], [damaged, any, yes, yes]]
limits:
  - {id: no-refund, when: {blamed: yes, grade: not critical}, forbid: [refund, excuse]}
  - id: law
    level: law
    when: {failure: damaged, proven: yes}
    if_unknown: apply
    action: refund
    amount: {at_least: 1 EUR}
    owed: true
  - {id: no-upgrade, when: {proven: unknown}, forbid: [upgrade]}
  - {id: harsh, level: law, when: {blamed: yes, shaken: yes}, forbid: [repair, refund]}
  - {id: owed-call, when: {grade: critical}, action: call, owed: {}}
otherwise: [note, call]
""")
AMOUNTS = loads("""
language: 1
ruleset: amounts
currency: EUR
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  voucher: {stream: remedy, phase: resolve}
  upgrade: {stream: remedy, phase: resolve}
  repair: {stream: remedy, phase: resolve}
  call: {stream: corrective, phase: follow_up}
facts:
  paid: {type: money, min: 0 EUR, max: 10 EUR}
  asked: {type: money, min: 0 EUR, max: 10 EUR, optional: true}
  delay: {type: duration, min: 0 h, max: 9 h}
  weight: {type: number, min: 0, max: 1}
derived:
  late: {type: boolean, value: delay > 2 h or weight > 0.6}
  rest: {type: money, value: "if asked known then paid - asked else 0 EUR"}
rules:
  - {id: pay, when: {late: no}, then: [refund: {amount: "if asked known then higher(paid - asked, 0 EUR) else 0 EUR"}]}
  - {id: give, when: {late: yes, delay: under 3 h, weight: "(0.5..0.7)"}, then: [voucher]}
  - {id: lift, when: {rest: over 4 EUR}, unless: [{weight: over 0.2}], then: [upgrade]}
  - {id: mend, when: {expr: asked < paid, delay: over 5 h}, then: [repair]}
  - {id: ring, when: {asked: known, weight: under 0.6}, then: [call]}
otherwise: [call]
""")
SOME: Mapping[str, list[Any]] = {
    "paid": ["0 EUR", "3.99 EUR", "4 EUR", "10 EUR"],
    "asked": [None, "0 EUR", "4 EUR", "5 EUR"],
    "delay": ["0 h", "2 h", "2.5 h", "3 h", "9 h"],
    "weight": ["0", "0.2", "0.5", "0.55", "0.6", "0.65", "0.7"],
}


def _values(name: str) -> list[Any]:
    fact = WAYS.model.facts[name]
    match fact.type.kind:
        case "boolean":
            known: list[Any] = [True, False]
        case "set":
            known = [frozenset(some) for count in range(3) for some in itertools.combinations(fact.type.values, count)]
        case _:
            known = list(fact.type.values)
    return known + ([None] if fact.may_be_unknown else [])


def _all(ruleset: Ruleset, values: Mapping[str, list[Any]]) -> list[Decision]:
    found = []
    for case in itertools.product(*values.values()):
        try:
            found.append(ruleset.decide(dict(zip(values, case, strict=True))))
        except FactsError:
            continue
    return found


ALL = _all(WAYS, {name: _values(name) for name in WAYS.model.facts})
ALL_AMOUNTS = _all(AMOUNTS, SOME)


def _given(decision: Decision) -> Mapping[str, Any]:
    return {name: decision.account.values[name] for name in decision.ruleset.model.facts}


def _left_out(answer: WhatIf, before: Decision, giving: Iterable[Mapping[str, Any]]) -> list[set[str]]:
    """What is different in cases that give the kind without all the facts of any set."""
    found = [{change.fact for change in one.changes} for one in answer.sets]
    now = _given(before)
    different = [{name for name in now if case[name] != now[name]} for case in giving]
    return [facts for facts in different if not any(some <= facts for some in found)]


def _all_ways(decision: Decision, kind: str) -> WhatIf:
    ruleset = decision.ruleset
    return what_if(ruleset.model, ruleset._decider.decide, decision._given, kind, most=999, budget=9_999)


@pytest.mark.parametrize("decisions", [ALL, ALL_AMOUNTS], ids=["ways", "amounts"])
def test_every_kind_is_given_by_some_cases_and_not_by_others(decisions: list[Decision]) -> None:
    assert len(decisions) > 300
    for kind in decisions[0].ruleset.model.kinds:
        assert 0 < sum(gives(one.actions, kind) for one in decisions) < len(decisions)


@pytest.mark.heavy
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", [*WAYS.model.kinds, "choice"])
def test_no_way_is_left_out(kind: str) -> None:
    giving = [_given(one) for one in ALL if gives(one.actions, kind)]
    for decision in [one for one in ALL if not gives(one.actions, kind)][::9]:
        answer = _all_ways(decision, kind)
        assert answer.complete
        assert _left_out(answer, decision, giving) == []


@pytest.mark.heavy
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", AMOUNTS.model.kinds)
def test_of_amounts_no_way_is_left_out_where_all_was_tried(kind: str) -> None:
    giving = [_given(one) for one in ALL_AMOUNTS if gives(one.actions, kind)]
    others = [one for one in ALL_AMOUNTS if not gives(one.actions, kind)][::67]
    left_out = [_left_out(answer, one, giving) for one in others if (answer := _all_ways(one, kind)).complete]
    assert [ways for ways in left_out if ways] == []
    assert left_out or kind == "refund"  # of which any amount may come to something


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        ({"paid": "0 EUR", "delay": "0 h", "weight": "0"}, "refund"),
        ({"paid": "4 EUR", "delay": "0 h", "weight": "0.1"}, "upgrade"),
        ({"paid": "4 EUR", "delay": "9 h", "weight": "1"}, "repair"),
    ],
)
def test_where_any_amount_may_matter_nobody_is_told_that_all_was_tried(case: dict[str, str], kind: str) -> None:
    answer = AMOUNTS.decide(case).what_if(kind)
    assert not answer.complete
    assert answer.text().endswith(f"There may be more ways (cases tried: {answer.decided}).")
    assert answer.text("zh").endswith(f"可能还有其他变化（已试案例：{answer.decided}）。")
