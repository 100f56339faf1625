"""What is proved no case breaks, and what is refuted is broken by real cases."""

from __future__ import annotations

import itertools
from textwrap import dedent, indent
from typing import Any

import pytest
from attrs import evolve
from hypothesis import event, given, note
from hypothesis import strategies as st

from recovery_rules import FactsError, Proof, Ruleset, RulesetError, loads
from recovery_rules.analysis.proof import prover
from recovery_rules.analysis.proof.breaking import breach
from recovery_rules.analysis.proof.wording import promise
from recovery_rules.model.properties import Monotone, NeverLess, Property, SameWhatever
from tests.strategies import COSTLY, as_yaml, cases, rulesets

pytest.importorskip("z3")

SHOP = """
language: 1
ruleset: shop
version: "1"
currency: EUR
roles: [clerk, manager]
facts:
  severity: {type: scale, values: [minor, major, critical]}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  fault: {type: choice, values: [ours, theirs]}
  regular: {type: boolean, default: no}
  name: {type: text, personal: true}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money, combine: greatest, required: yes}, within: {type: duration, combine: soonest}}
rules:
  - {id: sorry, then: [apology]}
  - {id: half, when: {fault: ours, severity: at least major}, then: [{refund: {amount: 50 % of price, within: 2 d}}]}
  - {id: all, when: {fault: ours, severity: critical}, then: [{refund: {amount: price, within: 1 d}}]}
  - {id: gesture, when: {fault: ours, severity: minor, regular: yes}, then: [{refund: {amount: 5 EUR}}]}
"""


def _shop(*properties: str, more: str = "") -> Ruleset:
    entries = "".join(f"  - {{id: p{number}, {text}}}\n" for number, text in enumerate(properties, 1))
    return loads(f"{SHOP}{dedent(more)}properties:\n{entries}")


def _proof(text: str, more: str = "") -> Proof:
    return next(_shop(text, more=more).prove("p1"))


@pytest.mark.parametrize(
    "promised",
    [
        "of: refund.amount, never_falls_as: price",
        "of: refund.within, never_rises_as: severity, when: {severity: at least major}",
        "of: refund, never_falls_as: severity, when: {regular: no}",
        "of: refund.amount, never_falls_as: regular",
        "always: apology",
        "never: refund, when: {fault: theirs}",
        "always: 'refund.amount <= higher(price, 5 EUR)'",
        "never: 'refund.amount > 1000 EUR'",
        "covers: any",
        "same_whatever: regular, when: {severity: critical}",
        "same_whatever: regular, of: apology",
        "same_whatever: [regular, price], of: refund, when: {fault: theirs}",
    ],
)
def test_what_holds_is_proved(promised: str) -> None:
    assert _proof(promised).outcome == "proved"


@pytest.mark.parametrize(
    ("promised", "cases"),
    [
        (
            "of: refund.amount, never_falls_as: severity",  # five euros for minor, half of nothing for major
            [
                {"severity": "minor", "price": "0 EUR", "fault": "ours", "regular": True},
                {"severity": "major", "price": "0 EUR", "fault": "ours", "regular": True},
            ],
        ),
        ("always: refund", [{"severity": "minor", "price": "0 EUR", "fault": "ours"}]),
        (
            "never: refund, when: {severity: minor}",
            [{"severity": "minor", "price": "0 EUR", "fault": "ours", "regular": True}],
        ),
        (
            "always: refund.amount <= price",
            [{"severity": "minor", "price": "0 EUR", "fault": "ours", "regular": True}],
        ),
        (
            "of: refund.amount, never_rises_as: regular",
            [
                {"severity": "minor", "price": "0 EUR", "fault": "ours"},
                {"severity": "minor", "price": "0 EUR", "fault": "ours", "regular": True},
            ],
        ),
        (
            "same_whatever: regular",
            [
                {"severity": "minor", "price": "0 EUR", "fault": "ours"},
                {"severity": "minor", "price": "0 EUR", "fault": "ours", "regular": True},
            ],
        ),
    ],
)
def test_what_does_not_hold_is_refuted_by_a_small_case(promised: str, cases: list[dict[str, Any]]) -> None:
    ruleset = _shop(promised)
    proof = next(ruleset.prove())
    assert proof.outcome == "refuted", proof.reason
    expected = [ruleset.decide(case).facts for case in cases]
    found = [ruleset.decide(case).facts for case in proof.cases]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))


