"""Mistakes that linking finds, each the sections of a small shop in which an author made it."""

_LABELLED = """\
facts:
  failure:
    type: choice
    values: [no_room, shuttle_late]
    label: {en: failure of service, zh: 失误}
    labels: {no_room: {en: no room, zh: 无房}, shuttle_late: {en: late shuttle, zh: 班车晚点}}"""

MISTAKES: dict[str, str] = {
    # ---- time limits
    "after, and no time limit": """\
rules:
  - {id: a, then: [refund: {amount: 1 CNY, after: reported_at}]}""",
    "after, of a kind without time limits": """\
rules:
  - {id: a, then: [inspection: {times: 1, after: reported_at}]}""",
    "after a duration": """\
rules:
  - {id: a, then: [refund: {amount: 1 CNY, within: 24 h, after: delay}]}""",
    "after an expression": """\
rules:
  - {id: a, then: [refund: {amount: 1 CNY, within: 24 h, after: "higher(reported_at, reported_at)"}]}""",
    "after a fact that does not exist": """\
rules:
  - {id: a, then: [refund: {amount: 1 CNY, within: 24 h, after: reported}]}""",
    "after one of two facts, one of which is wrong": """\
facts:
  on: {type: date}
rules:
  - {id: a, then: [refund: {amount: 1 CNY, within: 24 h, after: reported}]}""",
    "after personal text": """\
rules:
  - {id: a, then: [refund: {amount: 1 CNY, within: 24 h, after: customer_name}]}""",
    "after, inside another action": """\
rules:
  - id: a
    then: [refund: {amount: 1 CNY, if_overdue: [{refund: {amount: 1 CNY, within: 1 h, after: reported_at}}]}]""",
    "after, of a time limit that combines otherwise": """\
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {within: {type: duration, combine: least}}}
rules:
  - {id: a, then: [apology: {within: 24 h, after: reported_at}]}""",
    "after in what is owed": """\
limits:
  - {id: l, action: refund, owed: {amount: 1 CNY, after: reported_at}}
  - {id: m, action: refund, owed: {amount: 1 CNY, within: 24 h, after: [reported_at, delay]}}""",
    "after among what the rows of a table share": """\
tables:
  - {id: t, when: [verified], then: [refund.amount], rows: [[yes, 1 CNY]], with: {refund: {after: reported_at}}}""",
    "a parameter called after": """\
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {after: {type: duration, combine: least}}}""",
    # ---- types
    "type that does not exist": "facts:\n  severity: {type: scal, values: [minor, major]}",
    "type of a parameter that does not exist": """\
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {tone: {type: chioce, values: [plain, warm]}}}""",
    "currency that does not exist": "currency: RMB",
    "currency of a fact that does not exist": "facts:\n  paid: {type: money, currency: YUAN}",
    "money without a currency": "currency: -",
    "kind by its label": """\
kinds:
  apology: {stream: remedy, phase: acknowledge, label: {en: apology, zh: 道歉}}
rules:
  - {id: one, then: [道歉]}""",
    "value by its label": f"""\
{_LABELLED}
rules:
  - {{id: one, when: {{failure: 班车晚点}}, then: [apology]}}""",
    "value by its label of several words": f"""\
{_LABELLED}
rules:
  - {{id: one, when: {{failure: late shuttle}}, then: [apology]}}""",
    "fact by its label": f"""\
{_LABELLED}
rules:
  - {{id: one, when: {{失误: no_room}}, then: [apology]}}""",
    "labels in an example": f"""\
{_LABELLED}
examples:
  - {{given: {{failure: 班车晚点, 失误: no_room}}, expect: [apology]}}""",
    "label of a value of a parameter": """\
kinds:
  gift:
    stream: remedy
    phase: resolve
    parameters: {item: {type: choice, values: [souvenir, flowers], labels: {souvenir: {zh: 纪念品}}}}
rules:
  - {id: one, then: [gift: {item: 纪念品}]}
otherwise: [gift]""",
    "role by a part of its name": """\
roles: [front_desk, shuttle_driver]
rules:
  - {id: a, then: [refund: {amount: 1 CNY, owner: driver}]}""",
    "currency by its sign in Chinese": "rules:\n  - {id: one, then: [refund: {amount: 200 元 }]}",
    "currency by its name": "rules:\n  - {id: one, then: [refund: {amount: 200 yuan}]}",
    "values with full-width commas": "facts:\n  cause: {type: choice, values: [provider，customer、disputed]}",
    "no kinds at all": "kinds: -\nrules:\n  - {id: one, then: [apology]}",
    "choice without values": "facts:\n  cause: {type: choice}",
    "value twice": "facts:\n  severity: {type: scale, values: [minor, major, minor]}",
    "value that is empty": 'facts:\n  severity: {type: scale, values: [minor, ""]}',
    "value that is a word of the language": "facts:\n  severity: {type: scale, values: [minor, any]}",
    "value that is no name": "facts:\n  severity: {type: scale, values: [minor, next-to-major]}",
    "values of a boolean": "facts:\n  verified: {type: boolean, values: [done, open]}",
    "currency of a duration": "facts:\n  delay: {type: duration, currency: CNY}",
    "values beside a named type": """\
types:
  grade: {type: scale, values: [low, high]}
facts:
  severity: {type: grade, values: [low, high]}""",
    "label of a value that does not exist": """\
facts:
  cause: {type: choice, values: [provider, customer], labels: {provder: {en: us}}}""",
    "unit and type of one name": """\
units: {points: {digits: 0}}
types:
  points: {type: scale, values: [low, high]}""",
    "unit named like a type": "units: {money: {digits: 0}}",
    "named type that is wrong is reported once": """\
types:
  grade: {type: scale}
facts:
  severity: {type: grade, default: low}
rules:
  - {id: one, when: {severity: high}, then: [apology]}""",
    # ---- facts
    "fact named like a word": "facts:\n  over: {type: boolean}",
    "fact named like an argument of decide": "facts:\n  role: {type: boolean}",
    "fact named like a key of conditions": "facts:\n  expr: {type: boolean}",
    "bound of a choice": "facts:\n  cause: {type: choice, values: [provider, customer], min: provider}",
    "min above max": "facts:\n  paid: {type: money, min: 10 CNY, max: 9.99 CNY}",
    "bound of another type": "facts:\n  paid: {type: money, min: 10 h}",
    "default that is no value": "facts:\n  severity: {type: scale, values: [minor, major], default: majr}",
    "default below the min": "facts:\n  paid: {type: money, min: 10 CNY, default: 5 CNY}",
    "default above the max": "facts:\n  paid: {type: money, max: 10 CNY, default: 15 CNY}",
    "default that cannot be paid": "facts:\n  paid: {type: money, default: 0.001 CNY}",
    "list as default of a choice": "facts:\n  cause: {type: choice, values: [us, them], default: [us, them]}",
    "optional with a default": "facts:\n  paid: {type: money, optional: yes, default: 5 CNY}",
    "needed and optional": """\
facts:
  verified: {type: boolean}
  paid: {type: money, optional: yes, needed: {verified: yes}}""",
    "personal number": "facts:\n  age: {type: integer, personal: yes}",
    "personal with a default": "facts:\n  name: {type: text, personal: yes, default: nobody}",
    "personal text in a condition": "rules:\n  - {id: one, when: {customer_name: known}, then: [apology]}",
    "personal text in an expression": """\
derived:
  long: {type: boolean, value: customer_name known}""",
    "clock that does not exist": "clock: reported",
    "clock that is a duration": "clock: delay",
    "needed depends on what may be unknown": """\
facts:
  verified: {type: boolean, optional: yes}
  delay: {type: duration, needed: {verified: yes}}""",
    "needed depends on what is derived": """\
facts:
  paid: {type: money}
  delay: {type: duration, needed: {dear: yes}}
derived:
  dear: {type: boolean, value: paid > 5 CNY}""",
    "fact that does not exist in admit": "admit:\n  - {id: sane, when: {verifed: yes}, must: amount_payd > 0 CNY}",
    # ---- derived facts
    "derived fact named like a fact": "derived:\n  verified: {type: boolean, value: amount_paid > 5 CNY}",
    "parameter by what is not a date": """\
parameters:
  fee: {type: money, by: severity, values: {2026-01-01: 6 CNY}}
""",
    "time limit that a case would tell": """\
facts:
  promised: {type: time_limit}
""",
    "parameter that ends too soon": """\
facts:
  bought_on: {type: date, min: 2025-01-01}
parameters:
  fee: {type: money, by: bought_on, values: {2025-01-01: 5 CNY, 2026-01-01: {value: 6 CNY, until: 2026-03-31}}}
  gap: {type: money, by: bought_on, values: {2025-01-01: {value: 6 CNY, until: 2025-03-31}, 2026-01-01: 5 CNY}}
  early: {type: money, by: bought_on, values: {2025-01-01: {value: 6 CNY, until: 2024-03-31}}}
  late: {type: money, by: bought_on, values: {2025-01-01: {value: 6 CNY, until: 2026-01-01}, 2026-01-01: 5 CNY}}
""",
    "parameter that begins too late": """\
facts:
  bought_on: {type: date}
parameters:
  fee: {type: money, by: bought_on, values: {2026-01-01: 6 CNY}}
""",
    "derived text": "derived:\n  remark: {type: text, value: delay}",
    "derived fact of another type": "derived:\n  dear: {type: boolean, value: amount_paid}",
    "derived from itself": "derived:\n  share: {type: percent, value: share}",
    "derived in a circle": """\
derived:
  a: {type: money, value: b + c}
  b: {type: money, value: amount_paid + c}
  c: {type: money, when: [a], rows: [[any, 1 CNY]]}""",
    "column that is no fact": """\
derived:
  share: {type: percent, when: [severty, verified], rows: [[minor, yes, 5 %]]}""",
    "column twice": "derived:\n  share: {type: percent, when: [verified, verified], rows: [[yes, any, 5 %]]}",
    "row without a value": "derived:\n  share: {type: percent, when: [verified], rows: [{verified: yes}]}",
    "row with wrong cells": """\
derived:
  share: {type: percent, hit: first, when: [severity, verified], rows: [[majr, yes, 5 %], [minor, maybe, 5 CNY]]}""",
    "list that compares with another fact": """\
facts:
  asked: {type: money}
  paid: {type: money}
derived:
  share: {type: percent, hit: first, when: [asked], rows: [[[over paid, 0 CNY], 5 %], [any, 0 %]]}""",
    "priority without an order": """\
derived:
  share: {type: percent, hit: priority, when: [verified], rows: [[yes, 5 %], [any, 1 %]]}""",
    "order without priority": """\
derived:
  share: {type: percent, hit: first, order: [5 %], when: [verified], rows: [[any, 5 %]]}""",
    "order that misses a value": """\
derived:
  share: {type: percent, hit: priority, order: [5 %, 5 %], when: [verified], rows: [[yes, 5 %], [any, 1 %]]}
  other: {type: percent, hit: priority, order: [5 %], when: [verified], rows: [[yes, 5 %], [any, 1 %]]}""",
    "order of computed values": """\
derived:
  share: {type: money, hit: priority, order: [5 CNY], when: [verified], rows: [[yes, amount_paid], [any, 5 CNY]]}""",
    "sum of a scale": """\
derived:
  grade: {type: scale, values: [low, high], hit: collect sum, when: [verified], rows: [[yes, high]]}""",
    "count that is no whole number": """\
derived:
  share: {type: percent, hit: collect count, when: [verified], rows: [[yes, 5 %]]}""",
    "broken derived fact is reported once": """\
derived:
  share: {type: percent, value: 5 CNY}
  twice: {type: percent, value: share + share}
rules:
  - {id: one, when: {share: over 5 %, twice: over 5 %}, then: [refund: {amount: share of amount_paid}]}""",
    # ---- vocabulary
    "kind with the name of a choice": "kinds:\n  choice: {stream: remedy, phase: resolve}\notherwise: -",
    "parameter with the name of a key": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {at_most: {type: money}}}""",
    "greatest of a choice": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {tone: {type: choice, values: [a, b], combine: greatest}}}""",
    "highest role of what is no role": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {times: {type: integer, combine: highest_role}}}""",
    "sum of actions": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {later: {type: actions, combine: sum}}}""",
    "roles with values of their own": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {owner: {type: role, values: [me]}}}""",
    "parameter that is a datetime": """\
