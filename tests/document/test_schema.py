"""The JSON Schemas judge files as the documents do, and explain every key."""

from typing import Any

import pytest
import yaml

from recovery_rules.document.schema import case_file_schema, ruleset_schema
from recovery_rules.source.shipped import shipped_files, shipped_root

jsonschema: Any = pytest.importorskip("jsonschema", reason="it is in the extra `test`")

RULESET, CASE_FILE = ruleset_schema(), case_file_schema()
GOOD = """
language: 1
ruleset: shop
title: {en: Shop, zh: 店}
version: 2026.10
status: approved
owner: Bo
author: Ann
review_by: "2027-01-31"
effective: {from: "2026-01-01", until: "2026-12-31"}
approval: {by: Ann, "on": "2026-01-01", digest: abc}
currency: CNY
roles: [low, high]
units: {points: {digits: 0}}
types: {severity: {type: scale, values: [minor, major]}}
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
facts:
  severity: {type: severity}
  paid: {type: money, min: 0 CNY}
  delay: {type: duration, needed: {severity: [minor, major]}, optional: true}
admit: [{id: paid, when: {severity: major}, must: paid > 0 CNY}]
derived:
  late: {type: boolean, value: delay > 2 h}
  share: {type: percent, hit: first, when: [severity], rows: [[major, 50%], {gives: 0%}]}
rules:
  - {id: a, when: {any_of: [{severity: major}], expr: paid > 1 CNY}, unless: [{late: no}], then: [refund: {amount: 5}]}
  - id: b
    then: [apology, {choice: {by: customer, of: [[apology], [{refund: {amount: {value: paid, at_most: 9 CNY}}}]]}}]
tables:
  - {id: t, when: [severity], then: [refund.amount], rows: [[major, 1 CNY], {refund.amount: 2 CNY, because: why}]}
limits:
  - {id: c, level: law, action: refund, amount: {at_most: paid}, owed: {method: cash}}
  - {id: d, forbid: {stream: remedy, except: [apology]}}
otherwise: [apology]
properties:
  - {id: a, of: refund.amount, with: {form: voucher}, never_falls_as: severity, because: {en: so, zh: 故}, source: 1}
  - {id: b, of: [refund.amount, apology], same_whatever: [late, severity], when: {paid: over 1 CNY}}
  - {id: c, never: refund}
  - {id: d, always: [apology, {refund: {method: cash}}]}
  - {id: e, never: {refund: {method: [cash, card]}}, replaces: yes}
  - {id: f, covers: any}
  - {id: g, covers: {severity: major}}
  - {id: h, never_less_than: law.yaml}
  - {id: i, of: refund, never_rises_as: paid, allow: {RR540: {en: so, zh: 故}}}
examples: [{given: {severity: major}, expect: {refund: {amount: 5 CNY}}, not: [upgrade], refused: [apology]}]
"""


class _Yaml12(yaml.SafeLoader):
    """Reads days as texts, as YAML 1.2 and editors do."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(schema: dict[str, Any], text: str) -> list[str]:
    found = jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(text, _Yaml12))  # noqa: S506 - a safe loader
    return ["/".join(map(str, error.absolute_path)) for error in found]


@pytest.mark.parametrize("schema", [RULESET, CASE_FILE], ids=["ruleset", "cases"])
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:recovery-rules:")


@pytest.mark.parametrize("schema", [RULESET, CASE_FILE], ids=["ruleset", "cases"])
def test_every_key_is_explained(schema: dict[str, Any]) -> None:
    shapes = [schema, *schema["$defs"].values()]
    unexplained = [
        key
        for shape in shapes
        for key, value in shape["properties"].items()
        if not value.get("description") or "null" in str(value.get("type"))
    ]
    assert unexplained == []


def test_a_good_ruleset_passes() -> None:
    assert errors(RULESET, GOOD) == []


@pytest.mark.parametrize("path", shipped_files())
def test_what_ships_passes(path: str) -> None:
    assert errors(RULESET, (shipped_root() / path).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("good", "broken", "at"),
    [
        ("language: 1", "language: 2", "language"),
        ("ruleset: shop", "ruleset: shop\nvocabulary: words", ""),
        ("ruleset: shop", "ruleset: 'my shop'", "ruleset"),
        ("status: approved", "status: final", "status"),
        ('review_by: "2027-01-31"', "review_by: soon", "review_by"),
        ('{from: "2026-01-01", until', "{from: 2026, until", "effective/from"),
        ("by: Ann, ", "", "approval"),
        ("roles: [low, high]", "roles: low", "roles"),
        ("currency: CNY", "curency: CNY", ""),
        ("stream: remedy, phase", "stream: remedies, phase", "kinds/refund/stream"),
        ("combine: greatest", "combine: most", "kinds/refund/parameters/amount/combine"),
        ("required: yes", "required: perhaps", "kinds/refund/parameters/amount/required"),
        ("paid: {type: money, min: 0 CNY}", "paid: {min: 0 CNY}", "facts/paid"),
        ("paid: {type: money, min: 0 CNY}", "9paid: {type: money}", "facts"),
        ("must: paid", "most: paid", "admit/0"),
        ("hit: first", "hit: frist", "derived/share"),
        ("value: delay > 2 h", "values: [delay]", "derived/late"),
        ("then: [refund: {amount: 5}]", "then: []", "rules/0/then"),
        ("then: [refund: {amount: 5}]", "then: [{a: {}, b: {}}]", "rules/0/then/0"),
        ("by: customer, of", "of", "rules/1/then/1"),
        ("[[apology], [{refund", "[[{refund", "rules/1/then/1"),
        ("at_most: 9 CNY", "atmost: 9 CNY", "rules/1/then/1"),
        ("rows: [[major, 1 CNY]", "rows: [text", "tables/0/rows/0"),
        ("level: law", "levl: law", "limits/0/levl"),
        ("amount: {at_most: paid}", "amount: {at_mots: paid}", "limits/0/amount"),
        ("except: [apology]", "but: [apology]", "limits/1/forbid"),
        ("version: 2026.10", "version: ~", "version"),
        ("given: {severity: major}", "given: {severity: {a: b}}", "examples/0/given/severity"),
        ("{id: c, never: refund}", "{id: c, never: {}}", "properties/2/never"),
        ("{id: c, never: refund}", "{id: c, nver: refund}", "properties/2"),
        ("covers: any", "covers: all", "properties/5/covers"),
        ("with: {form: voucher}", "with: voucher", "properties/0/with"),
    ],
)
def test_a_broken_ruleset_fails_at_its_place(good: str, broken: str, at: str) -> None:
    assert good in GOOD
    assert at in errors(RULESET, GOOD.replace(good, broken, 1))


def test_case_files() -> None:
    assert errors(CASE_FILE, "ruleset: shop\ncases: [{given: {severity: major}, expect: [apology], only: true}]") == []
    assert errors(CASE_FILE, "ruleset: shop\ntable: a.csv\ngiven: {severity: '{column}'}") == []
    assert errors(CASE_FILE, "ruleset: shop") == [""]
    assert errors(CASE_FILE, "ruleset: shop\ncases: [{expect: [apology]}]") == ["cases/0"]