@pytest.mark.parametrize(
    ("along", "said"), [("price", "as price rises"), ("regular", "as regular turns from no to yes")]
)
def test_a_promise_says_how_a_fact_rises(along: str, said: str) -> None:
    assert promise(_proof(f"of: refund.amount, never_falls_as: {along}").property).endswith(f"{said}, all else equal")


def test_a_house_may_not_give_less_than_the_law() -> None:
    law = SHOP.replace("50 % of price", "40 % of price").replace("regular: yes", "regular: no")
    house = SHOP + "properties:\n  - {id: p1, never_less_than: law.yaml}\n"
    ruleset = loads(house, resolver=lambda path: (path, law) if path == "law.yaml" else None)
    proof = next(ruleset.prove())
    assert proof.outcome == "refuted", proof.reason
    mine, theirs = (
        one.decide(case) for one, case in zip((ruleset, ruleset.other("law.yaml")), proof.cases, strict=True)
    )
    assert mine.facts == theirs.facts
    assert "refund" in theirs
    assert "refund" not in mine


@pytest.mark.parametrize(
    ("own", "than", "of"),
    [
        (("", ""), ("within: 3 d", "within: 3 d, after: seen"), "refund.within"),  # it may end sooner
        (("regular: {type: boolean}", "regular: {type: boolean, default: no}"), ("", ""), "refund"),
        (("regular: {type: boolean}", "regular: {type: boolean, optional: yes}"), ("", ""), "refund"),
    ],
)
def test_what_is_less_than_the_law_is_not_proved_to_be_as_much(
    own: tuple[str, str], than: tuple[str, str], of: str
) -> None:
    law = WORKS.replace("vip: {type: boolean}", "regular: {type: boolean}\n  seen: {type: datetime, optional: yes}")
    law += (
        "rules: [{id: a, when: {regular: yes}, then: [refund: {amount: 5 EUR, within: 3 d}]}]\notherwise: [apology]\n"
    )
    house = f"{law.replace(*own)}properties: [{{id: p, never_less_than: law.yaml, of: [{of}]}}]\n"
    law = law.replace("regular: {type: boolean}", "regular: {type: boolean, default: yes}").replace(*than)
    ruleset = loads(house, resolver=lambda path: (path, law) if path == "law.yaml" else None)
    assert next(ruleset.prove()).outcome != "proved"


def test_what_is_personal_needs_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover, "find_spec", lambda _: None)
    found = {one.property.id: one for one in _shop("always: apology").prove()}
    assert found["personal/name"].outcome == "proved"
    assert found["p1"].outcome == "unknown"
    assert "recovery-rules[proof]" in found["p1"].reason


def test_a_budget_that_does_not_suffice_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))
    assert _proof("of: refund.amount, never_falls_as: price").outcome == "unknown"


WHERE_IT_BREAKS = [
    (
        "of: refund.within, never_falls_as: severity, when: {severity: at least major}",
        [{"severity": "major"}, {"severity": "critical"}],
    ),
    ("never: refund, when: {severity: critical}", [{"severity": "critical"}]),
    ("always: refund.amount <= 20 EUR", [{"severity": "major"}]),
    ("same_whatever: [fault, severity]", [{"fault": "ours"}, {"fault": "theirs"}]),
    ("same_whatever: regular, of: refund", [{}, {"regular": True}]),
    ("always: refund or not apology, when: {fault: theirs}", [{"fault": "theirs"}]),
    ("never: apology and refund.within known, when: {severity: major}", [{"severity": "major", "fault": "ours"}]),
]


