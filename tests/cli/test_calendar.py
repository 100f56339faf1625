"""A calendar in a file: `--calendar`, and `calendar` in case files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run

BRANCH = """\
language: 1
ruleset: branch
calendar: branch
kinds:
  apology: {stream: remedy, phase: acknowledge}
  letter: {stream: remedy, phase: acknowledge}
facts:
  promised_on: {type: date}
  done_on: {type: date}
rules:
  - {id: late, when: {expr: done_on > promised_on + 1 working day}, then: [apology]}
otherwise: [letter]
examples:
  - {id: holiday, given: {promised_on: 2026-07-03, done_on: 2026-07-07}, expect: [letter]}
"""
CASE = ("promised_on=2026-07-03", "done_on=2026-07-07")
CASES = """\
ruleset: branch.yaml
calendar: {name: branch, days_off: [2026-07-06]}
cases:
  - {id: holiday, given: {promised_on: 2026-07-03, done_on: 2026-07-07}, expect: [letter]}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("branch.yaml").write_text(BRANCH, "utf-8")
    Path("days.yaml").write_text("name: branch\ndays_off: [2026-07-06]\n", "utf-8")
    Path("cases.yaml").write_text(CASES, "utf-8")


@pytest.mark.parametrize("command", ["decide", "explain"])
def test_a_case_is_decided_by_it(command: str) -> None:
    ran = run(command, "branch.yaml", *CASE, "--calendar", "days.yaml")
    assert (ran.code, "letter" in ran.out.casefold()) == (0, True)
    Path("days.yaml").write_text("name: branch\n", "utf-8")
    assert "apology" in run(command, "branch.yaml", *CASE, "--calendar", "days.yaml").out.casefold()


def test_without_it_the_case_is_refused() -> None:
    ran = run("decide", "branch.yaml", *CASE)
    assert ran.code == 2
    assert "calendar: missing" in ran.err
    assert "--calendar" in ran.err


def test_the_calendar_of_a_trace_is_such_a_file() -> None:
    Path("days.yaml").write_text('name: branch\ndays_off: [2026-07-06]\nhours: [09:00, "17:30"]\n', "utf-8")
    trace = run("explain", "branch.yaml", *CASE, "--calendar", "days.yaml", "--json").out
    Path("traced.json").write_text(json.dumps(json.loads(trace)["calendar"]), "utf-8")
    assert run("explain", "branch.yaml", *CASE, "--calendar", "traced.json", "--json").out == trace


def test_examples_are_decided_by_it() -> None:
    assert run("test", "branch.yaml").code == 1
    ran = run("test", "branch.yaml", "--calendar", "days.yaml")
    assert (ran.code, ran.out) == (0, "ok     branch.yaml: 1 case\n")


def test_rulesets_that_count_by_another_one_keep_it() -> None:
    Path("other.yaml").write_text(BRANCH.replace("calendar: branch", "calendar: {name: here}"), "utf-8")
    ran = run("test", "branch.yaml", "other.yaml", "--calendar", "days.yaml")
    assert ran.code == 1
    assert [line.split(":")[0] for line in ran.out.splitlines() if ".yaml: 1 case" in line] == [
        "ok     branch.yaml",
        "FAILED other.yaml",
    ]


def test_a_calendar_that_no_ruleset_counts_by() -> None:
    Path("days.yaml").write_text("name: somewhere\n", "utf-8")
    ran = run("test", "branch.yaml", "--calendar", "days.yaml")
    assert (ran.code, ran.err) == (2, "error: no ruleset here counts working days by a calendar `somewhere`\n")


