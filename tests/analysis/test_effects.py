"""Rules, overrides and limits without effect, as an author reads of them."""

import pytest

from recovery_rules import loads
from recovery_rules.analysis.removal import Removals
from recovery_rules.analysis.study import Study
from tests.analysis.test_gaps import found, shop

LATE = "  - {id: late, when: {failure: late}, then: [refund: {amount: 20 EUR}]}\n"
OTHERWISE = "otherwise: [apology]\n"


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            LATE + "  - {id: worse, when: {failure: late, delay: over 2 d}, then: [refund: {amount: 10 EUR}]}\n",
            "rule `worse` changes no decision: where it matches, `late` (line 13) or others give as much",
        ),
        (
            LATE + "  - {id: more, overrides: [late], when: {failure: late}, then: [refund: {amount: 9 EUR}]}\n",
            "rule `late` changes no decision: where it matches, `more` (line 14) or another sets it aside",
        ),
    ],
)
def test_a_rule_that_changes_no_decision(rules: str, message: str) -> None:
    (one,) = found(shop(f"rules:\n{rules}{OTHERWISE}"), "RR506")
    assert (one.message, one.level) == (message, "warning")
    assert len(one.witnesses) == 1


def test_a_row_that_two_rows_before_it_cover_together() -> None:
    rows = "[[minor, up to 9 EUR, yes], [minor, over 9 EUR, yes], [minor, over 5 EUR, yes]]"
    table = f"tables:\n  - {{id: t, hit: first, when: [severity, price], then: [replacement], rows: {rows}}}\n"
    second, third = found(shop(table + OTHERWISE), "RR506")
    assert second.message == "rule `t/2` changes no decision: without it others give the same"
    assert (
        third.message
        == "rule `t/3` changes no decision: where it matches, `t/2` (line 13) or another row wins before it"
    )


COMPUTED = (
    "rules:\n"
    "  - {id: half, when: {failure: late}, then: [refund: {amount: 50 % of price}]}\n"
    "  - {id: tenth, when: {failure: late}, then: [refund: {amount: 10 % of price}]}\n"
    "limits:\n"
    "  - {id: no-more-than-paid, action: refund, amount: {at_most: price}}\n"
    "  - {id: no-more-than-a-third, action: refund, amount: {at_most: 30 % of price}}\n" + OTHERWISE
)


def test_of_computed_amounts_a_solver_tells_what_has_no_effect() -> None:
    pytest.importorskip("z3")
    shown = shop(COMPUTED)
    (rule,), (limit,) = found(shown, "RR506"), found(shown, "RR508")
    assert rule.message == "rule `tenth` changes no decision: where it matches, `half` (line 13) or others give as much"
    assert limit.message == "limit `no-more-than-paid` never binds: what it says is always so without it"


def test_without_a_solver_computed_amounts_are_told_only_where_cells_prove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recovery_rules.analysis.difference.pair.find_spec", lambda _: None)
    allowed = COMPUTED.replace("at_most: price}}", "at_most: price}, allow: {RR508: for branches}}")
    shown = shop(allowed)
    assert [one for code in ("RR506", "RR508", "RR530") for one in found(shown, code)] == []


def test_computed_bounds_on_other_actions_do_not_keep_a_rule_from_being_judged() -> None:
    rules = (
        "  - {id: one, when: {failure: late}, then: [apology]}\n"
        "  - {id: two, when: {failure: late}, then: [apology]}\n"
        "  - {id: both, when: {severity: major}, then: [apology, refund: {amount: 5 EUR}]}\n"
    )
    limits = "limits: [{id: cap, action: refund, amount: {at_most: price}}]\n"
    assert [one.rules[0] for one in found(shop(f"rules:\n{rules}{limits}{OTHERWISE}"), "RR506")] == ["one", "two"]


def test_a_row_that_gives_no_more_than_what_every_case_gets() -> None:
    table = (
        "tables:\n  - {id: t, hit: collect, when: [severity, price], then: [apology.contact, refund.amount],"
        " rows: [[major, any, remote, '-'], [minor, over 9 EUR, remote, '-'], [any, over 5 EUR, phone, '-'],"
        " [minor, any, '-', 5 EUR], [any, any, remote, '-']]}\n"
    )
    told = found(shop(table), "RR506")
    assert [one.rules[0] for one in told] == ["t/1", "t/2"]
    assert len(told[0].witnesses) == 1


def test_what_others_give_elsewhere_does_not_count() -> None:
    early = "  - {id: early, unless: {failure: late}, then: [apology]}\n"
    late = "  - {id: late, when: {failure: late}, then: [apology]}\n"
    nothing = "tables: [{id: t, hit: first, when: [price], then: [refund.amount], rows: [[over 9 EUR, 0 EUR]]}]\n"
    assert "late" not in [one.rules[0] for one in found(shop(f"rules:\n{early}{late}{nothing}{OTHERWISE}"), "RR506")]