@pytest.mark.parametrize(("promised", "cases"), WHERE_IT_BREAKS)
def test_boundary_cases_refute_where_the_solver_has_no_answer(
    monkeypatch: pytest.MonkeyPatch, promised: str, cases: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))
    proof = _proof(promised)
    assert proof.outcome == "refuted"
    assert len(proof.cases) == len(cases)
    assert all(case.items() >= shown.items() for case, shown in zip(proof.cases, cases, strict=True)), proof.cases


def test_a_boundary_case_shows_that_no_rule_gives_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))
    bare = SHOP.replace("  - {id: sorry, then: [apology]}\n", "")
    ruleset = loads(f"{bare}otherwise: [apology]\nproperties: [{{id: p, covers: any}}]\n")
    [proof] = ruleset.prove("p")
    assert proof.outcome == "refuted"
    assert [one.kind for one in ruleset.decide(proof.cases[0]).actions] == ["apology"]
    assert ruleset.decide(proof.cases[0]).fired == ("otherwise",)


@pytest.mark.parametrize(
    ("parameter", "major", "critical", "promised", "outcome"),
    [
        ("{type: percent, combine: greatest}", "100 % / 3", "25 %", "never_falls_as", "refuted"),
        ("{type: percent, combine: greatest}", "25 %", "100 % / 3", "never_rises_as", "refuted"),
        ("{type: duration, combine: soonest}", "1 s / 3", "1 h", "never_rises_as", "refuted"),
        ("{type: number, combine: greatest}", "1 / 3", "1 / 4", "never_falls_as", "refuted"),
        ("{type: number, combine: greatest}", "1 / 4", "1 / 3", "never_falls_as", "unknown"),  # no case breaks it
    ],
)
def test_boundary_cases_are_compared_exactly(
    monkeypatch: pytest.MonkeyPatch, parameter: str, major: str, critical: str, promised: str, outcome: str
) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))
    kinds = f"kinds:\n  cut: {{stream: remedy, phase: resolve, parameters: {{size: {parameter}}}}}\n"
    rules = (
        f"  - {{id: a, when: {{severity: major}}, then: [cut: {{size: {major}}}]}}\n"
        f"  - {{id: b, when: {{severity: critical}}, then: [cut: {{size: {critical}}}]}}\n"
    )
    property_ = f"{{id: p, of: cut.size, {promised}: severity, when: {{severity: at least major}}}}"
    text = f"{SHOP.replace('kinds:', kinds.rstrip(), 1)}{rules}properties: [{property_}]\n"
    [proof] = loads(text).prove("p")
    assert proof.outcome == outcome


def test_boundary_cases_show_less_than_another_ruleset_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prover.Prover.__init__, "__defaults__", (1,))
    law = SHOP.replace("[ours, theirs]", "[strange, theirs, ours]").replace("version:", "# version:")
    house = f"{SHOP.replace('then: [{refund: {amount: price', 'then: [{refund: {amount: 0.9 * price')}"
    house += "properties: [{id: p, never_less_than: law.yaml}]\n"
    ruleset = loads(house, resolver=lambda path: (path, law) if path == "law.yaml" else None)
    proof = next(ruleset.prove("p"))
    assert proof.outcome == "refuted"
    first, last = proof.cases
    assert first == last
    assert (first["severity"], first["fault"]) == ("critical", "ours")


def test_there_is_no_such_property() -> None:
    with pytest.raises(LookupError, match="no property is called p9"):
        _shop("always: apology").prove("p9")