kinds:
  apology: {stream: remedy, phase: resolve, parameters: {at: {type: datetime}}}""",
    "distinct by what does not exist": "kinds:\n  apology: {stream: remedy, phase: resolve, distinct_by: [form]}",
    "distinct by actions": """\
kinds:
  apology:
    stream: remedy
    phase: resolve
    parameters: {later: {type: actions, combine: all}}
    distinct_by: [later]""",
    "role with a reserved name": "roles: [front_line, customer]",
    # ---- rules
    "fact that does not exist": "rules:\n  - {id: one, when: {severty: major}, then: [apology]}",
    "value that does not exist": "rules:\n  - {id: one, when: {severity: [minor, majr]}, then: [apology]}",
    "fact that does not exist inside alternatives": """\
rules:
  - {id: one, when: {any_of: [{verifid: yes}, {none_of: [{severity: at least mayor}]}]}, then: [apology]}""",
    "condition that is no yes or no": "rules:\n  - {id: one, when: {expr: amount_paid}, then: [apology]}",
    "kind that does not exist": "rules:\n  - {id: one, then: [refnud: {amount: 5 CNY}]}",
    "parameter that does not exist": "rules:\n  - {id: one, then: [refund: {amuont: 5 CNY, amount: 5 CNY}]}",
    "required parameter missing": "rules:\n  - {id: one, then: [refund: {within: 2 h}]}",
    "role that does not exist": "rules:\n  - {id: one, then: [refund: {amount: 5 CNY, owner: director}]}",
    "distinct value that depends on the case": """\
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters: {step: {type: integer}}
    distinct_by: [step]
