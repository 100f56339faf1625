"""Which cases are admitted, and what is said of those that are not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recovery_rules import loads
from recovery_rules.engine.admission import Admitted, admit
from recovery_rules.language.expressions import Apply, Read
from recovery_rules.language.types import BOOLEAN, DURATION, INTEGER, TEXT, Type
from recovery_rules.language.values import Money
from recovery_rules.model import conditions
from recovery_rules.model.conditions import ALWAYS, AnyOf
from recovery_rules.model.facts import Admission, DerivedValue, Fact
from recovery_rules.model.labels import Label
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError
from tests.engine.reference_models import CNY, SEVERITY, YES, a_third_of_paid, at_least, cny, model, where


class _Fine(timedelta):
    """A class like that of pandas, which counts nanoseconds beside."""

    nanoseconds = 1


class _Broken(timedelta):
    @property
    def nanoseconds(self) -> int:
        raise RuntimeError


FAILURE = Type("choice", values=("late_delivery", "damaged_item"))
LATE = AnyOf((conditions.Test("failure", at_least(0), "late_delivery"), conditions.Test("verified", YES, "yes")))
FACTS = {
    fact.name: fact
    for fact in (
        Fact("failure", FAILURE),
        Fact("severity", SEVERITY, default=0),
        Fact("verified", BOOLEAN),
        Fact("paid", CNY, low=0, high=1000),
        Fact("delay", DURATION, low=0, needed=conditions.Test("verified", YES, "yes")),
        Fact("age", INTEGER, high=99, optional=True),
        Fact("name", TEXT, optional=True, personal=True),
    )
}
VALID: dict[str, Any] = {"failure": "late_delivery", "verified": False, "paid": "5 CNY"}


def made(**more: Any) -> Model:
    return model(facts=FACTS, **more)


def problems(given: dict[Any, Any], made_model: Model | None = None, as_of: object = None) -> list[tuple[str, str]]:
    with pytest.raises(FactsError) as caught:
        admit(made_model or made(), given, as_of)
    return [(problem.fact, problem.message) for problem in caught.value.problems]


def test_every_fact_has_a_plain_value_and_says_where_it_came_from() -> None:
    given = VALID | {"verified": True, "delay": "2 h", "paid": Money("5", "CNY"), "age": None}
    assert admit(made(), given) == Admitted(
        values={
            "failure": 0,
            "severity": 0,
            "verified": True,
            "paid": 500,
            "delay": 7_200_000_000,
            "age": None,
            "name": None,
        },
        how={
            "failure": "given",
            "severity": "default",
            "verified": "given",
            "paid": "given",
            "delay": "given",
            "age": "unknown",
            "name": "unknown",
        },
    )


def test_facts_come_in_the_order_in_which_they_are_declared() -> None:
    assert list(admit(made(), dict(reversed(VALID.items()))).values) == list(FACTS)


def test_all_problems_are_reported_at_once_in_the_order_of_facts_and_unknown_names_last() -> None:
    given = {"zebra": 1, "paid": "20 CNY", "severity": 3, "failure": "late", "agee": 5, 7: 7}
    assert problems(given) == [
        ("failure", "`late` is not a value; did you mean `late_delivery`? (late_delivery, damaged_item)"),
        ("severity", "expected one of minor, major, critical, got 3 (int)"),
        ("verified", "missing"),
        ("paid", "must be from 0.00 CNY to 10.00 CNY, got 20.00 CNY"),
        ("7", "is no name of a fact: it is of class int, and names are texts"),
        ("agee", "is not a fact of this ruleset; did you mean `age`?"),
        ("zebra", "is not a fact of this ruleset"),
    ]


def test_a_name_that_is_no_text_is_shown_where_that_is_safe() -> None:
    for name, shown in ((None, "None"), (10**9999, "int"), (b"paid", "bytes"), (True, "True")):
        assert shown in [fact for fact, _ in problems({name: 1})]


@pytest.mark.parametrize("given", [{}, {"failure": None}])
def test_a_missing_fact_lists_what_it_may_be(given: dict[str, Any]) -> None:
    assert problems(given)[0] == ("failure", "missing (late_delivery, damaged_item)")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("age", 100, "must be at most 99, got 100"),
        ("delay", "-1 h", "must be at least 0 s, got -1 h"),
        ("age", True, "expected a whole number, got True (bool)"),
    ],
)
def test_a_value_out_of_range_or_of_another_type_is_refused(name: str, value: object, message: str) -> None:
    assert problems(VALID | {"verified": True, "delay": "1 h", name: value}) == [(name, message)]


def test_a_fact_is_needed_where_its_condition_is_true_and_nowhere_else() -> None:
    assert problems(VALID | {"verified": True}) == [("delay", "missing; needed where verified is yes")]
    assert problems(VALID | {"delay": "1 h"}) == [("delay", "must be left out: only needed where verified is yes")]
    assert admit(made(), VALID | {"delay": None}).values["delay"] is None


def test_what_follows_from_another_problem_is_not_reported() -> None:
    assert problems(VALID | {"verified": "perhaps"}) == [("verified", "`perhaps` is neither `yes` nor `no`")]


def test_a_broken_rule_is_named_with_its_condition_and_its_reason() -> None:
    must = Apply(">", (Read("paid", CNY), cny(500)), BOOLEAN)
    because = Label({"en": "a fee was paid", "zh": "已付费"})
    rules = (
        Admission("paid-if-late", LATE, must, "paid > 5 CNY", because),
        Admission("always", ALWAYS, must, "paid > 5 CNY"),
        Admission("elsewhere", where(verified=YES), must, "paid > 5 CNY"),
    )
    assert problems(VALID, made(admissions=rules)) == [
        (
            "paid-if-late",
            "`paid > 5 CNY` must hold where (failure is late_delivery or verified is yes): a fee was paid",
        ),
        ("always", "`paid > 5 CNY` must hold"),
    ]


def test_a_rule_on_an_unknown_is_not_broken_and_one_on_a_wrong_fact_not_looked_at() -> None:
    old = Admission("old", ALWAYS, Apply("<", (Read("age", INTEGER), Read("age", INTEGER)), BOOLEAN), "age < age")
    assert admit(made(admissions=(old,)), VALID).values["age"] is None
    assert problems(VALID | {"age": 5}, made(admissions=(old,))) == [("old", "`age < age` must hold")]
    assert problems(VALID | {"age": "x"}, made(admissions=(old,))) == [("age", "`x` is not a number")]


def test_a_rule_may_read_a_derived_fact_which_nobody_can_give() -> None:
    derived = {"third": DerivedValue("third", CNY, a_third_of_paid(), "paid / 3", may_be_unknown=False)}
    must = Apply(">", (Read("third", CNY), cny(500)), BOOLEAN)
    strict = made(derived=derived, admissions=(Admission("enough", ALWAYS, must, "third > 5 CNY"),))
    assert problems(VALID, strict) == [("enough", "`third > 5 CNY` must hold")]
    assert problems(VALID | {"third": "6 CNY", "paid": "x"}, strict) == [
        ("paid", "`x` is not money in CNY: write for example `20 CNY`"),
        ("third", "is derived from other facts and cannot be given"),
    ]


def test_the_time_of_deciding_needs_a_zone() -> None:
    moment = datetime(2026, 11, 4, tzinfo=UTC)
    assert admit(made(), VALID, moment).as_of == moment
    assert problems(VALID, as_of=datetime(2026, 11, 4)) == [  # noqa: DTZ001 - the zone is what is missing
        ("as_of", "needs a time zone, for example `2026-11-04T18:00:00+08:00`")
    ]


def test_who_writes_labels_is_told_the_names() -> None:
    ruleset = loads("""
        language: 1
        ruleset: shop
        kinds: {apology: {stream: remedy, phase: acknowledge}}
        facts:
          failure: {type: choice, values: [late, rude], label: {zh: 失误}, labels: {late: {zh: 晚点}, rude: {zh: 无礼}}}
          harms: {type: set, values: [delay, distress], optional: true, labels: {distress: {zh: 情绪困扰}}}
        rules: [{id: always, then: [apology]}]
        """)
    with pytest.raises(FactsError) as refused:
        ruleset.decide({"failure": "晚点", "harms": ["情绪困扰"], "失误": "late"})
    assert [(one.fact, one.message) for one in refused.value.problems] == [
        ("failure", "`晚点` is not a value; did you mean `late`? Its label is `晚点` (late, rude)"),
        ("harms", "`情绪困扰` is not a value; did you mean `distress`? Its label is `情绪困扰` (delay, distress)"),
        ("失误", "is not a fact of this ruleset; did you mean `failure`? Its label is `失误`"),
    ]


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        ("{failure: late}", "failure is late"),
        ("{failure: late, vip: yes}", "failure is late and vip is yes"),
        ("{any_of: [{failure: late}, {vip: yes}]}", "(failure is late or vip is yes)"),
        ("{failure: late, none_of: [{vip: yes}]}", "failure is late and none of (vip is yes)"),
        ("{failure: late, expr: price > 3 EUR}", "failure is late and `price > 3 EUR`"),
    ],
)
def test_where_a_missing_fact_is_needed_is_said_in_the_words_of_its_author(needed: str, words: str) -> None:
    ruleset = loads(f"""