@COSTLY
@given(written=rulesets())
def test_no_boundary_case_breaks_what_is_proved(written: dict[str, Any]) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    without_budget = prover.Prover(ruleset._subject, lambda name: ruleset.other(name)._subject, 1)
    for property_ in ruleset.model.properties:
        tried = without_budget.proof(property_)
        event(f"tried: {tried.outcome}")
        if tried.outcome == "refuted":
            note(property_.id)
            [proof] = ruleset.prove(property_.id)
            assert proof.outcome == "refuted"


@COSTLY
@given(data=st.data(), written=rulesets())
def test_no_case_breaks_what_is_proved(data: st.DataObject, written: dict[str, Any]) -> None:
    text = as_yaml(written)
    try:
        ruleset = loads(text)
    except RulesetError:
        return
    if ruleset.model.awaits_calendar:
        return
    note(text)
    drawn = [data.draw(cases(ruleset.model)) for _ in range(6)]
    for one in ruleset.prove():
        event(one.outcome)
        if one.outcome == "refuted":
            assert _is_broken(ruleset, one.property, one.cases)
        elif one.outcome == "proved" and not isinstance(one.property.statement, NeverLess):
            for pair in _compared(one.property, drawn):
                assert not _is_broken(ruleset, one.property, pair), one.property


def _compared(property_: Property, drawn: list[dict[str, Any]]) -> list[tuple[dict[str, Any], ...]]:
    """The drawn cases; for a property of two, pairs that differ in its facts alone."""
    match property_.statement:
        case Monotone(along=fact):
            facts: tuple[str, ...] = (fact,)
        case SameWhatever(facts=facts):
            pass
        case _:
            return [(case,) for case in drawn]
    found: list[tuple[dict[str, Any], ...]] = []
    for case, other in itertools.permutations(drawn, 2):
        changed = {name: value for name, value in case.items() if name not in facts}
        changed |= {name: other[name] for name in facts if name in other}
        found.append((case, changed))
    return found


def _is_broken(ruleset: Ruleset, property_: Property, pair: Any) -> bool:
    if isinstance(property_.statement, NeverLess):
        return True  # another ruleset decides the other case
    try:
        accounts = [ruleset.decide(case).account for case in pair]
    except FactsError:
        return False
    if isinstance(property_.statement, Monotone):
        values: list[Any] = [one.values[property_.statement.along] for one in accounts]
        if None in values or not values[0] < values[1]:
            return False
    return breach(evolve(property_), ruleset.model, accounts) is not None


TIMES = """
language: 1
ruleset: times
currency: EUR
calendar: {name: works}
zone: Europe/Berlin
facts:
  vip: {type: boolean}
  seen: {type: datetime}
  begun: {type: datetime, optional: true}
  ended: {type: datetime, optional: true}
clock: seen
kinds:
  gift: {stream: remedy, phase: resolve}
  answer: {stream: remedy, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
"""


@pytest.mark.parametrize(
    ("rules", "promised"),
    [
        (  # of one nominal length
            """
            - {id: a, when: {vip: yes}, then: [answer: {within: 24 h}]}
            - {id: b, when: {vip: no}, then: [answer: {within: 1 working day}]}
            """,
            "same_whatever: vip",
        ),
        (  # of one nominal length, and never shorter
            """
            - {id: a, when: {vip: yes}, then: [answer: {within: 336 h}]}
            - {id: b, when: {vip: no}, then: [answer: {within: 14 calendar days}]}
            """,
            "same_whatever: vip",
        ),
        (  # the same time, and another trigger
            """
            - {id: a, when: {vip: yes}, then: [answer: {within: 24 h, after: begun}]}
            - {id: b, when: {vip: no}, then: [answer: {within: 24 h, after: ended}]}
            """,
            "same_whatever: vip, when: {begun: unknown, ended: unknown}",
        ),
        ("- {id: a, when: {seen: before 1000-01-02T00:00:00Z}, then: [gift]}", "never: gift"),
        ("- {id: a, when: {expr: seen + 400 d > seen + 399 d}, then: [gift]}", "always: gift"),
    ],
)
def test_no_such_thing_is_proved(rules: str, promised: str) -> None:
    text = f"{TIMES}rules:\n{indent(dedent(rules), '  ')}\notherwise: [gift]\nproperties: [{{id: p, {promised}}}]\n"
    if promised.startswith("always"):
        text = text.replace("otherwise: [gift]", "otherwise: [answer]")
    assert next(loads(text).prove("p")).outcome != "proved"