rules:
  - {id: one, then: [refund: {step: if verified then 1 else 2}]}
otherwise: -""",
    "list where one value is meant": "rules:\n  - {id: one, then: [refund: {amount: [5 CNY, 6 CNY]}]}",
    "languages where one value is meant": "rules:\n  - {id: one, then: [refund: {amount: {en: 5 CNY}}]}",
    "bounds without a value": "rules:\n  - {id: one, then: [refund: {amount: {at_most: 5 CNY}}]}",
    "one action where a list is meant": "rules:\n  - {id: one, then: [refund: {amount: 5 CNY, if_overdue: apology}]}",
    "wrong value of a set": "rules:\n  - {id: one, then: [refund: {amount: 5 CNY, covers: [goods, postge]}]}",
    "bound of a set": """\
rules:
  - {id: one, then: [refund: {amount: 5 CNY, owner: {value: manager, at_most: manager}}]}""",
    "bound of an amount that is not given": "rules:\n  - {id: one, then: [inspection: {times: 2, at_most: 3}]}",
    "one bound twice": """\
rules:
  - {id: one, then: [refund: {amount: {value: 5 CNY, at_most: 6 CNY}, at_most: 7 CNY}]}""",
    "floor above the cap": """\
rules:
  - {id: one, then: [refund: {amount: amount_paid, at_least: 9 CNY, at_most: 5 CNY}]}""",
    "choice without bundles": "rules:\n  - {id: one, then: [choice]}",
    "choice by nobody": "rules:\n  - {id: one, then: [choice: {by: client, of: [[apology], [inspection]]}]}",
    "bundle that leads to nothing": """\
