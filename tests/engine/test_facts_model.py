"""The generated fact model: a contract that agrees with `decide`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from recovery_rules import Amount, Money, Percent, loads
from recovery_rules.ruleset import Ruleset

TEXT = """
language: 1
ruleset: parcel-desk
currency: CNY
units: {points: {digits: 0}}
kinds: {apology: {stream: remedy, phase: acknowledge}}
facts:
  cause: {type: choice, values: [late, lost], label: {en: cause of it, zh: 原因}}
  tier: {type: scale, values: [low, high], default: low}
  late_by: {type: duration, min: 0 h, needed: {cause: late}}
  paid: {type: money, min: 0 CNY, max: 500 CNY}
  rate: {type: percent, optional: true}
  harm: {type: set, values: [loss, distress], optional: true}
  calls: {type: integer, min: 0, optional: true}
  balance: {type: points, optional: true}
  weight: {type: number, optional: true}
  copy: {type: boolean, optional: true}
  model_config: {type: boolean, optional: true}
admit:
  - {id: paid-if-lost, when: {cause: lost}, must: paid > 0 CNY}
rules:
  - {id: always, then: [apology]}
  - id: reads-everything
    when: {tier: high, late_by: over 1 h, rate: over 1%, harm: has loss, calls: over 1, balance: over 1 points,
           weight: over 1, copy: yes, model_config: yes}
    then: [apology]