language: 1
ruleset: shop
currency: EUR
kinds: {{note: {{stream: remedy, phase: resolve}}}}
facts:
  failure: {{type: choice, values: [late, lost]}}
  vip: {{type: boolean}}
  price: {{type: money, min: 0 EUR}}
  delay: {{type: duration, min: 0 h, needed: {needed}}}
rules: [{{id: a, then: [note]}}]
""")
    case = {"failure": "late", "vip": "none_of" not in needed, "price": "9 EUR"}
    with pytest.raises(FactsError) as error:
        ruleset.decide(case)
    assert str(error.value).splitlines()[1].strip() == f"delay: missing; needed where {words}"
    assert ruleset.decide({**case, "delay": "2 h"}).actions


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        ("delay", _Fine(hours=1), "is finer than a microsecond"),
        ("delay", _Broken(hours=1), "is finer than a microsecond"),
        ("spent", [3], "expected an amount of points (Amount, or text such as `20 points`), got a value of type list"),
        (
            "paid",
            3.5,
            (
                "expected money in EUR (Money, or text such as `20 EUR`), got 3.5 (float), which is not exact: "
                "give a text, an int or a Decimal"
            ),
        ),
    ],
)
def test_what_a_value_would_have_to_be(fact: str, value: object, reason: str) -> None:
    ruleset = loads("""
language: 1
ruleset: shop
currency: EUR
units: {points: {digits: 0}}
kinds: {note: {stream: remedy, phase: resolve}}
facts:
  delay: {type: duration, default: 1 h}
  spent: {type: points, default: 1 points}
  paid: {type: money, default: 1 EUR}
rules: [{id: a, then: [note]}]
""")
    with pytest.raises(FactsError) as error:
        ruleset.decide({fact: value})
    assert str(error.value).splitlines()[1].strip() == f"{fact}: {reason}"
