"""What limits do, step by step, on models made by hand: forbid, owe, bound, hold; and what comes to zero."""

from fractions import Fraction
from typing import Any

import pytest

from recovery_rules.engine.account import Account, Bounding
from recovery_rules.engine.outcome import Action, Refused
from recovery_rules.engine.reference.decide import decide
from recovery_rules.language.expressions import Constant
from recovery_rules.language.rationals import Rounding
from recovery_rules.language.values import Money
from recovery_rules.model.actions import Argument, Bound
from recovery_rules.model.rules import Limit
from recovery_rules.model.ruleset import Model
from tests.engine.reference_models import (
    CNY,
    YES,
    a_third_of_paid,
    act,
    at_least,
    cap,
    choice,
    cny,
    floor,
    model,
    rule,
    where,
)


def decided(made: Model, **given: Any) -> Account:
    return decide(made, {"severity": "major", "paid": "100 CNY", "verified": True} | given)


def forbid(*kinds: str, name: str = "ban", **more: Any) -> Limit:
    return Limit(name, forbids=frozenset(kinds), **more)


def owe(kind: str, name: str = "owing", **more: Any) -> Limit:
    arguments = more.pop("arguments", {})
    return Limit(name, kind=kind, owed=act(kind, **arguments), **more)


class TestWhichLimitsApply:
    @pytest.mark.parametrize(("if_unknown", "applies"), [(True, ("hold",)), (False, ())])
    def test_an_unknown_fact_goes_the_way_that_the_limit_says(self, if_unknown: bool, applies: tuple[str, ...]) -> None:
        held = Limit("hold", when=where(verified=YES), applies_if_unknown=if_unknown, holds=frozenset({"refund"}))
        account = decided(model(rule("r", act("refund", amount=1)), limits=(held,)), verified=None)
        assert account.limits == applies
        assert account.actions[0].held == applies

    def test_a_limit_that_is_false_never_applies(self) -> None:
        held = Limit("hold", when=where(verified=YES), applies_if_unknown=True, holds=frozenset({"refund"}))
        assert decided(model(rule("r", act("refund", amount=1)), limits=(held,)), verified=False).limits == ()


class TestForbid:
    def test_a_forbidden_kind_is_struck_and_the_rest_of_the_rule_stays(self) -> None:
        made = model(rule("r", act("refund", amount=1), act("apology")), limits=(forbid("refund"),))
        account = decided(made)
        assert account.struck == (("r", "refund", "ban"),)
        assert account.refused == (Refused("refund", "ban"),)
        assert account.actions == (Action("apology", {}),)

    def test_every_limit_that_strikes_is_named_and_refusals_only_once(self) -> None:
        limits = (forbid("refund", name="a"), forbid("refund", name="b"))
        made = model(rule("r", act("refund", amount=1)), rule("s", act("refund", amount=2)), limits=limits)
        account = decided(made)
        assert account.struck == (
            ("r", "refund", "a"),
            ("r", "refund", "b"),
            ("s", "refund", "a"),
            ("s", "refund", "b"),
        )
        assert account.refused == (Refused("refund", "a"), Refused("refund", "b"))

    def test_a_rule_left_with_nothing_defeats_nothing(self) -> None:
        made = model(
            rule("general", act("gift")),
            rule("special", act("refund", amount=1), overrides=("general",)),
            limits=(forbid("refund"),),
        )
        account = decided(made)
        assert (account.fired, account.defeated) == (("general",), {})

    def test_a_bundle_with_a_forbidden_action_is_dropped(self) -> None:
        offered = choice((act("refund", amount=1), act("apology")), (act("gift"),), (act("review"),))
        account = decided(model(rule("r", offered), limits=(forbid("refund"),)))
        assert account.actions[0].options == ((Action("gift", {}),), (Action("review", {}),))
        assert account.struck == (("r", "refund", "ban"),)

    def test_a_choice_without_bundles_is_struck_by_the_limit_of_the_last(self) -> None:
        offered = choice((act("refund", amount=1),), (act("gift"),))
        limits = (forbid("gift", name="no-gifts"), forbid("refund", name="no-money"))
        account = decided(model(rule("r", offered), limits=limits))
        assert account.struck == (
            ("r", "refund", "no-money"),
            ("r", "gift", "no-gifts"),
            ("r", "choice", "no-gifts"),
        )
        assert account.refused == (
            Refused("refund", "no-money"),
            Refused("gift", "no-gifts"),
            Refused("choice", "no-gifts"),
        )

    def test_forbidden_nested_actions_vanish_and_with_the_last_the_parameter(self) -> None:
        made = model(rule("r", act("resolution", if_overdue=(act("review"), act("gift")))), limits=(forbid("gift"),))
        assert decided(made).actions[0].if_overdue == (Action("review", {}),)
        account = decided(model(rule("r", act("resolution", if_overdue=(act("gift"),))), limits=(forbid("gift"),)))
        assert account.actions == (Action("resolution", {}),)
        assert account.refused == (Refused("gift", "ban"),)

    def test_otherwise_is_subject_to_forbid_too(self) -> None:
        account = decided(model(limits=(forbid("review"),)))
        assert (account.actions, account.struck, account.refused) == ((), (), (Refused("review", "ban"),))

    def test_a_house_limit_strikes_what_rules_propose_and_not_what_law_owes(self) -> None:
        law = owe("refund", level="law", arguments={"amount": 100})
        made = model(rule("r", act("refund", amount=500)), limits=(forbid("refund"), law))
        account = decided(made)
        assert (account.struck, account.fired) == ((("r", "refund", "ban"),), ("owing",))
        assert account.actions == (Action("refund", {"amount": Money("1", "CNY")}),)
        assert account.refused == (Refused("refund", "ban"),)

    def test_a_law_limit_strikes_even_that(self) -> None:
        law = owe("refund", level="law", arguments={"amount": 100})
        made = model(rule("r", act("refund", amount=1)), limits=(forbid("refund", level="law"), law))
        account = decided(made)
        assert account.struck == (("r", "refund", "ban"),)
        assert account.actions == (Action("review", {}),)


