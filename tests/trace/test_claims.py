"""What tests say of choices: what a value is, not what it is not, where it can be said so."""

import pytest

from recovery_rules.loading import loads

CHOICES = """
language: 1
ruleset: choices
kinds: {note: {stream: remedy, phase: resolve}}
facts:
  two: {type: choice, values: [late, damaged], labels: {late: {en: late, zh: 延迟}, damaged: {en: damaged, zh: 损坏}}}
  grade: {type: scale, values: [minor, major], default: minor}
  four: {type: choice, values: [a, b, c, d], default: a}
rules: [{id: it, when: %s, then: [note]}]
otherwise: [note]
"""


def claim(when: str, locale: str = "en", **case: str) -> str:
    """The line of the only condition, without the fact's name."""
    text = loads(CHOICES % when).decide(case).explain(locale)
    return text.splitlines()[2].split(maxsplit=1)[1]


def missed(when: str, **case: str) -> str:
    """Why the rule did not match."""
    return str(loads(CHOICES % when).decide(case).why_not("it")).splitlines()[1].strip()


def test_of_two_values_the_one_that_is_meant() -> None:
    assert claim("{two: damaged}", two="damaged") == "damaged   is damaged"
    assert claim("{two: damaged}", "zh", two="damaged") == "损坏   为损坏"
    assert missed("{two: damaged}", two="late") == "it   two late is not damaged   ← one change away"


def test_of_two_grades_the_one_that_is_meant() -> None:
    assert claim("{grade: major}", two="late", grade="major") == "major   is major"
    assert claim("{grade: at least major}", two="late", grade="major") == "major   is major"
    assert missed("{grade: major}", two="late") == "it   grade minor (assumed) is not major   ← one change away"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("not late", "is not late"),
        ("b", "is b"),
        ("[b, c]", "is b or c"),
        ("[b, c, d]", "is b, c or d"),
        ("not a", "is not a"),
    ],
)
def test_a_list_is_told_by_what_it_names(written: str, said: str) -> None:
    fact = "two" if "late" in written else "four"
    assert claim(f"{{{fact}: {written}}}", two="damaged", four="b").split("   ")[1] == said
