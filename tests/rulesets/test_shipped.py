"""What every shipped ruleset promises: it loads in silence, speaks both languages, and names its grounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from recovery_rules import Checked, Ruleset
from recovery_rules import check as check_anew
from recovery_rules.model.labels import Label
from recovery_rules.model.properties import Property
from recovery_rules.model.rules import ActionTable, Limit, Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from recovery_rules.source.shipped import shipped_files, shipped_root, shipped_rulesets

TRADES = ("general", "retail", "hotel", "restaurant", "bank", "equipment-service")
SCHEMES = (
    "aws_sla",
    "cn_consumer_law",
    "cn_flight_delay",
    "hotel_walk_guarantee",
    "ofcom_auto_comp",
    "uk_delay_repay",
    "uk_water_gss",
)
SEED = r"00[0-4]_[0-9a-f]{16}\.txt:[0-9]+"
CORRECTIVE = {"staff_training", "process_improvement", "facility_improvement", "improvement_plan"}
MONEY = {"refund", "compensation", "account_credit", "bonus_points", "discount"}
# What a case must give beside the five common facts, by the failure type that asks for it.
NEEDED: dict[str, dict[str, Any]] = {
    "late_delivery": {"delay": "2 d"},
    "service_interruption": {"downtime": "16 h"},
    "incomplete_download": {"preview": "partial", "downloaded": "no"},
    "property_damage": {"damage_count": 1},
}

check: Callable[[str], Checked] = cache(check_anew)  # rulesets are immutable


def load(name: str) -> Ruleset:
    ruleset = check(name).ruleset
    assert ruleset is not None
    return ruleset


def case(ruleset: Ruleset, failure_type: str, **facts: Any) -> dict[str, Any]:
    """A verified failure of ours, moderate, with nothing more than the ruleset asks for."""
    common: dict[str, Any] = {
        "reported_at": "2026-11-02T09:00:00+08:00",
        "failure_type": failure_type,
        "severity": "moderate",
        "verified": "yes",
        "attribution": "provider",
    }
    own = {"amount_paid": "100 CNY"} if ruleset.id == "retail" else {}
    return {**common, **own, **NEEDED.get(failure_type, {}), **facts}


def failure_types(ruleset: Ruleset) -> tuple[str, ...]:
    return ruleset.model.facts["failure_type"].type.values


def entries(model: Model) -> tuple[Rule | ActionTable | Limit | Property, ...]:
    """Whatever gives a reason of its own; the rows of a table have the reason of their table."""
    rules = (rule for rule in model.rules if not rule.table)
    promises = (one for one in model.properties if not one.personal)
    return (*rules, *model.tables.values(), *model.limits, *promises)


def labels(model: Model) -> Iterator[tuple[str, Label]]:
    """Every word of a ruleset that people read, with the label it has."""
    yield "title", model.title
    yield from ((f"role {role}", model.role_labels.get(role, Label())) for role in model.roles if len(model.roles) > 1)
    for fact in (*model.facts.values(), *model.derived.values()):
        if fact.type.kind not in {"choice", "scale", "set"}:
            continue
        yield from ((f"{fact.name}: {value}", fact.value_labels.get(value, Label())) for value in fact.type.values)
    yield from ((name, fact.label) for name, fact in model.facts.items())
    for kind in model.kinds.values():
        yield kind.id, kind.label
        for parameter in kind.parameters.values():
            yield f"{kind.id}.{parameter.name}", parameter.label
            if not parameter.is_role:
                for value in parameter.type.values:
                    yield f"{kind.id}.{parameter.name}: {value}", parameter.value_labels.get(value, Label())


def test_exactly_these_ship() -> None:
    assert set(shipped_rulesets()) == {*TRADES, *SCHEMES}


@pytest.mark.parametrize("name", [*TRADES, *SCHEMES])
def test_loads_without_a_warning(name: str) -> None:
    checked = check(name)
    assert checked.diagnostics == ()
    assert checked.ruleset is not None


@pytest.mark.parametrize("name", [*TRADES, *SCHEMES])
def test_every_word_has_an_english_and_a_chinese_label(name: str) -> None:
    bare = [word for word, label in labels(load(name).model) if not {"en", "zh"} <= label.texts.keys()]
    assert bare == []


@pytest.mark.parametrize("name", [*TRADES, *SCHEMES])
def test_every_rule_limit_and_promise_says_why_in_both_languages_and_where_it_comes_from(name: str) -> None:
    wanting = [
        entry.id
        for entry in entries(load(name).model)
        if not ({"en", "zh"} <= entry.because.texts.keys() and entry.source)
    ]
    assert wanting == []


@pytest.mark.parametrize("name", TRADES)
def test_sources_of_the_trades_are_lines_of_the_documents(name: str) -> None:
    assert [entry.id for entry in entries(load(name).model) if not re.fullmatch(SEED, entry.source)] == []


@pytest.mark.parametrize("name", TRADES)
def test_every_failure_type_has_a_corrective_and_a_preventive_measure(name: str) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        kinds = {action.kind for action in ruleset.decide(case(ruleset, failure_type)).actions}
        assert kinds & CORRECTIVE, f"{failure_type}: nothing is corrected"
        assert "prevention" in kinds, f"{failure_type}: nothing is prevented"


@pytest.mark.parametrize("name", TRADES)
@pytest.mark.parametrize("attribution", ["provider", "supplier", "customer", "external", "disputed"])
@pytest.mark.parametrize("verified", ["yes", "no"])
def test_courtesy_and_a_call_are_for_everybody(name: str, attribution: str, verified: str) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        facts = case(ruleset, failure_type, attribution=attribution, verified=verified)
        kinds = {action.kind for action in ruleset.decide(facts).actions}
        assert {"acknowledgement", "apology", "explanation", "callback"} <= kinds
        assert "contest" not in kinds


@pytest.mark.parametrize("name", TRADES)
@pytest.mark.parametrize("facts", [{"verified": "no"}, {"attribution": "customer"}, {"attribution": "disputed"}])
def test_money_needs_a_verified_failure_of_ours(name: str, facts: dict[str, str]) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        given = case(ruleset, failure_type, severity="critical", customer_tier="top", attempt=3, **facts)
        assert not {action.kind for action in ruleset.decide(given).actions} & MONEY


@pytest.mark.parametrize("name", TRADES)
def test_a_verified_failure_of_ours_is_admitted(name: str) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        kinds = {action.kind for action in ruleset.decide(case(ruleset, failure_type)).actions}
        assert {"admission", "apology"} <= kinds


@pytest.mark.parametrize("name", TRADES)
def test_a_tier_only_adds(name: str) -> None:
    ruleset = load(name)
    tiers = ruleset.model.facts["customer_tier"].type.values
    for failure_type in failure_types(ruleset):
        given = [{a.kind for a in ruleset.decide(case(ruleset, failure_type, customer_tier=t)).actions} for t in tiers]
        assert all(lower <= higher for lower, higher in pairwise(given))


@pytest.mark.parametrize("name", TRADES)
def test_the_second_attempt_is_not_weaker_and_goes_up(name: str) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        first, second = (
            {action.kind for action in ruleset.decide(case(ruleset, failure_type, attempt=n)).actions} for n in (1, 2)
        )
        assert first | {"escalation"} <= second


@pytest.mark.parametrize("name", TRADES)
def test_what_cannot_be_repeated_is_not_repeated(name: str) -> None:
    ruleset = load(name)
    for failure_type in failure_types(ruleset):
        facts = case(ruleset, failure_type, irreversible="yes", harm=["need_unmet"])
        assert not {action.kind for action in ruleset.decide(facts).actions} & {"redo", "replacement"}


@pytest.mark.parametrize(
    ("urgency", "limit"),
    [("immediate", "0:30:00"), ("urgent", "2:00:00"), ("standard", "1 day, 0:00:00"), ("routine", "3 working days")],
)
def test_urgency_sets_the_time_limit(urgency: str, limit: str) -> None:
    ruleset = load("general")
    assert str(ruleset.decide(case(ruleset, "slow_service", urgency=urgency))["resolution"].within) == limit


def test_in_a_bank_what_is_overdue_climbs_the_four_levels_of_supervision() -> None:
    ruleset = load("bank")
    action = ruleset.decide(case(ruleset, "fee_error"))["resolution"]
    levels = []
    while "if_overdue" in action.values:
        (action,) = action.if_overdue
        levels.append((action.to, action.due is not None))
    assert levels == [
        ("complaint_representative", True),
        ("supervision_representative", True),
        ("supervision_centre", True),
        ("service_director", True),
    ]


@pytest.mark.parametrize("file", sorted(shipped_files()))
def test_is_laid_out_as_fmt_lays_files_out(file: str) -> None:
    text = (shipped_root() / file).read_text("utf-8")
    tree = read(text.encode(), file=file, problems=Problems(), limits=LoadLimits())
    assert tree is not None
    assert formatted(text, tree) == text
