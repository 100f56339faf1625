"""One small ruleset with a fact of every type, and a case that it decides."""

from decimal import Decimal
from typing import Any, Final

RULESET: Final = """\
language: 1
ruleset: every-type
currency: CNY
clock: reported
units: {points: {digits: 0}}
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest}
      within: {type: duration, combine: soonest}
  apology: {stream: remedy, phase: acknowledge}
facts:
  failure: {type: choice, values: [late, damaged]}
  severity: {type: scale, values: [minor, major], default: minor}
  harm: {type: set, values: [distress, loss], optional: true}
  verified: {type: boolean}
  count: {type: integer, min: 0, max: 100}
  ratio: {type: number}
  share: {type: percent, min: 0%, max: 100%}
  paid: {type: money, min: 0 CNY}
  points: {type: points, optional: true}
  delay: {type: duration, needed: {failure: late}}
  bought_on: {type: date, min: 2020-01-01, optional: true}
  reported: {type: datetime, optional: true}
  name: {type: text, personal: true}
admit:
  - {id: something-was-paid, when: {failure: damaged}, must: paid > 0 CNY}
derived:
  fair: {type: money, value: share of paid}
rules:
  - {id: distress, when: {verified: yes, harm: has distress}, then: [{refund: {amount: fair, within: 2 h}}]}
  - id: grave
    when: {severity: major, ratio: over 1.5, count: at least 3}
    then: [{refund: {amount: paid, within: 1 h}}]
  - {id: long-wait, when: {delay: over 1 h, points: known, bought_on: from 2026-01-01}, then: [apology]}
otherwise: [apology]
properties:
  - {id: harsher-never-poorer, of: refund.amount, never_falls_as: severity, when: {verified: yes}}
  - {id: sooner, of: refund.within, never_rises_as: count}
  - {id: whatever-name, same_whatever: [name, reported], of: [refund, apology]}
  - {id: no-more-than-paid, always: refund.amount <= paid or apology}
  - {id: none-for-nothing, never: [refund, apology], when: {paid: up to 0 CNY}}
  - {id: all-late, covers: {failure: late}, because: {en: all of them, zh: 全部}}
  - {id: as-retail, never_less_than: retail.yaml, of: refund.amount}
"""

GOOD: Final[dict[str, Any]] = {
    "failure": "late",
    "verified": True,
    "count": 3,
    "ratio": Decimal("1.6"),
    "share": "50 %",
    "paid": "10 CNY",
    "delay": "2 h",
    "bought_on": "2026-01-05",
}
