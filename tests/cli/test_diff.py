"""`recovery-rules diff`: what it shows, and how it counts past cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recovery_rules import Ruleset
from recovery_rules.analysis.difference.result import Difference, Weight
from tests.cli.running import run

pytest.importorskip("z3")

BRANCH = """\
language: 1
ruleset: branch
zone: Europe/Berlin
calendar: branch
kinds:
  call: {stream: remedy, phase: acknowledge, parameters: {within: {type: time_limit}}}
facts:
  failure: {type: choice, values: [late, lost]}
rules:
  - {id: call, when: {failure: any}, then: [call: {within: 2 working days}]}
"""
GIFT = """\
language: 1
ruleset: shop
kinds:
  gift: {stream: remedy, phase: resolve}
  apology: {stream: remedy, phase: acknowledge}
facts:
  late: {type: boolean}
rules:
  - {id: gift, then: [gift]}
  - {id: sorry, then: [apology]}
"""
PAST = """\
ruleset: old.yaml
calendar: {name: branch}
cases:
  - {id: both, given: {failure: late}, expect: [call]}
  - {id: one, given: {failure: lost}, expect: [call]}
"""


@pytest.fixture(autouse=True)
def _versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(BRANCH, "utf-8")
    Path("new.yaml").write_text(BRANCH.replace("2 working", "1 working"), "utf-8")


def test_versions_that_leave_their_calendar_to_the_caller() -> None:
    ran = run("diff", "old.yaml", "new.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert (
        ran.out
        == """\
Decisions differ in 1 region.

~ faster  call.within sooner
    in some cases
    for example failure late
    old: call (within 2 working days)  (call)
    new: call (within 1 working day)  (call)

Everywhere else: proved equal.
"""
    )
    traces = [one["trace"] for one in json.loads(run("diff", "old.yaml", "new.yaml", "--json").out)["regions"]]
    assert [one["calendar"]["name"] for one in traces] == ["branch"]


def test_past_cases_that_one_of_them_does_not_take() -> None:
    Path("new.yaml").write_text(BRANCH.replace("[late, lost]", "[late]").replace("2 working", "3 working"), "utf-8")
    Path("past.yaml").write_text(PAST, "utf-8")
    ran = run("diff", "old.yaml", "new.yaml", "--cases", "past.yaml")
    assert "\nNot valid for both, and not counted: 1 of 2 past cases.\n" in ran.out
    assert ran.out.startswith("Decisions differ in 1 region, 1 of 1 past cases.\n")


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("a",), "1 past case decided differently, in a way of its own: a"),
        (("a", "b"), "2 past cases decided differently, in ways of their own: a, b"),
        (tuple("abcdefg"), "7 past cases decided differently, in ways of their own: a, b, c, d, e, and 2 more"),
    ],
)
def test_past_cases_outside_all_regions_differ_too(
    monkeypatch: pytest.MonkeyPatch, ids: tuple[str, ...], told: str
) -> None:
    found = Difference((), complete=False, reason="why", past=9, elsewhere=Weight(len(ids), ids=ids))
    monkeypatch.setattr(Ruleset, "diff", lambda *_, **__: found)
    ran = run("diff", "old.yaml", "new.yaml")
    assert ran.out.splitlines()[:3] == [f"Decisions differ in 0 regions, {len(ids)} of 9 past cases.", "", told]
    told_as_data = json.loads(run("diff", "old.yaml", "new.yaml", "--json").out)["elsewhere"]
    assert told_as_data == {"cases": len(ids), "money": [], "ids": [*ids]}


def test_past_cases_of_a_region_are_told_by_their_ids() -> None:
    Path("past.yaml").write_text(PAST, "utf-8")
    ran = run("diff", "old.yaml", "new.yaml", "--cases", "past.yaml")
    assert "\n    2 past cases: both, one\n" in ran.out
    Path("more.yaml").write_text(PAST, "utf-8")
    ran = run("diff", "old.yaml", "new.yaml", "--cases", "past.yaml", "--cases", "more.yaml")
    assert "\n    4 past cases: past.yaml: both, past.yaml: one, more.yaml: both, more.yaml: one\n" in ran.out


def test_nothing_says_why() -> None:
    Path("old.yaml").write_text(GIFT, "utf-8")
    Path("new.yaml").write_text(GIFT + "limits:\n  - {id: none-left, forbid: [gift]}\n", "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert "\n    old: gift  (gift)\n    new: No gift: limit none-left forbids it  (none-left)\n" in ran.out
