"""Every decision has a follow-up with an owner, or the ruleset says why not, or somebody is warned with a case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import FactsError, RulesetError, check_text, loads
from recovery_rules.engine.following import has_follow_up
from recovery_rules.model.follow_up import asks_for_follow_up
from tests.strategies import COSTLY, as_yaml, cases, rulesets

DESK = """\
language: 1
ruleset: desk
currency: CNY
roles: [front_line, manager]
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {owner: {type: role, combine: highest_role}}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money}}}
  callback:
    stream: remedy
    phase: follow_up
    parameters: {owner: {type: role, combine: highest_role}, within: {type: duration, combine: soonest}}
  review: {stream: corrective, phase: follow_up}
facts:
  failure: {type: choice, values: [late, damaged, lost]}
  paid: {type: money, min: 0 CNY, max: 900 CNY}
  grave: {type: boolean, default: yes}
"""
SORRY = "  - {id: sorry, then: [apology]}\n"
ALWAYS = "  - {id: ask, then: [callback: {owner: front_line}]}\n"


def warned(text: str) -> list[str]:
    """The notes of the warning."""
    checked = check_text(text)
    assert not [one for one in checked.diagnostics if one.severity == "error"]
    return [one.notes[0] for one in checked.diagnostics if one.code == "RR503"]


def rules(*written: str) -> str:
    return DESK + "rules:\n" + "".join(written)


def test_a_rule_for_every_case_gives_one() -> None:
    assert warned(rules(SORRY, ALWAYS)) == []


def test_a_case_that_gets_none_is_shown() -> None:
    late = "  - {id: ask, when: {failure: [late, lost]}, then: [callback: {owner: front_line}]}\n"
    assert warned(rules(SORRY, late)) == ["for example: failure damaged, paid 0 CNY"]


@pytest.mark.parametrize(
    ("owed_where", "shown"),
    [("{failure: lost}", ["for example: failure lost, paid 0 CNY"]), ("{failure: late}", [])],
)
def test_what_is_given_otherwise_is_not_given_beside_what_is_owed(owed_where: str, shown: list[str]) -> None:
    late = "  - {id: ask, when: {failure: late}, then: [callback: {owner: front_line}]}\n"
    owed = f"limits: [{{id: l, level: law, when: {owed_where}, action: apology, owed: true}}]\n"
    assert warned(rules(late, owed, "otherwise: [callback: {owner: manager}]\n")) == shown


def test_what_a_limit_owes_in_a_form_comes_in_place_of_what_another_owes_in_none() -> None:
    apart = DESK.replace(
        "  review:",
        """\
  call:
    stream: remedy
    phase: follow_up
    parameters:
      channel: {type: choice, values: [phone, mail], combine: same}
      owner: {type: role, combine: highest_role}
    distinct_by: [channel]
  review:""",
    )
    owed = apart + "rules:\n" + SORRY + "limits:\n  - {id: by-us, action: call, owed: {owner: front_line}}\n"
    assert warned(owed) == []
    by_phone = owed + "  - {id: by-phone, when: {grave: no}, action: call, owed: {channel: phone}}\n"
    assert warned(by_phone) == ["for example: failure late, paid 0 CNY, grave no"]


def test_a_ruleset_without_facts_has_one_case() -> None:
    without_facts = DESK[: DESK.index("facts:")] + "rules:\n"
    assert warned(without_facts + SORRY) == ["for example: any case"]
    assert warned(without_facts + SORRY + ALWAYS) == []


def test_the_case_that_is_shown_is_one() -> None:
    ask = "  - {id: ask, when: {paid: over 5 CNY, grave: no}, then: [callback: {owner: front_line}]}\n"
    text = rules(SORRY, ask)
    (told,) = warned(text)
    facts = dict(part.split(" ", 1) for part in told.removeprefix("for example: ").split(", "))
    assert [one.kind for one in loads(text).decide(facts)] == ["apology"]


def test_rules_that_share_all_cases_between_them() -> None:
    by_failure = "".join(
        f"  - {{id: ask-{one}, when: {{failure: {one}}}, then: [callback: {{owner: manager}}]}}\n"
        for one in ("late", "damaged", "lost")
    )
    assert warned(rules(SORRY, by_failure)) == []


def test_a_table_whose_rows_all_give_one() -> None:
    table = "tables:\n  - {id: t, hit: first, when: [failure], then: [callback.owner], rows: [[late, manager], [%s]]}\n"
    assert warned(rules(SORRY) + table % "any, front_line") == []
    assert warned(rules(SORRY) + table % "any, next_role") == []
    assert warned(rules(SORRY) + table % "damaged, manager") == ["for example: failure lost, paid 0 CNY"]


def test_a_row_above_without_one_may_win() -> None:
    rows = "rows: [{failure: late, apology.owner: manager}, {callback.owner: manager}]"
    table = f"tables: [{{id: t, hit: first, when: [failure], then: [apology.owner, callback.owner], {rows}}}]\n"
    assert warned(DESK + table + "otherwise: [callback: {owner: manager}]\n") == [
        "for example: failure late, paid 0 CNY"
    ]


def test_what_is_given_otherwise_may_be_one() -> None:
    otherwise = "otherwise: [callback: {owner: front_line}]\n"
    refund = "  - {id: r, when: {failure: lost}, then: [refund: {amount: paid}]}\n"
    assert warned(rules(refund) + otherwise) == ["for example: failure lost, paid 900 CNY"]
    both = "  - {id: r, when: {failure: lost}, then: [refund: {amount: paid}, callback: {owner: manager}]}\n"
    assert warned(rules(both) + otherwise) == []


@pytest.mark.parametrize(
    "follow_up",
    [
        "callback",  # nobody owns it
        "callback: {owner: manager, obligation: may}",
        "review",  # it can have no owner
        "choice: {by: customer, of: [[refund: {amount: 5 CNY}], [callback: {owner: manager}]]}",
    ],
)
def test_what_is_none(follow_up: str) -> None:
    assert warned(rules(SORRY, f"  - {{id: ask, then: [{follow_up}]}}\n")) == ["for example: failure late, paid 0 CNY"]


@pytest.mark.parametrize(
    "follow_up",
    [
        "callback: {owner: manager, obligation: offer}",
        "callback: {owner: if grave then manager else front_line}",
        "choice: {by: customer, of: [[apology, callback: {owner: manager}], [callback: {owner: front_line}]]}",
    ],
)
def test_what_is_one(follow_up: str) -> None:
    assert warned(rules(SORRY, f"  - {{id: ask, then: [{follow_up}]}}\n")) == []


@pytest.mark.parametrize("verb", ["forbid", "hold"])
def test_a_limit_may_take_it_away(verb: str) -> None:
    limit = f"limits: [{{id: l, when: {{failure: lost}}, {verb}: [callback]}}]\n"
    assert warned(rules(SORRY, ALWAYS) + limit) == ["for example: failure lost, paid 0 CNY"]


def test_a_rule_may_set_it_aside() -> None:
    aside = "  - {id: quiet, when: {failure: lost}, overrides: [ask], then: [apology]}\n"
    assert warned(rules(ALWAYS, aside)) == ["for example: failure lost, paid 0 CNY"]


def test_what_is_owed_counts() -> None:
    limit = "limits: [{id: l, action: callback, owed: {owner: manager}}]\n"
    assert warned(rules(SORRY) + limit) == []
    unowned = "  - {id: ask, when: {failure: late}, then: [callback]}\n"
    assert warned(rules(SORRY, unowned) + limit) == ["for example: failure late, paid 0 CNY"]


def test_where_nothing_is_given_nothing_follows() -> None:
    limits = "limits: [{id: l, when: {failure: [late, damaged]}, forbid: [apology]}]\n"
    ask = "  - {id: ask, when: {failure: lost}, then: [callback: {owner: manager}]}\n"
    (told,) = warned(rules(SORRY, ask) + limits)
    assert told == "no case without one was found, and no proof that there is none"


@pytest.mark.parametrize(
    "change",
    [
        ("ruleset: desk\n", "ruleset: desk\nno_follow_up: {en: nobody asks, zh: 无需回访}\n"),
        ("roles: [front_line, manager]\n", ""),
    ],
)
def test_who_is_not_asked(change: tuple[str, str]) -> None:
    text = rules(SORRY).replace(*change)
    if "roles" not in text:
        text = text.replace("owner: {type: role, combine: highest_role}", "owner: {type: text}")
    assert warned(text) == []


def test_a_reason_is_a_file_s_own_and_decides_nothing() -> None:
    text = rules(SORRY)
    said = loads(text.replace("ruleset: desk\n", "ruleset: desk\nno_follow_up: nobody asks\n"))
    assert said.digest == loads(text).digest
    assert said.model.no_follow_up.in_locale("en") == "nobody asks"
    base = text.replace("ruleset: desk\n", "vocabulary: base\nno_follow_up: nobody asks\n")
    over = "language: 1\nruleset: over\nextends: [base.yaml]\n"
    checked = check_text(over, resolver={"base.yaml": ("base.yaml", base)}.get)
    assert [one.code for one in checked.diagnostics] == ["RR503"]


@COSTLY
@given(data=st.data(), written=rulesets())
def test_without_a_warning_every_decision_has_one(data: st.DataObject, written: dict[str, Any]) -> None:
    written = {key: section for key, section in written.items() if key != "no_follow_up"}
    if data.draw(st.booleans()) and "review" in written["kinds"]:
        written["rules"] = [*written["rules"], {"id": "ask", "then": [{"review": {"owner": written["roles"][0]}}]}]
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    if any(one.code == "RR503" for one in ruleset.warnings) or not asks_for_follow_up(ruleset.model):
        return
    for _ in range(8):
        try:
            decision = ruleset.decide(data.draw(cases(ruleset.model)))
        except FactsError:
            continue
        assert not decision.actions or has_follow_up(ruleset.model, decision.actions)
