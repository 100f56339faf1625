"""Where two rulesets are proved equal no case differs; where they differ, each region is shown by a case that does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import Action, Difference, FactsError, Money, Ruleset, RulesetError, load, loads
from recovery_rules.analysis.coverage.measuring import Given
from recovery_rules.analysis.difference.comparing import compare
from recovery_rules.analysis.difference.result import Weight
from recovery_rules.analysis.difference.weighing import weighed
from recovery_rules.analysis.difference.wording import change_in_words
from recovery_rules.model.examples import Example
from tests.strategies import COSTLY, as_yaml, cases, rulesets

pytest.importorskip("z3")

SHOP = """
language: 1
ruleset: shop
currency: EUR
roles: [clerk, manager]
facts:
  severity: {type: scale, values: [minor, major, critical]}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  fault: {type: choice, values: [ours, theirs]}
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {within: {type: duration, combine: soonest}}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
  fee: {stream: claim, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
rules:
  - {id: sorry, then: [apology: {within: 2 h}]}
  - {id: half, when: {fault: ours, severity: at least major}, then: [refund: {amount: 50 % of price}]}
  - {id: handling, when: {fault: theirs}, then: [fee: {amount: 5 EUR}]}
"""


def _compared(*changed: tuple[str, str], past: list[dict[str, Any]] | None = None) -> Difference:
    text = SHOP
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    return loads(SHOP).diff(loads(text), cases=past or ())


def _said(found: Difference) -> list[tuple[str, list[str], str, bool]]:
    return [(one.direction, [change_in_words(it) for it in one.changes], one.where, one.exact) for one in found.regions]


def test_a_ruleset_equals_itself() -> None:
    found = load("retail").diff(load("retail"))
    assert found.equal
    assert found.regions == ()


def test_what_is_written_otherwise_and_means_the_same_is_equal() -> None:
    assert _compared(("severity: at least major", "severity: [critical, major]")).equal


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            ("fault: ours, severity: at least major", "fault: ours"),
            ("more generous", ["refund given now"], "severity minor, fault ours", False),  # not where nothing was paid
        ),
        (
            ("fault: ours, severity: at least major", "fault: ours, severity: critical"),
            ("less generous", ["refund no longer given"], "severity major, fault ours", False),
        ),
        (("within: 2 h", "within: 1 h"), ("faster", ["apology.within sooner"], "", True)),
        (("within: 2 h", "within: 1 d"), ("slower", ["apology.within later"], "", True)),
        (("amount: 5 EUR", "amount: 6 EUR"), ("less generous", ["fee.amount more"], "fault theirs", True)),
        (("fault: theirs}, then: [fee: {amount: 5 EUR}]", "fault: ours}, then: [apology]"), None),
    ],
)
def test_one_region(changed: tuple[str, str], said: tuple[str, list[str], str, bool] | None) -> None:
    found = _compared(changed)
    assert found.complete
    if said is not None:
        assert _said(found) == [said]
    else:
        assert [one.direction for one in found.regions] == ["more generous"]  # no fee any more


def test_a_region_is_shown_by_a_plain_case() -> None:
    found = {one.changes[0].what: one for one in _compared(("50 % of price", "40 % of price")).regions}
    assert found.keys() == {"less", "dropped"}  # half a cent is rounded up, less is not
    region = found["less"]
    assert region.case["severity"] == "major"
    assert region.case["price"] <= Money("1.00", "EUR")
    assert (region.old, region.new) == (("half",), ("half",))


def test_past_cases_weigh_regions() -> None:
    past: list[dict[str, Any]] = [
        {"severity": "major", "price": "100 EUR", "fault": "ours"},
        {"severity": "critical", "price": "10 EUR", "fault": "ours"},
        {"severity": "minor", "price": "10 EUR", "fault": "ours"},
        {"severity": "no such", "price": "10 EUR", "fault": "ours"},
    ]
    found = _compared(("50 % of price", "60 % of price"), past=past)
    [region] = found.regions
    assert (found.past, found.elsewhere) == (3, Weight())
    assert region.weight == Weight(2, (Money("11.00", "EUR"),), ids=("case 1", "case 2"))


def test_past_cases_in_no_region_are_told_by_their_ids() -> None:
    old, new = loads(SHOP), loads(SHOP.replace("50 % of", "60 % of"))
    examples = [
        Example("dear", {"severity": "major", "price": "100 EUR", "fault": "ours"}),
        Example("no-fault", {"severity": "major", "price": "100 EUR", "fault": "theirs"}),
    ]
    given = [Given(one.id, one.given) for one in examples]
    found = weighed(Difference((), complete=False), old._subject, new._subject, given)
    assert (found.past, found.elsewhere) == (2, Weight(1, (Money("10.00", "EUR"),), ids=("dear",)))


def test_decisions_and_examples_are_past_cases_too() -> None:
    old = loads(SHOP)
    case = {"severity": "major", "price": "100 EUR", "fault": "ours"}
    found = old.diff(loads(SHOP.replace("50 % of", "60 % of")), cases=[old.decide(case), Example("dear", case)])
    assert [one.weight.ids for one in found.regions if one.weight is not None] == [("case 1", "dear")]


def test_boundary_cases_show_differences_where_the_solver_has_no_answer() -> None:
    old, new = (
        loads(SHOP),
        loads(SHOP.replace("at least major", "critical").replace("[ours, theirs]", "[theirs, ours]")),
    )
    *_, found = compare(old._subject, new._subject, budget=1)
    assert (found.complete, found.reason) == (False, "the solver found no answer within its budget")
    assert _said(found) == [("less generous", ["refund no longer given"], "", False)]
    [region] = found.regions
    assert (region.case["severity"], region.case["fault"]) == ("major", "ours")
    assert (region.old, region.new) == (("half",), ())


def test_boundaries_of_the_new_ruleset_are_tried_too() -> None:
    new = loads(SHOP.replace("{id: sorry,", "{id: sorry, when: {price: not 77.77 EUR},") + "otherwise: [apology]\n")
    *_, found = compare(loads(SHOP)._subject, new._subject, budget=1)
    assert {region.case["price"] for region in found.regions} == {Money("77.77", "EUR")}


def test_a_fact_may_be_unknown_in_bounds_that_have_nothing_in_common() -> None:
    old = SHOP.replace("  fault:", "  visits: {type: integer, min: 0, max: 5, optional: yes}\n  fault:")
    new = old.replace("min: 0, max: 5", "min: 10, max: 20")
    assert loads(old).diff(loads(new)).complete
    (region,) = loads(old).diff(loads(new.replace("amount: 5 EUR", "amount: 6 EUR"))).regions
    assert "visits" not in region.case


def test_facts_of_one_alone_are_told() -> None:
    found = _compared(("  fault:", "  regular: {type: boolean, default: no}\n  fault:"))
    assert found.equal
    assert found.notes == ("regular is a fact of the new ruleset alone; compared where it is not told",)


def test_rulesets_that_decide_other_cases_are_not_compared() -> None:
    found = _compared(("  fault:", "  weight: {type: integer}\n  fault:"))
    assert not found.equal
    assert found.reason == "one ruleset asks for `weight`, which the other does not know"


@COSTLY
@given(data=st.data(), written=rulesets())
def test_drawn_cases_differ_only_where_a_region_is(data: st.DataObject, written: dict[str, Any]) -> None:
    pair = _with_a_rule_less(data, written)
    if pair is None:
        return
    old, new = pair
    drawn = [data.draw(cases(old.model)) for _ in range(6)]
    differing = [case for case in drawn if _differs(old, new, case)]
    found = old.diff(new, cases=differing)
    event("equal" if found.equal else f"{len(found.regions)} regions" if found.complete else "not all is known")
    for region in found.regions:
        assert _differs(old, new, region.case)
    assert not (differing and found.equal), differing
    if found.complete:  # each lies in one region, or in none
        laid = sum(one.weight.cases for one in found.regions if one.weight is not None)
        assert found.elsewhere.cases + laid == len(differing)


@COSTLY
@given(data=st.data(), written=rulesets())
def test_no_boundary_case_differs_where_rulesets_are_proved_equal(data: st.DataObject, written: dict[str, Any]) -> None:
    pair = _with_a_rule_less(data, written)
    if pair is None:
        return
    old, new = pair
    *_, tried = compare(old._subject, new._subject, budget=1)
    event(f"{min(len(tried.regions), 5)} regions")
    for region in tried.regions:
        assert _differs(old, new, region.case)
    if tried.regions:
        assert not old.diff(new).equal


def _differs(old: Ruleset, new: Ruleset, case: Mapping[str, Any]) -> bool:
    try:
        before, after = (one.decide(case).actions for one in (old, new))
    except FactsError:
        return False
    return [*map(_plainly, before)] != [*map(_plainly, after)]


def _plainly(value: Any) -> object:
    """What says nothing of its obligation must be given, as what says so."""
    if isinstance(value, tuple):
        return tuple(map(_plainly, value))
    if not isinstance(value, Action):
        return value
    values = {name: _plainly(one) for name, one in value.values.items() if (name, one) != ("obligation", "must")}
    options = tuple(map(_plainly, value.options))
    return value.kind, values, value.due, value.held, value.by, options, value.mandate, value.after


def _with_a_rule_less(data: st.DataObject, written: dict[str, Any]) -> tuple[Ruleset, Ruleset] | None:
    rules = written.get("rules", [])
    if len(rules) < 2:
        return None
    dropped = data.draw(st.sampled_from(range(len(rules))))
    less = {**written, "rules": [*rules[:dropped], *rules[dropped + 1 :]]}
    try:
        old, new = loads(as_yaml(written)), loads(as_yaml(less))
    except RulesetError:
        return None
    note(as_yaml(written))
    note(f"without rule {dropped + 1}")
    return None if old.model.awaits_calendar or new.model.awaits_calendar else (old, new)


@pytest.mark.parametrize(
    "changed",
    [
        ("{item: cup}", "{item: pen}"),  # a text
        ("{form: cash}", "{form: voucher}"),  # the same place in a list that is turned round
        ("within: 24 h", "within: 1 working day"),  # of one nominal length
        ("amount: 7 EUR", "amount: price"),  # of one of two choices of one shape
        ("days_off: [2026-01-02]", "days_off: [2026-01-05]"),
        ("within: 9 h", "within: 9 h, after: begun"),  # in a choice
        ("default: 10", "default: 20"),
        ("default: 10", "optional: yes"),
    ],
)
def test_what_looks_alike_is_not_equal(changed: tuple[str, str]) -> None:
    old = GIFTS
    new = GIFTS.replace(*changed)
    if "form" in changed[0]:
        new = new.replace("values: [cash, voucher]", "values: [voucher, cash]")
    assert new != old
    found = loads(old).diff(loads(new))
    assert not found.equal


GIFTS = """
language: 1
ruleset: gifts
currency: EUR
calendar: {name: works, days_off: [2026-01-02]}
zone: Europe/Berlin
facts:
  vip: {type: boolean}
  price: {type: money, min: 0 EUR, max: 100 EUR}
  seen: {type: datetime}
  begun: {type: datetime, optional: yes}
  visits: {type: integer, min: 0, max: 30, default: 10}
clock: seen
types:
  form: {type: choice, values: [cash, voucher]}
kinds:
  gift: {stream: remedy, phase: resolve, parameters: {item: {type: text, combine: same}}}
  visit: {stream: remedy, phase: resolve}
  sum:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters:
      form: {type: form, combine: same, required: yes}
      amount: {type: money, combine: greatest}
  answer: {stream: remedy, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
  late: {stream: remedy, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
rules:
  - {id: sum, then: [sum: {form: cash}]}
  - {id: answer, then: [answer: {within: 24 h}]}
  - {id: late, then: [late: {within: 2 working days}]}
  - {id: gift, then: [gift: {item: cup}]}
  - {id: visits, when: {visits: up to 15}, then: [visit]}
  - {id: or, then: [choice: {by: customer, of: [[late: {within: 9 h}], [gift: {item: hat}]]}]}
  - id: one
    when: {vip: yes}
    then: [choice: {by: customer, of: [[sum: {form: cash, amount: 7 EUR}], [gift: {item: hat}]]}]
  - id: two
    when: {vip: no}
    then: [choice: {by: customer, of: [[sum: {form: cash, amount: 7 EUR}], [gift: {item: hat}]]}]
"""


@pytest.mark.parametrize("default", ["default: 20", "optional: yes"])
def test_a_region_of_another_default_is_shown_by_a_case_that_is_told_nothing(default: str) -> None:
    (region,) = loads(GIFTS).diff(loads(GIFTS.replace("default: 10", default))).regions
    assert [change_in_words(one) for one in region.changes] == ["visit no longer given"]
    assert "visits" not in region.case


def test_a_case_that_is_told_another_default_is_shown_with_it() -> None:
    new = GIFTS.replace("default: 10", "default: 20").replace("visits: up to 15", "visits: 11 to 30")
    found = loads(GIFTS).diff(loads(new))
    assert {one.case.get("visits") for one in found.regions} == {0, 20}  # the new default, told


def test_the_same_counted_limits_are_equal() -> None:
    assert loads(GIFTS).diff(loads(GIFTS.replace("vip: no}", "vip: [no]}"))).equal


def test_another_role_for_the_same_action_is_a_difference() -> None:
    old = f"{SHOP}authority: {{clerk: {{refund.amount: 100 EUR}}}}\n"
    new = old.replace("100 EUR}}", "200 EUR}}")
    found = loads(old).diff(loads(new))
    (region,) = found.regions
    assert found.complete
    assert [change_in_words(one) for one in region.changes] == ["refund up to another role"]
    told = [loads(one).decide(region.case)["refund"].authority for one in (old, new)]
    assert told == ["manager", "clerk"]
    assert not loads(old).diff(loads(new.replace("amount: 50 %", "amount: 10 %"))).notes


def test_what_roles_may_give_in_all_is_noted() -> None:
    old = f"{SHOP}authority: {{clerk: {{total: 100 EUR}}}}\n"
    found = loads(old).diff(loads(old.replace("100 EUR}", "200 EUR}")))
    assert found.equal
    assert found.notes == ("how much each role may give in all differs, and is not compared",)


def test_without_a_case_in_common_nothing_is_said_to_be_equal() -> None:
    found = _compared(("min: 0 EUR, max: 1000 EUR", "min: 2000 EUR, max: 3000 EUR"))
    assert not found.equal
    assert found.reason == "no case is valid for both"


VISITS = """
language: 1
ruleset: visits
currency: EUR
roles: [clerk, manager]
facts:
  severity: {type: scale, values: [minor, major]}
  guests: {type: integer, min: 0, max: 3}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  call: {stream: remedy, phase: acknowledge, parameters: {how: {type: scale, values: [mail, phone], combine: greatest}}}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: yes}
      owner: {type: role, combine: highest_role}
      share: {type: percent, combine: least}
  waiver: {stream: claim, phase: resolve, parameters: {amount: {type: money, combine: greatest, in_total: yes}}}
  suspension: {stream: claim, phase: resolve}
  audit: {stream: corrective, phase: follow_up}
  voucher:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters:
      form: {type: choice, values: [paper, mail], combine: same, required: yes}
      amount: {type: money, combine: greatest, required: yes}
  visit:
    stream: remedy
    phase: resolve
    parameters: {within: {type: time_limit, combine: soonest}, if_overdue: {type: actions, combine: all}}
rules:
  - {id: sorry, then: [apology]}
"""
CHOICE = "[choice: {by: customer, of: [[refund: {amount: 2 EUR * guests}], [apology]]}]"
VISIT = "[visit: {within: 2 h, if_overdue: [apology]}]"


def _visits(*rules: str) -> str:
    return "\n".join([VISITS.rstrip(), *(f"  - {{{one}}}" for one in rules)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            _visits(
                f"id: a, when: {{severity: minor}}, then: {VISIT}", f"id: b, when: {{severity: major}}, then: {VISIT}"
            ),
            _visits(f"id: a, then: {VISIT}"),
            id="two rules of what follows when it is late",
        ),
        pytest.param(
            _visits(
                f"id: a, when: {{severity: minor}}, then: {CHOICE}", f"id: b, when: {{severity: major}}, then: {CHOICE}"
            ),
            _visits(f"id: a, then: {CHOICE}"),
            id="two rules of one choice",
        ),
        pytest.param(
            _visits(f"id: a, then: {CHOICE}", f"id: b, then: {CHOICE.replace('2 EUR', '3 EUR')}"),
            _visits(f"id: b, then: {CHOICE.replace('2 EUR', '3 EUR')}", f"id: a, then: {CHOICE}"),
            id="two choices in another order",
        ),
        pytest.param(
            _visits("id: a, then: [voucher: {form: paper, amount: 1 EUR}]"),
            _visits("id: a, then: [voucher: {form: paper, amount: 1 EUR}]").replace("    distinct_by: [form]\n", ""),
            id="kept apart by nothing any more",
        ),
        pytest.param(
            _visits("id: a, then: [voucher: {form: paper, amount: 1 EUR}]"),
            _visits("id: a, then: [voucher: {form: paper, amount: 1 EUR}]").replace("[paper, mail]", "[mail, paper]"),
            id="values in another order",
        ),
        pytest.param(
            _visits("id: a, then: [call: {how: phone}]"),
            _visits("id: a, then: [call: {how: phone}]").replace("[mail, phone]", "[mail, phone, in_person]"),
            id="one more value",
        ),
        pytest.param(
            _visits("id: a, then: [refund: {amount: 1 EUR, obligation: must}]"),
            _visits("id: a, then: [refund: {amount: 1 EUR}]"),
            id="what is said where nothing is",
        ),
    ],
)
def test_written_otherwise(old: str, new: str) -> None:
    assert loads(old).diff(loads(new)).equal
    assert loads(new).diff(loads(old)).equal


@pytest.mark.parametrize(
    ("before", "after", "direction", "changes"),
    [
        (CHOICE, "[apology]", "less generous", "choice of refund or apology no longer given"),
        (CHOICE, CHOICE.replace("2 EUR", "1 EUR"), "less generous", "choice of refund or apology with less in it"),
        (CHOICE.replace("2 EUR", "1 EUR"), CHOICE, "more generous", "choice of refund or apology with more in it"),
        (
            CHOICE,
            CHOICE.replace("refund: {amount: 2 EUR * guests}", "suspension"),
            "otherwise",
            "choice of refund or apology or suspension otherwise",
        ),
        (
            VISIT,
            VISIT.replace("[apology]}", "[apology, suspension]}"),
            "otherwise",
            "visit.if_overdue otherwise",
        ),
        (
            "[refund: {amount: 1 EUR}]",
            "[refund: {amount: 1 EUR, obligation: may}]",
            "less generous",
            "refund.obligation less",
        ),
        (
            "[refund: {amount: 1 EUR, owner: clerk}]",
            "[refund: {amount: 1 EUR, owner: manager}]",
            "otherwise",
            "refund.owner otherwise",
        ),
        (
            "[refund: {amount: 1 EUR}]",
            "[refund: {amount: 1 EUR, share: 5 %}]",
            "otherwise",
            "refund.share otherwise",
        ),
        (
            "[refund: {amount: 1 EUR, share: 9 %}]",
            "[refund: {amount: 1 EUR, share: 5 %}]",
            "otherwise",
            "refund.share less",
        ),
        ("[apology]", "[waiver: {amount: 1 EUR}]", "more generous", "waiver given now"),
        ("[apology]", "[suspension]", "less generous", "suspension given now"),
        ("[apology]", "[audit]", "otherwise", "audit given now"),
    ],
)
def test_a_direction(before: str, after: str, direction: str, changes: str) -> None:
    old, new = loads(_visits(f"id: a, then: {before}")), loads(_visits(f"id: a, then: {after}"))
    cases = [{"severity": "minor", "guests": guests} for guests in range(4)]
    found = old.diff(new, cases=cases)
    [region] = found.regions
    assert found.complete
    assert (region.direction, [change_in_words(one) for one in region.changes]) == (direction, [changes])
    assert found.elsewhere == Weight()
    assert region.weight is not None
    assert region.weight.cases == sum(_differs(old, new, case) for case in cases)


def test_actions_that_are_kept_apart_otherwise_are_compared_in_whatever_order() -> None:
    vouchers = "[voucher: {form: paper, amount: 1 EUR}, voucher: {form: mail, amount: 2 EUR}]"
    old = loads(_visits(f"id: a, then: {vouchers}"))
    new = _visits("id: a, then: [voucher: {form: paper, amount: 1 EUR}]").replace("    distinct_by: [form]\n", "")
    [region] = old.diff(loads(new)).regions
    assert [change_in_words(one) for one in region.changes] == ["voucher no longer given"]
    [region] = old.diff(loads(new.replace("1 EUR", "3 EUR"))).regions
    assert [(change_in_words(one), region.direction) for one in region.changes] == [("voucher otherwise", "otherwise")]


DUE = """
language: 1
ruleset: due
zone: Europe/Berlin
calendar: {name: house}
roles: [clerk]
clock: reported_at
facts:
  reported_at: {type: datetime}
  repaired_at: {type: datetime}
kinds:
  visit: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}
rules:
  - {id: r, then: [visit: {within: 3 working days}]}
"""
TIMES: list[dict[str, Any]] = [
    {"reported_at": "2026-12-22T10:00Z", "repaired_at": "2026-12-31T10:00Z"},
    {"reported_at": "2026-11-02T10:00Z", "repaired_at": "2026-11-01T09:00Z"},
    {"reported_at": "2026-11-02T10:00Z", "repaired_at": "2026-11-02T10:00Z"},
]


@pytest.mark.parametrize(
    ("before", "after", "directions", "ids"),
    [
        ("{name: house}", "{name: house, days_off: [2026-12-24]}", {"slower"}, {"case 1"}),
        ("Europe/Berlin", "Asia/Shanghai", {"faster"}, {"case 1", "case 2", "case 3"}),
        ("clock: reported_at", "clock: repaired_at", {"faster", "slower"}, {"case 1", "case 2"}),
        ("3 working days", "4 calendar days", {"faster", "slower"}, {"case 1", "case 2", "case 3"}),
    ],
)
def test_past_cases_are_weighed_by_when_they_are_due(
    before: str, after: str, directions: set[str], ids: set[str]
) -> None:
    found = loads(DUE).diff(loads(DUE.replace(before, after)), cases=TIMES)
    assert not found.equal
    weights = [one.weight for one in found.regions if one.weight is not None]
    assert {id_ for one in weights for id_ in one.ids} == ids
    assert {one.direction for one in found.regions} == directions
    assert found.elsewhere == Weight()


def test_a_direction_is_that_of_real_ends() -> None:
    old = DUE.replace("3 working days", "2 h")
    new = DUE.replace("3 working days", "1 h, after: repaired_at")
    found = loads(old).diff(loads(new), cases=TIMES)
    assert found.complete
    told = {one.direction: one.weight.ids for one in found.regions if one.weight is not None}
    assert told == {"slower": ("case 1",), "faster": ("case 2", "case 3"), "otherwise": ()}


def test_a_day_off_is_found_without_past_cases() -> None:
    found = loads(DUE).diff(loads(DUE.replace("{name: house}", "{name: house, days_off: [2026-12-24]}")))
    assert [(one.direction, one.exact) for one in found.regions] == [("slower", False)]
    assert found.reason == "it depends on how long 3 working days last"


def test_past_cases_run_from_the_time_of_deciding() -> None:
    old, new = (loads(DUE.replace("clock: reported_at\n", clock)) for clock in ("", "clock: reported_at\n"))
    deciding = datetime(2026, 11, 2, 10, tzinfo=UTC)
    found = old.diff(new, cases=[old.decide(one, as_of=deciding) for one in TIMES])
    assert found.past == 3
    told = {one.direction: one.weight.ids for one in found.regions if one.weight is not None}
    assert ("case 1",) in [*told.values(), found.elsewhere.ids]


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        ("max: 1000 EUR", "max: 500 EUR", [("old", {"price": Money("1000.00", "EUR")})]),
        ("max: 1000 EUR", "max: 2000 EUR", [("new", {"price": Money("2000.00", "EUR")})]),
        ("[ours, theirs]", "[ours, theirs, nobody]", [("new", {"fault": "nobody"})]),
        ("[ours, theirs]}", "[ours, theirs], optional: yes}", [("new", {})]),
        ("kinds:", "admit: [{id: dear, must: price > 10 EUR}]\nkinds:", [("old", {"price": Money("0.00", "EUR")})]),
        ("[ours, theirs]", "[ours, others]", [("old", {"fault": "theirs"}), ("new", {"fault": "others"})]),
    ],
)
def test_versions_that_do_not_take_the_same_cases_are_not_equal(
    before: str, after: str, alone: list[tuple[str, dict[str, Any]]]
) -> None:
    old, new = loads(SHOP), loads(SHOP.replace("fault: theirs}", "fault: [not ours]}").replace(before, after))
    if "others" in after:
        old, new = (
            loads(one.replace("fault: theirs}", "fault: [not ours]}")) for one in (SHOP, SHOP.replace(before, after))
        )
    found = old.diff(new)
    assert found.complete
    assert (found.equal, found.regions) == (False, ())
    assert [one.by for one in found.alone] == [by for by, _ in alone]
    for one, (by, told) in zip(found.alone, alone, strict=True):
        takes, refuses = (old, new) if by == "old" else (new, old)
        takes.decide(one.case)
        with pytest.raises(FactsError):
            refuses.decide(one.case)
        assert told.items() <= one.case.items()


def test_past_cases_that_are_not_taken_are_told_and_what_is_no_case_is_refused() -> None:
    case = {"severity": "major", "price": "100 EUR", "fault": "ours"}
    found = loads(SHOP).diff(loads(SHOP), cases=[case, {"price": "1 USD"}, Example("short", {"fault": "ours"})])
    assert (found.past, found.refused) == (1, ("case 2", "short"))
    wrong: Any = "late"
    with pytest.raises(TypeError, match="case 2: expected facts by name, a Decision or an Example"):
        loads(SHOP).diff(loads(SHOP), cases=[case, wrong])


def test_a_kind_of_another_stream_is_noted() -> None:
    found = _compared(("fee: {stream: claim, phase: resolve", "fee: {stream: corrective, phase: follow_up"))
    assert found.equal
    assert found.notes == (
        "fee is of another stream or phase: claim, resolve in the old ruleset, corrective, follow_up in the new one",
    )