def test_an_override_that_never_bites() -> None:
    lost = "  - {id: lost, overrides: [late], when: {failure: lost}, then: [replacement]}\n"
    (one,) = found(shop(f"rules:\n{LATE}{lost}{OTHERWISE}"), "RR507")
    assert one.message == "rule `lost` never sets `late` aside: no case has both where it counts"


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        ("action: refund, amount: {at_most: 50 EUR}", "what it says is always so without it"),
        ("forbid: [replacement]", "nothing that it forbids is ever given"),
        ("hold: [replacement]", "nothing that it holds is ever given"),
    ],
)
def test_a_limit_that_never_binds(limit: str, why: str) -> None:
    (one,) = found(shop(f"rules:\n{LATE}limits:\n  - {{id: guard, {limit}}}\n{OTHERWISE}"), "RR508")
    assert (one.message, one.level) == (f"limit `guard` never binds: {why}", "note")


@pytest.mark.parametrize("limit", ["forbid: [apology]", "hold: [apology]"])
def test_a_limit_on_what_is_within_an_action_that_is_owed(limit: str) -> None:
    owed = "owed: {to: clerk, if_overdue: [apology]}"
    ruleset = shop(
        "roles: [clerk]\n"
        "rules:\n  - {id: always, then: [replacement]}\n"
        "limits:\n"
        f"  - {{id: owing, when: {{failure: lost, price: over 50 EUR}}, action: escalation, {owed}}}\n"
        f"  - {{id: guard, when: {{severity: major}}, {limit}}}\n"
    )
    guard = [one.id for one in ruleset.model.limits].index("guard")
    assert Removals(Study(ruleset.model)).of_limit(guard).verdict == "shown"


def test_a_limit_binds_in_a_case_of_times_that_go_together() -> None:
    """The cap binds from 41 days on: to find that, times that fit each other stay while the days change."""
    ruleset = loads("""
language: 1
ruleset: warranty
currency: EUR
zone: Asia/Shanghai
month_end: last_day
extends: [vocabulary/service-recovery.yaml]
units: {days: {digits: 0}, km: {digits: 0}}
facts:
  repair: {type: days, min: 0 days, max: 365 days, default: 0 days}
  driven: {type: km, min: 0 km, max: 1000000 km}
  defective: {type: boolean}
  reported: {type: datetime}
  sold: {type: date, min: 2022-01-01, max: 2035-12-31}
  emergency: {type: choice, values: [none, flood], default: none}
derived:
  covered: {type: boolean, value: date of reported <= sold + 3 years}
admit: [{id: sold-first, must: date of reported >= sold}]
rules:
  - {id: sorry, then: [apology]}
  - id: care
    when: {repair: over 10 days, driven: up to 60000 km, defective: yes, covered: yes}
    then: [compensation: {form: voucher, amount: {value: 50 EUR * (repair / 1 days - 10), at_most: 2000 EUR}}]
  - {id: plan, when: {emergency: flood}, overrides: [care], then: [contingency_plan]}
limits:
  - {id: capped, action: compensation, amount: {at_most: 1500 EUR}}
no_follow_up: an example needs none
""")
    assert {"RR508", "RR525"}.isdisjoint(one.code for one in ruleset.findings())


def test_a_rule_that_no_case_reaches_though_it_takes_more_than_cells_to_tell() -> None:
    needed = (
        "language: 1\nruleset: small\nkinds: {note: {stream: remedy, phase: acknowledge}}\nfacts:\n"
        "  late: {type: boolean}\n  asked: {type: integer, min: 0, max: 2, needed: {late: yes}}\n"
        "  paid: {type: integer, min: 0, max: 2}\nrules:\n"
        "  - {id: never, when: {late: no, expr: asked < paid}, then: [note]}\notherwise: [note]\n"
    )
    (one,) = found(loads(needed), "RR506")
    assert one.message == "rule `never` changes no decision: no case is found that satisfies its conditions"
    assert (one.rules, one.witnesses) == (("never",), ())


def test_a_warning_of_loading_says_which_rule_it_is_about() -> None:
    unreached = LATE + "  - {id: never, when: {all_of: [failure: late, none_of: [failure: late]]}, then: [apology]}\n"
    (one,) = found(shop(f"rules:\n{unreached}{OTHERWISE}"), "RR502")
    assert one.rules == ("never",)
    assert [span is not None and span.line for span in one.spans] == [14]