COUNTED = (
    TIMES.replace("vip: {type: boolean}", "vip: {type: boolean}\n  n: {type: integer, min: 1, max: 20}") + "rules:\n"
)


@pytest.mark.parametrize(
    ("within", "promised", "outcome"),
    [
        ("n working days", "of: answer.within, never_falls_as: n", "proved"),
        ("n working days", "of: answer.within, never_rises_as: n", "refuted"),
        ("(n + 1) calendar days", "of: answer.within, never_falls_as: n", "proved"),
        ("if vip then n working days else (n + 1) working days", "of: answer.within, never_falls_as: n", "proved"),
        ("if n > 3 then 3 working days else n working days", "of: answer.within, never_falls_as: n", "proved"),
        ("n calendar days", "same_whatever: vip", "proved"),
        ("if vip then n calendar days else (n + 1) calendar days", "same_whatever: vip", "refuted"),
    ],
)
def test_limits_of_a_computed_number(within: str, promised: str, outcome: str) -> None:
    rule = f"  - {{id: a, then: [answer: {{within: {within}}}]}}\n"
    proof = next(loads(f"{COUNTED}{rule}properties: [{{id: p, {promised}}}]\n").prove("p"))
    assert proof.outcome == outcome, proof.reason


@pytest.mark.parametrize(
    ("rules", "promised"),
    [
        (  # equal choices, of what the limits leave
            """
            rules:
              - {id: a, then: [choice: {by: customer, of: [[refund: {amount: 10 EUR}], [apology]]}]}
              - {id: b, then: [choice: {by: customer, of: [[refund: {amount: 10 EUR}], [note]]}]}
            limits: [{id: l, forbid: [apology, note]}]
            """,
            "always: refund.amount >= 20 EUR",
        ),
        (  # what the law owes, with all in it, yields to the law alone
            """
            rules: [{id: a, when: {vip: no}, then: [refund: {amount: 10 EUR}]}]
            limits:
              - {id: l, level: law, when: {vip: yes}, action: refund, amount: {at_least: 10 EUR},
                 owed: {if_overdue: [note]}}
              - {id: m, when: {vip: yes}, forbid: [note]}
            otherwise: [apology]
            """,
            "same_whatever: vip",
        ),
        (  # from when time limits run, `as_of` may say
            """
            rules:
              - {id: a, when: {grade: low}, then: [note: {within: 6 d}]}
              - {id: b, when: {grade: high}, then: [note: {within: 7 d}]}
              - {id: c, when: {grade: high}, then: [note: {within: 5 working days}]}
            otherwise: [apology]
            """,
            "of: note.within, never_rises_as: grade",
        ),
    ],
)
def test_what_looks_so_is_not_proved(rules: str, promised: str) -> None:
    ruleset = loads(f"{WORKS}{dedent(rules)}\nproperties: [{{id: p, {promised}}}]\n")
    assert next(ruleset.prove("p")).outcome != "proved"


@pytest.mark.parametrize(("high", "outcome"), [("5 EUR", "proved"), ("4 EUR", "refuted")])
def test_several_amounts_are_added_up_bundle_by_bundle(high: str, outcome: str) -> None:
    bonus = "{stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}"
    rules = f"""
    rules:
      - id: a
        when: {{grade: low}}
        then: [choice: {{by: customer, of: [[refund: {{amount: 10 EUR}}], [bonus: {{amount: 10 EUR}}]]}}]
      - {{id: b, when: {{grade: high}}, then: [refund: {{amount: {high}}}, bonus: {{amount: 5 EUR}}]}}
    otherwise: [apology]
    properties: [{{id: p, of: [refund.amount, bonus.amount], never_falls_as: grade}}]
    """
    text = WORKS.replace("kinds:\n", f"kinds:\n  bonus: {bonus}\n") + dedent(rules)
    assert next(loads(text).prove("p")).outcome == outcome


