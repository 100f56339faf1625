"""Verdicts: what counts as expected, and what is said of each sort of difference."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from recovery_rules import Ruleset, loads
from recovery_rules.model.examples import Example, Expected
from recovery_rules.testing import Case, Verdict, verify, verify_all
from tests.testing.writing import SHOP

LATE = {"failure": "late", "price": "100 EUR", "reported_at": "2026-01-01T09:00:00+01:00"}
DAMAGED = {"failure": "damaged", "price": "100 EUR"}
RUDE = {"failure": "rude", "price": "100 EUR"}


@cache
def shop() -> Ruleset:
    return loads(SHOP)


def verdict(given: dict[str, str], *expect: tuple[str, dict[str, str]], **more: Any) -> Verdict:
    expected = tuple(Expected(kind, parameters) for kind, parameters in expect)
    return verify(shop(), Example("a-case", given, expected, **more))


def told(found: Verdict) -> list[str]:
    return [f"{one.what}: {one.subject}: {one.message}" for one in found.differences]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"amount": "10 EUR"},
        {"amount": "EUR 10.00"},
        {"within": "24 h", "due": "2026-01-02T08:00:00Z"},
        {"owner": "clerk", "form": "cash"},
        {"asks": "name"},
        {"if_overdue": "letter"},
    ],
)
def test_values_are_compared_by_what_they_mean(parameters: dict[str, str]) -> None:
    found = verdict(LATE, ("refund", parameters))
    assert found.passed
    assert str(found) == "ok a-case"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"amount": "9 EUR"}, "differs: refund.amount: expected 9.00 EUR, got 10.00 EUR"),
        ({"within": "2 h"}, "differs: refund.within: expected 2 h, got 1 d"),
        ({"owner": "manager"}, "differs: refund.owner: expected manager, got clerk"),
        ({"asks": "name, number"}, "differs: refund.asks: expected name, number, got name"),
        ({"asks": ""}, "differs: refund.asks: expected (none), got name"),
        ({"if_overdue": "letter, apology"}, "differs: refund.if_overdue: expected apology, letter, got letter"),
        (
            {"due": "2026-01-02T09:00:00Z"},
            "differs: refund.due: expected 2026-01-02T09:00:00+00:00, got 2026-01-02T08:00:00+00:00",
        ),
    ],
)
def test_a_value_that_differs(parameters: dict[str, str], message: str) -> None:
    assert told(verdict(LATE, ("refund", parameters))) == [message]


def test_a_text_is_compared_as_it_stands_and_a_due_time_may_be_missing() -> None:
    found = verdict(RUDE, ("apology", {"words": "we are sorry", "due": "2026-01-02T09:00:00Z"}))
    assert told(found) == ["differs: apology.due: expected 2026-01-02T09:00:00+00:00, got nothing"]
    assert told(verdict(RUDE, ("apology", {"words": "sorry"}))) == [
        "differs: apology.words: expected sorry, got we are sorry"
    ]


def test_a_value_that_differs_says_where_it_comes_from() -> None:
    found = verdict({"failure": "damaged", "price": "100 EUR"}, ("refund", {"amount": "50 EUR", "form": "cash"}))
    assert [one.because for one in found.differences] == [
        ("from pay-back", "50.00 EUR became 20.00 EUR: house cap of cap")
    ]
    assert found.differences[0].expected == "50.00 EUR"
    assert found.differences[0].got == "20.00 EUR"


def test_actions_of_one_kind_are_matched_where_they_fit_best() -> None:
    assert verdict(DAMAGED, ("refund", {}), ("refund", {"form": "cash"})).passed
    assert verdict(DAMAGED, ("refund", {"form": "voucher"}), ("refund", {"amount": "20 EUR"})).passed
    found = verdict(DAMAGED, ("refund", {"form": "cash"}), ("refund", {"form": "voucher", "amount": "6 EUR"}))
    assert told(found) == ["differs: refund.amount: expected 6.00 EUR, got 5.00 EUR"]
    found = verdict(DAMAGED, ("refund", {}), ("refund", {}), ("refund", {"amount": "1 EUR"}))
    assert told(found) == ["missing: refund: expected (amount 1 EUR), not given"]
    assert found.differences[0].because == ()


def test_a_missing_action_says_which_conditions_failed() -> None:
    found = verdict(RUDE, ("refund", {}))
    assert told(found) == ["missing: refund: expected, not given"]
    assert any("pay-back" in line and "share" in line for line in found.differences[0].because)


def test_nothing_else_may_be_given_where_that_is_said() -> None:
    assert verdict(RUDE, ("apology", {}), ("charge", {}), only=True).passed
    found = verdict(RUDE, ("apology", {}), only=True)
    assert told(found) == ["unexpected: charge: given, not expected"]
    assert (found.differences[0].got, found.differences[0].because) == ("amount 3.00 EUR", ("from claim",))


def test_a_kind_that_must_not_be_given() -> None:
    assert verdict(RUDE, absent=("refund",)).passed
    found = verdict(RUDE, absent=("charge",))
    assert told(found) == ["forbidden: charge: given, and must not be"]
    assert told(verdict(DAMAGED, absent=("replacement",))) == ["forbidden: replacement: given, and must not be"]
    assert verdict(DAMAGED, absent=("replacement",)).differences[0].because == ("a choice offers it",)


def test_an_action_of_a_line_that_must_not_be_given() -> None:
    example = Example("a-line", DAMAGED)
    assert verify(shop(), Case(example, absent=(Expected("letter", {}),))).passed
    found = verify(shop(), Case(example, absent=(Expected("refund", {"form": "voucher"}),)))
    assert told(found) == ["forbidden: refund: given (amount 5.00 EUR, form voucher), expected none"]


def test_a_kind_that_must_be_refused() -> None:
    cheap = {"failure": "late", "price": "0.50 EUR"}
    assert verdict(cheap, refused={"refund": ""}).passed
    assert verdict(cheap, refused={"refund": "small"}).passed
    assert told(verdict(cheap, refused={"refund": "cap"})) == [
        "not refused: refund: refused by `small`, expected `cap`"
    ]
    assert told(verdict(LATE, refused={"refund": ""})) == ["not refused: refund: expected to be refused, is given"]
    found = verdict(LATE, refused={"charge": "small"})
    assert told(found) == ["not refused: charge: expected to be refused by `small`, no rule even proposed it"]
    assert any("price" in line for line in found.differences[0].because)


def test_a_kind_that_must_be_held() -> None:
    assert verdict(RUDE, held=("charge",)).passed
    assert told(verdict(RUDE, held=("apology",))) == ["not held: apology: expected to be held, no limit holds it"]
    found = verdict(RUDE, held=("refund",))
    assert told(found) == ["not held: refund: expected to be held, not given"]
    assert found.differences[0].because


def test_a_rule_that_must_be_behind_the_decision() -> None:
    assert verdict(RUDE, fired=("sorry", "claim")).passed
    found = verdict(RUDE, fired=("voucher", "otherwise"))
    assert told(found) == [
        "not behind: voucher: expected behind the decision, is not",
        "not behind: otherwise: expected behind the decision, is not",
    ]
    assert any("failure" in line for line in found.differences[0].because)
    assert found.differences[1].because == ("it is only for cases that get nothing else",)


def test_derived_facts_are_compared_as_they_stand() -> None:
    example = Example("a-line", RUDE)
    assert verify(shop(), Case(example, derived={"share": "0 %", "failure": "rude"})).passed
    found = verify(shop(), Case(example, derived={"share": "5 %", "harm": "time"}))
    assert told(found) == ["fact: share: expected 5 %, got 0 %", "fact: harm: expected time, got nothing"]


def test_a_choice_is_compared_by_who_picks_and_what() -> None:
    assert verdict(DAMAGED, ("choice", {"by": "customer", "of": "letter + charge, replacement"})).passed
    found = verdict(DAMAGED, ("choice", {"by": "clerk", "of": "replacement"}), ("apology", {}), only=True)
    assert told(found)[:2] == [
        "differs: choice.by: expected clerk, got customer",
        "differs: choice.of: expected replacement, got charge + letter, replacement",
    ]
    left = verdict(DAMAGED, ("apology", {}), ("refund", {}), ("refund", {}), only=True).differences
    assert [one.got for one in left] == ["by customer, of charge + letter, replacement"]


def test_a_case_that_is_not_admitted_shows_every_problem() -> None:
    found = verdict({"failure": "lost"}, ("refund", {}))
    assert found.decision is None
    assert [one.subject for one in found.differences] == ["failure", "price"]
    assert str(found).splitlines()[0] == "not ok a-case"


def test_the_time_of_deciding_counts_where_there_is_no_clock() -> None:
    given = {"failure": "late", "price": "10 EUR"}
    due = ("refund", {"due": "2026-03-02T00:00:00Z"})
    assert verdict(given, due, as_of="2026-03-01T00:00:00Z").passed
    assert not verdict(given, due).passed


def test_the_examples_inside_a_ruleset() -> None:
    ruleset = loads(
        SHOP + "examples:\n  - {id: fine, given: {failure: rude, price: 1 EUR}, expect: [apology]}\n"
        "  - {id: wrong, title: A title, given: {failure: rude, price: 1 EUR}, expect: [refund]}\n",
        file="shop.yaml",
    )
    fine, wrong = verify_all(ruleset)
    assert (fine.passed, wrong.passed) == (True, False)
    shown = str(wrong).splitlines()
    assert shown[0] == f"not ok wrong  A title  (shop.yaml:{SHOP.count(chr(10)) + 3})"
    assert shown[1] == "  - refund: expected, not given"
    assert shown[2].startswith("      No refund")


def test_test_writers_need_no_test_framework() -> None:
    code = (
        "import sys, recovery_rules.testing as t; drawing = {'boundary_cases', 'cases', 'rulesets'}; "
        "[getattr(t, name) for name in dir(t) if name not in drawing]; "
        "print(sorted({'pytest', 'hypothesis', 'typer', 'rich'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout == "[]\n"


def test_what_is_not_exported_is_not_there() -> None:
    import recovery_rules.testing as exported

    with pytest.raises(AttributeError, match="has no cases_of"):
        _ = exported.cases_of
    assert {"verify", "read_cases"} <= set(dir(exported))


def test_due_times_are_told_by_the_clock_of_the_ruleset_however_the_expected_one_is_written() -> None:
    ruleset = loads(SHOP.replace("clock: reported_at", "clock: reported_at\nzone: Europe/Vienna"))
    due = Expected("refund", {"due": "2026-01-01T24:00Z"})
    found = verify(ruleset, Example("a-case", LATE, (due,)))
    message = "expected 2026-01-02T01:00:00+01:00, got 2026-01-02T09:00:00+01:00"
    assert f"differs: refund.due: {message}" in told(found)
