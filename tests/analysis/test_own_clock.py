"""Cases that are shown or drafted tell times by the clock of the ruleset's zone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_rules import Ruleset, load
from recovery_rules.testing.drafting import drafted
from tests.command_line import CliRunner, app

RULESET = """
language: 1
ruleset: repairs
currency: CNY
zone: Asia/Shanghai
clock: reported
extends: [vocabulary/service-recovery.yaml]
facts:
  reported: {type: datetime}
  sold: {type: date}
rules:
  - {id: sorry, then: [apology]}
  - {id: early, when: {expr: date of reported <= sold + 7 days}, then: [refund: {amount: 5 CNY, within: 24 h}]}
  - {id: same, when: {expr: date of reported <= sold + 7 days}, then: [refund: {amount: 5 CNY}]}
no_follow_up: an example needs none
properties:
  - {id: no-refund, never: refund}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "repairs.yaml").write_text(RULESET, "utf-8")
    return tmp_path / "repairs.yaml"


@pytest.fixture
def ruleset(path: Path) -> Ruleset:
    return load(path)


def test_witnesses_of_findings(ruleset: Ruleset) -> None:
    told = [one.facts["reported"] for found in ruleset.findings() for one in found.witnesses]
    assert told
    assert all(one.endswith("+08:00") for one in told)


def test_drafted_cases(ruleset: Ruleset) -> None:
    text = drafted(ruleset, ruleset.suggest_cases(), "repairs.yaml")
    assert "+08:00" in text
    assert "+00:00" not in text


def test_counterexamples(ruleset: Ruleset) -> None:
    (proof,) = ruleset.prove("no-refund")
    assert proof.cases[0]["reported"].isoformat().endswith("+08:00")


def _commands(old: Path) -> Iterator[list[str]]:
    new = old.with_name("new.yaml")
    new.write_text(RULESET.replace("5 CNY, within", "6 CNY, within"), "utf-8")
    yield ["diff", str(old), str(new)]
    yield ["check", str(old)]
    yield ["prove", str(old)]


def test_commands(path: Path) -> None:
    for command in _commands(path):
        shown = CliRunner().invoke(app, command).output
        assert "+00:00" not in shown
        assert "+08:00" in shown
