"""A drafted case file loads, passes, and is laid out as `fmt` does."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_rules import RulesetError, load, loads
from recovery_rules.decision import Decision
from recovery_rules.engine.outcome import Action
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from recovery_rules.testing import check_cases, verify
from recovery_rules.testing.case import Case
from recovery_rules.testing.drafting import drafted
from recovery_rules.testing.verifying import differences
from tests.strategies import COSTLY, as_yaml, rulesets, rulesets_with_forms
from tests.testing.writing import SHOP

pytestmark = pytest.mark.heavy
_MOST_CASES = 12
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


def _as_told(actions: Iterable[Action]) -> list[object]:
    """What a case can say of some actions, in an order of its own."""
    found = []
    for one in actions:
        written = {name: it for name, it in one.values.items() if not isinstance(it, Fraction)}
        values = {name: _as_told(it) if isinstance(it, tuple) else it for name, it in written.items()}
        bundles = sorted(sorted(inner.kind for inner in bundle) for bundle in one.options)
        offered = _as_told(inner for bundle in one.options for inner in bundle)
        found.append((one.kind, values, one.due, one.held, one.by, bundles, offered, one.authority))
    return sorted(found, key=repr)


def _whole(decision: Decision) -> object:
    refused = {one.kind for one in decision.refused}
    return _as_told(decision.actions), refused, set(decision.fired)


def _drafted_cases(ruleset: Ruleset, folder: Path) -> tuple[Case, ...]:
    text = drafted(ruleset, ruleset.suggest_cases(most=100), f"{ruleset.id}.yaml")
    (folder / "cases.yaml").write_text(text, "utf-8")
    checked = check_cases(folder / "cases.yaml")
    assert checked.cases is not None
    return checked.cases.cases[:_MOST_CASES]


@PATIENT
@given(written=st.one_of(rulesets(), rulesets_with_forms()))
def test_a_drafted_case_fails_for_every_other_decision(written: dict[str, Any], tmp_path: Path) -> None:
    name = f"{written['ruleset']}.yaml"
    (tmp_path / name).write_text(as_yaml(written), "utf-8")
    try:
        ruleset = load(tmp_path / name)
    except RulesetError:
        return
    if ruleset.model.awaits_calendar:
        return
    cases = _drafted_cases(ruleset, tmp_path)
    decisions = [ruleset.decide(case.example.given) for case in cases]
    for case, own in zip(cases, decisions, strict=True):
        for other in decisions:
            assert any(differences(case, other)) is (_whole(own) != _whole(other))


CHOOSING = """
language: 1
ruleset: cars
currency: CNY
roles: [clerk, manager]
zone: Asia/Shanghai
clock: seen
extends: [vocabulary/service-recovery.yaml]
facts:
  seen: {type: datetime}
  price: {type: money, min: 0 CNY, max: 100 CNY}
  held: {type: boolean, default: no}
rules:
  - id: choose
    then:
      - choice:
          by: customer
          of:
            - [refund: {amount: price, within: 14 d}]
            - [compensation: {form: voucher, amount: price}, apology]
            - [compensation: {form: cash, amount: 5 CNY}]
  - id: resolve
    then:
      - resolution:
          owner: clerk
          within: 2 h
          if_overdue: [escalation: {to: next_role, within: 1 h, if_overdue: [refund: {amount: price}]}]
limits: [{id: wait, when: {held: yes}, hold: [refund]}]
no_follow_up: an example needs none
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("amount: price, within", "amount: 50 % of price, within"),
        ("within: 14 d", "within: 15 d"),
        (", within: 14 d", ""),
        ("{form: voucher, amount: price}, apology", "{form: cash, amount: price}, apology"),
        ("            - [compensation: {form: cash, amount: 5 CNY}]\n", ""),
        ("amount: 5 CNY", "amount: 5 CNY, within: 3 d"),
        ("if_overdue: [refund: {amount: price}]", "if_overdue: [refund: {amount: 3 CNY}]"),
        (", if_overdue: [refund: {amount: price}]", ""),
        ("within: 1 h", "within: 3 h"),
        ("hold: [refund]", "hold: [apology]"),
        ("when: {held: yes}, ", ""),
        ("by: customer", "by: clerk"),
        ("limits: [", "limits: [{id: none, forbid: [apology]}, "),
        ("rules:\n", "rules:\n  - {id: more, then: [resolution: {within: 2 h}]}\n"),
    ],
)
def test_a_draft_sees_a_change_of_what_stands_in_a_choice_or_comes_later(old: str, new: str, tmp_path: Path) -> None:
    (tmp_path / "cars.yaml").write_text(CHOOSING, "utf-8")
    ruleset = load(tmp_path / "cars.yaml")
    changed = loads(CHOOSING.replace(old, new))
    cases = _drafted_cases(ruleset, tmp_path)
    assert all(verify(ruleset, case).passed for case in cases)
    assert not all(verify(changed, case).passed for case in cases)


def test_a_ruleset_in_which_nothing_can_vary() -> None:
    ruleset = loads(
        "language: 1\nruleset: all\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "rules: [{id: always, then: [apology]}]\n"
    )
    text = drafted(ruleset, ruleset.suggest_cases(), "all.yaml")
    assert "given: {}" in text
    assert "fired: [always]" in text
