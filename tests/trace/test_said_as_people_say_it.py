"""What a manager of service quality stumbled over: kinds of authors' own, time limits, scales, the unknown, choices."""

from typing import Any

import pytest

from recovery_rules.cli.words import rows
from recovery_rules.decision import Decision
from recovery_rules.loading import loads

RULESET = loads("""
language: 1
ruleset: dealer
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles: [clerk, manager]
clock: told_at
zone: Asia/Shanghai
calendar: {country: CN}
kinds:
  fares:
    stream: remedy
    phase: mitigate
    label: {en: fares, zh: 交通费用补偿}
    parameters:
      amount: {type: money, combine: greatest, required: true}
      within: {type: time_limit, combine: soonest}
  goods:
    stream: remedy
    phase: resolve
    label: {en: goods, zh: 赠品}
    parameters:
      item: {type: choice, values: [mat, camera], combine: same, required: true}
      amount: {type: money, combine: greatest, required: true}
    distinct_by: [item]
  taken_back:
    stream: remedy
    phase: resolve
    label: {en: car taken back, zh: 退车}
    parameters:
      amount: {type: money, combine: greatest, required: true, label: {en: "{value} paid back", zh: "返还 {value}"}}
      used: {type: money, combine: least, in_total: false, label: {en: "less {value}", zh: "已扣使用费 {value}"}}
      within: {type: time_limit, combine: soonest}
facts:
  told_at: {type: datetime}
  failure: {type: choice, values: [idle, faulty, free, nothing]}
  tier: {type: scale, values: [plain, silver, gold], default: plain}
  paid: {type: money, min: 1 CNY, max: 9000 CNY, default: 100 CNY}
  waited: {type: duration, min: 0 h, max: 99 h, default: 0 h}
  wish: {type: choice, values: [back, other], optional: true}
  flood: {type: boolean, default: no}
derived:
  half: {type: money, value: paid / 2}
rules:
  - {id: ride, when: {failure: idle, wish: unknown}, then: [fares: {amount: 10 CNY * full 1 h in waited, within: 1 d}]}
  - {id: pick, when: {failure: free, tier: at least silver}, then:
      [choice: {by: customer, of: [[goods: {item: mat, amount: 300 CNY}], [goods: {item: camera, amount: 300 CNY}]]}]}
  - {id: back, when: {failure: faulty, tier: at most silver, wish: known}, then:
      [taken_back: {amount: 50 % of paid, used: half, within: 10 working days}]}
  - {id: sooner, when: {failure: faulty, wish: back}, then: [taken_back: {amount: 1 CNY, within: 7 working days}]}
  - {id: call, then: [callback: {owner: clerk, within: 30 working days}]}
limits:
  - {id: no-camera, when: {flood: yes}, forbid: [goods], if_unknown: skip}
  - {id: house, action: taken_back, within: {at_least: 9 working days}}
  - {id: statute, level: law, action: taken_back, within: {at_most: 8 working days}}
  - {id: owed, level: law, when: {failure: nothing}, action: fares, amount: {at_least: half}, owed: {within: 5 d}}
""")


def decided(**given: Any) -> Decision:
    return RULESET.decide(told_at="2026-09-28T10:00+08:00", **given)


IDLE, FREE = {"failure": "idle", "waited": "7 h 30 min"}, {"failure": "free", "tier": "gold"}
FAULTY = {"failure": "faulty", "wish": "back"}


