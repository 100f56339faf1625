"""Three engines agree on every case; where one is broken, that is found and told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from recovery_rules import Ruleset, RulesetError, loads
from recovery_rules.cells.shape import shape_of
from recovery_rules.engine.durable.answers import Answer, Unanswered
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.engine.durable.deciding import networks_for
from recovery_rules.engine.durable.network import Network
from recovery_rules.testing.crosschecking import Asked, Crosscheck, Disagreement, NoAnswer, durable_rules_for
from recovery_rules.testing.differing import Difference
from recovery_rules.testing.drawing import Drawing
from tests.strategies import COSTLY, as_yaml, rulesets, rulesets_with_forms
from tests.testing.writing import SHOP

LATE = Asked("late", {"failure": "late", "price": "30 EUR"})
DAMAGED = Asked("damaged", {"failure": "damaged", "price": "30 EUR"}, role="clerk")
RUDE = Asked("rude", {"failure": "rude", "price": "0.50 EUR"})
WRONG = Asked("wrong", {"failure": "rude"})


def drawn(ruleset: Ruleset, count: int, seed: int = 0) -> list[Asked]:
    cases = Drawing(ruleset.model, shape_of(ruleset.model), seed).cases(count)
    return [Asked(f"draw-{number}", one.given, one.as_of, one.role) for number, one in enumerate(cases, 1)]


def tallies(checked: Crosscheck) -> dict[str, tuple[int, int, int, int]]:
    return {engine: (one.cases, one.agreed, one.disagreed, one.unanswered) for engine, one in checked.tallies.items()}


@pytest.mark.usefixtures("durable_rules")
@COSTLY
@given(written=st.one_of(rulesets(), rulesets_with_forms()), seed=st.integers())
def test_all_agree_on_drawn_rulesets(written: dict[str, Any], seed: int) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        event("does not load")
        return
    if ruleset.model.awaits_calendar:
        event("awaits a calendar")
        return
    checked = Crosscheck(ruleset, durable_rules_for(ruleset))
    checked.check(drawn(ruleset, 20, seed))
    assert checked.found == []
    assert checked.refused == 0


@pytest.mark.usefixtures("durable_rules")
def test_what_they_did_is_counted() -> None:
    shop = loads(SHOP)
    checked = Crosscheck(shop, durable_rules_for(shop))
    checked.check([LATE, WRONG])
    checked.check([DAMAGED, RUDE])
    assert tallies(checked) == {
        "reference": (4, 4, 0, 0),
        "matcher": (4, 4, 0, 0),
        "durable-rules": (3, 3, 0, 0),
    }
    assert (checked.refused, checked.found) == (1, [])
    assert all(one.seconds > 0 for one in checked.tallies.values())


def test_without_durable_rules_the_other_two_decide() -> None:
    checked = Crosscheck(loads(SHOP), None)
    checked.check([LATE])
    assert tallies(checked) == {"reference": (1, 1, 0, 0), "matcher": (1, 1, 0, 0)}


def broken(ruleset: Ruleset, rule: str) -> DurableRules:
    """Durable-rules that lacks the rule."""
    bits = ruleset._decider.matcher.bits
    place = [one.id for one in ruleset.model.rules].index(rule)
    lacking = bits.size - 1 - list(bits.order).index(place)
    networks: Sequence[Network] = networks_for(shape_of(ruleset.model), bits)
    return DurableRules([tuple(one for one in network if one[0] != lacking) for network in networks])


@pytest.mark.usefixtures("durable_rules")
def test_a_rule_that_a_network_lacks_is_found() -> None:
    shop = loads(SHOP)
    checked = Crosscheck(shop, broken(shop, "voucher"))
    checked.check([LATE, DAMAGED])
    assert tallies(checked)["durable-rules"] == (2, 1, 1, 0)
    (found,) = checked.found
    assert isinstance(found, Disagreement)
    assert (found.case, found.engine) == (DAMAGED, "durable-rules")
    first, second, *others = found.differences
    assert first == Difference("matched", ("voucher",), ())
    assert (second.part, len(second.reference), len(second.other)) == ("actions", 1, 0)
    assert "voucher" in second.reference[0]
    assert {"proposed", "fired"} <= {one.part for one in others}


@pytest.mark.usefixtures("durable_rules")
def test_whatever_a_network_lacks_is_found() -> None:
    """Each rule of a network in turn: of rules and their alternatives, of excuses, limits, and rows of tables."""
    shop = loads(
        SHOP.replace(
            "id: claim, when: {failure: rude}", "id: claim, when: {failure: rude}, unless: {price: under 2 EUR}"
        )
        + "  - {id: odd, when: {any_of: [{failure: rude}, {price: under 5 EUR}]}, hold: [refund]}\n"
    )
    (network,) = networks_for(shape_of(shop.model), shop._decider.matcher.bits)
    cases = [LATE, DAMAGED, RUDE, *drawn(shop, 30)]
    assert len(network) == 14
    for rule in network:
        checked = Crosscheck(shop, DurableRules([tuple(one for one in network if one is not rule)]))
        checked.check(cases)
        assert {type(found) for found in checked.found} == {Disagreement}, rule


def test_a_matcher_that_decides_otherwise_is_found() -> None:
    other = loads(
        SHOP.replace("at_most: 20 EUR", "at_most: 2 EUR").replace("failure: rude}, hold", "failure: late}, hold")
    )
    checked = Crosscheck(Ruleset(loads(SHOP).model, other._decider), None)
    checked.check([LATE, DAMAGED, WRONG])
    assert tallies(checked)["matcher"] == (3, 1, 2, 0)
    late, damaged = (one for one in checked.found if isinstance(one, Disagreement))
    assert late.differences[0] == Difference("limits", (), ("hold-it",))
    assert [one.part for one in late.differences] == ["limits", "actions", "bounds", "makings"]
    assert [one.part for one in damaged.differences] == ["actions", "bounds", "makings"]


def test_one_that_refuses_what_the_other_decides_is_found() -> None:
    other = loads(SHOP.replace("min: 0 EUR", "min: 10 EUR"))
    checked = Crosscheck(Ruleset(loads(SHOP).model, other._decider), None)
    checked.check([RUDE])
    (found,) = checked.found
    assert isinstance(found, Disagreement)
    assert found.differences == (
        Difference("problems", (), ("price: must be from 10.00 EUR to 1000.00 EUR, got 0.50 EUR",)),
    )


class Silent(DurableRules):
    """One that died."""

    def about(self, cases: Sequence[Sequence[int]]) -> list[Answer]:
        return [Unanswered("died", "SIGSEGV") for _ in cases]


def test_a_missing_answer_is_no_disagreement() -> None:
    checked = Crosscheck(loads(SHOP), Silent(()))
    checked.check([LATE])
    assert tallies(checked)["durable-rules"] == (1, 0, 0, 1)
    assert checked.found == [NoAnswer(LATE, Unanswered("died", "SIGSEGV"))]
