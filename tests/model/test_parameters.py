"""Parameters: one value for good, or one from each of some days on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Money, RulesetError, load, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.loading import check_text
from tests.model.linking import codes

HEAD = """\
language: 1
ruleset: made
currency: GBP
kinds:
  payment: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
  apology: {stream: remedy, phase: acknowledge}
otherwise: [apology]
"""
RATES = """\
facts: {on: {type: date, min: 2019-04-01}}
parameters:
  rate:
    type: money
    by: on
    source: list
    values: {2024-04-01: {value: 9.76 GBP, source: list 2024}, 2019-04-01: 8 GBP, 2025-04-01: 9.98 GBP}
  cap: {type: money, value: 9.90 GBP, source: handbook}
rules: [{id: pay, then: [payment: {amount: "lower(rate, cap)"}]}]
""".replace("on:", "happened_on:").replace("by: on", "by: happened_on")
FIRST_DAYS = {date(2019, 4, 1): "8.00", date(2024, 4, 1): "9.76", date(2025, 4, 1): "9.98"}
OPTIONAL = """\
facts: {happened_on: {type: date, optional: yes}}
parameters: {rate: {type: money, by: happened_on, optional: yes, values: {2024-04-01: 9.76 GBP}}}
rules: [{id: pay, when: {rate: known}, then: [payment: {amount: rate}]}]
"""


@given(st.dates(date(2019, 4, 1), date(2030, 1, 1)))
def test_the_last_value_that_has_begun_counts(day: date) -> None:
    rate = FIRST_DAYS[max(first for first in FIRST_DAYS if first <= day)]
    decision = loads(HEAD + RATES).decide(happened_on=day)
    assert decision.facts["rate"] == Money(rate, "GBP")
    assert decision["payment"].amount == min(Money(rate, "GBP"), Money("9.90", "GBP"))


def test_every_value_tells_its_source_and_since_when_it_counts() -> None:
    decision = loads(HEAD + RATES).decide(happened_on=date(2024, 5, 1))
    assert decision.trace["derived"]["rate"] == {"value": "9.76 GBP", "rows": (2,), "source": "list 2024"}
    assert decision.trace["derived"]["cap"] == {"value": "9.90 GBP", "expression": "9.90 GBP", "source": "handbook"}
    english, chinese = decision.explain(), decision.explain("zh")
    assert "← set from 1 Apr 2024 on (ruleset.yaml:14; policy list 2024): happened on 1 May 2024" in english
    assert "← set (ruleset.yaml:15; policy handbook)" in english
    assert "自 2024 年 4 月 1 日起的设定值" in chinese


@pytest.mark.parametrize("day", [None, date(2024, 3, 31), date(2024, 4, 1)])
def test_an_optional_parameter_is_unknown_before_its_first_day(day: date | None) -> None:
    decision = loads(HEAD + OPTIONAL).decide({} if day is None else {"happened_on": day})
    known = day == date(2024, 4, 1)
    assert [action.kind for action in decision.actions] == ["payment" if known else "apology"]
    assert (decision.trace["derived"]["rate"]["value"] is None) is not known


def test_without_asking_whether_it_is_known_it_does_not_load() -> None:
    with pytest.raises(RulesetError, match="RR305"):
        loads(HEAD + OPTIONAL.replace("when: {rate: known}, ", ""))


ENDING = """\
facts: {happened_on: {type: date, BOUNDS}}
parameters:
  rate:
    type: money
    by: happened_on
    OPTIONAL
    values:
      2024-01-01: {value: 9.76 GBP, until: 2024-12-31}
      2025-06-01: 9.98 GBP
      2026-01-01: {value: 10.20 GBP, until: 2026-03-31, source: list 2026}