@pytest.mark.parametrize(
    ("given", "locale", "told"),
    [
        # Any noun or verb can follow; an author's phrase for the amount takes its place.
        (IDLE, "zh", "给予客户交通费用补偿 70.00 元，"),
        (FAULTY, "zh", "退车（返还 50.00 元；已扣使用费 50.00 元），"),
        (FAULTY, "en", "Car taken back (CNY 50.00 paid back; less CNY 50.00), by "),
        # What parameters without a label are called, and phrases as names.
        (IDLE, "zh", "  金额：10.00 元 × 7（waited 7 小时 30 分钟中满 1 小时的次数） = 70.00 元。"),
        (IDLE, "en", "CNY 10.00 × 7 (whole periods of 1 h in waited 7 h 30 min) = CNY 70.00."),
        (FAULTY, "zh", "  已扣使用费：half 50.00 元。"),
        # Scales.
        (FREE, "zh", "tier      gold   属 silver 及以上"),
        (FAULTY, "zh", "plain（默认）   属 silver 及以下"),
        # Time limits.
        (FAULTY, "zh", "  时限：取 10 个工作日（back）和 7 个工作日（sooner）中先到期者；"),
        (FAULTY, "en", "the sooner of 10 working days (back) and 7 working days (sooner); "),
        (FAULTY, "zh", "按最短时限 9 个工作日（house）由 7 个工作日延长至 9 个工作日；"),
        (FAULTY, "zh", "按最长时限 8 个工作日（statute，法定）由 9 个工作日缩短至 8 个工作日。"),
        (FAULTY, "en", "lengthened from 7 working days to 9 working days: at least 9 working days (house); "),
        (FAULTY, "en", "shortened from 9 working days to 8 working days: at most 8 working days (statute, law)."),
        (FAULTY, "zh", "起 8 个工作日，按“中国”日历计算（"),
        # What is unknown, and is to be.
        (IDLE, "zh", "wish      未知   为未知"),
        ({"failure": "nothing", "wish": "back"}, "zh", "wish 为 back，并非未知）"),
        ({"failure": "nothing", "wish": "back"}, "en", "wish back is known)"),
        # A limit that owes an action gave what it owes.
        ({"failure": "nothing"}, "zh", "  金额：half 50.00 元；即按下限（owed，法定）给予。"),
        ({"failure": "nothing"}, "en", "  Amount: half CNY 50.00; given as the least that is owed (owed, law)."),
    ],
)
def test_an_explanation_reads_well(given: dict[str, Any], locale: str, told: str) -> None:
    text = decided(**given).explain(locale)
    assert told in text, text


def test_every_day_off_is_told() -> None:
    text = decided(**IDLE).explain("zh")
    assert (
        "（2026 年 10 月 1 日、10 月 2 日、10 月 5 日、10 月 6 日和 10 月 7 日休息；2026 年 10 月 10 日上班）" in text
    )
    assert "(1 Oct, 2 Oct, 5 Oct, 6 Oct and 7 Oct 2026 off; 10 Oct 2026 worked)" in decided(**IDLE).explain()


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("zh", "同时：任选方案：给予客户赠品 300.00 元（品目：mat） / 给予客户赠品 300.00 元（品目：camera）"),
        ("en", "then also: choice: goods of CNY 300.00 to the customer (item: mat) / goods of CNY 300.00 to "),
    ],
)
def test_options_are_told_apart(locale: str, told: str) -> None:
    text = decided(failure="free").what_if("goods").text(locale)
    assert told in text, text


def test_what_changes_is_told_apart_by_what_stays() -> None:
    ruleset = loads("""
language: 1
ruleset: forms
currency: CNY
extends: [vocabulary/service-recovery.yaml]
facts: {late: {type: boolean, default: no}, paid: {type: money, min: 1 CNY, default: 9 CNY}}
rules:
  - {id: cash, then: [compensation: {form: cash, amount: 1 CNY}]}
  - {id: more, when: {late: yes}, then: [compensation: {form: cash, amount: 2 CNY}, apology]}
  - {id: paper, when: {late: no}, then: [compensation: {form: voucher, amount: 3 CNY}]}
no_follow_up: {en: none}
""")
    assert "compensation (form: cash): amount CNY 2.00 instead of CNY 1.00; no compensation (form: voucher)" in str(
        ruleset.decide().what_if("apology")
    )


@pytest.mark.parametrize(("locale", "told"), [("zh", "同时：refund：冻结"), ("en", "then also: refund: held")])
def test_what_becomes_held_is_told_so(locale: str, told: str) -> None:
    ruleset = loads("""
language: 1
ruleset: held
currency: CNY
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  talk: {stream: remedy, phase: resolve}
facts: {disputed: {type: boolean}}
rules: [{id: pay, then: [refund: {amount: 1 CNY}]}, {id: talk, when: {disputed: yes}, then: [talk]}]
limits: [{id: wait, when: {disputed: yes}, hold: [refund]}]
""")
    assert ruleset.decide(disputed=False).what_if("talk").text(locale).endswith(told)


@pytest.mark.parametrize(
    ("locale", "told"),
    [("zh", "任选方案，只剩一项：replacement"), ("en", "choice, of which one thing is left: replacement")],
)
def test_a_choice_of_one_does_not_look_like_one_of_several(locale: str, told: str) -> None:
    ruleset = loads("""
language: 1
ruleset: left
kinds: {replacement: {stream: remedy, phase: resolve}, repair: {stream: remedy, phase: resolve}}
facts: {sold_out: {type: boolean}}
rules: [{id: pick, then: [choice: {by: customer, of: [[replacement], [repair]]}]}]
limits: [{id: no-repair, when: {sold_out: yes}, forbid: [repair]}]
""")
    decision = ruleset.decide(sold_out=True)
    assert rows(decision, locale)[0].action == told
