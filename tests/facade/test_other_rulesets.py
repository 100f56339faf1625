"""The ruleset that a property names: there when the file is loaded, and loaded only when it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recovery_rules import Calendar, RulesetError, check, check_text, load, loads
from recovery_rules.language.expressions import Apply
from recovery_rules.model.properties import Claim

KIOSK = """language: 1
ruleset: kiosk
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: always, then: [apology]}]
"""
HOUSE = KIOSK.replace("kiosk", "house") + "properties: [{id: above-law, never_less_than: LAW}]\n"


def test_a_ruleset_beside_the_file_is_loaded_once_and_only_when_asked_for(tmp_path: Path) -> None:
    house, law = tmp_path / "house.yaml", tmp_path / "law.yaml"
    house.write_text(HOUSE.replace("LAW", "law.yaml"), encoding="utf-8")
    law.write_text(KIOSK.replace("kiosk", "law"), encoding="utf-8")
    ruleset = load(house)
    law.unlink()  # what it held counts: a ruleset does not change while somebody looks at it
    assert ruleset._other is not None
    other = ruleset._other("law.yaml")
    assert (other.id, other.model.file) == ("law", law.as_posix())
    assert ruleset._other("law.yaml") is other


def test_one_that_ships() -> None:
    ruleset = loads(HOUSE.replace("LAW", "retail.yaml"))
    assert ruleset._other is not None
    assert ruleset._other("retail.yaml").digest == load("retail").digest


def test_one_that_does_not_load_is_no_matter_until_it_is_asked_for() -> None:
    files = {"law.yaml": ("law.yaml", KIOSK.replace("[apology]", "[apologie]"))}
    ruleset = loads(HOUSE.replace("LAW", "law.yaml"), resolver=files.get)
    assert ruleset._other is not None
    with pytest.raises(RulesetError, match="did you mean `apology`"):
        ruleset._other("law.yaml")


def test_another_calendar_counts_in_what_is_promised_too() -> None:
    text = HOUSE.replace("LAW}]", "retail.yaml}, {id: in-time, always: told + 1 working days >= told}]")
    text += "calendar: works\nfacts: {told: {type: date}}\n"
    text += "derived: {due: {type: date, value: told + 1 working days}}\n"
    works = Calendar(name="works", holidays=[date(2025, 5, 26)])
    ruleset = loads(text).with_calendar(works)
    in_time = ruleset.model.properties[1].statement
    assert isinstance(in_time, Claim)
    assert isinstance(in_time.expression, Apply)
    assert isinstance(in_time.expression.arguments[0], Apply)
    assert in_time.expression.arguments[0].calendar == works
    assert ruleset._other is not None
    assert ruleset._other("retail.yaml").id == "retail"


@pytest.mark.parametrize(
    ("path", "code", "help_"),
    [
        ("retial.yaml", "RR160", "did you mean `retail.yaml`?"),
        ("../retail.yaml", "RR161", ""),
        ("rulesets", "RR164", ""),
    ],
)
def test_a_file_that_is_not_there_is_told_when_the_ruleset_is_loaded(
    tmp_path: Path, path: str, code: str, help_: str
) -> None:
    (tmp_path / "rulesets").mkdir()
    house = tmp_path / "house.yaml"
    house.write_text(HOUSE.replace("LAW", path), encoding="utf-8")
    (found,) = check(house).diagnostics
    assert (found.code, found.label) == (code, help_)
    assert found.span is not None
    assert found.span.line == 5


def test_what_an_extended_file_promises_is_looked_for_too() -> None:
    base = HOUSE.replace("LAW", "law.yaml").replace("ruleset: house", "vocabulary: base")
    text = "language: 1\nruleset: shop\nextends: [base.yaml]\n"
    found = check_text(text, resolver={"base.yaml": ("base.yaml", base)}.get).diagnostics
    assert [(one.code, one.span.file) for one in found if one.span] == [("RR160", "base.yaml")]
