"""Expressions in words: the values of one fact together, and what is unknown."""

import pytest

from recovery_rules import loads

RULESET = loads("""
language: 1
ruleset: terms
currency: EUR
kinds: {note: {stream: remedy, phase: resolve}}
facts:
  failure: {type: choice, values: [late, damaged, lost], labels: {late: {en: delay, zh: 延误}}}
  carrier: {type: choice, values: [ours, other]}
  mended: {type: duration, min: 0 h, optional: true}
derived:
  grave: {type: boolean, value: "failure in (late, damaged, lost)"}
  ours: {type: boolean, value: failure = late or failure = lost or carrier = ours}
  open: {type: boolean, value: mended unknown}
rules:
  - {id: all, when: {grave: yes, ours: yes, open: yes}, then: [note]}
otherwise: [note]
""")


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "← failure delay is one of delay, damaged, lost"),
        ("en", "← failure delay = delay"),
        ("en", "← mended is unknown"),
        ("zh", "failure 延误 属于延误、damaged、lost 之一"),
        ("zh", "mended 未知"),
    ],
)
def test_a_term_is_told_as_people_say_it(locale: str, told: str) -> None:
    assert told in RULESET.decide(failure="late", carrier="other").explain(locale)


COMPUTED = """
language: 1
ruleset: computed
currency: EUR
zone: Europe/Berlin
month_end: last_day
calendar: {name: works}
kinds: {note: {stream: remedy, phase: resolve}, other: {stream: remedy, phase: resolve}}
facts:
  price: {type: money, min: 0 EUR, max: 100 EUR}
  share: {type: percent, min: 0 %, max: 100 %}
  items: {type: integer, min: 1, max: 9}
  bought: {type: date}
  came: {type: date}
  seen: {type: datetime}
  extras: {type: set, values: [cover, theft]}
  carrier: {type: choice, values: [ours, other, post]}
  mended: {type: duration, min: 0 h, optional: true}
derived: {it: {type: TYPE, value: "VALUE"}}
rules: [{id: all, when: {it: known}, then: [note]}]
otherwise: [other]
"""
CASE = {
    "price": "40 EUR",
    "share": "25 %",
    "items": 2,
    "bought": "2026-01-05",
    "came": "2026-01-15",
    "seen": "2026-01-05T10:00:00Z",
    "extras": ["cover"],
    "carrier": "ours",
}


@pytest.mark.parametrize(
    ("type_", "value", "told"),
    [
        ("boolean", "not (mended known)", "mended is unknown"),
        ("boolean", "not (extras has theft)", "extras cover does not include theft"),
        ("boolean", "carrier != other and carrier != post", "carrier ours is neither other nor post"),
        ("boolean", "carrier = ours or carrier = post", "carrier ours is one of ours, post"),
        ("boolean", "price > 3 EUR and items = 2", "price EUR 40.00 > EUR 3.00 and items 2 = 2"),
        ("boolean", "not (price > 50 EUR)", "price EUR 40.00 ≤ EUR 50.00"),
        ("boolean", "seen < 2026-01-05T11:00:00Z", "seen 5 Jan 2026 11:00 < 5 Jan 2026 12:00 +01:00"),
        ("money", "share * price", "25 % of price EUR 40.00"),
        ("money", "price * share", "25 % of price EUR 40.00"),
        ("money", "(share + 5 %) of (price + 1 EUR)", "(share 25 % + 5 %) of (price EUR 40.00 + EUR 1.00)"),
        ("money", "price - (price - 3 EUR)", "price EUR 40.00 - (price EUR 40.00 - EUR 3.00)"),
        (
            "money",
            "lower(price, share of price, 9 EUR)",
            "the lowest of price EUR 40.00, 25 % of price EUR 40.00 and EUR 9.00",
        ),
        ("money", "abs(price - 90 EUR)", "the absolute value of (price EUR 40.00 - EUR 90.00)"),
        ("money", "abs(price)", "the absolute value of price EUR 40.00"),
        ("date", "bought + 2 months", "2 months after bought 5 Jan 2026"),
        ("date", "bought - 24 months", "2 years before bought 5 Jan 2026"),
        ("date", "bought + items months", "items 2 months after bought 5 Jan 2026"),
        ("date", "bought - items months", "items 2 months before bought 5 Jan 2026"),
        ("date", "bought + 1 working day", "1 working day after bought 5 Jan 2026"),
        ("date", "bought - items working days", "items 2 working days before bought 5 Jan 2026"),
        ("date", "bought - 3 d", "3 d before bought 5 Jan 2026"),
        ("date", "date of seen", "the date of seen 5 Jan 2026 11:00 in Europe/Berlin"),
        (
            "integer",
            "working days from bought to came",
            "the number of working days after bought 5 Jan 2026 until came 15 Jan 2026",
        ),
        (
            "integer",
            "full 3 d in (came - bought)",
            "3 (whole periods of 3 d in the time from bought 5 Jan 2026 to came 15 Jan 2026)",
        ),
    ],
)
def test_what_a_computed_fact_rests_on(type_: str, value: str, told: str) -> None:
    assert noted(type_, value, "en") == told


@pytest.mark.parametrize(
    ("type_", "value", "told"),
    [
        ("boolean", "not (extras has theft)", "extras cover 不包含 theft"),
        ("boolean", "carrier != other and carrier != post", "carrier ours 不是 other 或 post"),
        ("money", "(share + 5 %) of (price + 1 EUR)", "（price 40.00 欧元 + 1.00 欧元）的（share 25 % + 5 %）"),
        ("money", "abs(price - 90 EUR)", "（price 40.00 欧元 - 90.00 欧元）的绝对值"),
        ("date", "bought - 24 months", "bought 2026 年 1 月 5 日之前 2 年"),
        ("date", "bought - 3 d", "bought 2026 年 1 月 5 日之前 3 天"),
    ],
)
def test_what_a_computed_fact_rests_on_in_chinese(type_: str, value: str, told: str) -> None:
    assert noted(type_, value, "zh") == told


def noted(type_: str, value: str, locale: str) -> str:
    """What stands after the arrow, without its line breaks."""
    text = loads(COMPUTED.replace("TYPE", type_).replace("VALUE", value)).decide(CASE).explain(locale)
    (told,) = [block for block in text.split("\n\n") if "←" in block]
    return " ".join(line.strip() for line in told.partition("←")[2].splitlines()).strip()
