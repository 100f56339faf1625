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


MORE = """
language: 1
ruleset: more
currency: EUR
kinds: {note: {stream: remedy, phase: resolve}, other: {stream: remedy, phase: resolve}}
facts:
  grade: {type: scale, values: [a, b, c, d, e], optional: true}
  four: {type: choice, values: [a, b, c, d], default: a}
  ok: {type: boolean, optional: true}
  n: {type: integer, min: 0, max: 90, optional: true}
  harm: {type: set, values: [x, y, z], optional: true}
  usual: {type: integer, min: 0, max: 90, default: 3}
  norm: {type: scale, values: [a, b, c, d, e], default: b}
  bought: {type: date, default: 2026-01-05}
  sent: {type: date, default: 2026-01-09}
  seen: {type: datetime, default: 2026-01-05T10:00:00Z}
rules: [{id: it, when: %s, then: [note]}]
otherwise: [other]
"""


def told(when: str, case: dict[str, object], locale: str = "en") -> str:
    """What is said of the only condition, where it holds or where it does not, without the fact and its value."""
    decision = loads(MORE % when).decide(case)
    if "note" in decision:
        return decision.explain(locale).splitlines()[2].rsplit("   ", 1)[1]
    return decision.why_not("it").text(locale).splitlines()[1].split("   ")[1]


@pytest.mark.parametrize(
    ("when", "case", "said"),
    [
        ("{grade: b to d}", {"grade": "c"}, "is b to d"),
        ("{grade: b to d}", {"grade": "e"}, "grade e is outside b to d"),
        ("{grade: [b, d]}", {"grade": "c"}, "grade c is neither b nor d"),
        ("{grade: at least norm}", {"grade": "c"}, "is at least norm b (assumed)"),
        ("{grade: over norm}", {"grade": "a"}, "grade a is not over norm b (assumed)"),
        ("{n: [under 5, over 10]}", {"n": 11}, "is under 5 or over 10"),
        ("{n: [under 5, over 10]}", {"n": 7}, "n 7 is not under 5 and is not over 10"),
        ("{n: '[3..7)'}", {"n": 3}, "is 3 to under 7"),
        ("{n: '(3..7]'}", {"n": 3}, "n 3 is outside over 3 to 7"),
        ("{n: 5}", {"n": 5}, "is 5"),
        ("{n: not 5}", {"n": 6}, "is not 5"),
        ("{n: 'not(3 to 7, 9 to 10)'}", {"n": 8}, "is outside 3 to 7 and is outside 9 to 10"),
        ("{n: over usual}", {"n": 5}, "is over usual 3 (assumed)"),
        ("{n: known}", {"n": 5}, "is known"),
        ("{n: unknown}", {"n": 5}, "n 5 is known"),
        ("{n: [unknown, over 5]}", {}, "is unknown or over 5"),
        ("{ok: not yes}", {"ok": False}, "is no"),
        ("{ok: not yes}", {"ok": True}, "ok is yes"),
        ("{harm: [has x, unknown]}", {"harm": ["x"]}, "includes x or is unknown"),
        ("{harm: [has x, unknown]}", {"harm": ["y"]}, "harm y does not include x and is known"),
        ("{bought: before sent}", {}, "is before sent 9 Jan 2026 (assumed)"),
        ("{bought: on or after sent}", {}, "bought 5 Jan 2026 (assumed) is before sent 9 Jan 2026 (assumed)"),
        ("{bought: not 2026-01-05}", {}, "bought is 5 Jan 2026 (assumed)"),
        ("{bought: 2026-01-01 to 2026-01-04}", {}, "bought 5 Jan 2026 (assumed) is outside 1 Jan 2026 to 4 Jan 2026"),
        ("{bought: until 2026-01-05}", {}, "is not after 5 Jan 2026"),
        ("{seen: before 2026-01-05T11:00:00Z}", {}, "is before 5 Jan 2026 11:00 +00:00"),
        (
            "{seen: from 2026-01-05T11:00:00Z}",
            {},
            "seen 5 Jan 2026 10:00 (assumed) is before 5 Jan 2026 11:00 +00:00",
        ),
    ],
)
def test_what_a_test_says_where_it_holds_and_where_it_does_not(when: str, case: dict[str, object], said: str) -> None:
    assert told(when, case) == said


@pytest.mark.parametrize(
    ("when", "case", "said"),
    [
        ("{grade: [a, b, c, d, e]}", {"grade": "a"}, "is a, b, c, d or e"),
        ("{grade: at least a}", {}, "grade is unknown: not known whether it is a, b, c, d or e"),
        ("{grade: not over e}", {"grade": "a"}, "is a, b, c, d or e"),
        ("{grade: over e}", {"grade": "a"}, "grade a can never hold"),
        ("{four: 'not(a, b, c, d)'}", {"four": "b"}, "four b is a, b, c or d"),
        ("{ok: [yes, no]}", {"ok": True}, "is yes or no"),
        ("{ok: [yes, no]}", {}, "ok is unknown: not known whether it is yes or no"),
        ("{ok: [yes, no, unknown]}", {}, "is yes or no or unknown"),
    ],
)
def test_a_test_that_any_value_meets_or_none_names_them_all(when: str, case: dict[str, object], said: str) -> None:
    assert told(when, case) == said


@pytest.mark.parametrize(
    ("when", "case", "said"),
    [
        ("{n: [under 5, over 10]}", {"n": 7}, "n 为 7，不少于 5，且不超过 10"),
        ("{harm: [has x, unknown]}", {"harm": ["y"]}, "harm 为 y，不包含 x，且并非未知"),
        ("{n: 'not(3 to 7, 9 to 10)'}", {"n": 8}, "不在 3 到 7 之间，且不在 9 到 10 之间"),
        ("{seen: before 2026-01-05T11:00:00Z}", {}, "早于 2026 年 1 月 5 日 11:00 +00:00"),
        ("{ok: [yes, no]}", {}, "ok 未知，无法判断是否为“是”或“否”"),
    ],
)
def test_the_same_in_chinese(when: str, case: dict[str, object], said: str) -> None:
    assert told(when, case, "zh") == said
