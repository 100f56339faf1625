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
