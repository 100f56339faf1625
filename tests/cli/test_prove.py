"""`recovery-rules prove`: what is told of a property that does not hold."""

import json
from pathlib import Path

import pytest

from recovery_rules.analysis.proof import prover
from tests.cli.running import Ran, run

HELD = """
language: 1
ruleset: held
currency: EUR
extends: [vocabulary/service-recovery.yaml]
no_follow_up: none
facts: {checked: {type: boolean}}
rules: [{id: one, then: [refund: {amount: 5 EUR}]}]
limits: [{id: wait, when: {checked: no}, hold: [refund]}]
properties: [{id: paid, always: refund}]
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pytest.importorskip("z3")


def test_in_brief_too_it_is_told_that_a_limit_holds_what_is_promised() -> None:
    Path("held.yaml").write_text(HELD, "utf-8")
    ran = run("prove", "held.yaml", "--brief")
    assert ran.code == 2
    assert ran.out.splitlines() == [
        "REFUTED   paid",
        "          refund is always given",
        "          case: checked no",
        "          Refund is held: nobody may carry it out (wait).",
    ]


OPEN = """
language: 1
ruleset: open
currency: EUR
roles: [clerk]
extends: [vocabulary/service-recovery.yaml]
no_follow_up: none
facts: {grave: {type: scale, values: [low, high]}}
rules:
  - id: a
    then: [choice: {by: customer, of: [[refund: {amount: 1 EUR}], [compensation: {form: cash, amount: 1 EUR}]]}]
  - {id: b, when: {grave: high}, then: [replacement: {obligation: may}]}
  - {id: c, when: {grave: low}, then: [replacement]}
properties:
  - {id: cash, always: [{compensation: {form: cash}}]}
  - {id: one-of-them, always: refund or compensation}
  - {id: both-of-them, never: refund and compensation}
  - {id: harder, of: replacement, never_falls_as: grave}
  - {id: as-law, never_less_than: law.yaml, of: [refund.amount, compensation.amount]}
