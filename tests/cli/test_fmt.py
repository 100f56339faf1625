"""`recovery-rules fmt`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recovery_rules import load
from tests.cli.running import ROOT, run

UNTIDY = """rules: [{then: [apology], id: always}] # all
language: 1
ruleset: kiosk
kinds: {apology: {stream: remedy, phase: acknowledge}}
"""
TIDY = """language: 1
ruleset: kiosk
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: always, then: [apology]}]  # all
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("untidy.yaml").write_text(UNTIDY, "utf-8")
    Path("tidy.yaml").write_text(TIDY, "utf-8")


def test_a_file_is_laid_out_anew_once() -> None:
    digest = load("untidy.yaml").digest
    ran = run("fmt", "untidy.yaml", "tidy.yaml")
    assert (ran.code, ran.out, ran.err) == (0, "untidy.yaml: laid out anew\n", "")
    assert Path("untidy.yaml").read_text("utf-8") == Path("tidy.yaml").read_text("utf-8") == TIDY
    assert load("untidy.yaml").digest == digest
    assert run("fmt", "untidy.yaml").out == ""


def test_check_changes_nothing() -> None:
    ran = run("fmt", "--check", "tidy.yaml", "untidy.yaml")
    assert (ran.code, ran.out) == (1, "untidy.yaml: laid out otherwise\n")
    assert Path("untidy.yaml").read_text("utf-8") == UNTIDY
    assert run("fmt", "--check", "tidy.yaml").code == 0


def test_an_approval_outlives_a_new_layout() -> None:
    assert run("approve", "untidy.yaml", "--by", "Ann").code == 0
    assert run("fmt", "untidy.yaml").code == 0
    assert load("untidy.yaml", require_approved=True).status == "approved"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "error[RR109]"),
        ("a: b\na: c\n", "error[RR114]"),
        ("", "error[RR105]"),
        ("title: |+\n  a\n\nruleset: a\n", "the file stays as it is"),
    ],
)
def test_what_cannot_be_laid_out_stays_as_it_is(text: str, told: str) -> None:
    Path("odd.yaml").write_text(text, "utf-8")
    ran = run("fmt", "odd.yaml", "untidy.yaml")
    assert ran.code == 2
    assert told in ran.err
    assert Path("odd.yaml").read_text("utf-8") == text
    assert Path("untidy.yaml").read_text("utf-8") == TIDY


def test_a_file_that_is_not_there() -> None:
    assert run("fmt", "nothing.yaml").code == 2


def test_the_page_shows_the_real_layout() -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    untidy, tidy = re.findall("```yaml(?: file=untidy.yaml)?\n(# Who .*?)```", page, re.DOTALL)
    Path("untidy.yaml").write_text(untidy, "utf-8")
    assert run("fmt", "untidy.yaml").code == 0
    assert Path("untidy.yaml").read_text("utf-8") == tidy