rules:
  - {id: one, then: [choice: {by: customer, of: [[apology: {obligation: may}], [inspection]]}]}""",
    "obligation of a choice": """\
rules:
  - {id: one, then: [choice: {by: customer, obligation: may, of: [[apology], [inspection]]}]}""",
    "obligation that is not one": "rules:\n  - {id: one, then: [apology: {obligation: should}]}",
    "obligation of what is owed": "limits:\n  - {id: due, action: apology, owed: {obligation: may}}",
    "authority over obligation": "authority:\n  front_line: {apology.obligation: may}",
    "choice inside a choice": """\
rules:
  - id: one
    then:
      - choice:
          by: customer
          of: [[apology], [choice: {by: manager, of: [[apology], [inspection]]}]]""",
    "choice inside an argument": """\
rules:
  - id: one
    then:
      - refund: {amount: 5 CNY, if_overdue: [choice: {by: manager, of: [[apology], [inspection]]}]}""",
    "override of what does not exist": """\
rules:
  - {id: one, overrides: [tow], then: [apology]}
  - {id: two, then: [apology]}""",
    "override of itself": "rules:\n  - {id: one, overrides: [one], then: [apology]}",
    "overrides in a circle": """\
rules:
  - {id: one, overrides: [two], then: [apology]}
  - {id: two, overrides: [three, four], then: [apology]}
  - {id: three, overrides: [one], then: [apology]}
  - {id: four, overrides: [one], then: [apology]}""",
    "override of a row that does not exist": """\
