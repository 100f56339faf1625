"""Words of authors in explanations: labels with a place for a value, braces of any kind, texts in several languages."""

import re
from typing import Any

import pytest

from recovery_rules.cli.words import rows
from recovery_rules.decision import Decision
from recovery_rules.loading import loads

SERVICE = """
language: 1
ruleset: service
kinds:
  resolution:
    stream: remedy
    phase: resolve
    parameters:
      working_days:
        type: integer
        combine: least
        label: {en: "within {value} working days", zh: "{value} 个工作日内"}
      wording: {type: text, combine: same, label: {en: wording, zh: 措辞}}
      if_overdue: {type: actions, combine: all, label: {en: "unless done, {value}", zh: "未完成则{value}"}}
  escalation: {stream: corrective, phase: follow_up, parameters: {wording: {type: text, combine: same}}}
facts:
  severity: {type: scale, values: [minor, major, critical]}
  asked: {type: boolean, default: no}
rules:
  - {id: soon, when: {severity: at most major}, then: [resolution: {working_days: 5}]}
  - {id: sooner, when: {severity: major}, then: [resolution: {working_days: 3, if_overdue: [escalation]}]}
  - {id: texts, when: {severity: critical}, then: [resolution: {wording: {en: We come, zh: 马上就来}}]}
  - {id: plain, when: {asked: yes}, then: [escalation: {wording: As asked}]}
otherwise: [escalation]
"""


def decide(**case: Any) -> Decision:
    return loads(SERVICE).decide(case)


def test_a_label_with_a_place_for_the_value_is_a_phrase() -> None:
    decision = decide(severity="minor")
    assert decision.explain().startswith("Resolution (within 5 working days).\n")
    assert decision.explain("zh").startswith("resolution（5 个工作日内）。\n")
    assert rows(decision, "en")[0].action == "resolution (within 5 working days)"


def test_a_phrase_without_its_value_still_reads() -> None:
    text = decide(severity="major").explain()
    assert "  Within … working days: the lesser of 5 (soon) and 3 (sooner).\n" in text
    assert "  … 个工作日内：取 5（soon）和 3（sooner）中的较低者。\n" in decide(severity="major").explain("zh")


def test_actions_inside_a_phrase() -> None:
    text = decide(severity="major").explain()
    assert text.startswith("Resolution (within 3 working days); unless done, escalation.\n")


@pytest.mark.parametrize(
    ("before", "after", "en", "zh"),
    [
        (
            "minor",
            "major",
            "resolution: within 3 working days instead of within 5 working days",
            "resolution：由 5 个工作日内变为 3 个工作日内",
        ),
        (
            "minor",
            "critical",
            "resolution: no longer within 5 working days, wording We come",
            "resolution：不再有“5 个工作日内”，措辞为马上就来",
        ),
        (
            "critical",
            "minor",
            "resolution: within 5 working days, no longer wording We come",
            "resolution：5 个工作日内，不再有措辞",
        ),
    ],
)
def test_what_becomes_different(before: str, after: str, en: str, zh: str) -> None:
    from recovery_rules.trace.telling.actions import difference
    from recovery_rules.trace.telling.locales import phrases_of
    from recovery_rules.trace.telling.words import Words

    old, new = (decide(severity=severity).actions[0] for severity in (before, after))
    model = decide(severity=before).ruleset.model
    assert [difference(Words(model, phrases_of(locale)), old, new) for locale in ("en", "zh")] == [en, zh]


def test_readers_see_their_own_language_of_a_text() -> None:
    decision = decide(severity="critical")
    assert decision["resolution"].wording == "We come / 马上就来"
    assert decision.explain().startswith("Resolution (wording: We come).")
    assert decision.explain("zh").startswith("resolution（措辞：马上就来）。")
    assert decide(severity="minor", asked=True).explain("zh").count("As asked") == 1


@pytest.mark.parametrize(
    "label", ["{}", "{0}", "{value", "value}", "{kind} {oops!r:>9}", "%s %(x)d", "{{value}}", "\\1"]
)
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_no_words_of_authors_are_taken_for_templates(label: str, locale: str) -> None:
    text = BRACES.replace("LABEL", f"'{label}'")
    decision = loads(text).decide(choice_of="one", amount="3 EUR", asked=True)
    shown = label.replace("{value}", "2")
    assert re.search(rf"[(（;；] ?{re.escape(shown)}", decision.explain(locale))
    told = [decision.explain(locale), decision.why_not("charge").text(locale), decision.what_if("charge").text(locale)]
    assert all(label in one for one in told)
    assert label in rows(decision, locale)[0].action


BRACES = """
language: 1
ruleset: braces
currency: EUR
roles: {clerk: {label: LABEL}}
units: {points: {digits: 0, label: LABEL}}
kinds:
  refund:
    stream: remedy
    phase: resolve
    label: LABEL
    parameters:
      amount: {type: money, combine: greatest, label: LABEL}
      days: {type: integer, combine: least, label: LABEL}
      owner: {type: role, combine: highest_role, label: LABEL}
      wording: {type: text, combine: same, label: LABEL}
  charge:
    stream: claim
    phase: resolve
    label: LABEL
    parameters: {amount: {type: points, combine: sum, label: LABEL}}
facts:
  choice_of: {type: choice, values: [one, two, three], label: LABEL, labels: {one: LABEL, two: LABEL}}
  amount: {type: money, min: 0 EUR, max: 9 EUR, label: LABEL}
  asked: {type: boolean, label: LABEL}
rules:
  - id: first
    when: {choice_of: [one, two], asked: yes}
    then: [refund: {amount: amount / 3, days: 2, owner: clerk, wording: {en: LABEL, zh: LABEL}}]
    because: LABEL
    source: LABEL
  - {id: second, when: {choice_of: three}, then: [charge: {amount: 3 points}]}
limits: [{id: cap, action: refund, amount: {at_most: amount}, because: LABEL, source: LABEL}]
otherwise: [refund]
"""
