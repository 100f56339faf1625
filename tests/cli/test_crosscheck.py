"""`recovery-rules crosscheck`: what is told of engines that agree, that do not, and that are silent."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from recovery_rules.engine.durable import asking
from recovery_rules.engine.durable.answers import Answer, Matched, Unanswered
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.testing.drawing import Drawing
from tests.cli.running import matches_golden, run
from tests.testing.writing import SHOP

CASES = """
ruleset: shop.yaml
cases:
  - {id: late, given: {failure: late, price: 30 EUR}, as_of: 2026-01-01T00:00:00Z, role: clerk}
  - {id: damaged, given: {failure: damaged, price: 30 EUR, harm: [time, money]}}
  - {id: no-price, given: {failure: rude}}
"""
WAITS = """
language: 1
ruleset: waits
calendar: ours
zone: Europe/Berlin
kinds: {refund: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}}
rules: [{id: back, then: [refund: {within: 3 working days}]}]
"""
AGREED = """\
engine     cases  agreed  disagreed  time
reference  N                         _
matcher    N      N       0          _
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")
    Path("cases.yaml").write_text(CASES, "utf-8")


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "is_installed", lambda: False)


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Durable-rules that is there and finds that nothing ever matches."""
    _answering(monkeypatch, lambda cases: [Matched(0)] * len(cases))


def _answering(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(asking, "is_installed", lambda: True)
    monkeypatch.setattr(DurableRules, "about", lambda _, cases: answer(cases))  # type: ignore[operator]


def told(out: str) -> str:
    """Without the times, and without digests."""
    return re.sub(r"sha256 \w+…", "sha256 _", re.sub(r"\d+\.\d s", "_", out))


@pytest.mark.usefixtures("absent")
def test_an_engine_that_is_required_and_not_there() -> None:
    ran = run("crosscheck", "shop.yaml", "--require", "durable-rules")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: durable-rules is not installed\n")


@pytest.mark.usefixtures("wrong")
def test_an_engine_that_is_required_and_there() -> None:
    assert run("crosscheck", "shop.yaml", "--draw", "7", "--require", "durable-rules").code == 1
    ran = run("crosscheck", "shop.yaml", "--require", "durable")
    assert (ran.code, ran.err.count("durable-rules")) == (2, 1)


@pytest.mark.usefixtures("absent")
def test_two_that_agree() -> None:
    ran = run("crosscheck", "shop.yaml", "--draw", "7")
    assert (ran.code, ran.err) == (0, "")
    assert told(ran.out) == AGREED.replace("N", "7") + (
        "\ndurable-rules was not asked: it is not installed. Up to Python 3.12, and where there is a C\n"
        "    compiler, pip install 'recovery-rules[durable]' brings it.\n"
        "Ruleset shop, sha256 _, not approved.\n"
    )


@pytest.mark.usefixtures("durable_rules")
def test_three_that_agree() -> None:
    ran = run("crosscheck", "shop.yaml", "--cases", "cases.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert told(ran.out) == (
        "engine         cases  agreed  disagreed  time\n"
        "reference      3                         _\n"
        "matcher        3      3       0          _\n"
        "durable-rules  2      2       0          _\n"
        "\n"
        "Not a valid case: 1 of 3; durable-rules was not asked about them.\n"
        "Ruleset shop, sha256 _, not approved.\n"
    )


@pytest.mark.usefixtures("wrong")
def test_one_that_does_not_agree() -> None:
    ran = run("crosscheck", "shop.yaml", "--cases", "cases.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert matches_golden("crosscheck-disagreement.txt", re.sub(r"\d+\.\d s", "_", ran.out))


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize("source", [["--cases", "cases.yaml"], ["--draw", "15", "--seed", "3"]])
def test_the_command_that_is_told_explains_the_case(source: list[str]) -> None:
    data = json.loads(run("crosscheck", "shop.yaml", *source, "--json").out)
    assert data["found"]
    for found in data["found"]:
        program, *words = shlex.split(found["command"])
        assert program == "recovery-rules"
        assert words[0] == "explain"
        explained = run(*words)
        assert (explained.code, explained.err) == (0, "")
        trace = json.loads(run(*words, "--json").out)
        assert found["differences"][0] == {"part": "matched", "reference": trace["matched"], "other": []}


@pytest.mark.usefixtures("wrong")
def test_many_disagreements_are_counted() -> None:
    ran = run("crosscheck", "shop.yaml", "--draw", "25")
    assert ran.out.count("does not agree with the reference") == 10
    assert "\n15 more cases on which they do not agree; --json lists them\n" in ran.out
    assert len(json.loads(run("crosscheck", "shop.yaml", "--draw", "25", "--json").out)["found"]) == 25


def test_no_answer_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    died, not_asked = Unanswered("died", "SIGSEGV"), Unanswered("not asked")

    def answer(cases: Sequence[object]) -> list[Answer]:
        return [died, *[not_asked] * (len(cases) - 1)]

    _answering(monkeypatch, answer)
    ran = run("crosscheck", "shop.yaml", "--draw", "4")
    assert ran.code == 1
    shown = re.sub(r"(explain shop.yaml).*", r"\1 ...", told(ran.out))
    assert shown == (
        "engine         cases  agreed  disagreed  no answer  time\n"
        "reference      4                                    _\n"
        "matcher        4      4       0          0          _\n"
        "durable-rules  4      0       0          4          _\n"
        "\n"
        "draw-1: no answer from durable-rules: died (SIGSEGV)\n"
        "  recovery-rules explain shop.yaml ...\n"
        "\n"
        "draw-2 and 2 more: no answer from durable-rules: not asked\n"
        "  recovery-rules explain shop.yaml ...\n"
        "\n"
        "Ruleset shop, sha256 _, not approved.\n"
    )
    found = json.loads(run("crosscheck", "shop.yaml", "--draw", "4", "--json").out)["found"]
    assert [(one["case"], one["unanswered"], one["told"]) for one in found[:2]] == [
        ("draw-1", "died", "SIGSEGV"),
        ("draw-2", "not asked", ""),
    ]


@pytest.mark.parametrize("as_json", [True, False])
def test_ctrl_c_leaves_what_is_known(monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    def answer(cases: Sequence[object]) -> list[Answer]:
        asked.append(cases)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return [Unanswered("not asked") for _ in cases]

    asked: list[Sequence[object]] = []
    _answering(monkeypatch, answer)
    ran = run("crosscheck", "shop.yaml", "--draw", "350", *(["--json"] if as_json else []))
    assert ran.code == 130
    if as_json:
        data = json.loads(ran.out)
        assert (data["interrupted"], data["cases"]) == (True, 200)
        assert [one["cases"] for one in data["engines"]] == [200, 200, 100]
    else:
        assert "\nInterrupted: 200 of 350 cases were decided.\n" in ran.out


@pytest.mark.usefixtures("absent")
def test_fewer_cases_than_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Drawing.cases
    monkeypatch.setattr(Drawing, "cases", lambda self, count: draw(self, count - 1))
    ran = run("crosscheck", "shop.yaml", "--draw", "7")
    assert ran.code == 0
    assert "\nOnly 6 of 7 cases were found by drawing: few that are drawn are valid.\n" in ran.out


@pytest.mark.usefixtures("absent")
def test_for_programs() -> None:
    data = json.loads(run("crosscheck", "shop.yaml", "--cases", "cases.yaml", "--json").out)
    seconds = [one.pop("seconds") for one in data["engines"]]
    assert all(one > 0 for one in seconds)
    assert len(data["ruleset"].pop("digest")) == 64
    assert data == {
        "ruleset": {"id": "shop", "version": ""},
        "cases": 3,
        "interrupted": False,
        "refused": 1,
        "engines": [
            {"engine": "reference", "cases": 3, "agreed": 3, "disagreed": 0, "unanswered": 0},
            {"engine": "matcher", "cases": 3, "agreed": 3, "disagreed": 0, "unanswered": 0},
        ],
        "found": [],
    }


@pytest.mark.usefixtures("absent")
def test_the_examples_of_the_ruleset_itself() -> None:
    Path("shop.yaml").write_text(f"{SHOP}examples: [{{id: one, given: {{failure: rude, price: 1 EUR}}}}]\n", "utf-8")
    ran = run("crosscheck", "shop.yaml", "--cases", "shop.yaml")
    assert told(ran.out).startswith(AGREED.replace("N", "1"))


@pytest.mark.usefixtures("wrong")
def test_by_a_calendar_that_is_handed_over() -> None:
    Path("waits.yaml").write_text(WAITS, "utf-8")
    Path("ours.yaml").write_text("name: ours\ndays_off: [2026-01-06]\n", "utf-8")
    ran = run("crosscheck", "waits.yaml", "--calendar", "ours.yaml", "--draw", "1", "--json")
    assert ran.code == 1
    data = json.loads(ran.out)
    assert [one["agreed"] for one in data["engines"]] == [1, 1, 0]
    program, *words = shlex.split(data["found"][0]["command"])
    assert words[-2:] == ["--calendar", "ours.yaml"]
    explained = run(*words)
    assert (program, explained.code, explained.err) == ("recovery-rules", 0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shop.yaml", "--cases", "cases.yaml", "--draw", "3"], "either --cases or --draw"),
        (["shop.yaml", "--cases", "retail"], "retail is no case file"),
        (["shop.yaml", "--cases", "shop.yaml"], "there are no cases in shop.yaml"),
        (["nothing.yaml"], "no file and no shipped ruleset `nothing.yaml`"),
        (["never.yaml"], "no case that never.yaml accepts was found by drawing"),
        (["waits.yaml"], "waits: missing: the ruleset counts working days by `ours`"),
        (["shop.yaml", "--cases", "bad.yaml"], "no case of bad.yaml is valid for shop.yaml"),
        (["shop.yaml", "--cases", "bad.csv"], "bad.csv is no case file"),
    ],
)
def test_nothing_to_decide(arguments: list[str], message: str) -> None:
    Path("never.yaml").write_text(f'{SHOP}admit: [{{id: never, must: "price > 1000 EUR"}}]\n', "utf-8")
    Path("waits.yaml").write_text(WAITS, "utf-8")
    Path("bad.yaml").write_text("ruleset: shop.yaml\ncases: [{given: {failure: rude}, expect: []}]\n", "utf-8")
    ran = run("crosscheck", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {message}")


def test_cases_that_do_not_load() -> None:
    Path("cases.yaml").write_text("ruleset: shop.yaml\ncases: [{given: {x: 1}}]\n", "utf-8")
    ran = run("crosscheck", "shop.yaml", "--cases", "cases.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[RR203]: `x` is not a fact")
