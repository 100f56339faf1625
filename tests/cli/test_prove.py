"""`recovery-rules prove`: what is told of a property that does not hold."""

from pathlib import Path

import pytest

from tests.cli.running import run

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
