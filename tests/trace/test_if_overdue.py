"""What comes only if another action is overdue is neither given nor denied: why-not and what-if say when it comes."""

from typing import Any

from recovery_rules import loads

RULESET = loads("""
language: 1
ruleset: late
currency: EUR
roles: [clerk]
extends: [vocabulary/service-recovery.yaml]
facts:
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  angry: {type: boolean, default: no}
  abuse: {type: boolean, default: no}
rules:
  - {id: r, then: [resolution: {owner: clerk, within: 2 d, if_overdue: [refund: {amount: 10 % of price}]}]}
  - {id: s, when: {angry: yes}, then: [escalation: {to: clerk, within: 1 d, if_overdue: [gift: {item: souvenir}]}]}
  - {id: t, when: {price: over 500 EUR}, then: [refund: {amount: 1 EUR}]}
limits:
  - {id: no-abuse, when: {abuse: yes}, forbid: [refund]}
""")


def why_not(kind: str, locale: str = "en", **given: Any) -> list[str]:
    return [line.strip() for line in RULESET.decide(given).why_not(kind).text(locale).splitlines()]


def what_if(kind: str, locale: str = "en", **given: Any) -> list[str]:
    return [line.strip() for line in RULESET.decide(given).what_if(kind).text(locale).splitlines()]


def test_why_not_says_when_it_comes() -> None:
    assert why_not("refund", price="100 EUR") == [
        "No refund as yet, but one if something is overdue.",
        "r   gives it if resolution is overdue",
        "t   price EUR 100.00 is not over EUR 500.00   ← one change away",
    ]
    assert why_not("refund", "zh", price="100 EUR")[:2] == [
        "目前没有“退款”，逾期时才有。",
        "r   “解决问题”逾期时给予",
    ]


def test_given_at_once_and_if_something_is_overdue() -> None:
    told = why_not("refund", price="600 EUR")
    assert told == ["Refund, given by:", "r   gives it if resolution is overdue", "t   applies"]


def test_why_not_tells_what_stopped_it() -> None:
    assert why_not("gift", price="100 EUR") == [
        "No gift: one rule or limit could give it, and did not.",
        "s   angry is no (assumed)   ← one change away",
    ]
    assert why_not("refund", price="0 EUR")[1] == "r   applies, but its amount comes to nothing"
    assert why_not("refund", price="100 EUR", abuse=True)[1] == "r   forbidden by no-abuse"


def test_ways_name_the_action_that_has_to_be_overdue() -> None:
    ways = RULESET.decide(price="600 EUR").why_not("refund").ways
    assert [(way.by, way.ending, way.under) for way in ways] == [("r", "if overdue", "resolution"), ("t", "given", "")]


def test_what_if_says_it_first() -> None:
    assert what_if("refund", price="100 EUR")[:3] == [
        "Refund: given as things are if resolution is overdue.",
        "Refund would have been given if",
        "price were EUR 500.01",
    ]
    assert what_if("refund", "zh", price="100 EUR")[0] == "现有情况下，“解决问题”逾期时给予“退款”。"


def test_what_if_does_not_deny_what_can_follow() -> None:
    assert what_if("gift", price="100 EUR")[0] == (
        "No change of facts was found that would give gift before anything is overdue."
    )


LADDER = loads("""
language: 1
ruleset: ladder
currency: EUR
roles: [clerk, manager, director]
extends: [vocabulary/service-recovery.yaml]
clock: t
facts: {t: {type: datetime}}
rules:
  - id: a
    then:
      - resolution:
          owner: clerk
          within: 2 h
          if_overdue:
            - assistance
            - escalation: {to: manager, within: 3 h, if_overdue: [escalation: {to: director, within: 24 h}]}
            - refund_review: {within: 1 h}
kinds:
  refund_review: {stream: remedy, phase: resolve, parameters: {within: {type: time_limit, combine: soonest}}}
""")


def test_several_levels_are_told_in_brackets_and_in_order_of_time() -> None:
    told = LADDER.decide(t="2026-09-30T10:00:00+08:00").explain().splitlines()[0]
    assert told == (
        "Resolution, by 30 Sep 2026 12:00, clerk; if overdue: refund review, by 30 Sep 2026 13:00 and "
        "escalation (to: manager), by 30 Sep 2026 15:00 (if overdue: escalation (to: director), by 1 Oct 2026 15:00) "
        "and help of a specialist."
    )
