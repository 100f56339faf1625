"""`recovery-rules decide` and `explain`: how a case is given, and what is shown of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recovery_rules import load
from tests.cli.running import matches_golden, run
from tests.testing.writing import SHOP

ROOM_1606 = [
    "hotel",
    "reported_at=2026-11-02T09:00:00+08:00",
    "failure_type=property_damage",
    "severity=minor",
    "verified=no",
    "attribution=disputed",
    "damage_count=3",
]
S3 = ["aws_sla", "service=s3_standard", "uptime=99.5 %", "monthly_charge=1000 USD", "claim_cycle=1"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")


@pytest.mark.parametrize("columns", [50, 100])
@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("command", ["decide", "explain"])
def test_what_people_read(command: str, locale: str, columns: int) -> None:
    ran = run(command, *ROOM_1606, "--locale", locale, columns=columns)
    assert ran.code == 0
    assert matches_golden(f"{command}-{locale}-{columns}.txt", ran.out)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("choice", ["failure=damaged", "price=30 EUR"]),
        ("refused", ["failure=damaged", "price=0.50 EUR"]),
        ("held", ["failure=rude", "price=30 EUR"]),
        ("nested", ["failure=late", "price=30 EUR", "reported_at=2026-01-01T00:00:00Z"]),
        ("no-time", ["failure=late", "price=30 EUR"]),
    ],
)
def test_every_sort_of_action_has_a_line(name: str, facts: list[str]) -> None:
    shown = "".join(run("decide", "shop.yaml", *facts, "--locale", locale).out for locale in ("en", "zh"))
    assert matches_golden(f"decide-{name}.txt", shown)


def test_nothing_is_owed() -> None:
    Path("silent.yaml").write_text(
        SHOP.replace("limits:", "limits:\n  - {id: never, forbid: {stream: remedy}}"), "utf-8"
    )
    ran = run("decide", "silent.yaml", "failure=late", "price=2 EUR")
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == ["No action is given.", "", "No apology: limit never forbids it."]


def test_the_decision_for_programs() -> None:
    ran = run("decide", *S3, "--json", "--as-of", "2026-01-01T00:00:00Z")
    trace = (
        load("aws_sla").decide(service="s3_standard", uptime="99.5 %", monthly_charge="1000 USD", claim_cycle=1).trace
    )
    found = json.loads(ran.out)
    assert found["ruleset"]["digest"] == load("aws_sla").digest
    assert found["as_of"] == "2026-01-01T00:00:00+00:00"
    assert [action["kind"] for action in found["actions"]] == ["account_credit"]
    assert found["actions"][0]["values"]["amount"] == "100.00 USD"
    assert (found["refused"], found["fired"]) == ([], list(trace["fired"]))


def test_the_trace_for_programs() -> None:
    found = json.loads(run("explain", *S3, "--json").out)
    assert found["trace"] == 1
    assert found["facts"]["uptime"] == {"value": "99.5 %", "how": "given"}


FACTS = '{"failure": "late", "price": "30 EUR", "harm": ["time"], "reported_at": null}'


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("case.json", FACTS, []),
        ("case.json", "\ufeff" + FACTS, []),
        ("case.yaml", "failure: late\nprice: 30 EUR\nharm: [time]\n", []),
        ("case.yaml", "failure: rude\nprice: 30 EUR\nreported_at: x\n", ["failure=late", "harm=time", "reported_at="]),
        ("-", FACTS, []),
        ("-", "failure: late\nprice: 30 EUR\nharm: time\n", []),
        ("", "", ["failure=late", "price=30 EUR", "harm=time"]),
    ],
)
def test_ways_to_give_a_case(file: str, text: str, words: list[str]) -> None:
    if file.startswith("case"):
        Path(file).write_text(text, "utf-8")
    arguments = [file, *words] if file else words
    found = json.loads(run("explain", "shop.yaml", *arguments, "--json", stdin=text).out)
    given = {name: one["value"] for name, one in found["facts"].items() if one["how"] == "given"}
    assert given == {"failure": "late", "price": "30.00 EUR", "harm": "time"}


def test_numbers_of_json_keep_every_digit() -> None:
    Path("numbers.yaml").write_text(
        "language: 1\nruleset: numbers\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "facts: {n: {type: number}, i: {type: integer}, b: {type: boolean}}\n"
        "rules: [{id: a, then: [apology]}]\n",
        "utf-8",
    )
    digits = "0.123456789012345678901234567890123"
    found = run("explain", "numbers.yaml", "-", "--json", stdin=f'{{"n": {digits}, "i": {"9" * 34}, "b": true}}')
    facts = json.loads(found.out)["facts"]
    assert [facts[name]["value"] for name in "nib"] == [digits, "9" * 34, "yes"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1', "case.json:1:8: not readable as JSON: expecting ',' delimiter"),
        ("", "case.json:1:1: not readable as JSON: expecting value"),
        ('{"a": 1, "a": 2}', "`a` is given twice"),
        ("[1]", "case.json: not the facts of a case"),
        ("[" * 100_000, "case.json: nested too deeply"),
        (b"\xff\xfe{", "case.json: not UTF-8 text"),
    ],
)
def test_a_file_that_is_not_json(text: str | bytes, message: str) -> None:
    Path("case.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = run("decide", "shop.yaml", "case.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"error: {message}"


def test_a_file_that_is_not_yaml() -> None:
    Path("case.yaml").write_text("a: [", "utf-8")
    ran = run("decide", "shop.yaml", "case.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "case.yaml:1:4" in ran.err
    assert "the case file does not load" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "b"], "`b` is neither a fact nor the only file"),
        (["x=1", "x=2"], "`x` is given twice"),
        (["none.json"], "none.json: no such file or directory"),
        (["."], ".: it is a folder"),
        (["a\0b"], "a\\x00b: no file can have this name"),
        (["--as-of", "noon"], "--as-of: `noon` is not a time: write for example `2026-11-04T18:00:00+08:00`"),
        (["--locale", "fr"], "there are no texts in `fr`; the locales are en, zh"),
    ],
)
@pytest.mark.parametrize("command", ["decide", "explain"])
def test_what_a_user_does_wrong_is_one_line(command: str, arguments: list[str], message: str) -> None:
    ran = run(command, "shop.yaml", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"error: {message}"


def test_every_problem_of_a_case_at_once() -> None:
    ran = run("decide", "shop.yaml", "failure=lat", "harm=tim", "foo=1")
    assert (ran.code, ran.out) == (2, "")
    assert matches_golden("facts-error.txt", ran.err)


@pytest.mark.parametrize("command", [["decide", "x.yaml"], ["schema", "facts", "x.yaml"]])
def test_a_ruleset_that_does_not_load(command: list[str]) -> None:
    Path("x.yaml").write_text("language: 1\nruleset: x\nrulez: []", "utf-8")
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "`rulez` is not a key of a ruleset" in ran.err


def test_a_vocabulary_decides_nothing() -> None:
    Path("v.yaml").write_text(
        "language: 1\nvocabulary: v\nkinds: {apology: {stream: remedy, phase: acknowledge}}", "utf-8"
    )
    ran = run("decide", "v.yaml")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: v.yaml is a vocabulary: it has no rules")


def test_why_not_and_what_if() -> None:
    for locale in ("en", "zh"):
        ran = run(
            "explain", "shop.yaml", "failure=rude", "price=30 EUR", "--why-not", "refund", "--what-if", "refund",
            "--locale", locale,
        )  # fmt: skip
        assert ran.code == 0
        assert matches_golden(f"why-not-{locale}.txt", ran.out)


@pytest.mark.parametrize(
    ("options", "start"),
    [
        (["--why-not", "refnd"], "error: `refnd` is not an action kind, a rule, a table or a limit"),
        (["--what-if", "refnd"], "error: `refnd` is not an action kind"),
        (["--json", "--what-if", "refund"], "error: --json gives the whole trace"),
    ],
)
def test_names_that_do_not_exist(options: list[str], start: str) -> None:
    ran = run("explain", "shop.yaml", "failure=rude", "price=30 EUR", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(start)


def test_control_characters_never_reach_the_terminal() -> None:
    ran = run("decide", "shop.yaml", "failure=\x1b[31m", "price=30 EUR")
    assert "\x1b" not in ran.err + ran.out
    assert "\\x1b" in ran.err


def schema_of(*arguments: str) -> Any:
    ran = run("schema", *arguments)
    assert ran.code == 0
    return json.loads(ran.out)


def test_schemas() -> None:
    assert schema_of() == schema_of("ruleset")
    assert schema_of()["$id"] == "urn:recovery-rules:schema:ruleset:1"
    assert schema_of("cases")["required"] == ["ruleset"]
    assert schema_of("trace")["title"] == "the trace of one decision"
    assert schema_of("facts", "shop.yaml") == load("shop.yaml").facts_model.model_json_schema()


@pytest.mark.parametrize("arguments", [["facts"], ["ruleset", "shop.yaml"], ["rulesets"], ["facts", "shp.yaml"]])
def test_schemas_that_there_are_not(arguments: list[str]) -> None:
    ran = run("schema", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")


def versions() -> Path:
    folder = Path("versions")
    folder.mkdir()
    for year, owner in (("2026", "clerk"), ("2027", "manager")):
        effective = f"effective: {{from: {year}-01-01, until: {year}-12-31}}\nversion: '{year}'\n"
        text = SHOP.replace("currency: EUR", effective + "currency: EUR").replace("owner: clerk", f"owner: {owner}")
        (folder / f"{year}.yaml").write_text(text, "utf-8")
    return folder


def test_of_a_folder_the_version_in_force_on_a_day_decides() -> None:
    folder = str(versions())
    for year in ("2026", "2027"):
        for command in ("decide", "explain"):
            ran = run(command, folder, "--on", f"{year}-06-01", "failure=rude", "price=30 EUR")
            assert ran.code == 0
            assert f"Ruleset shop {year}" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["versions"], "`decide` and `explain` take a folder of versions with the day, `--on 2026-11-04`"),
        (["versions", "--on", "tomorrow"], "--on: `tomorrow` is not a date: write for example `2026-11-04`"),
        (["versions", "--on", "2028-01-01"], "no version is in force on 2028-01-01"),
        (["shop.yaml", "--on", "2026-01-01"], "shop.yaml: --on picks a version in a folder, and this is none"),
    ],
)
def test_which_version_is_meant_must_be_told(words: list[str], told: str) -> None:
    versions()
    ran = run("decide", *words, "failure=rude", "price=30 EUR")
    assert ran.code == 2
    assert told in " ".join(ran.err.split())