"""
CHOICE = "[choice: {by: customer, of: [[refund: {amount: 1 EUR}], [compensation: {form: cash, amount: 1 EUR}]]}]"
LAW = OPEN.partition("properties:")[0].replace(
    CHOICE, "[refund: {amount: 1 EUR}, compensation: {form: cash, amount: 1 EUR}]"
)


def test_the_outcome_that_breaks_a_property_is_told() -> None:
    Path("open.yaml").write_text(OPEN, "utf-8")
    Path("law.yaml").write_text(LAW, "utf-8")
    ran = run("prove", "open.yaml", "--brief")
    assert ran.out.splitlines() == [
        "REFUTED   cash",
        "          compensation (form: cash) is always given",
        "          case: grave low",
        "          outcome: customer picks 1",
        "proved    one-of-them",
        "          refund or compensation",
        "proved    both-of-them",
        "          never refund and compensation",
        "REFUTED   harder",
        "          replacement never falls as grave rises, all else equal",
        "          one: grave low",
        "          other: grave high",
        "          outcome of the other: replacement is not given, at discretion",
        "REFUTED   as-law",
        "          never less refund.amount or compensation.amount than law.yaml gives",
        "          case: grave low",
        "          outcome of one: whatever is picked, less of something is given",
    ]
    told = json.loads(run("prove", "open.yaml", "--json").out)
    assert [one.get("picked") for one in told] == [
        [["customer picks 1"]],
        None,
        None,
        [[], ["replacement is not given, at discretion"]],
        [["whatever is picked, less of something is given"], []],
    ]


def test_of_two_explanations_it_is_told_whose_each_is() -> None:
    Path("open.yaml").write_text(OPEN, "utf-8")
    Path("law.yaml").write_text(LAW, "utf-8")
    for promised, headings in {
        "harder": ["one:", "other:"],
        "as-law": ["one, by open.yaml:", "other, by law.yaml:"],
    }.items():
        blocks = [block.strip() for block in run("prove", "open.yaml", promised).out.split("\n\n")]
        assert [block for block in blocks if block.startswith(("one", "other"))] == headings


SHARE = """
language: 1
ruleset: share
currency: EUR
extends: [vocabulary/service-recovery.yaml]
no_follow_up: none
facts: {price: {type: money, min: 0 EUR, max: 9 EUR}}
rules: [{id: one, then: [refund: {amount: price}]}]
properties: [{id: p, of: refund.amount, %s: price, allow: {RR540: {zh: 月份不同, en: "seen by Ann, 4 May"}}}]
"""


@pytest.fixture
def _no_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))


def _prove(text: str, *options: str) -> Ran:
    Path("share.yaml").write_text(text, "utf-8")
    return run("prove", "share.yaml", "--brief", *options)


@pytest.mark.usefixtures("_no_budget")
def test_a_property_may_stay_unknown_for_a_reason() -> None:
    ran = _prove(SHARE % "never_falls_as")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "unknown   p",
        "          refund.amount never falls as price rises, all else equal",
        "          the solver found no answer within its budget",
        "          RR540 is allowed: seen by Ann, 4 May",
    ]
    [told] = json.loads(_prove(SHARE % "never_falls_as", "--json").out)
    assert (told["outcome"], told["allowed"]["zh"]) == ("unknown", "月份不同")


@pytest.mark.usefixtures("_no_budget")
def test_a_property_that_is_unknown_is_a_warning() -> None:
    text, _ = (SHARE % "never_falls_as").split(", allow")
    ran = _prove(f"{text}}}]\n")
    assert ran.code == 1
    assert ran.out.splitlines()[2:] == [
        "          the solver found no answer within its budget",
        "          warning[RR540]: it is neither proved nor refuted",
    ]


def test_a_refuted_property_is_never_allowed() -> None:
    ran = _prove(SHARE % "never_rises_as")
    assert ran.code == 2
    assert ran.out.startswith("REFUTED   p\n")
    assert "RR540" not in ran.out


def test_a_proved_property_needs_no_allowance() -> None:
    ran = _prove(SHARE % "never_falls_as")
    assert ran.code == 0
    assert ran.out.splitlines()[2:] == ["          note[RR530]: nothing of `p` needs `allow: RR540`: leave it out"]
    [told] = json.loads(_prove(SHARE % "never_falls_as", "--json").out)
    assert told["needless"] == ["RR540"]


def test_of_an_allowance_under_extends_that_file_speaks() -> None:
    Path("base.yaml").write_text(SHARE % "never_falls_as", "utf-8")
    ran = _prove("language: 1\nruleset: over\ncurrency: EUR\nextends: [base.yaml]\nno_follow_up: none\n")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)


def test_without_a_solver_nothing_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover, "find_spec", lambda _: None)
    ran = _prove(SHARE % "never_falls_as")
    assert ran.code == 1
    assert "warning[RR540]" in ran.out


@pytest.mark.parametrize("other", ["language: 1\nruleset: law\nrules: []\n", "ruleset: held.yaml\ncases: []\n"])
def test_another_ruleset_that_does_not_load_is_told_and_the_rest_is_answered(other: str) -> None:
    Path("law.yaml").write_text(other, "utf-8")
    promised = (
        "properties:\n  - {id: as-law, never_less_than: law.yaml, allow: {RR540: so}}\n  - {id: paid, always: refund}\n"
    )
    text = HELD.replace("limits: [{id: wait, when: {checked: no}, hold: [refund]}]\n", "")
    Path("house.yaml").write_text(text.replace("properties: [{id: paid, always: refund}]\n", promised), "utf-8")
    ran = run("prove", "house.yaml")
    assert (ran.code, ran.err) == (2, "")
    first, _, reason, *_ = lines = ran.out.splitlines()
    assert first == "unknown   as-law"
    assert "the other ruleset does not load: law.yaml:" in reason
    assert "RR540" not in ran.out
    assert "proved    paid" in lines
    ran = run("check", "house.yaml")
    assert ran.code == 1
    assert "warning[RR541]: `as-law` compares with `law.yaml`, which does not load" in ran.out


def test_a_case_without_facts_is_said_to_give_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bare.yaml"
    file.write_text(
        "language: 1\nruleset: bare\nkinds: {letter: {stream: remedy, phase: acknowledge}}\n"
        "rules: [{id: a, then: [letter]}]\nproperties: [{id: none, never: letter}]\n",
        "utf-8",
    )
    assert "case: nothing given" in run("prove", str(file)).out
