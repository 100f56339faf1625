"""How the tests of this folder write case files, their tables and a small ruleset."""

from __future__ import annotations

from pathlib import Path

from recovery_rules.testing import CheckedCases, check_cases

SHOP = """
language: 1
ruleset: shop
currency: EUR
roles: [clerk, manager]
clock: reported_at
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {words: {type: text, combine: same}}}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: true}
      form: {type: choice, values: [cash, voucher], combine: same}
      owner: {type: role, combine: highest_role}
      within: {type: duration, combine: soonest}
      asks: {type: set, values: [name, number], combine: all}
      if_overdue: {type: actions, combine: all}
    distinct_by: [form]
  letter: {stream: corrective, phase: follow_up}
  charge: {stream: claim, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  replacement: {stream: remedy, phase: resolve}
facts:
  failure: {type: choice, values: [late, damaged, rude]}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  harm: {type: set, values: [time, money], optional: true}
  reported_at: {type: datetime, optional: true}
derived:
  share: {type: percent, hit: first, when: [failure], rows: [[late, 10 %], [damaged, 50 %], {gives: 0 %}]}
rules:
  - {id: sorry, then: [apology: {words: we are sorry}]}
  - id: pay-back
    when: {share: over 0 %}
    then:
      - refund: {amount: share of price, form: cash, owner: clerk, within: 1 d, asks: [name], if_overdue: [letter]}
  - {id: voucher, when: {failure: damaged}, then: [refund: {amount: 5 EUR, form: voucher}]}
  - {id: claim, when: {failure: rude}, then: [charge: {amount: 3 EUR}]}
  - id: pick
    when: {failure: damaged}
    then: [choice: {by: customer, of: [[replacement], [charge: {amount: 1 EUR}, letter]]}]
limits:
  - {id: small, when: {price: under 1 EUR}, forbid: [refund]}
  - {id: cap, action: refund, amount: {at_most: 20 EUR}}
  - {id: hold-it, when: {failure: rude}, hold: [charge]}
"""


def write(folder: Path, cases: str, table: str | bytes = "") -> Path:
    """A case file, with the ruleset `shop.yaml` and, where there is one, the table `cases.csv` beside it."""
    (folder / "shop.yaml").write_text(SHOP, "utf-8")
    if table:
        (folder / "cases.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    path = folder / "cases.yaml"
    path.write_text(cases, "utf-8")
    return path


def checked(folder: Path, cases: str, table: str | bytes = "") -> CheckedCases:
    return check_cases(write(folder, cases, table))


def said(found: CheckedCases) -> list[str]:
    """Each problem as `code file:line: message [the text underlined]`."""
    lines = []
    for one in found.diagnostics:
        if one.span is None:
            lines.append(f"{one.code}: {one.message}")
            continue
        at = one.span
        line = found.sources[at.file].splitlines()[at.line - 1] if at.file in found.sources else ""
        under = line[at.column - 1 : at.end_column - 1] if at.line == at.end_line else "..."
        lines.append(f"{one.code} {Path(at.file).name}:{at.line}: {one.message} [{under}]")
    return lines
