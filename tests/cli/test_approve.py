"""`recovery-rules approve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recovery_rules import RulesetError, load
from tests.cli.running import run

KIOSK = """language: 1
ruleset: kiosk   # ours
extends: [base.yaml]

# What everybody gets.
rules: [{id: always, then: [apology]}]
examples: [{given: {}, expect: [apology]}]
"""
BASE = "language: 1\nvocabulary: base\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kiosk.yaml").write_text(KIOSK, "utf-8")
    Path("base.yaml").write_text(BASE, "utf-8")


def test_an_approval_is_written_and_nothing_else_changes() -> None:
    ran = run("approve", "kiosk.yaml", "--by", "Ann Lee", "--on", "2026-11-04")
    assert (ran.code, ran.out, ran.err) == (0, "kiosk.yaml: approved by Ann Lee on 2026-11-04\n", "")
    lines = Path("kiosk.yaml").read_text("utf-8").splitlines(keepends=True)
    assert [line for line in lines if not line.startswith(("status", "approval"))] == KIOSK.splitlines(keepends=True)
    kiosk = load("kiosk.yaml", require_approved=True)
    assert kiosk.approval is not None
    assert (kiosk.status, kiosk.approval.by, kiosk.approval.on) == ("approved", "Ann Lee", date(2026, 11, 4))
    assert run("check", "kiosk.yaml").out == "nothing found\n"


def test_an_approval_that_is_replaced_is_named() -> None:
    run("approve", "kiosk.yaml", "--by", "Jo Doe", "--on", "2026-11-04")
    ran = run("approve", "kiosk.yaml", "--by", "Jo", "--on", "2026-11-05")
    told = "kiosk.yaml: approved by Jo on 2026-11-05, in place of the approval by Jo Doe on 2026-11-04\n"
    assert (ran.code, ran.out) == (0, told)


def test_without_a_day_it_is_today() -> None:
    before = date.today()  # noqa: DTZ011
    assert run("approve", "kiosk.yaml", "--by", "Ann").code == 0
    approval = load("kiosk.yaml").approval
    assert approval is not None
    assert before <= approval.on <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize("file", ["kiosk.yaml", "base.yaml"])
def test_any_later_edit_makes_it_void(file: str) -> None:
    assert run("approve", "kiosk.yaml", "--by", "Ann").code == 0
    path = Path(file)
    path.write_text(path.read_text("utf-8") + "title: Another\n", "utf-8")
    assert (load("kiosk.yaml").status, load("kiosk.yaml").approval) == ("void", None)
    ran = run("check", "kiosk.yaml")
    assert ran.code == 1
    assert "warning[RR520]: the approval by `Ann` is void" in ran.out
    with pytest.raises(RulesetError) as caught:
        load("kiosk.yaml", require_approved=True)
    assert [found.code for found in caught.value.diagnostics] == ["RR470", "RR520"]
    assert run("approve", "kiosk.yaml", "--by", "Bo").code == 0
    assert load("kiosk.yaml", require_approved=True).status == "approved"


@pytest.mark.parametrize("edit", ["# a comment\n", "\n", "status: approved\n"])
def test_what_is_no_edit(edit: str) -> None:
    Path("kiosk.yaml").write_text(KIOSK + ("" if edit.startswith("status") else edit) + "status: draft\n", "utf-8")
    assert run("approve", "kiosk.yaml", "--by", "Ann").code == 0
    path = Path("kiosk.yaml")
    path.write_text(path.read_text("utf-8").replace("   # ours", "") + "# the end\n", "utf-8")
    assert load("kiosk.yaml").status == "approved"


def test_a_mark_at_the_start_of_the_file_stays() -> None:
    Path("kiosk.yaml").write_bytes(b"\xef\xbb\xbf" + KIOSK.replace("\n", "\r\n").encode())
    assert run("approve", "kiosk.yaml", "--by", "Ann").code == 0
    content = Path("kiosk.yaml").read_bytes()
    assert content.startswith(b"\xef\xbb\xbflanguage: 1\r\n")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.count(b"\n") == content.count(b"\r\n") == KIOSK.count("\n") + 2
    assert load("kiosk.yaml").status == "approved"


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("then: [apology]", "then: [apologie]", 2, "did you mean `apology`?"),
        ("expect: [apology]", "expect: [apology], not: [apology]", 1, "not approved, as examples"),
    ],
)
def test_what_is_not_approved_stays_as_it_was(old: str, new: str, code: int, told: str) -> None:
    text = KIOSK.replace(old, new)
    Path("kiosk.yaml").write_text(text, "utf-8")
    ran = run("approve", "kiosk.yaml", "--by", "Ann")
    assert ran.code == code
    assert told in ran.out + ran.err
    assert Path("kiosk.yaml").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing.yaml", "--by", "Ann"], "nothing.yaml: no such file"),
        (["retail", "--by", "Ann"], "what ships with the package is not for you to approve"),
        (["kiosk.yaml", "--by", " "], "--by: write who approves"),
        (["kiosk.yaml", "--by", "Ann", "--on", "today"], "--on: `today` is not a date"),
        (["cases.yaml", "--by", "Ann"], "cases.yaml is a case file"),
        (["kiosk.yaml"], "--by"),
    ],
)
def test_what_is_asked_for_wrongly(arguments: list[str], told: str) -> None:
    Path("cases.yaml").write_text("ruleset: kiosk.yaml\ncases: []\n", "utf-8")
    ran = run("approve", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert Path("kiosk.yaml").read_text("utf-8") == KIOSK


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("", "it does not say that it is"),
        ("status: draft\n", "it is a draft"),
        ("status: review\n", "it is in review"),
        ("status: approved\n", "no approval of this content holds"),
    ],
)
def test_who_asks_for_approved_rulesets_reads_why_one_is_not(head: str, why: str) -> None:
    Path("kiosk.yaml").write_text(KIOSK + head, "utf-8")
    with pytest.raises(RulesetError, match=why) as caught:
        load("kiosk.yaml", require_approved=True)
    assert "recovery-rules approve kiosk.yaml --by NAME" in str(caught.value)
    assert load("kiosk.yaml").id == "kiosk"


def test_a_base_that_is_a_draft_is_named() -> None:
    Path("base.yaml").write_text(BASE + "version: 7\nstatus: draft\n", "utf-8")
    ran = run("approve", "kiosk.yaml", "--by", "Ann Lee", "--on", "2026-11-04")
    assert ran.code == 0
    assert "It extends base.yaml, of which the status is draft" in ran.out
    assert load("kiosk.yaml").model.version == "", "that of the base is not its own"