def test_the_order_of_actions_is_no_part_of_what_is_given() -> None:
    rules = """
    rules:
      - {id: a, when: {vip: yes}, then: [gift: {form: cash}]}
      - {id: b, then: [gift: {form: voucher}]}
      - {id: c, when: {vip: no}, then: [gift: {form: cash}]}
    """
    ruleset = loads(f"{WORKS}{dedent(rules)}\nproperties: [{{id: p, same_whatever: vip}}]\n")
    assert next(ruleset.prove("p")).outcome == "proved"
    first, last = (ruleset.decide(vip=vip, grade="low").account for vip in ("yes", "no"))
    assert first.actions != last.actions
    assert breach(ruleset.model.properties[0], ruleset.model, [first, last]) is None


WORKS = """
language: 1
ruleset: works
currency: EUR
calendar: {name: works}
zone: Europe/Berlin
facts:
  vip: {type: boolean}
  grade: {type: scale, values: [low, high]}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  note: {stream: corrective, phase: follow_up, parameters: {within: {type: time_limit, combine: soonest}}}
  gift:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters: {form: {type: choice, values: [cash, voucher], combine: same}}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest}
      within: {type: time_limit, combine: soonest}
      if_overdue: {type: actions, combine: all}
"""


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("2 h", "3 working days"),
        ("3 calendar days", "4 calendar days"),
        ("10 d", "14 calendar days"),
        ("14 calendar days", "18 d"),
        ("1 month", "40 d"),
    ],
)
def test_limits_stay_in_order_as_far_as_it_is_sure(shorter: str, longer: str) -> None:
    rules = f"""
    - {{id: a, when: {{vip: yes}}, then: [answer: {{within: {shorter}}}]}}
    - {{id: b, when: {{vip: no}}, then: [answer: {{within: {longer}}}]}}
    """
    head = f"{TIMES}month_end: last_day\nrules:\n{indent(dedent(rules), '  ')}\n"
    text = f"{head}otherwise: [gift]\nproperties: [{{id: p, of: answer.within, never_rises_as: vip}}]\n"
    scale = text.replace("vip: {type: boolean}", "vip: {type: scale, values: [low, high]}")
    proof = next(loads(scale.replace("vip: yes", "vip: high").replace("vip: no", "vip: low")).prove("p"))
    assert proof.outcome == "proved", proof.reason


def test_amounts_between_which_a_case_chooses_are_rounded_within_the_budget() -> None:
    more = """
    derived:
      share: {type: percent, hit: first, when: [severity], rows: [[critical, 50 %], [major, 25 %], [any, 0 %]]}
      due: {type: money, value: share of price}
    rules:
      - {id: pay, when: {due: over 4 EUR}, then: [refund: {amount: due}]}
    otherwise: [apology]
    """
    bare = SHOP.partition("rules:")[0]
    ruleset = loads(f"{bare}{dedent(more)}properties:\n  - {{id: p1, always: refund.amount <= 50 % of price}}\n")

    found = next(ruleset.prove("p1"))

    assert found.outcome == "refuted"


DATED = """
language: 1
ruleset: dated
currency: EUR
zone: Europe/Berlin
month_end: last_day
calendar: {name: works}
facts:
  given_at: {type: datetime}
  asked_on: {type: date}
  price: {type: money, min: 0.01 EUR, max: 10000 EUR}
derived:
  last_day: {type: date, value: (date of given_at) + 12 months}
  late: {type: integer, value: working days from last_day to asked_on}
  moved_on: {type: date, value: asked_on - 3 working days}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
rules:
  - {id: pay, when: {late: up to 3}, then: [refund: {amount: price}]}
  - {id: in-time, when: {moved_on: until 2026-06-30}, then: [refund: {amount: price / 2}]}
otherwise: [apology]
properties:
  - {id: p1, PROMISED}
"""