"""
CASE: dict[str, Any] = {
    "cause": "late",
    "late_by": "2 h",
    "paid": "12.50 CNY",
    "rate": "10 %",
    "harm": ["distress", "loss"],
    "calls": 3,
    "balance": "7 points",
    "weight": "1.25",
    "copy": True,
    "model_config": False,
}


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return loads(TEXT)


def test_holds_public_values(ruleset: Ruleset) -> None:
    facts = ruleset.facts_model.model_validate(CASE)
    assert facts.late_by == timedelta(hours=2)  # type: ignore[attr-defined]
    assert facts.paid == Money("12.50", "CNY")  # type: ignore[attr-defined]
    assert facts.rate == Percent(10)  # type: ignore[attr-defined]
    assert facts.harm == frozenset({"loss", "distress"})  # type: ignore[attr-defined]
    assert facts.balance == Amount(7, "points")  # type: ignore[attr-defined]
    assert facts.tier == "low"  # type: ignore[attr-defined]
    assert type(facts).__name__ == "ParcelDeskFacts"


def test_decide_takes_it_as_it_takes_a_mapping(ruleset: Ruleset) -> None:
    facts = ruleset.facts_model.model_validate(CASE)
    assert ruleset.decide(facts) == ruleset.decide(CASE) == ruleset.decide(**CASE)
    assert ruleset.decide(facts).facts["copy"] is True


def test_json_reads_back_and_satisfies_the_schema(ruleset: Ruleset) -> None:
    facts = ruleset.facts_model.model_validate(CASE)
    written = json.loads(facts.model_dump_json())
    assert written == CASE | {"late_by": "2 h", "harm": ["loss", "distress"], "tier": "low"}
    assert ruleset.decide(ruleset.facts_model.model_validate(written)) == ruleset.decide(facts)
    jsonschema.validate(written, ruleset.facts_model.model_json_schema())


def test_what_is_not_given_is_null_in_json_and_reads_back(ruleset: Ruleset) -> None:
    facts = ruleset.facts_model.model_validate({"cause": "lost", "paid": "1 CNY"})
    written = json.loads(facts.model_dump_json())
    assert written["copy"] is written["rate"] is written["late_by"] is None
    assert written["tier"] == "low"
    jsonschema.validate(written, ruleset.facts_model.model_json_schema())
    assert ruleset.decide(written) == ruleset.decide(ruleset.facts_model.model_validate(written))


def test_a_default_is_the_rulesets_own_and_not_given(ruleset: Ruleset) -> None:
    case = {"cause": "lost", "paid": "1 CNY"}
    for given in (case, case | {"tier": None}):
        facts = ruleset.facts_model.model_validate(given)
        assert facts.tier == "low"  # type: ignore[attr-defined]
        assert ruleset.decide(facts).trace == ruleset.decide(case).trace == ruleset.decide(given).trace


DEFAULTS = {
    "cap": ("{type: money, default: 12.5 CNY}", "12.50 CNY"),
    "rate": ("{type: percent, default: 12.5%}", "12.5 %"),
    "wait": ("{type: duration, default: 90 min}", "1 h 30 min"),
    "weight": ("{type: number, default: 0.5}", "0.5"),
    "tries": ("{type: integer, default: 3}", 3),
    "vip": ("{type: boolean, default: no}", False),
    "grade": ("{type: scale, values: [low, high], default: high}", "high"),
    "harm": ("{type: set, values: [loss, pain], default: 'pain, loss'}", ["loss", "pain"]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", DEFAULTS)
def test_a_default_stands_in_the_schema_as_its_json(name: str) -> None:
    written, default = DEFAULTS[name]
    rules = one_fact(written, name)
    schema = rules.facts_model.model_json_schema()
    assert schema["properties"][name]["default"] == default
    assert "required" not in schema
    assert json.loads(rules.facts_model().model_dump_json()) == {name: default}
    jsonschema.validate({name: default}, schema)
    assert rules.decide({name: default}).facts == rules.decide({name: None}).facts == rules.decide().facts


@pytest.mark.parametrize(
    "names",
    [
        ["copy", "fact_copy", "copy_", "copy__"],
        ["copy__", "copy_", "copy"],
        ["check_whole", "leave_out", "json", "schema", "model_fields", "model_config", "validate", "dict"],
    ],
)
def test_any_fact_has_a_field_of_its_own(names: list[str]) -> None:
    rules = loads(
        "language: 1\nruleset: names\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        f"facts: {{{', '.join(f'{name}: {{type: integer}}' for name in names)}}}\n"
        f"rules: [{{id: all, when: {{{', '.join(f'{name}: over 0' for name in names)}}}, then: [apology]}}]\n"
        "otherwise: [apology]"
    )
    case = {name: number for number, name in enumerate(names)}
    facts = rules.facts_model.model_validate(case)
    assert rules.decide(facts).facts == case
    assert json.loads(facts.model_dump_json()) == case
    assert set(rules.facts_model.model_json_schema()["properties"]) == set(names)


def one_fact(written: str, name: str = "it") -> Ruleset:
    kind = "apology: {stream: remedy, phase: acknowledge}"
    return loads(
        f"language: 1\nruleset: one\ncurrency: CNY\nunits: {{SDR: {{digits: 2}}, co2: {{digits: 0}}}}\n"
        f"kinds: {{{kind}}}\nfacts: {{{name}: {written}}}\n"
        f"rules: [{{id: always, then: [apology]}}, {{id: read, when: {{{name}: known}}, then: [apology]}}]"
    )


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"cause": "stolen"}, "cause"),
        ({"paid": "12.505 CNY"}, "paid"),
        ({"paid": "501 CNY"}, "paid"),
        ({"paid": "-1 CNY"}, "paid"),
        ({"paid": 12.5}, "paid"),
        ({"calls": True}, "calls"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_refuses_what_decide_refuses(ruleset: Ruleset, wrong: dict[str, object], where: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ruleset.facts_model.model_validate(CASE | wrong)
    assert [error["loc"] for error in caught.value.errors()] == [(where,)]


@pytest.mark.parametrize("wrong", [{"cause": "lost", "paid": "0 CNY", "late_by": None}, {"cause": "lost"}])
def test_checks_the_case_as_a_whole(ruleset: Ruleset, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"late_by|paid-if-lost"):
        ruleset.facts_model.model_validate(CASE | wrong)


@pytest.mark.parametrize("missing", ["cause", "paid"])
def test_schema_names_what_is_required(ruleset: Ruleset, missing: str) -> None:
    schema = ruleset.facts_model.model_json_schema()
    assert missing in schema["required"]
    assert schema["properties"]["cause"]["title"] == "cause of it"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({name: value for name, value in CASE.items() if name != missing}, schema)
