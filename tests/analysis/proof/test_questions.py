"""Whether less is given than by another ruleset: of which facts and measures it can be asked, and where it is so."""

from __future__ import annotations

import pytest

from recovery_rules import Proof, loads

pytest.importorskip("z3")

HOUSE = """
language: 1
ruleset: house
currency: EUR
zone: Europe/Berlin
roles: [clerk]
facts:
  failure: {type: choice, values: [late, lost]}
  harm: {type: set, values: [distress, loss], default: distress}
  regular: {type: boolean, default: no}
  stays: {type: integer, min: 0, max: 9, default: 2}
  since: {type: date, default: 2020-01-01}
  seen: {type: datetime, default: 2020-01-01T00:00:00Z}
  name: {type: text, personal: true}
clock: seen
kinds:
  apology: {stream: remedy, phase: acknowledge}
  points: {stream: remedy, phase: resolve, parameters: {amount: {type: integer, combine: greatest}}}
  refund:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same}
      amount: {type: money, combine: greatest}
      within: {type: duration, combine: soonest}
rules:
  - {id: sorry, then: [apology]}
  - {id: pay, when: {failure: lost}, then: [refund: {form: cash, amount: 5 EUR, within: 3 d}]}
  - {id: more, when: {harm: has loss, regular: yes}, then: [refund: {form: voucher, amount: 2 EUR, within: 3 d}]}
  - id: old
    when: {stays: over 4, since: before 2021-01-01, seen: before 2026-01-01T00:00:00Z}
    then: [points: {amount: 7}]
"""


def compared(promised: str, *changes: tuple[str, str], own: tuple[str, str] = ("", "")) -> Proof:
    """With what the law says in other words than the house."""
    law = HOUSE
    for change in changes:
        assert change[0] in law
        law = law.replace(*change)
    house = f"{HOUSE.replace(*own)}properties: [{{id: p, never_less_than: law.yaml{promised}}}]\n"
    [proof] = loads(house, resolver=lambda path: (path, law) if path == "law.yaml" else None).prove("p")
    return proof


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("[late, lost]", "[lost, late]")],
        [("[late, lost]", "[lost]")],  # what only the house knows is left aside
        [("[distress, loss]", "[loss, distress]")],
        [("amount: 5 EUR", "amount: 4 EUR")],
        [("  points:", "  miles:"), ("points:", "miles:")],  # which the house does not know
        [("voucher]", "voucher, cheque]")],
        [("{amount: {type: integer", "{amount: {type: number"), ("amount: 7", "amount: 8")],  # no longer the same
    ],
)
def test_no_less_is_given(changes: list[tuple[str, str]]) -> None:
    found = compared("", *changes)
    assert found.outcome == "proved", found.reason


@pytest.mark.parametrize(
    ("promised", "changes", "case"),
    [
        ("", [("amount: 5 EUR", "amount: 6 EUR")], {"failure": "lost"}),
        (", of: refund.amount", [("lost}, then", "late}, then")], {"failure": "late"}),
        (", of: refund", [("when: {failure: lost}, ", "")], {"failure": "late"}),
        (", of: refund.within", [("within: 3 d", "within: 2 d")], {"failure": "lost"}),
        (", of: refund.amount, with: {form: voucher}", [("amount: 2 EUR", "amount: 3 EUR")], {"regular": True}),
        ("", [("stays: over 4", "stays: over 3")], {"stays": 4}),
        ("", [("stays: over 4", "stays: over 1"), ("max: 9, default: 2", "max: 9, default: 3")], {}),
        ("", [("2021-01-01", "2022-01-01"), ("amount: 7", "amount: 8")], {"stays": 5}),
    ],
)
def test_where_less_is_given(promised: str, changes: list[tuple[str, str]], case: dict[str, object]) -> None:
    found = compared(promised, *changes)
    assert found.outcome == "refuted", found.reason
    mine, _ = found.cases
    assert mine.items() >= case.items()


@pytest.mark.parametrize(
    ("promised", "changes", "reason"),
    [
        ("", [("amount:", "sum:")], "law.yaml has no amount in common with this ruleset"),
        (
            ", of: points.amount",
            [("{amount: {type: integer", "{amount: {type: number")],
            "`points.amount` is something else in the other ruleset",
        ),
        (", of: refund.amount", [("amount:", "sum:")], "`refund.amount` is something else in the other ruleset"),
        (", of: points", [("points:", "miles:")], "law.yaml has no amount in common with this ruleset"),
        (
            ", of: refund, with: {form: voucher}",
            [("voucher", "paper")],
            "law.yaml has no amount in common with this ruleset",
        ),
        (
            "",
            [("stays:", "nights:"), (", default: 2}", "}")],
            "one ruleset asks for `nights`, which the other does not know",
        ),
        (
            "",
            [("stays: {type: integer, min: 0, max: 9, default: 2}", "stays: {type: number, min: 0, default: 2}")],
            "`stays` has another type in the other ruleset",
        ),
    ],
)
def test_what_cannot_be_asked(promised: str, changes: list[tuple[str, str]], reason: str) -> None:
    found = compared(promised, *changes)
    assert found.outcome == "unknown"
    assert found.reason == reason


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        ("stays", "proved"),  # two stays: the law gives no points
        ("regular", "proved"),
        ("harm", "proved"),  # a distress
        ("since", "refuted"),  # of old: the law gives points where the house is told another day
        ("seen", "refuted"),
    ],
)
def test_what_only_the_law_knows_is_there_what_it_takes_for_granted(fact: str, outcome: str) -> None:
    found = compared(
        "", (f"{fact}:", f"its_{fact}:"), ("clock: seen", "clock: its_seen") if fact == "seen" else ("", "")
    )
    assert found.outcome == outcome, found.reason
