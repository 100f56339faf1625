"""`recovery-rules check` and `explain-code`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_rules import check
from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.source.codes import CODES, GROUPS
from recovery_rules.source.frame import render_all
from tests.cli.running import run

FINE = """
language: 1
ruleset: fine
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: a, then: [apology]}]
"""
WARNED = FINE + "facts: {idle: {type: boolean}}\n"
WRONG = FINE + "titel: x\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"fine": FINE, "warned": WARNED, "wrong": WRONG}.items():
        Path(f"{name}.yaml").write_text(text, "utf-8")
    Path("cases.yaml").write_text("ruleset: fine.yaml\ncases: []\n", "utf-8")
    Path("bad-cases.yaml").write_text("ruleset: fin.yaml\ntable: a.csv\n", "utf-8")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["fine.yaml"], 0),
        (["retail"], 0),
        (["cases.yaml"], 0),
        (["warned.yaml"], 1),
        (["fine.yaml", "warned.yaml"], 1),
        (["wrong.yaml"], 2),
        (["wrong.yaml", "warned.yaml"], 2),
        (["bad-cases.yaml"], 2),
        (["nothing.yaml", "fine.yaml"], 2),
    ],
)
def test_the_exit_code_is_that_of_the_worst_file(files: list[str], code: int) -> None:
    assert run("check", *files).code == code


@pytest.mark.parametrize("file", ["wrong.yaml", "warned.yaml"])
def test_problems_are_shown_in_their_frames_and_nothing_else(file: str) -> None:
    found = check(file)
    assert run("check", file).out == render_all(found.diagnostics, found.sources) + "\n"


def test_lines_of_code_are_never_wrapped() -> None:
    found = check("wrong.yaml")
    assert run("check", "wrong.yaml", columns=10).out == render_all(found.diagnostics, found.sources) + "\n"


def test_several_files_are_told_apart() -> None:
    ran = run("check", "fine.yaml", "warned.yaml", "cases.yaml", "nothing.yaml")
    assert "fine.yaml: nothing found\n" in ran.out
    assert "\n\ncases.yaml: nothing found\n" in ran.out
    assert ran.err == "error: no file and no shipped ruleset `nothing.yaml`; shipped are " + _shipped() + "\n"


def _shipped() -> str:
    from recovery_rules.source.shipped import shipped_rulesets

    return ", ".join(sorted(shipped_rulesets()))


def test_the_problems_of_a_case_file() -> None:
    out = run("check", "bad-cases.yaml").out
    assert out.startswith("error[RR460]: there is no ruleset `fin.yaml`")
    assert out.endswith(
        "2 errors: the case file does not load. A page for each code: recovery-rules explain-code RR461\n"
    )


def test_json_for_editors() -> None:
    ran = run("check", "wrong.yaml", "warned.yaml", "--json")
    assert ran.code == 2
    first, second = json.loads(ran.out)
    assert first == {
        "code": "RR140",
        "severity": "error",
        "message": "`titel` is not a key of a ruleset",
        "file": "wrong.yaml",
        "line": 6,
        "column": 1,
        "end_line": 6,
        "end_column": 6,
        "label": "did you mean `title`?",
        "notes": first["notes"],
        "about": [],
        "cases": [],
    }
    assert (second["code"], second["severity"], second["file"]) == ("RR510", "warning", "warned.yaml")
    assert json.loads(run("check", "fine.yaml", "--json").out) == []
    assert run("check", "nothing.yaml", "--json").out == ""


def test_whoever_interrupts_keeps_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    from recovery_rules.analysis.findings import all as asked

    def interrupted(_: object) -> Iterator[Finding]:
        raise KeyboardInterrupt

    monkeypatch.setattr(asked, "QUESTIONS", (("nothing", interrupted),))
    ran = run("check", "warned.yaml")
    assert "warning[RR510]" in ran.out
    assert ran.err == "error: interrupted: the rest was not looked for\n"
    assert ran.code == 130


def test_a_problem_without_a_place() -> None:
    from recovery_rules.cli.problems import as_data
    from recovery_rules.source.diagnostics import Diagnostic

    assert as_data(Diagnostic("RR199", "too many"))["line"] is None


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    ran = run("explain-code", code.lower())
    severity, title = CODES[code]
    assert ran.code == 0
    assert ran.out.startswith(f"{severity}[{code}]: {title}\n\n")
    assert len(ran.out.splitlines()) > 2
    assert "```" not in ran.out


def test_an_unknown_code() -> None:
    ran = run("explain-code", "RR13I")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: there is no code `RR13I`; did you mean RR13")


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("310", "RR310"),
        ("rr31O", "RR310"),
        ("RR208x", "RR208"),
        ("RR31", "RR310 or RR311 or RR312"),
        ("RR319", "RR310 or RR311 or RR312"),
    ],
)
def test_a_code_of_the_same_digits_is_meant(code: str, meant: str) -> None:
    assert f"did you mean {meant}?\n" in run("explain-code", code).err


@pytest.mark.parametrize("code", ["RR999", "RR24", "help", "R", "", "٣١٠"])
def test_what_is_near_to_no_code_gets_the_ranges(code: str) -> None:
    found = run("explain-code", code).err
    assert "did you mean" not in found
    assert all(f"  {codes}: {about}\n" in found for codes, about in GROUPS.items())


def test_every_code_is_in_a_range() -> None:
    ranges = [tuple(int(end) for end in codes[2:].split("-")) for codes in GROUPS]
    assert all(any(low <= int(code[2:]) <= high for low, high in ranges) for code in CODES)


@pytest.mark.parametrize(
    ("line", "coloured"),
    [
        ("error[RR203]: `z` is not a fact", [("error[RR203]", "bold red"), (": `z` is not a fact", "bold")]),
        ("   ┌─ ruleset.yaml:4:24", []),  # all of it
        (" 4 │ rules: []", [(" 4 │", "cyan")]),
        ("   │   ^^^^ add one", [("   │   ", "cyan"), ("^^^^ add one", "red")]),
        ("   = facts: none", []),
    ],
)
def test_on_a_screen_what_stands_out_has_a_colour(line: str, coloured: list[tuple[str, str]]) -> None:
    from recovery_rules.cli.problems import _coloured

    text = _coloured(line, "red")
    assert text.plain == line
    assert [(line[span.start : span.end], str(span.style)) for span in text.spans] == coloured
    assert str(text.style) == ("cyan" if "┌" in line else "")


def test_what_does_not_load_is_named_by_where_its_errors_are() -> None:
    Path("of-wrong.yaml").write_text("ruleset: wrong.yaml\ncases: []\n", "utf-8")
    assert "1 error: the ruleset of the case file does not load." in run("check", "of-wrong.yaml").out
    assert "2 errors: the case file does not load." in run("check", "bad-cases.yaml").out
