"""Loading by path, by name and from text."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from recovery_rules import LoadLimits, RulesetError, check, check_text, load, loads

KIOSK = """language: 1
ruleset: kiosk
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: always, then: [apology]}]
"""


def test_loads_a_file_and_names_it_in_problems(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(KIOSK, encoding="utf-8")
    bad.write_text(KIOSK.replace("[apology]}", "[apologie]}"), encoding="utf-8")
    assert load(good).id == load(str(good)).id == "kiosk"
    with pytest.raises(RulesetError) as caught:
        load(bad)
    assert [(one.code, one.span.file, one.span.line) for one in caught.value.diagnostics if one.span] == [
        ("RR242", bad.as_posix(), 4)
    ]
    assert "did you mean `apology`?" in str(caught.value)
    assert str(copy.deepcopy(caught.value)) == str(caught.value)


def test_extends_reaches_beside_the_file_and_what_ships_and_no_further(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "secret.yaml").write_text(KIOSK, encoding="utf-8")
    (tmp_path / "shop" / "base.yaml").write_text(KIOSK.replace("ruleset: kiosk", "vocabulary: base"), encoding="utf-8")
    shop = tmp_path / "shop" / "shop.yaml"
    shop.write_text("language: 1\nruleset: shop\nextends: [base.yaml]\n", encoding="utf-8")
    assert [rule.id for rule in load(shop).model.rules] == ["always"]
    shop.write_text("language: 1\nruleset: shop\nextends: [../secret.yaml]\n", encoding="utf-8")
    assert [one.code for one in check(shop).diagnostics] == ["RR161"]


def test_a_shipped_name_and_a_misspelt_one() -> None:
    assert load("retail").id == "retail"
    with pytest.raises(FileNotFoundError, match="did you mean `retail`"):
        load("retial")
    with pytest.raises(FileNotFoundError, match="shipped are aws_sla, bank"):
        load("something-else-entirely")


def test_a_folder_is_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder"):
        load(tmp_path)


def test_loads_text_with_a_resolver_of_ones_own() -> None:
    found = {"base.yaml": ("base.yaml", KIOSK.replace("ruleset: kiosk", "vocabulary: base"))}
    ruleset = loads("language: 1\nruleset: shop\nextends: [base.yaml]\n", resolver=found.get)
    assert [action.kind for action in ruleset.decide()] == ["apology"]


def test_check_gives_problems_and_warnings_instead_of_raising() -> None:
    unused = KIOSK + "facts: {colour: {type: boolean}}\n"
    checked = check_text(unused, file="shop.yaml")
    assert checked.ruleset is not None
    assert [one.code for one in checked.diagnostics] == ["RR510"]
    assert checked.ruleset.warnings == checked.diagnostics
    assert checked.sources == {"shop.yaml": unused}
    assert check_text("ruleset: [").ruleset is None


def test_what_nothing_reads_is_no_matter_beside_an_error() -> None:
    unused = KIOSK + "facts: {colour: {type: boolean}, open: {type: boolean}}\n"
    unused += "derived: {late: {type: boolean, when: [open], rows: [[yes, no]]}}\n"
    assert [one.code for one in check_text(unused).diagnostics] == ["RR303"]


def test_limits_are_the_callers_to_set() -> None:
    with pytest.raises(RulesetError):
        loads(KIOSK, limits=LoadLimits(file_bytes=50))


def test_equal_content_has_equal_digests_wherever_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("# a comment\n" + KIOSK, encoding="utf-8")
    assert load(path).digest == loads(KIOSK).digest
    assert loads(KIOSK.replace("always", "ever")).digest != loads(KIOSK).digest