rules:
  - {id: one, overrides: [checks/3, two/1], then: [apology]}
  - {id: two, then: [apology]}
tables:
  - {id: checks, when: [verified], then: [inspection.times], rows: [[yes, 1], [no, 2]]}""",
    "rule and limit of one name": """\
rules: [{id: one, then: [apology]}]
limits: [{id: one, forbid: [apology]}]""",
    "rule with a reserved name": "rules: [{id: otherwise, then: [apology]}]",
    "nothing says what happens otherwise": """\
otherwise: -
rules:
  - {id: one, when: {verified: yes}, then: [apology]}
  - {id: two, unless: {verified: yes}, then: [apology]}""",
    "one bad rule hides no other": """\
rules:
  - {id: one, when: {verified: perhaps}, then: [refund: {amount: 5 h}]}
  - {id: two, when: {severity: hard}, then: [apologie]}""",
    # ---- tables
    "output column of no kind": """\
tables:
  - {id: t, when: [verified], then: [refnud.amount], rows: [[yes, 5 CNY]]}""",
    "output column of no parameter": """\
tables:
  - {id: t, when: [verified], then: [refund.amont], rows: [[yes, 5 CNY]]}""",
    "output column of actions": """\
tables:
  - {id: t, when: [verified], then: [refund.amount, refund.if_overdue], rows: [[yes, 5 CNY, apology]]}""",
    "output column twice": """\
tables:
  - {id: t, when: [verified], then: [refund.amount, refund.amount], rows: [[yes, 5 CNY, 6 CNY]]}""",
    "output column that says whether beside one that says what": """\
tables:
  - {id: t, when: [verified], then: [refund, refund.amount], rows: [[yes, yes, 5 CNY]]}""",
    "neither yes nor nothing": "tables:\n  - {id: t, when: [verified], then: [apology], rows: [[yes, perhaps]]}",
    "row that gives nothing": """\
tables:
  - {id: t, when: [verified], then: [apology], rows: [[yes, yes], [no, '-']]}""",
    "row that lacks a required parameter": """\
tables:
  - {id: t, when: [verified], then: [refund.within, apology], rows: [[yes, 2 h, '-'], [no, '-', yes]]}""",
    "shared arguments of a kind without a column": """\
tables:
  - {id: t, when: [verified], then: [apology], rows: [[yes, yes]], with: {refund: {amount: 5 CNY}}}""",
    "shared argument that depends on the case": """\
tables:
  - {id: t, when: [verified], then: [refund.within], rows: [[yes, 2 h]], with: {refund: {amount: amount_paid}}}""",
    "shared argument that is a column": """\
tables:
  - {id: t, when: [verified], then: [refund.amount], rows: [[yes, 2 CNY]], with: {refund: {amount: 5 CNY}}}""",
    "table without its order": """\
tables:
  - {id: t, hit: output order, when: [verified], then: [inspection.times], rows: [[yes, 1]]}""",
    "order that the table does not need": """\
tables:
  - {id: t, hit: first, order: [1], when: [verified], then: [inspection.times], rows: [[yes, 1]]}""",
    "order that names no column": """\
tables:
  - id: t
    hit: priority
    when: [verified]
    then: [inspection.times, refund.amount]
    order: [1, 2]
    rows: [[yes, 1, 5 CNY]]""",
    "order of a column that does not exist": """\
tables:
  - id: t
    hit: priority
    when: [verified]
    then: [inspection.times, apology]
    order: {inspection.time: [1, 2], apology: ['yes']}
    rows: [[yes, 1, yes]]""",
    "order that misses an output": """\
tables:
  - {id: t, hit: priority, when: [verified], then: [inspection.times], order: [1], rows: [[yes, 1], [any, 2]]}""",
    "aggregation of two columns": """\
