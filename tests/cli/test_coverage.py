"""`recovery-rules coverage`: what examples and cases reach, in words, as data and as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import matches_golden, run
from tests.testing.writing import SHOP

CASES = """
ruleset: shop.yaml
cases:
  - {id: rude-one, given: {failure: rude, price: 1 EUR}}
  - {id: late-one, given: {failure: late, price: 30 EUR}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")
    Path("cases.yaml").write_text(CASES, "utf-8")


def test_what_cases_reach_and_what_they_miss() -> None:
    ran = run("coverage", "shop.yaml", "cases.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert matches_golden("coverage.txt", ran.out)


def test_without_cases_nothing_is_reached_and_everything_is_listed_on_request() -> None:
    short, long = run("coverage", "shop.yaml"), run("coverage", "shop.yaml", "--missing")
    assert short.out.startswith("shop: 0 % reached by 0 cases\n")
    assert "--missing lists them" in short.out
    assert "--missing" not in long.out
    assert len(long.out) > len(short.out)


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("100", 1)])
def test_the_threshold_decides_the_exit_code(least: str, code: int) -> None:
    ran = run("coverage", "shop.yaml", "cases.yaml", "--fail-under", least)
    assert ran.code == code
    assert bool(ran.err) is bool(code)


def test_a_case_that_is_not_valid_does_not_count_and_is_told() -> None:
    Path("cases.yaml").write_text(CASES + "  - {id: nothing, given: {}}\n", "utf-8")
    ran = run("coverage", "shop.yaml", "cases.yaml")
    assert ran.code == 1
    assert ran.out == run("coverage", "shop.yaml", "cases.yaml").out
    assert "nothing is not valid, and does not count: failure: missing" in ran.err


def test_the_page_and_the_data_say_the_same() -> None:
    ran = run("coverage", "shop.yaml", "cases.yaml", "--json", "--html", "page.html")
    data = json.loads(ran.out)
    assert f"<b>{data['percent']} %</b>" in Path("page.html").read_text("utf-8")
    assert data["cases"] == ["rude-one", "late-one"]


def test_a_page_that_cannot_be_written_is_told() -> None:
    ran = run("coverage", "shop.yaml", "--html", "no/such/folder/page.html")
    assert (ran.code, ran.out) == (2, "")
    assert "page.html" in ran.err


def test_a_case_file_that_does_not_load_ends_it() -> None:
    Path("cases.yaml").write_text("ruleset: shop.yaml\ncases: [{given: {colour: red}}]\n", "utf-8")
    ran = run("coverage", "shop.yaml", "cases.yaml")
    assert ran.code == 2
    assert "RR" in ran.err


def test_a_page_takes_the_place_of_another_one_only() -> None:
    written = Path("shop.yaml").read_bytes()
    ran = run("coverage", "shop.yaml", "--html", "shop.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: shop.yaml is there already, and is no such page\n")
    assert Path("shop.yaml").read_bytes() == written
    for _ in range(2):
        assert run("coverage", "shop.yaml", "--html", "page.html").code == 0
