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


def test_what_lies_deeper_is_told_where_the_rest_is_the_same() -> None:
    text = """\
language: 1
ruleset: shop
currency: EUR
roles: [clerk, manager]
authority: {clerk: {refund.amount: 10 EUR}}
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money}}}
  apology: {stream: remedy, phase: acknowledge}
facts:
  late: {type: boolean}
rules:
  - {id: c, then: [choice: {by: customer, of: [[refund: {amount: 20 EUR}], [apology]]}]}
"""
    Path("old.yaml").write_text(text, "utf-8")
    Path("new.yaml").write_text(text.replace("10 EUR", "30 EUR"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert "\n    old: choice: refund EUR 20.00 or apology, up to manager  (c)\n" in ran.out
    assert "\n    new: choice: refund EUR 20.00 or apology, up to clerk  (c)\n" in ran.out


def test_due_times_are_shown_where_they_change() -> None:
    text = BRANCH.replace("calendar: branch", "calendar: {name: branch}\nclock: seen")
    text = text.replace("facts:", "facts:\n  seen: {type: datetime}\n  met: {type: datetime}")
    text = text.replace("{type: time_limit}", "{type: time_limit, combine: soonest}")
    Path("old.yaml").write_text(text, "utf-8")
    Path("new.yaml").write_text(text.replace("2 working days", "1 h, after: met"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert "old: call (within 2 working days) by Mon 5 Jan 2026 24:00  (call)" in ran.out
    assert "new: call (within 1 h) by 1 Jan 2026 01:00 (1 h after met)  (call)" in ran.out
    Path("new.yaml").write_text(text.replace("Europe/Berlin", "Asia/Shanghai"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert "old: call (by Mon 5 Jan 2026 24:00) (Europe/Berlin)  (call)" in ran.out
    assert "new: call (by Mon 5 Jan 2026 24:00) (Asia/Shanghai)  (call)" in ran.out


def test_cases_that_one_version_refuses() -> None:
    Path("new.yaml").write_text(BRANCH.replace("[late, lost]", "[late]"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(
        "The old ruleset takes cases that the new one refuses,\n    for example failure lost\n\n"
        "Everywhere else: proved equal.\n"
    )
    told = json.loads(run("diff", "old.yaml", "new.yaml", "--json").out)
    assert (told["equal"], told["alone"]) == (False, [{"by": "old", "case": "failure lost"}])


def test_nothing_is_called_elsewhere_where_there_is_no_region() -> None:
    Path("new.yaml").write_text(BRANCH.replace("facts:", "facts:\n  weight: {type: integer}"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert ran.out.startswith("It is not known whether they decide alike: one ruleset asks for `weight`")


def test_of_several_choices_that_which_changes_is_shown() -> None:
    text = """\
language: 1
ruleset: shop
kinds:
  gift: {stream: remedy, phase: resolve}
  visit: {stream: remedy, phase: resolve}
  apology: {stream: remedy, phase: resolve}
  letter: {stream: remedy, phase: resolve}
facts:
  late: {type: boolean}
rules:
  - {id: one, then: [choice: {by: customer, of: [[gift], [visit]]}]}
  - {id: other, when: {late: yes}, then: [choice: {by: customer, of: [[apology], [letter]]}]}
"""
    Path("old.yaml").write_text(text, "utf-8")
    Path("new.yaml").write_text(text.replace("[[apology], [letter]]", "[[letter], [apology]]"), "utf-8")
    ran = run("diff", "old.yaml", "new.yaml")
    assert "choice of apology or letter otherwise\n    in all cases with late yes\n" in ran.out
    assert "\n    old: choice: apology or letter  (other)\n    new: choice: letter or apology  (other)\n" in ran.out