def test_a_case_file_has_one_of_its_own() -> None:
    assert run("test", "cases.yaml").code == 0
    assert "letter" in run("decide", "cases.yaml", "-k", "holiday").out
    Path("days.yaml").write_text("name: branch\n", "utf-8")
    assert "apology" in run("decide", "cases.yaml", "-k", "holiday", "--calendar", "days.yaml").out
    assert run("test", "cases.yaml", "--calendar", "days.yaml").code == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("name: bramch", ["RR464", "days.yaml:1:7", "write `name: branch` if it is meant"]),
        ("name: branch\ndays_of: []", ["RR140", "did you mean `days_off`?"]),
        ("days_off: [2026-07-06]", ["RR141", "a calendar needs a `country`, or a `name`"]),
        ("name: branch\ndays_off: [6 July]", ["RR205", "days.yaml:2"]),
        ("name: branch\nhours: [9, 17]", ["RR205", "`9` is no business hours"]),
        ("name: branch\nhours: [09:00]", ["RR205", "`09:00` is no business hours"]),
        ("name: branch\nhours: 09:00 to 09:00", ["RR209", "for whole days write `00:00 to 24:00`"]),
        ("name: branch\nhours: 24:00 to 09:00", ["RR205", "`24:00 to 09:00` is no business hours"]),
        ("country: XX", ["RR269", "days.yaml:1:10"]),
        ("[]", ["RR1", "days.yaml:1"]),
        ("name: [", ["RR1", "days.yaml"]),
    ],
)
def test_what_is_wrong_in_the_file_is_shown_there(said: str, told: list[str]) -> None:
    Path("days.yaml").write_text(said, "utf-8")
    ran = run("decide", "branch.yaml", *CASE, "--calendar", "days.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert [part for part in told if part not in ran.err] == []
    assert "the calendar does not load" in ran.err


def test_a_file_that_is_not_there() -> None:
    ran = run("explain", "branch.yaml", *CASE, "--calendar", "none.yaml")
    assert (ran.code, ran.err) == (2, "error: none.yaml: no such file or directory\n")


@pytest.mark.parametrize(
    ("ruleset", "cases", "told"),
    [
        (BRANCH, CASES.replace("name: branch,", "name: brunch,"), "cases.yaml:2:18"),
        (BRANCH.replace("calendar: branch\n", "").replace("+ 1 working day", "+ 1 d"), CASES, "has no calendar"),
        (BRANCH, CASES.replace("{name: branch, days_off: [2026-07-06]}", "branch"), "RR1"),
        (
            BRANCH.replace("phase: acknowledge}", "phase: acknowledge, parameters: {within: {type: time_limit}}}")
            .replace("[apology]", "[apology: {within: 3 working hours}]")
            .replace("calendar:", "zone: UTC\ncalendar:"),
            CASES,
            "the ruleset counts working hours, and this does not say which they are",
        ),
    ],
)
def test_what_is_wrong_in_a_case_file_is_shown_there(ruleset: str, cases: str, told: str) -> None:
    Path("branch.yaml").write_text(ruleset, "utf-8")
    Path("cases.yaml").write_text(cases, "utf-8")
    ran = run("test", "cases.yaml")
    assert ran.code == 2
    assert told in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage", "branch.yaml", "cases.yaml"),
        ("crosscheck", "branch.yaml", "--cases", "cases.yaml"),
        ("explain", "branch.yaml", "cases.yaml", "-k", "holiday"),
    ],
)
def test_the_calendar_of_a_case_file_is_that_of_its_cases(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    Path("cases.yaml").write_text(CASES.replace("calendar: {name: branch, days_off: [2026-07-06]}\n", ""), "utf-8")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "calendar" in ran.err


def test_files_of_different_calendars_are_not_decided_together() -> None:
    Path("more.yaml").write_text(CASES.replace("2026-07-06", "2026-07-07"), "utf-8")
    ran = run("coverage", "branch.yaml", "cases.yaml", "more.yaml")
    assert ran.code == 2
    assert ran.err.startswith("error: the case files count working days by different calendars\n")
    assert run("coverage", "branch.yaml", "cases.yaml", "more.yaml", "--calendar", "days.yaml").code == 0


def test_versions_are_compared_by_the_calendar_of_past_cases() -> None:
    pytest.importorskip("z3")
    Path("new.yaml").write_text(BRANCH.replace("+ 1 working day", "+ 2 working days"), "utf-8")
    weighed = ["diff", "branch.yaml", "new.yaml", "--cases", "cases.yaml", "--json"]
    assert json.loads(run(*weighed).out)["regions"][0]["cases"] == 0  # the 6th is off, the 7th the first day
    Path("days.yaml").write_text("name: branch\n", "utf-8")
    assert json.loads(run(*weighed, "--calendar", "days.yaml").out)["regions"][0]["cases"] == 1
    Path("days.yaml").write_text("name: elsewhere\n", "utf-8")
    assert run(*weighed, "--calendar", "days.yaml").code == 2