class TestOwed:
    def test_what_nobody_proposed_is_proposed_by_the_limit(self) -> None:
        account = decided(model(rule("r", act("apology")), limits=(owe("refund", arguments={"amount": 100}),)))
        assert account.actions[1] == Action("refund", {"amount": Money("1", "CNY")})
        assert account.fired == ("r", "owing")

    def test_what_some_rule_proposed_is_not_proposed_again(self) -> None:
        limits = (owe("refund", arguments={"amount": 100}),)
        assert decided(model(rule("r", act("refund", amount=1)), limits=limits)).fired == ("r",)

    def test_several_limits_that_owe_one_kind_combine(self) -> None:
        limits = (owe("refund", "a", arguments={"amount": 100}), owe("refund", "b", arguments={"amount": 300}))
        account = decided(model(limits=limits))
        assert account.actions == (Action("refund", {"amount": Money("3", "CNY")}),)
        assert account.fired == ("a", "b")

    @pytest.mark.parametrize(("by", "fired"), [("customer", ("r",)), ("manager", ("r", "owing"))])
    def test_a_choice_of_the_customer_satisfies_it_and_one_of_the_house_only_in_every_bundle(
        self, by: str, fired: tuple[str, ...]
    ) -> None:
        offered = choice((act("refund", amount=1),), (act("gift"),), by=by)
        assert decided(model(rule("r", offered), limits=(owe("refund", arguments={"amount": 5}),))).fired == fired

    def test_a_house_choice_with_the_kind_in_every_bundle_satisfies_it(self) -> None:
        offered = choice((act("refund", amount=1),), (act("refund", amount=2), act("gift")), by="manager")
        assert decided(model(rule("r", offered), limits=(owe("refund", arguments={"amount": 5}),))).fired == ("r",)

    @pytest.mark.parametrize(
        ("owing", "forbidding", "given"),
        [("house", "house", False), ("house", "law", False), ("law", "house", True), ("law", "law", False)],
    )
    def test_only_law_may_forbid_what_law_owes(self, owing: Any, forbidding: Any, given: bool) -> None:
        limits = (owe("refund", level=owing, arguments={"amount": 5}), forbid("refund", level=forbidding))
        account = decided(model(rule("r", act("apology")), limits=limits))
        assert ("owing" in account.fired) is given
        assert account.refused == (() if given else (Refused("refund", "ban"),))


