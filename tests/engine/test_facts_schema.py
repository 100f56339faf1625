"""The schema of a fact and `decide` take and refuse the same, as far as JSON Schema can say it."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from recovery_rules import FactsError, Ruleset, loads
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.types import Type

FACTS = {
    "choice": "{type: choice, values: [late, lost]}",
    "scale": "{type: scale, values: [low, high], default: low}",
    "set": "{type: set, values: [p, q, 延误], optional: true}",
    "boolean": "{type: boolean}",
    "integer": "{type: integer}",
    "from_one": "{type: integer, min: 1, max: 100, optional: true}",
    "number": "{type: number}",
    "number_below": "{type: number, min: -2.5, max: -0.5}",
    "percent": "{type: percent, min: 0%, max: 100%, default: 5%}",
    "money": "{type: money}",
    "money_from_0": "{type: money, min: 0 EUR, optional: true}",
    "money_from_1": "{type: money, min: 1 EUR}",
    "debt": "{type: money, max: 0 EUR}",
    "yen": "{type: money, currency: JPY}",
    "unit": "{type: SDR}",
    "unit_with_digit": "{type: co2, min: 1 co2}",
    "unit_from_0": "{type: co2, min: 0 co2}",
    "duration": "{type: duration}",
    "duration_from_0": "{type: duration, min: 0 h, max: 2 d}",
    "duration_over_0": "{type: duration, min: 1 min}",
    "duration_below": "{type: duration, max: 0 h}",
    "datetime": "{type: datetime, optional: true}",
    "text": "{type: text, personal: true}",
}

MOST = "9" * 34
NUMBERS = (
    "0", "-0", "00", "0.0", "-0.00", "1", "-1", "007", "5", "-5", "0.5", "-0.5", "1.5", "2.0", "2.50", "0.005",
    "-2.5", "12.345", "1.000", "100", "101", "1e3", "1E3", "+5", ".5", "5.", "1,000", "1_000", "1 000", "- 5",
    "--5", "٣", "１２", "NaN", "Infinity", MOST, f"-{MOST}", f"{MOST}9", f"-{MOST}9", f"0.{MOST}", f"0.{MOST}9",
    f"0.{MOST}0", f"9.{MOST}", f"9.{MOST[1:]}", f"{MOST[2:]}.99", f"{MOST[1:]}.99", f"{MOST}.00", f"{MOST}.9",
    f"1{'0' * 33}", f"1{'0' * 34}", f"1{'0' * 33}.0", f"1.{'0' * 50}", f"1.{'0' * 50}1", f"{'0' * 50}1",
    f"{'0' * 50}", f"-{'0' * 50}.10",
)  # fmt: skip
FORMS = (
    "{}", " {} ", "{}\n", "{}\u3000", "{}%", "{} %", "% {}", "{} EUR", "{}EUR", "EUR {}", "EUR{}", "EUR\t{}",
    "EUR\n{}", "{}\nEUR", "EUR {} EUR", "{} USD", "{} eur", "{} JPY", "JPY {}", "{} SDR", "SDR {}", "{} co2",
    "{}co2", "co2 {}", "{} h", "{}h 5 min", "0 s {} d", "{} m", "{} months", "{} hours", "{} h,", "{} min",
)  # fmt: skip
TEXTS = (
    "", " ", "(none)", " (none) ", "(None)", "late", "lost", " late", "late ", "Late", "p", "p,q", " q , p ",
    "p, p", "p,", ",", "p q", "延误", "延误,p", "p, (none)", "r", "low", "yes", "no", "true", "false", " yes\n",
    "Yes", "on", "1 h 30 min", "1h30min", "1 hmin", "1 h30", "1 minutes 1 ms", "-1 h 5 min", "1 h -5 min",
    "- 1 h", "h", "-", "0 h 0 min", "0 h 1 s", "-0 h 1 s", "1 week", "1 WEEK", "2026-11-04T18:00:00+08:00",
    "2026-11-04T18:00:00Z", "2026-11-04T18:00:00", "2026-11-04", "2026-11-04 18:00+08", "20261104T180000Z",
    "20261104T1800+0800", "2026-W45-3T18:00Z", "2026W453T18Z", "2026-11-04T18:00:00.123456-23:59",
    "2026-11-04T18:00:00,5Z", "2026-11-04T18:00:00.1234567890Z", " 2026-11-04T18:00:00Z\n",
    "2026-11-04T18:00:00z", "2026-11-04T25:00:00Z", "2026-13-01T00:00:00Z", "2026-11-04T18:60:00Z",
    "2026-11-04T18:00:60Z", "2026-11-04T18:00:00+24:00", "0999-12-31T00:00:00Z", "9000-01-01T00:00:00Z",
    "8999-12-31T23:59:59+00:00", "1000-01-01T00:00:00Z", "2026-1104T18:00:00Z", "202611-04T18:00:00Z",
    "２０２６-11-04T18:00:00Z", "2026-11-04T18:00:00 Z", "2026-11-04T24:00:00Z", "2026-11-04T18:00:00+8",
    "2026-11-04T24:00+02:00", "20261104T2400Z", "2026-11-04T24:01Z",
    "2026-11-04T18:00:00+08:00:30", "20261104", "now", "null", "[]", "{}", "\0", "\ud800",
)  # fmt: skip
OTHERS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 5, 100, 101, 10**34 - 1, 10**34, -(10**34), 0.5, -1.5, 1e300, [], ["p"],
    ["p", "q", "p"], ["r"], [1], [None], [["p"]], ["late"], {}, {"p": True}, [""], ["p, q"],
)  # fmt: skip
POOL: tuple[Any, ...] = (*OTHERS, *TEXTS, *(form.format(number) for form in FORMS for number in NUMBERS))


def exception(fact: str, value: Any) -> str:
    """What JSON Schema cannot say: why a value that fits the schema of a fact is refused all the same."""
    if isinstance(value, float):
        return "a whole number may be written `2.0` in JSON" if value.is_integer() else ""
    declared = rulesets()[fact].model.facts[fact]
    if isinstance(value, str):
        try:
            plain: Any = parse_literal(value, declared.type)
        except ValueError as problem:
            known = ("longer than a thousand years", "is not a time", "half of a character")
            return next((reason for reason in known if reason in str(problem)), "")
        if declared.low is not None and plain < declared.low:
            return "a text below the minimum" if declared.low < 0 or plain > 0 else ""
        if declared.high is not None and plain > declared.high:
            return "a text above the maximum" if declared.high > 0 or plain < 0 else ""
        if declared.type.kind == "duration" and not isinstance(plain, int):
            return "a duration finer than a microsecond"
    return ""


@cache
def rulesets() -> dict[str, Ruleset]:
    return {
        name: loads(f"""
            language: 1
            ruleset: one
            currency: EUR
            units: {{SDR: {{digits: 2}}, co2: {{digits: 0}}}}
            kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
            facts: {{{name}: {written}}}
            rules: [{{id: always, then: [apology]}}]
            """)
        for name, written in FACTS.items()
    }


@cache
def validator(fact: str) -> jsonschema.Draft202012Validator:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = rulesets()[fact].facts_model.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def is_decided(fact: str, value: Any) -> bool:
    try:
        rulesets()[fact].decide({fact: value})
    except FactsError:
        return False
    return True


def is_a_case(fact: str, value: Any) -> bool:
    try:
        facts = rulesets()[fact].facts_model.model_validate({fact: value})
    except ValidationError:
        return False
    written = json.loads(facts.model_dump_json())
    assert validator(fact).is_valid(written), written
    assert rulesets()[fact].decide(facts).facts == rulesets()[fact].decide(written).facts
    return True


def disagreement(fact: str, value: Any) -> str:
    """In which way schema, model and `decide` differ over a value; empty where they agree, or cannot."""
    decided, valid = is_decided(fact, value), validator(fact).is_valid({fact: value})
    if is_a_case(fact, value) is not decided:
        return f"{value!r}: decide {decided}, model {not decided}"
    if decided is valid or (valid and exception(fact, value)):
        return ""
    return f"{value!r}: decide {decided}, schema {valid}"


@pytest.mark.no_cover
@pytest.mark.parametrize("fact", FACTS)
def test_schema_and_model_take_and_refuse_what_decide_does(fact: str) -> None:
    assert [found for value in POOL if (found := disagreement(fact, value))] == []


@pytest.mark.parametrize("fact", FACTS)
def test_each_schema_takes_and_refuses_something(fact: str) -> None:
    assert any(validator(fact).is_valid({fact: value}) for value in POOL)
    assert not all(validator(fact).is_valid({fact: value}) for value in POOL)


@given(st.sampled_from(list(FACTS)), st.data())
def test_texts_made_of_what_a_type_is_written_with(fact: str, data: st.DataObject) -> None:
    type_ = rulesets()[fact].model.facts[fact].type
    value = "".join(data.draw(st.lists(st.sampled_from(_parts(type_)), max_size=8)))
    assert disagreement(fact, value) == ""


@pytest.mark.parametrize("fact", FACTS)
def test_long_texts_are_matched_in_time_that_grows_with_their_length(fact: str) -> None:
    for part in ("0", "1", " ", "1 h", "p,", "1.", "10 "):
        for start in ("", "-", "1.", "EUR "):
            value = start + part * 20_000 + "!"
            if fact != "text":
                assert not validator(fact).is_valid({fact: value})


def _parts(type_: Type) -> list[str]:
    parts = ["0", "1", "9", ".", "-", " ", "00000", MOST, MOST[:32]]
    match type_.kind:
        case "money" | "unit":
            return [*parts, type_.unit, f" {type_.unit}", f"{type_.unit} "]
        case "duration":
            return [*parts, "h", "min", "m", "s", "5 d", "1 h "]
        case "percent":
            return [*parts, "%"]
        case "datetime":
            return [
                "2026",
                "11",
                "04",
                "-",
                ":",
                "W",
                "T",
                "Z",
                "+",
                "2026-11-04",
                "18:00",
                "T18:00:00",
                "+08:00",
                ".5",
            ]
        case _:
            return [*parts, *type_.values, ",", "(none)", "yes", "no"]