@pytest.mark.parametrize(
    ("promised", "law", "outcome"),
    [
        ("never_less_than: law.yaml", ("", ""), "proved"),
        ("never_less_than: law.yaml", ("up to 3", "up to 2"), "proved"),
        (
            "never_less_than: law.yaml",
            ("last_day: {", "other_day: {type: date, value: asked_on}\n  last_day: {"),
            "proved",
        ),
        ("never_less_than: law.yaml", ("Europe/Berlin", "Europe/London"), "unknown"),
        ("never_less_than: law.yaml", ("month_end: last_day", "month_end: next_day"), "unknown"),
        ("of: refund.amount, never_falls_as: given_at", ("", ""), "proved"),
        ("of: refund.amount, never_rises_as: asked_on", ("", ""), "proved"),
        ("of: refund.amount, never_rises_as: given_at", ("", ""), "refuted"),
    ],
)
def test_the_same_days_of_the_same_dates(promised: str, law: tuple[str, str], outcome: str) -> None:
    house = DATED.replace("PROMISED", promised)
    own = DATED.partition("properties:")[0].replace(*law)

    found = next(loads(house, resolver=lambda path: (path, own) if path == "law.yaml" else None).prove())

    assert found.outcome == outcome


INTERIM = """
language: 1
ruleset: interim
currency: AUD
calendar: {country: AU}
month_end: last_day
facts:
  asked_on: {type: date}
  done_on: {type: date}
  interim_from: {type: date, optional: true}
  interim_until: {type: date, optional: true}
derived:
  stopped:
    type: integer
    value: >-
      if interim_from known and interim_until known
      then working days from higher(interim_from, asked_on) to lower(interim_until, done_on) else 0
  late: {type: integer, value: working days from asked_on to done_on - stopped}
  due_on: {type: date, value: asked_on + 3 working days}
  back_on: {type: date, value: interim_from + 3 working days}
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
rules:
  - {id: pay, when: {late: over 0}, then: [refund: {amount: late * 20 AUD}]}
otherwise: [apology]
properties:
  - {id: p, PROMISED}
"""


@pytest.mark.parametrize(
    ("promised", "outcome"),
    [
        ("of: refund.amount, never_falls_as: done_on", "proved"),
        ("of: refund.amount, never_rises_as: interim_until", "proved"),
        ("of: refund.amount, never_rises_as: asked_on", "proved"),
        ("of: refund.amount, never_falls_as: interim_until", "refuted"),
    ],
)
def test_working_days_of_a_part_are_some_of_those_of_the_whole(promised: str, outcome: str) -> None:
    [found] = loads(INTERIM.replace("PROMISED", promised)).prove("p")
    assert found.outcome == outcome, found.reason


@pytest.mark.parametrize(
    ("promised", "reason"),
    [
        (
            "always: working days from asked_on to due_on <= 3",
            "it depends on how many working days lie from asked_on to due_on",
        ),
        (
            "always: working days from interim_from to back_on <= 3",
            (
                "it depends on how many working days lie from interim_from to back_on; "
                "where interim_from is unknown it is proved"
            ),
        ),
        (
            "always: due_on <= asked_on + 60 d",
            "it depends on which day lies 3 working days after asked_on",
        ),
    ],
)
def test_what_cannot_be_told_is_named_and_without_which_fact_it_can(promised: str, reason: str) -> None:
    [found] = loads(INTERIM.replace("PROMISED", promised)).prove("p")
    assert found.outcome == "unknown"
    assert found.reason == reason
