"""A drafted case file loads, passes, and is laid out as `fmt` does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from recovery_rules import RulesetError, load, loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from recovery_rules.testing import check_cases, verify
from recovery_rules.testing.drafting import drafted
from tests.strategies import COSTLY, as_yaml, rulesets, rulesets_with_forms
from tests.testing.writing import SHOP

pytestmark = pytest.mark.heavy
PATIENT = settings(COSTLY, suppress_health_check=[*COSTLY.suppress_health_check, HealthCheck.function_scoped_fixture])


def _is_in_order(ruleset: Ruleset, folder: Path, name: str, *, most: int) -> None:
    found = ruleset.suggest_cases(most=most)
    text = drafted(ruleset, found, name)
    (folder / "cases.yaml").write_text(text, "utf-8")
    checked = check_cases(folder / "cases.yaml")
    assert checked.diagnostics == ()
    assert checked.cases is not None
    assert len(checked.cases.cases) == len(found.cases)
    for case in checked.cases.cases:
        verdict = verify(ruleset, case)
        assert verdict.passed, str(verdict)
    tree = read(text.encode(), file="cases.yaml", problems=Problems(), limits=LoadLimits())
    assert tree is not None
    assert formatted(text, tree) == text


@pytest.mark.parametrize(("name", "most"), [("aws_sla", 60_000), ("retail", 1_000), ("uk_water_gss", 500)])
def test_what_ships(name: str, most: int, tmp_path: Path) -> None:
    _is_in_order(load(name), tmp_path, name, most=most)


def test_choices_sets_nested_actions_and_times(tmp_path: Path) -> None:
    rule = "rules:\n  - {id: harmed, when: {harm: has time}, then: [letter]}\n"
    (tmp_path / "shop.yaml").write_text(SHOP.replace("rules:\n", rule), "utf-8")
    _is_in_order(load(tmp_path / "shop.yaml"), tmp_path, "shop.yaml", most=60_000)
    text = (tmp_path / "cases.yaml").read_text("utf-8")
    assert "choice: {by: customer, of: [replacement, charge + letter]}" in text
    assert "harm: [time]" in text
    assert "harm: []" in text
    assert "if_overdue: [letter]" in text


@PATIENT
@given(written=rulesets())
def test_drawn_rulesets(written: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "drawn.yaml").write_text(as_yaml(written), "utf-8")
    try:
        ruleset = load(tmp_path / "drawn.yaml")
    except RulesetError:
        return
    if not ruleset.model.awaits_calendar:
        _is_in_order(ruleset, tmp_path, "drawn.yaml", most=200)


@PATIENT
@given(written=rulesets_with_forms())
def test_drawn_rulesets_with_forms(written: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "drawn.yaml").write_text(as_yaml(written), "utf-8")
    _is_in_order(load(tmp_path / "drawn.yaml"), tmp_path, "drawn.yaml", most=200)


def test_a_ruleset_in_which_nothing_can_vary() -> None:
    ruleset = loads(
        "language: 1\nruleset: all\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "rules: [{id: always, then: [apology]}]\n"
    )
    text = drafted(ruleset, ruleset.suggest_cases(), "all.yaml")
    assert "given: {}" in text
    assert "fired: [always]" in text