class TestBound:
    def test_the_bounds_of_a_proposal_apply_exactly_and_its_cap_wins(self) -> None:
        bounded = Argument(cny(500), at_least=cny(900), at_most=a_third_of_paid())
        account = decided(model(rule("r", act("refund", amount=bounded))), paid="10 CNY")
        third = Fraction(1000, 3)
        assert account.bounds == (
            Bounding("refund", "amount", "proposal floor", "r", 900, 500, 900),
            Bounding("refund", "amount", "proposal cap", "r", third, 900, third),
            Bounding("refund", "amount", "rounding", "", None, third, 333),
        )
        assert account.actions[0].amount == Money("3.33", "CNY")

    def test_house_comes_before_law_and_floors_before_caps_whatever_the_order_of_the_file(self) -> None:
        limits = (
            cap("refund", cny(400), "law-cap", level="law"),
            floor("refund", cny(500), "law-floor", level="law"),
            cap("refund", cny(200), "house-cap"),
            floor("refund", cny(300), "house-floor"),
        )
        account = decided(model(rule("r", act("refund", amount=100)), limits=limits))
        assert account.bounds == (
            Bounding("refund", "amount", "house floor", "house-floor", 300, 100, 300),
            Bounding("refund", "amount", "house cap", "house-cap", 200, 300, 200),
            Bounding("refund", "amount", "law floor", "law-floor", 500, 200, 500),
            Bounding("refund", "amount", "law cap", "law-cap", 400, 500, 400),
        )
        assert account.actions[0].amount == Money("4", "CNY")

    def test_a_bound_that_does_not_bind_is_listed_too(self) -> None:
        account = decided(model(rule("r", act("refund", amount=100)), limits=(cap("refund", cny(200)),)))
        assert account.bounds == (Bounding("refund", "amount", "house cap", "cap", 200, 100, 100),)

    def test_a_floor_is_rounded_up_and_a_cap_down_to_what_can_be_paid(self) -> None:
        third = Fraction(1000, 3)
        made = model(rule("r", act("refund", amount=100)), limits=(floor("refund", a_third_of_paid()),))
        assert decided(made, paid="10 CNY").bounds == (
            Bounding("refund", "amount", "house floor", "floor", 334, 100, 334),
        )
        made = model(rule("r", act("refund", amount=900)), limits=(cap("refund", Constant(third, CNY)),))
        assert decided(made).actions[0].amount == Money("3.33", "CNY")

    def test_a_floor_gives_an_absent_parameter_and_a_cap_does_not(self) -> None:
        made = model(rule("r", act("refund")), limits=(cap("refund", cny(200)), floor("refund", cny(100), level="law")))
        account = decided(made)
        assert account.bounds == (
            Bounding("refund", "amount", "house cap", "cap", 200, None, None),
            Bounding("refund", "amount", "law floor", "floor", 100, None, 100),
        )
        assert account.actions[0].amount == Money("1", "CNY")

    @pytest.mark.parametrize(
        ("mode", "paid"),
        [
            ("half_up", 3),
            ("half_even", 2),
            ("half_down", 2),
            ("up", 3),
            ("down", 2),
            ("ceiling", 3),
            ("floor", 2),
        ],
    )
    def test_an_amount_is_rounded_once_by_the_mode_of_the_ruleset(self, mode: Rounding, paid: int) -> None:
        half = Constant(Fraction(5, 2), CNY)
        made = model(rule("r", act("bonus", amount=half)), rounding=mode)
        assert decided(made).actions[0].amount == Money.from_minor(paid, "CNY")

    def test_proposals_are_added_before_they_are_rounded(self) -> None:
        half = Constant(Fraction(5, 2), CNY)
        made = model(rule("r", act("bonus", amount=half)), rule("s", act("bonus", amount=half)))
        assert decided(made).actions[0].amount == Money.from_minor(5, "CNY")

    def test_limits_reach_into_bundles_and_nested_actions(self) -> None:
        inner = act("refund", amount=900)
        made = model(
            rule("r", act("resolution", if_overdue=(inner,)), choice((inner,), (act("gift"),))),
            limits=(cap("refund", cny(200)),),
        )
        account = decided(made)
        resolution, offered = account.actions
        assert resolution.if_overdue[0].amount == offered.options[0][0].amount == Money("2", "CNY")
        assert account.bounds == (Bounding("refund", "amount", "house cap", "cap", 200, 900, 200),) * 2

    def test_several_bounds_of_one_stage_apply_in_file_order(self) -> None:
        limits = (cap("refund", cny(200), "loose"), cap("refund", cny(100), "tight"))
        account = decided(model(rule("r", act("refund", amount=900)), limits=limits))
        assert [(bound.by, bound.after) for bound in account.bounds] == [("loose", 200), ("tight", 100)]

    def test_any_ordered_parameter_can_be_bounded(self) -> None:
        limit = Limit("personal", kind="apology", bounds=(Bound("channel", at_least=Constant(1, CNY)),))
        assert decided(model(rule("r", act("apology", channel=0)), limits=(limit,))).actions[0].channel == "phone"