tables:
  - {id: t, hit: collect sum, when: [verified], then: [inspection.times, apology], rows: [[yes, 1, yes]]}""",
    "aggregation of a choice": """\
tables:
  - {id: t, hit: collect max, when: [verified], then: [apology], rows: [[yes, yes]]}""",
    "count of money": """\
tables:
  - {id: t, hit: collect count, when: [verified], then: [refund.amount], rows: [[yes, 1 CNY]]}""",
    # ---- limits
    "limit on a kind that does not exist": "limits:\n  - {id: cap, action: refnud, amount: {at_most: 5 CNY}}",
    "limit on a parameter that does not exist": "limits:\n  - {id: cap, action: refund, amont: {at_most: 5 CNY}}",
    "limit on a choice": "limits:\n  - {id: cap, action: refund, method: {at_most: cash}}",
    "limit without a bound": "limits:\n  - {id: cap, action: refund, amount: {}}",
    "limit with its floor above its cap": """\
limits:
  - {id: cap, action: refund, amount: {at_least: 6 CNY, at_most: 5 CNY}}""",
    "limit that forbids what does not exist": "limits:\n  - {id: stop, forbid: [refnud], hold: [charg]}",
    "limit that excepts what it does not forbid": """\
limits:
  - {id: stop, forbid: {stream: remedy, except: [inspection]}}""",
    "limit that forbids nothing": "limits:\n  - {id: stop, forbid: {stream: claim}}",
    "limit that does nothing": "limits:\n  - {id: stop, action: refund, owed: no}",
    "limit that is silent on the unknown": """\
limits:
  - {id: stop, when: {delay: over 2 h, harm: has distress}, forbid: [refund]}
  - {id: hold, when: {expr: delay > 2 h}, hold: [refund]}""",
    "limit that owes what it forbids": "limits:\n  - {id: odd, action: apology, owed: yes, forbid: [apology]}",
    "limit that holds what it forbids": "limits:\n  - {id: odd, hold: [apology], forbid: [apology]}",
    "owed without its required parameter": "limits:\n  - {id: due, action: refund, owed: {within: 2 h}}",
    "owed says its floor twice": """\
limits:
  - {id: due, action: refund, amount: {at_least: 5 CNY}, owed: {amount: 5 CNY}}""",
    "owed with a wrong argument": "limits:\n  - {id: due, action: refund, owed: {amount: 5 h}}",
    # ---- examples
    "example that names what does not exist": """\
rules: [{id: one, then: [apology]}]
examples:
  - given: {severty: major, severity: majr, amount_paid: 5 h}
    expect: {refnud: {}, refund: {amont: 5 CNY, amount: 5 h}}
    not: [apologie]
    refused: {refund: onee}
    held: [refnd]
    fired: [onne]
    as_of: yesterday""",
    "example with refusals by kind only": "examples: [{given: {}, refused: [refnud]}]",
    "example that gives a derived fact": """\
derived:
  dear: {type: boolean, value: amount_paid > 5 CNY}
examples:
  - {given: {dear: yes}}""",
    "two examples of one name": "examples:\n  - {id: one, given: {}}\n  - {id: one, given: {}}",
    # ---- warnings
    "fact named like a value": """\
facts:
  cause: {type: choice, values: [provider, customer, disputed]}
  disputed: {type: boolean}
rules:
  - {id: one, when: {disputed: yes, cause: not disputed}, then: [apology]}""",
    "word that is a fact or a value": """\
types:
  grade: {type: scale, values: [minor, major]}
facts:
  severity: {type: grade}
  promised: {type: grade}
  major: {type: grade}
rules:
  - {id: one, when: {severity: at least major, promised: '"major"', major: minor}, then: [apology]}
  - {id: two, when: {expr: promised = major or major = severity}, then: [apology]}""",
    "facts that nothing reads": """\
clock: reported_at
facts:
  severity: {type: scale, values: [minor, major]}
  verified: {type: boolean}
  reported_at: {type: datetime}
  customer_name: {type: text, personal: yes}