rules: [{id: pay, when: {rate: known}, then: [payment: {amount: rate}]}]
"""


def ending(bounds: str = "", *, optional: bool = False) -> str:
    text = ENDING.replace("OPTIONAL", "optional: yes" if optional else "label: {en: rate}")
    return HEAD + text.replace("{type: date, BOUNDS}", f"{{type: date, {bounds}}}" if bounds else "{type: date}")


PERIODS = {
    (date(2024, 1, 1), date(2024, 12, 31)): "9.76",
    (date(2025, 6, 1), date(2025, 12, 31)): "9.98",
    (date(2026, 1, 1), date(2026, 3, 31)): "10.20",
}
ENDS = [day + timedelta(days=n) for period in PERIODS for day in period for n in (-1, 0, 1)]


@given(st.one_of(st.dates(date(2023, 6, 1), date(2027, 6, 1)), st.sampled_from(ENDS)))
def test_a_value_counts_to_its_last_day(day: date) -> None:
    decision = loads(ending(optional=True)).decide(happened_on=day)
    rates = [rate for (first, last), rate in PERIODS.items() if first <= day <= last]
    assert decision.facts.get("rate") == (Money(rates[0], "GBP") if rates else None)
    assert decision.account == decide_by_reference(loads(ending(optional=True)).model, {"happened_on": day})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2023-12-31", "← not set before 1 Jan 2024: happened on 31 Dec 2023"),
        ("2025-05-31", "← not set after 31 Dec 2024: happened on 31 May 2025"),
        ("2026-03-31", "← set from 1 Jan 2026 on (ruleset.yaml:17; policy list 2026): happened on 31 Mar 2026"),
        ("2026-04-01", "← not set after 31 Mar 2026: happened on 1 Apr 2026"),
    ],
)
def test_a_value_that_has_ended_is_told(day: str, told: str) -> None:
    decision = loads(ending(optional=True)).decide(happened_on=day)
    assert told in " ".join(f"{decision.explain()} {decision.why_not('payment').text()}".split())


def test_an_end_in_chinese() -> None:
    told = loads(ending(optional=True)).decide(happened_on="2026-04-01").why_not("payment").text("zh")
    assert "2026 年 3 月 31 日之后未设定" in told


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("", "`happened_on` may be earlier than 2024-01-01, and `rate` has no value then"),
        ("min: 2024-01-01", "`happened_on` may lie between 2024-12-31 and 2025-06-01, and `rate` has no value then"),
        ("min: 2025-06-01", "`happened_on` may be later than 2026-03-31, and `rate` has no value then"),
        ("min: 2024-01-01, max: 2024-12-31", ""),
        ("min: 2025-06-01, max: 2026-03-31", ""),
    ],
)
def test_no_case_may_have_a_day_without_a_value(bounds: str, told: str) -> None:
    found = check_text(ending(bounds)).diagnostics
    assert [one.message for one in found if one.code == "RR268"] == ([told] if told else [])


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2023-12-31", "the value counts from 2024-01-01 on, and 2023-12-31 is earlier"),
        ("2025-06-01", "from 2025-06-01 on another value counts"),
        ("2024-02-30", "there is no `2024-02-30`: that month has fewer days"),
    ],
)
def test_an_end_lies_in_the_days_of_its_value(until: str, told: str) -> None:
    with pytest.raises(RulesetError) as caught:
        loads(ending("min: 2024-01-01, max: 2024-12-31").replace("until: 2024-12-31", f"until: {until}"))
    assert [one.message for one in caught.value.diagnostics] == [told]


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ("parameters: {fee: {type: money}}", ["RR141"]),
        ("parameters: {fee: {type: money, value: 1 CNY, values: {2026-01-01: 2 CNY}}}", ["RR149"]),
        ("parameters: {fee: {type: money, by: nothing, values: {2026-01-01: 2 CNY}}}", ["RR203"]),
        (
            "facts: {on_day: {type: date}}\nparameters: {fee: {type: money, by: on_day, values: {26-1-1: 2 CNY}}}",
            ["RR144"],
        ),
        (
            "facts: {on_day: {type: date}}\nparameters: {fee: {type: money, by: on_day, values: {2026-02-30: 2 CNY}}}",
            ["RR205"],
        ),
        ("parameters: {fee: {type: money, value: 2 d}}", ["RR205"]),
        ("parameters: {fee: {type: choice, value: late}}", ["RR251"]),
        ("facts: {fee: {type: money}}\nparameters: {fee: {type: money, value: 2 CNY}}", ["RR249"]),
        ("parameters: {fee: {type: money, value: 2 CNY}}\nderived: {fee: {type: money, value: 2 CNY}}", ["RR249"]),
    ],
)
def test_mistakes(sections: str, found: list[str]) -> None:
    assert [code for code in codes(sections) if code != "RR202"] == found


def test_a_parameter_takes_the_place_of_one_that_is_extended() -> None:
    base = "language: 1\nvocabulary: base\nparameters: {rate: {type: integer, value: 1}}\n"
    extended = HEAD.replace("otherwise", "extends: [base.yaml]\notherwise")
    rules = "rules: [{id: r, when: {rate: 2}, then: [apology]}]\n"
    entry = "parameters: {{rate: {{type: integer, value: 2{}}}}}\n"
    twice, replacing = (extended + entry.format(more) + rules for more in ("", ", replaces: true"))

    def resolver(path: str) -> tuple[str, bytes | str] | None:
        return (path, base) if path == "base.yaml" else None

    with pytest.raises(RulesetError, match="RR165"):
        loads(twice, resolver=resolver)
    assert loads(replacing, resolver=resolver).decide().fired == ("r",)


def test_another_value_is_another_digest() -> None:
    one, other = (loads(HEAD + RATES.replace("9.98", value)) for value in ("9.98", "9.99"))
    assert one.model.digest != other.model.digest


def test_the_nearest_day_with_a_higher_rate_is_found() -> None:
    text = HEAD + RATES.replace("{id: pay, then", "{id: pay, when: {rate: over 9 GBP}, then")
    found = loads(text).decide(happened_on=date(2023, 1, 1)).what_if("payment")
    assert [way.given["happened_on"] for way in found.sets] == [date(2024, 4, 1)]


def test_the_tariff_of_the_water_companies_changes_overnight() -> None:
    water = load("uk_water_gss")
    case = {"standard": "appointment_not_kept", "customer": "household"}
    last = date(2025, 7, 1)
    sums = [water.decide(case | {"event_date": last + timedelta(days=n)})["compensation"].amount for n in (0, 1)]
    assert sums == [Money("20", "GBP"), Money("50", "GBP")]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("date of seen_at", "give `seen_on` the value `higher(..., 2024-01-01)`"),
        ("higher(date of seen_at, 2024-01-01)", "give `seen_on` the value `lower(..., 2024-12-31)`"),
        ("higher(lower(date of seen_at, 2024-12-31), 2024-01-01)", ""),
    ],
)
def test_a_derived_day_is_bounded_where_it_is_derived(day: str, told: str) -> None:
    found = check_text(
        HEAD
        + f"""
zone: Europe/London
facts: {{seen_at: {{type: datetime}}}}
derived: {{seen_on: {{type: date, value: "{day}"}}}}
parameters: {{rate: {{type: money, by: seen_on, values: {{2024-01-01: {{value: 8 GBP, until: 2024-12-31}}}}}}}}
rules: [{{id: pay, then: [payment: {{amount: rate}}]}}]
"""
    ).diagnostics
    assert [one.label.split(", or")[0] for one in found if one.code == "RR268"] == ([told] if told else [])
