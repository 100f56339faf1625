"""`decide` and `explain` of one case of a case file, or of one example of a ruleset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.testing.writing import SHOP

CASES = """
ruleset: shop.yaml
cases:
  - {id: rude, given: {failure: rude, price: 30 EUR}, expect: [apology]}
  - {id: broken, given: {failure: damaged, price: 30 EUR}, as_of: "2026-01-02T03:04:00Z", expect: [apology]}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")
    Path("cases.yaml").write_text(CASES, "utf-8")


@pytest.mark.parametrize("option", ["-k", "--case"])
@pytest.mark.parametrize("files", [["cases.yaml"], ["shop.yaml", "cases.yaml"]])
@pytest.mark.parametrize("command", ["decide", "explain"])
def test_a_case_is_chosen_by_its_id(command: str, files: list[str], option: str) -> None:
    chosen = run(command, *files, option, "broken")
    by_hand = run(command, "shop.yaml", "failure=damaged", "price=30 EUR", "--as-of", "2026-01-02T03:04:00Z")
    assert chosen.code == 0
    assert chosen.out == by_hand.out


def test_facts_on_the_command_line_lie_over_those_of_the_case() -> None:
    found = json.loads(run("explain", "cases.yaml", "-k", "broken", "price=20 EUR", "--json").out)
    assert found["facts"]["price"]["value"] == "20.00 EUR"
    assert found["as_of"] == "2026-01-02T03:04:00+00:00"
    other = run("explain", "cases.yaml", "-k", "broken", "--as-of", "2026-05-05T00:00:00Z", "--json").out
    assert json.loads(other)["as_of"] == "2026-05-05T00:00:00+00:00"


def test_an_example_of_a_ruleset_is_chosen_by_its_id() -> None:
    text = SHOP + "\nexamples:\n  - {id: one, given: {failure: damaged, price: 30 EUR}, expect: [apology]}\n"
    Path("shop.yaml").write_text(text, "utf-8")
    assert (
        run("explain", "shop.yaml", "-k", "one").out
        == run("explain", "shop.yaml", "failure=damaged", "price=30 EUR").out
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cases.yaml"], ["cases.yaml holds cases: say which one is meant", "-k with one of: rude, broken"]),
        (["shop.yaml", "cases.yaml"], ["cases.yaml holds cases: say which one is meant"]),
        (["cases.yaml", "-k", "brokn"], ["cases.yaml has no case `brokn`", "did you mean `broken`?"]),
        (["shop.yaml", "-k", "one"], ["shop.yaml has no examples"]),
        (["missing.yaml", "-k", "one"], ["missing.yaml"]),
    ],
)
def test_a_case_that_is_not_there(arguments: list[str], said: list[str]) -> None:
    ran = run("explain", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert [one for one in said if one not in ran.err] == []


def test_a_case_file_that_does_not_load_shows_why() -> None:
    Path("cases.yaml").write_text(CASES.replace("given: {failure: rude", "givn: {failure: rude"), "utf-8")
    ran = run("explain", "cases.yaml", "-k", "broken")
    assert ran.code == 2
    assert "did you mean `given`" in ran.err


def test_every_question_of_several_is_answered() -> None:
    ran = run(
        "explain", "shop.yaml", "failure=rude", "price=30 EUR",
        "--why-not", "refund", "--why-not", "apology", "--what-if", "refund", "--what-if", "apology",
    )  # fmt: skip
    assert ran.code == 0
    assert len(ran.out.split("\n\n")) == 4
