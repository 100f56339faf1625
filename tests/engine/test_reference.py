"""What a decision means, step by step, on models made by hand: derive, match, defeat, propose, schedule."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recovery_rules.engine.account import Account, Making, Proposed
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.reference.decide import decide
from recovery_rules.language.expressions import Apply, Constant, Known, Read
from recovery_rules.language.tests import Among, Anything, Knownness, UnaryTest
from recovery_rules.language.types import BOOLEAN, DATETIME, INTEGER, PERCENT, Type
from recovery_rules.language.values import Money
from recovery_rules.model.conditions import ALWAYS, AnyOf, NoneOf, Truth
from recovery_rules.model.facts import DerivedTable, DerivedValue, Fact, FactRow
from recovery_rules.model.rules import ActionTable
from recovery_rules.model.ruleset import Model
from tests.engine.reference_models import (
    CNY,
    FACTS,
    NO,
    SEVERITY,
    YES,
    a_third_of_paid,
    act,
    at_least,
    choice,
    cny,
    model,
    over,
    rule,
    where,
)

HOUR = 3_600_000_000


def decided(made: Model, **given: Any) -> Account:
    return decide(made, {"severity": "major", "paid": "100 CNY", "verified": True} | given)


def kinds(account: Account) -> list[str]:
    return [action.kind for action in account.actions]


class TestDerive:
    def test_an_expression_computes_exactly_and_may_read_facts_derived_before(self) -> None:
        third = DerivedValue("third", CNY, a_third_of_paid(), "", may_be_unknown=False)
        big = DerivedValue("big", BOOLEAN, Apply(">", (Read("third", CNY), cny(3333)), BOOLEAN), "", False)
        account = decided(model(derived={"third": third, "big": big}))
        assert account.values == {
            "severity": 1,
            "verified": True,
            "paid": 10000,
            "third": Fraction(10000, 3),
            "big": True,
        }

    def test_what_is_computed_from_an_unknown_is_unknown(self) -> None:
        derived = DerivedValue("d", BOOLEAN, Apply("not", (Read("verified", BOOLEAN),), BOOLEAN), "", True)
        assert decided(model(derived={"d": derived}), verified=None).values["d"] is None

    def table(self, hit: Any, *outputs: tuple[Any, int], order: tuple[int, ...] = (), **more: Any) -> DerivedTable:
        rows = tuple(
            FactRow(number, (test,), ("",), Constant(output, INTEGER), "")
            for number, (test, output) in enumerate(outputs, 1)
        )
        return DerivedTable("d", INTEGER, hit, ("severity",), rows, may_be_unknown=False, order=order, **more)

    @pytest.mark.parametrize(
        ("table", "value", "rows"),
        [
            ({"hit": "first"}, 5, (2,)),
            ({"hit": "priority", "order": (7, 5, 9)}, 7, (3,)),
            ({"hit": "priority", "order": (9,)}, 5, (2,)),
            ({"hit": "collect", "aggregation": "sum"}, 12, (2, 3)),
            ({"hit": "collect", "aggregation": "min"}, 5, (2, 3)),
            ({"hit": "collect", "aggregation": "max"}, 7, (2, 3)),
            ({"hit": "collect", "aggregation": "count"}, 2, (2, 3)),
        ],
    )
    def test_a_hit_policy_makes_one_value_of_the_matching_rows(
        self, table: dict[str, Any], value: int, rows: tuple[int, ...]
    ) -> None:
        made = self.table(table.pop("hit"), (at_least(2), 9), (at_least(1), 5), (Anything(), 7), **table)
        account = decided(model(derived={"d": made}))
        assert (account.values["d"], account.rows) == (value, {"d": rows})

    @pytest.mark.parametrize("aggregation", ["sum", "count"])
    def test_a_sum_or_count_over_nothing_is_zero(self, aggregation: Any) -> None:
        account = decided(model(derived={"d": self.table("collect", (at_least(2), 9), aggregation=aggregation)}))
        assert (account.values["d"], account.rows) == (0, {"d": ()})

    def test_a_row_on_an_unknown_fact_does_not_match_unless_it_asks_for_that(self) -> None:
        tests: tuple[UnaryTest, ...] = (YES, NO, Knownness(known=False))
        rows = tuple(
            FactRow(number, (test,), ("",), Constant(number, INTEGER), "") for number, test in enumerate(tests, 1)
        )
        table = DerivedTable("d", INTEGER, "unique", ("verified",), rows, may_be_unknown=False)
        assert decided(model(derived={"d": table}), verified=None).values["d"] == 3

    def test_a_cell_may_be_an_expression(self) -> None:
        rows = (
            FactRow(1, (Apply(">", (Read("paid", CNY), cny(20000)), BOOLEAN),), ("",), Constant(1, INTEGER), ""),
            FactRow(2, (Anything(),), ("",), Constant(2, INTEGER), ""),
        )
        table = DerivedTable("d", INTEGER, "first", ("paid",), rows, may_be_unknown=False)
        assert decided(model(derived={"d": table})).values["d"] == 2


class TestMatch:
    def test_a_rule_matches_where_its_condition_is_true_and_no_excuse_is(self) -> None:
        made = model(
            rule("always", act("apology")),
            rule("major", act("refund", amount=100), when=where(severity=at_least(1))),
            rule("critical", act("gift"), when=where(severity=at_least(2))),
            rule("excused", act("bonus"), unless=(where(paid=over(20000)), where(verified=YES))),
        )
        account = decided(made)
        assert account.matched == ("always", "major", "excused")
        assert account.excused == {"excused": (2,)}
        assert account.failed == {"severity": ("critical",)}
        assert account.fired == ("always", "major")

    @pytest.mark.parametrize(
        ("when", "matches"),
        [
            (where(verified=YES), False),
            (where(verified=NO), False),
            (NoneOf((where(verified=YES),)), False),
            (AnyOf((where(verified=YES), where(severity=at_least(1)))), True),
            (where(verified=Knownness(known=False)), True),
            (where(verified=Anything()), True),
            (Truth(Known("verified"), "verified known"), False),
        ],
    )
    def test_an_unknown_never_matches_by_accident_and_neither_does_its_contrary(self, when: Any, matches: bool) -> None:
        account = decided(model(rule("r", act("apology"), when=when)), verified=None)
        assert (account.matched == ("r",)) is matches

    def test_an_unknown_excuse_excuses_nothing(self) -> None:
        made = model(rule("r", act("apology"), unless=(where(verified=YES),)))
        assert decided(made, verified=None).fired == ("r",)

    def test_each_test_that_is_not_true_is_counted_wherever_it_stands(self) -> None:
        when = AnyOf((NoneOf((where(severity=at_least(2)),)), Truth(Read("verified", BOOLEAN), "verified")))
        account = decided(model(rule("r", act("apology"), when=when)), verified=False)
        assert account.matched == ("r",)
        assert account.failed == {"severity": ("r",), "verified": ("r",)}

    def table(self, hit: Any, ranked: tuple[str, ...]) -> Model:
        rows = tuple(
            rule(
                f"t/{number}",
                act("gift", form=0, amount=number),
                when=where(severity=at_least(low)),
                table="t",
                row=number,
            )
            for number, low in ((1, 2), (2, 1), (3, 0))
        )
        return model(
            rule("before", act("apology")), *rows, tables={"t": ActionTable("t", hit, ("t/1", "t/2", "t/3"), ranked)}
        )

    def test_a_table_that_picks_one_passes_over_the_other_matching_rows(self) -> None:
        account = decided(self.table("first", ("t/1", "t/2", "t/3")))
        assert account.matched == ("before", "t/2", "t/3")
        assert account.passed_over == {"t/3": "t/2"}
        assert account.fired == ("before", "t/2")

    def test_priority_picks_the_row_that_ranks_first_among_those_that_match(self) -> None:
        account = decided(self.table("priority", ("t/1", "t/3", "t/2")))
        assert account.passed_over == {"t/2": "t/3"}

    def test_output_order_lets_all_rows_propose_in_their_rank(self) -> None:
        account = decided(self.table("output order", ("t/3", "t/1", "t/2")))
        assert [proposed.by for proposed in account.proposed] == ["before", "t/3", "t/2"]


class TestDefeat:
    def test_an_exception_sets_a_rule_aside(self) -> None:
        made = model(rule("general", act("gift")), rule("special", act("apology"), overrides=("general",)))
        account = decided(made)
        assert account.defeated == {"general": ("special",)}
        assert account.fired == ("special",)

    def test_an_exception_to_the_exception_brings_the_rule_back(self) -> None:
        made = model(
            rule("general", act("gift")),
            rule("special", act("apology"), overrides=("general",)),
            rule("very-special", act("bonus", amount=1), overrides=("special",)),
        )
        account = decided(made)
        assert account.defeated == {"special": ("very-special",)}
        assert account.fired == ("general", "very-special")

    def test_a_rule_that_does_not_match_defeats_nothing(self) -> None:
        special = rule("special", act("apology"), overrides=("general",), when=where(severity=at_least(2)))
        assert decided(model(rule("general", act("gift")), special)).fired == ("general",)


class TestProposeAndCombine:
    def test_proposals_of_one_kind_become_one_action_each_parameter_in_its_own_way(self) -> None:
        made = model(
            rule("one", act("refund", amount=500, within=2 * HOUR, owner=1), act("bonus", amount=100, times=1)),
            rule("two", act("refund", amount=900, within=HOUR), act("bonus", amount=100, times=2)),
            rule("three", act("refund", owner=2)),
        )
        account = decided(made)
        assert account.actions == (
            Action("refund", {"amount": Money("9", "CNY"), "within": timedelta(hours=1), "owner": "manager"}),
            Action("bonus", {"amount": Money("2", "CNY"), "times": 3}),
        )
        assert account.proposed[0] == Proposed("one", "refund", {"amount": 500, "within": 2 * HOUR, "owner": 1})
        assert account.fired == ("one", "two", "three")

    def test_an_explicit_role_outranks_the_next_role(self) -> None:
        made = model(rule("one", act("refund", amount=1, owner=0)), rule("two", act("refund", owner=1)))
        assert decided(made).actions[0].owner == "front_line"

    def test_a_parameter_that_keeps_actions_apart_may_be_absent(self) -> None:
        made = model(
            rule("voucher", act("gift", form=0, items=frozenset({0}))),
            rule("any", act("gift", items=frozenset({1}))),
            rule("voucher-too", act("gift", form=0, items=frozenset({2}))),
        )
        assert decided(made).actions == (
            Action("gift", {"form": "voucher", "items": frozenset({"meal", "taxi"})}),
            Action("gift", {"items": frozenset({"hotel"})}),
        )

    def test_nested_actions_of_one_kind_become_one(self) -> None:
        made = model(
            rule("one", act("resolution", if_overdue=(act("review"), act("apology", channel=1)))),
            rule("two", act("resolution", if_overdue=(act("apology", channel=1), act("apology", channel=2)))),
        )
        nested = decided(made).actions[0].if_overdue
        assert nested == (
            Action("review", {}),
            Action("apology", {"channel": "in_person"}),
        )

    def test_equal_choices_merge_and_different_ones_do_not(self) -> None:
        same = choice((act("gift", form=0),), (act("refund", amount=100),))
        made = model(rule("one", same), rule("two", same), rule("three", choice(*same.options, by="manager")))
        account = decided(made)
        assert [(action.kind, action.by) for action in account.actions] == [
            ("choice", "customer"),
            ("choice", "manager"),
        ]
        bundles = ((Proposed("one", "gift", {"form": 0}),), (Proposed("one", "refund", {"amount": 100}),))
        assert account.proposed[0] == Proposed("one", "choice", {}, bundles=bundles)
        merged, other = account.makings
        assert ([one.by for one in merged.proposed], merged.place) == (["one", "two"], (0,))
        assert [one.by for one in merged.bundles[1][0].proposed] == ["one", "two"]
        assert ([one.by for one in other.proposed], other.bundles[1][0].place) == (["three"], (1, "options", 1, 0))
        assert account.fired == ("one", "two", "three")

    @pytest.mark.parametrize(("aggregation", "amount"), [("sum", 500), ("min", 200), ("max", 300)])
    def test_the_rows_of_an_aggregated_table_propose_together(self, aggregation: Any, amount: int) -> None:
        made = self.aggregated(
            aggregation, ("refund", "amount"), act("refund", amount=200, owner=1), act("refund", amount=300, owner=1)
        )
        account = decided(made)
        rows = (
            Proposed("t/1", "refund", {"amount": 200, "owner": 1}),
            Proposed("t/2", "refund", {"amount": 300, "owner": 1}),
        )
        assert account.proposed == (
            Proposed("t", "refund", {"amount": amount, "owner": 1}, rows=rows),
            Proposed("last", "apology", {}),
        )
        assert account.fired == ("t/1", "t/2", "last")

    def test_a_count_is_the_number_of_rows(self) -> None:
        made = self.aggregated("count", ("bonus", "times"), act("bonus", times=7), act("bonus", times=8))
        assert decided(made).actions[1].times == 2

    def aggregated(self, aggregation: Any, output: tuple[str, str], *rows: Any) -> Model:
        made = [rule(f"t/{number}", row, table="t", row=number) for number, row in enumerate(rows, 1)]
        ids = tuple(one.id for one in made)
        table = ActionTable("t", "collect", ids, ids, aggregation, output)
        return model(*made, rule("last", act("apology")), tables={"t": table})

    def test_where_nothing_is_left_otherwise_is_given(self) -> None:
        account = decided(model(rule("r", act("gift"), when=where(severity=at_least(2)))))
        assert (kinds(account), account.fired) == (["review"], ("otherwise",))
        assert account.proposed == (Proposed("otherwise", "review", {}),)

    def test_an_unknown_argument_is_not_given(self) -> None:
        facts = FACTS | {"share": Fact("share", PERCENT, optional=True), "tier": Fact("tier", SEVERITY, optional=True)}
        channel = Read("tier", Type("scale", values=("letter", "phone", "in_person")))
        account = decided(model(rule("r", act("apology", channel=channel)), facts=facts))
        assert account.actions == (Action("apology", {}),)
        assert account.proposed == (Proposed("r", "apology", {"channel": None}),)


class TestScheduleAndOrder:
    def test_actions_come_by_phase_then_by_kind_and_choices_end_the_phase_resolve(self) -> None:
        made = model(
            rule("one", act("review"), choice((act("review"),), (act("gift"),)), act("bonus", amount=1)),
            rule("two", act("refund", amount=1), act("apology"), act("gift")),
        )
        account = decided(made)
        assert kinds(account) == ["apology", "gift", "refund", "bonus", "choice", "review"]

    def test_due_runs_from_the_clock_fact_and_else_from_the_time_of_deciding(self) -> None:
        facts = FACTS | {"at": Fact("at", DATETIME, optional=True)}
        made = model(rule("r", act("refund", amount=1, within=24 * HOUR)), facts=facts, clock="at")
        given = {"severity": "minor", "paid": "1 CNY"}
        at, now = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
        assert decide(made, given | {"at": at}, now).actions[0].due == at + timedelta(days=1)
        assert decide(made, given, now).actions[0].due == now + timedelta(days=1)
        assert decide(made, given).actions[0].due is None

    def test_elapsed_time_does_not_jump_with_the_clocks(self) -> None:
        before = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin"))
        made = model(rule("r", act("refund", amount=1, within=24 * HOUR)))
        due = decide(made, {"severity": "minor", "paid": "1 CNY"}, before).actions[0].due
        assert due == datetime(2026, 3, 29, 11, tzinfo=UTC)

    def test_what_is_offered_is_due_and_what_is_nested_is_not(self) -> None:
        inner = act("refund", amount=1, within=HOUR)
        made = model(rule("r", choice((inner,), (act("gift"),)), act("resolution", if_overdue=(inner,))))
        now = datetime(2026, 5, 1, tzinfo=UTC)
        resolution, offered = decide(made, {"severity": "minor", "paid": "1 CNY"}, now).actions
        assert offered.options[0][0].due == now + timedelta(hours=1)
        assert resolution.if_overdue[0].due is None


def test_the_account_says_where_each_value_came_from() -> None:
    facts = FACTS | {"insured": Fact("insured", BOOLEAN, default=False)}
    account = decided(model(facts=facts), verified=None)
    assert account.how == {"severity": "given", "verified": "unknown", "paid": "given", "insured": "default"}
    assert (account.values["insured"], account.values["verified"]) == (False, None)


def test_a_rule_without_conditions_always_applies() -> None:
    account = decided(model(rule("r", act("apology"), when=ALWAYS), otherwise=()))
    assert account == Account(
        values={"severity": 1, "verified": True, "paid": 10000},
        how={"severity": "given", "verified": "given", "paid": "given"},
        rows={},
        failed={},
        matched=("r",),
        excused={},
        passed_over={},
        limits=(),
        struck=(),
        defeated={},
        proposed=(Proposed("r", "apology", {}),),
        bounds=(),
        makings=(Making("apology", (Proposed("r", "apology", {}),), (), (0,)),),
        fired=("r",),
        actions=(Action("apology", {}),),
        refused=(),
    )


def test_among_reads_booleans_as_zero_and_one() -> None:
    made = model(rule("r", act("apology"), when=where(verified=Among(frozenset({0, 1})))))
    assert decided(made, verified=False).matched == ("r",)
