"""The kinds and types that a ruleset can use, and the page of those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_rules import load
from tests.cli.running import ROOT, UPDATE, run

PAGE = ROOT / "docs" / "reference" / "kinds.md"


def test_the_page_is_that_of_the_vocabulary_that_ships() -> None:
    shown = run("kinds").out
    if UPDATE:
        PAGE.write_text(shown, "utf-8")
    assert PAGE.read_text("utf-8") == shown


def test_every_kind_parameter_type_and_value_is_named() -> None:
    page = PAGE.read_text("utf-8")
    for kind in load("retail").model.kinds.values():
        _, _, rest = page.partition(
            f"- `{kind.id}` {kind.label.texts['en']} · {kind.label.texts['zh']} ({kind.stream}, "
        )
        entry, _, _ = rest.partition("\n- ")
        assert [name for name in kind.parameters if f"    - `{name}`: " not in entry] == []
        assert rest


def test_kinds_of_a_ruleset_are_among_those_that_it_extends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(
        "language: 1\nruleset: shop\nextends: [vocabulary/service-recovery.yaml]\n"
        "kinds: {house_visit: {stream: remedy, phase: resolve, parameters: {floor: {type: points}}}}\n"
        "rules: [{id: a, when: {nothing: yes}, then: [aplogy]}]\n",
        "utf-8",
    )
    shown = run("kinds", "shop.yaml")
    assert shown.code == 0
    assert "- `house_visit` (remedy, to the customer)\n    - `floor`: `points`; rules have to agree\n" in shown.out
    assert "- `room_change` another room · 换房 (remedy, to the customer)" in shown.out
    assert "kinds shop.yaml` lists it" in shown.out


def test_a_list_that_is_cut_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(
        "language: 1\nruleset: shop\ncurrency: CNY\nroles: [clerk]\nextends: [vocabulary/service-recovery.yaml]\n"
        "facts: {severity: {type: sevrity}}\nrules: [{id: a, then: [aplogy]}]\n",
        "utf-8",
    )
    told = run("check", "shop.yaml").out.replace("\n", " ")
    assert "RR241" in told
    assert "RR242" in told
    assert told.count("more; all of them: recovery-rules kinds ") == 2


def test_kinds_of_what_ships() -> None:
    assert "- `refund` refund · 退款" in run("kinds", "retail").out


def test_a_file_that_is_not_there_or_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text("rules: [", "utf-8")
    assert run("kinds", "missing.yaml").code == 2
    broken = run("kinds", "broken.yaml")
    assert (broken.code, broken.out) == (2, "")
    assert "recovery-rules check broken.yaml" in broken.err