class TestZero:
    def test_a_zero_is_refused_by_the_rule_behind_it(self) -> None:
        account = decided(model(rule("r", act("refund", amount=0), act("apology")), rule("s", act("refund", amount=0))))
        assert account.refused == (Refused("refund", "r", "zero"),)
        assert (account.actions, account.fired) == ((Action("apology", {}),), ("r",))

    def test_a_cap_that_takes_the_last_bit_is_named(self) -> None:
        limits = (cap("refund", cny(0), "house"), cap("refund", cny(0), "law", level="law"))
        account = decided(model(rule("r", act("refund", amount=100), act("apology")), limits=limits))
        assert account.refused == (Refused("refund", "house", "capped to zero"),)

    def test_a_cap_below_the_smallest_unit_is_zero(self) -> None:
        limits = (cap("refund", Constant(Fraction(1, 2), CNY)),)
        account = decided(model(rule("r", act("refund", amount=100), act("apology")), limits=limits))
        assert account.refused == (Refused("refund", "cap", "capped to zero"),)

    def test_the_cap_of_a_proposal_names_its_rule(self) -> None:
        bounded = Argument(cny(500), at_most=cny(0))
        account = decided(model(rule("r", act("refund", amount=0)), rule("s", act("refund", amount=bounded))))
        assert account.refused == (Refused("refund", "s", "capped to zero"),)

    def test_otherwise_does_not_come_back_after_a_zero(self) -> None:
        assert decided(model(rule("r", act("refund", amount=0)))).actions == ()

    def test_a_zero_leaves_its_bundle_and_an_empty_bundle_the_choice(self) -> None:
        nothing = act("refund", amount=0)
        made = model(rule("r", choice((nothing, act("apology")), (nothing,), (act("gift"),))))
        account = decided(made)
        assert account.actions[0].options == ((Action("apology", {}),), (Action("gift", {}),))
        assert account.refused == (Refused("refund", "r", "zero"),)

    def test_a_choice_of_nothing_is_refused_with_its_last_zero(self) -> None:
        account = decided(model(rule("r", choice((act("refund", amount=0),), (act("bonus", amount=0),)))))
        assert account.actions == ()
        assert account.refused == (
            Refused("refund", "r", "zero"),
            Refused("bonus", "r", "zero"),
            Refused("choice", "r", "zero"),
        )

    def test_a_nested_zero_is_dropped(self) -> None:
        account = decided(model(rule("r", act("resolution", if_overdue=(act("refund", amount=0),)))))
        assert account.actions == (Action("resolution", {}),)
        assert account.refused == (Refused("refund", "r", "zero"),)


class TestHold:
    def test_a_held_action_stays_visible_with_the_limits_that_hold_it(self) -> None:
        limits = tuple(Limit(name, holds=frozenset({"refund"})) for name in ("b", "a"))
        inner = act("refund", amount=1)
        made = model(
            rule("r", inner, choice((inner,), (act("gift"),)), act("resolution", if_overdue=(inner,))), limits=limits
        )
        refund, resolution, offered = decided(made).actions
        assert refund.held == offered.options[0][0].held == ("b", "a")
        assert (resolution.held, resolution.if_overdue[0].held) == ((), ("b", "a"))


def test_a_limit_applies_by_its_condition() -> None:
    ban = forbid("refund", when=where(severity=at_least(2)))
    made = model(rule("r", act("refund", amount=1)), limits=(ban,))
    assert decided(made).refused == ()
    assert decided(made, severity="critical").refused == (Refused("refund", "ban"),)