derived:
  grave: {type: boolean, value: severity = major}""",
    # ---- calendar, zone, month_end
    "calendar of a country that does not exist": "calendar: {country: UK}",
    "calendar of a part that does not exist": "calendar: {country: GB, subdivision: England}",
    "calendar with days that do not exist": """\
calendar: {name: ours, days_off: [2025-02-30, 2025-05-26], days_worked: [2025-05-26], hours: 9 to 5}""",
    "calendar without hours": "calendar: {name: ours, hours: 09:00 to 09:00}",
    "calendar with hours that overlap": "calendar: {name: ours, hours: [08:30 to 13:30, 12:00 to 17:30]}",
    "calendar with hours that run into the next day": "calendar: {name: ours, hours: [08:30 to 12:00, 20:00 to 09:00]}",
    "calendar with hours of which one is none": "calendar: {name: ours, hours: [08:30 to 12:00, 13:30 - 17:30]}",
    "zone that does not exist": "zone: London",
    "zone that is an offset": "zone: GMT+8",
    "days that nobody says how to count": """\
facts:
  day: {type: date}
  began: {type: datetime}
  count: {type: integer}
rules:
  - {id: one, when: {expr: day + 2 working days > day}, then: [apology]}
  - {id: two, when: {expr: day < date of began}, then: [apology]}
  - {id: three, when: {expr: day - count months < day}, then: [apology]}
  - {id: four, when: {expr: working days from day to day > 1}, then: [apology]}""",
    "time of deciding as a fact": """\
facts:
  day: {type: date}
rules:
  - {id: one, when: {expr: day < today}, then: [apology]}
  - {id: two, when: {expr: day + 1 d < as_of}, then: [apology]}""",
    "days of what is none": """\
calendar: {name: ours}
zone: Europe/London
month_end: last_day
facts:
  day: {type: date}
  began: {type: datetime}
  ratio: {type: number}
rules:
  - {id: one, when: {expr: began + 2 working days > day}, then: [apology]}
  - {id: two, when: {expr: day < date of day}, then: [apology]}
  - {id: three, when: {expr: day - ratio months < day}, then: [apology]}
  - {id: four, when: {expr: day - began > 1 d}, then: [apology]}
  - {id: five, when: {expr: weekday of began = sat}, then: [apology]}
  - {id: six, when: {expr: day + 1.5 months > day}, then: [apology]}
  - {id: seven, when: {expr: day > 2 working days}, then: [apology]}""",
    # ---- authority
    "authority of a role that does not exist": "authority:\n  front_lin: {refund.amount: 5 CNY}",
    "authority over a kind and a parameter that do not exist": """\
authority:
  front_line: {refnud: unlimited, refund.amont: 5 CNY}""",
    "authority in words that say nothing": """\
authority:
  front_line: {refund: 50 CNY, apology: 5, refund.amount: none}""",
    "authority with a slip of the pen": "authority:\n  front_line: {refund: unlimted}",
    "authority over what cannot be capped": """\
authority:
  front_line: {refund.method: cash, refund.if_overdue: unlimited, choice: none}""",
    "authority in another unit": "authority:\n  front_line: {refund.amount: 5 h, refund.owner: director, total: 5 USD}",
    "total of several currencies": """\
kinds:
  apology: {stream: remedy, phase: acknowledge}
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, currency: USD}}}
authority:
  manager: {total: 50 CNY}""",
    "authority over a whole and its part": """\
authority:
  front_line: {refund: unlimited, refund.amount: 50 CNY}""",
    "authority that adds nothing": """\
authority:
  front_line: {refund.amount: 50 CNY, apology: unlimited, total: 70 CNY}
  manager: {refund.amount: 20 CNY, apology: none, total: 70 CNY}""",
    "authority over money without any in all": """\
roles: [trainee, front_line, manager, director]
authority:
  trainee: {refund.amount: 20 CNY, refund.within: 2 d}
  front_line: {refund.amount: 50 CNY, total: none}
  manager: {refund.amount: 300 CNY, total: 400 CNY}""",
    "example of authority": """\
examples:
  - {given: {}, role: frontline, expect: {refund: {amount: 5 CNY, authority: boss, may_start: maybe}}}
  - {given: {}, needs_approval: manager}
  - {given: {}, role: manager, needs_approval: anybody}""",
}
