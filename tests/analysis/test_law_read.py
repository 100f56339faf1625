"""What a limit of law reads is not replaced without a word (RR523)."""

import re

import pytest

from recovery_rules import loads
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.files import Folder
from recovery_rules.source.shipped import errors_page, shipped_root

LAW = """\
language: 1
vocabulary: law
currency: GBP
extends: [vocabulary/service-recovery.yaml]
clock: reported_at
calendar: {name: civil, weekend: [sun], hours: "09:00 to 17:00"}
zone: Europe/London
working_day_ends: end_of_day
month_end: last_day
facts:
  reported_at: {type: datetime}
  delay: {type: duration, min: 0 h, max: 90 d}
parameters:
  rate: {type: money, value: 20 GBP, source: statute s. 5}
  other: {type: money, value: 3 GBP}
derived:
  hours: {type: duration, value: 2 * delay}
  late: {type: boolean, value: hours over 24 h}
rules: [{id: sorry, then: [apology, replacement]}]
limits:
  - {id: statute, LEVEL, when: {late: yes}, action: refund, amount: {at_least: rate}, owed: {within: 2 working days}}
"""
HOUSE = "language: 1\nruleset: house\nextends: [law.yaml]\nno_follow_up: an example needs none\n"
REPLACED = "rate: {replaces: true, type: money, value: 1 GBP}"
LAW_OF_ITS_OWN = "level: law, action: refund, amount: {at_least: rate}, owed: true"
SHIPPED = Folder(shipped_root())


def over(law: str, house: str) -> Ruleset:
    return loads(house, file="house.yaml", resolver=lambda path: SHIPPED(path) or (path, law))


def told(own: str, *, level: str = "level: law") -> list[str]:
    found = over(LAW.replace("LEVEL", level), HOUSE + own).findings()
    return [one.message for one in found if one.code == "RR523"]


@pytest.mark.parametrize(
    ("own", "name", "line"),
    [
        ("parameters: {rate: {replaces: true, type: money, value: 1 GBP}}", "rate", 14),
        ("derived: {late: {replaces: true, type: boolean, value: delay over 48 h}}", "late", 18),
        ("derived: {hours: {replaces: true, type: duration, value: delay}}", "hours", 17),
        ("calendar: {name: lazy, weekend: [sat, sun]}", "calendar", 6),
        ("working_day_ends: close_of_business", "working_day_ends", 8),
        ("zone: Asia/Shanghai", "zone", 7),
        ("facts: {known_at: {type: datetime}}\nclock: known_at", "clock", 5),
    ],
)
def test_what_the_law_reads_is_told(own: str, name: str, line: int) -> None:
    assert told(own) == [f"`{name}` takes the place of law.yaml:{line}, and the limit `statute` of law reads it"]
    assert told(own, level="level: house") == []
    assert told(own + "\nallow: {RR523: the act of 2027 says so}") == []


@pytest.mark.parametrize(
    "own",
    [
        "parameters: {other: {replaces: true, type: money, value: 1 GBP}}",
        "parameters: {own: {type: money, value: 1 GBP}}",
        "parameters: {rate: {replaces: true, type: money, value: 20 GBP, source: statute s. 5}}",
        "zone: Europe/London",
        "month_end: next_day",
        f"parameters: {{{REPLACED}}}\nlimits: [{{id: statute, replaces: true, {LAW_OF_ITS_OWN}}}]",
    ],
)
def test_what_it_does_not_read_and_what_says_the_same_is_not(own: str) -> None:
    assert told(own) == []


def test_the_examples_of_the_errors_page() -> None:
    page = errors_page().read_text("utf-8")
    section = page[page.index("## RR523") : page.index("## RR524")]
    wrong, mended = re.findall(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    law = LAW.replace("rate", "statutory_rate").replace("LEVEL", "level: law")
    facts = "facts: {failure: {type: choice, values: [late, damaged]}}\n"
    codes = [
        [one.code for one in over(law, HOUSE + facts + own.replace("EUR", "GBP")).findings()] for own in (wrong, mended)
    ]
    assert ["RR523" in one for one in codes] == [True, False]
