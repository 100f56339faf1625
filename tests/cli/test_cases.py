"""`recovery-rules cases`: a case file that can be reviewed, tested and measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_rules.cli.waiting import Waiting
from tests.cli.running import run
from tests.testing.writing import SHOP


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")


def test_a_written_file_passes_covers_and_is_laid_out() -> None:
    Path("drafts").mkdir()
    ran = run("cases", "shop.yaml", "-o", "drafts/cases.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "ruleset: ../shop.yaml" in Path("drafts/cases.yaml").read_text("utf-8")
    assert run("test", "drafts/cases.yaml").code == 0
    assert run("fmt", "--check", "drafts/cases.yaml").code == 0
    assert run("coverage", "shop.yaml", "drafts/cases.yaml", "--fail-under", "100").code == 0


def test_without_a_file_it_is_written_out() -> None:
    first, second = run("cases", "shop.yaml"), run("cases", "shop.yaml")
    assert first.out == second.out
    Path("cases.yaml").write_text(first.out, "utf-8")
    assert run("test", "cases.yaml").code == 0


def test_a_file_that_is_there_is_left_alone() -> None:
    Path("cases.yaml").write_text("mine", "utf-8")
    ran = run("cases", "shop.yaml", "--out", "cases.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert Path("cases.yaml").read_text("utf-8") == "mine"


def test_where_no_case_is_found_nothing_is_written() -> None:
    Path("shop.yaml").write_text(SHOP + "admit:\n  - {id: never, when: {price: any}, must: price < 0 EUR}\n", "utf-8")
    ran = run("cases", "shop.yaml", "--out", "cases.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "no case that shop.yaml accepts was found" in ran.err
    assert not Path("cases.yaml").exists()


def test_what_ships_is_named_by_its_name() -> None:
    assert "ruleset: uk_delay_repay\n" in run("cases", "uk_delay_repay").out


def test_a_ruleset_that_awaits_its_calendar_is_refused() -> None:
    text = SHOP.replace("clock: reported_at", "clock: reported_at\nzone: Asia/Shanghai\ncalendar: works").replace(
        "1 d,", "1 working day,"
    )
    Path("shop.yaml").write_text(text.replace("within: {type: duration", "within: {type: time_limit"), "utf-8")
    ran = run("cases", "shop.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "calendar" in ran.err


def test_whoever_interrupts_keeps_the_cases_that_were_found(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def show(_: Waiting, what: str) -> None:
        told.append(what)
        raise KeyboardInterrupt

    whole = run("cases", "shop.yaml").out
    with monkeypatch.context() as patched:
        patched.setattr(Waiting, "show", show)
        ran = run("cases", "shop.yaml")
    assert (ran.code, ran.err) == (130, "error: interrupted: what no case reaches yet is listed in the end\n")
    assert 0 < ran.out.count("  - id: case-") < whole.count("  - id: case-")
    assert "# Not reached:" in ran.out
    assert told[0].endswith(" looked at")
    Path("cases.yaml").write_text(ran.out, "utf-8")
    assert run("test", "cases.yaml").code == 0
