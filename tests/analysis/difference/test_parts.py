"""What two rulesets share is not compared, however it is written; and how often a solver is asked about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_rules import Ruleset, loads
from recovery_rules.analysis.difference.parts import parts_of
from recovery_rules.analysis.proof import asking

pytest.importorskip("z3")

TIERS = ("basic", "silver", "gold", "top")
HEAD = """
language: 1
ruleset: shop
currency: EUR
roles: [clerk, manager]
facts:
  tier: {type: scale, values: [basic, silver, gold, top]}
  price: {type: money, min: 0 EUR, max: 10000 EUR}
  fault: {type: choice, values: [ours, theirs]}
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {within: {type: duration, combine: soonest}}}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: yes}}}
derived:
  dear: {type: boolean, value: price > 500 EUR}
rules:
  - {id: sorry, then: [apology: {within: 2 h}]}
  - {id: more, when: {dear: yes}, then: [refund: {amount: 3 EUR}]}
  - {id: none, when: {fault: theirs}, overrides: [more, grid/2], then: [apology]}
limits:
  - {id: most, when: {fault: ours}, action: refund, amount: {at_most: 900 EUR}}
"""


def _table(rows: list[str]) -> str:
    return "\n".join(
        [
            HEAD.rstrip(),
            "tables:",
            "  - {id: grid, hit: first, when: [tier, price], then: [refund.amount], rows: [",
            ",\n".join(f"    [{row}]" for row in rows),
            "  ]}",
        ]
    )


def _rows(count: int) -> list[str]:
    """So many rows: bands of the price for each tier; the last one takes whatever is left."""
    bands = [(tier, low) for low in range(count // 4) for tier in TIERS]
    return [*(f"{tier}, {low * 10} EUR to {low * 10 + 9} EUR, {low + 1} EUR" for tier, low in bands), "any, any, 0 EUR"]


OLD = _table(_rows(12))


def _own(new: str) -> set[str]:
    """What is not shared with another version, of both."""
    parts = parts_of((loads(OLD).model, loads(new).model))
    assert all(not part.is_all for part in parts)
    rules = {one.id for part in parts for apart in part.rules for one in (apart.old, apart.new) if one}
    return rules | {one.id for part in parts for apart in part.limits for one in (apart.old, apart.new) if one}


@pytest.mark.parametrize(
    ("before", "after", "own"),
    [
        ("ruleset: shop", "ruleset: shop\ntitle: {en: Shop}", set()),
        ("{fault: theirs}", "{fault: not ours}", set()),
        ("fault: theirs}, overrides: [more, grid/2]", "fault: theirs}, overrides: [grid/2, more]", set()),
        ("fault: theirs}, overrides: [more, grid/2]", "fault: theirs}, overrides: [more]", {"none"}),
        ("amount: 3 EUR", "amount: 4 EUR", {"more"}),
        ("amount: 3 EUR", "amount: 3 EUR, obligation: must", set()),
        ("amount: 3 EUR", "amount: 3 EUR, obligation: may", {"more"}),
        ("price > 500 EUR", "price > 600 EUR", {"more"}),
        ("values: [ours, theirs]", "values: [ours, theirs, nobody]", set()),
        ("values: [ours, theirs]", "values: [nobody, ours, theirs]", {"none", "most"}),
        ("at_most: 900 EUR", "at_most: 800 EUR", {"most"}),
        ("{id: most, when: {fault: ours}, ", "{id: most, ", {"most"}),
        ("{id: sorry, ", "{id: regret, ", set()),
    ],
)
def test_what_is_not_shared(before: str, after: str, own: set[str]) -> None:
    assert before in OLD
    assert _own(OLD.replace(before, after)) == own


def test_rows_that_cannot_match_together_may_change_places() -> None:
    rows = _rows(12)
    turned = _table([*rows[1:-1], rows[0], rows[-1]])
    assert _own(turned.replace("grid/2", "grid/1")) == set()
    assert loads(OLD).diff(loads(turned.replace("grid/2", "grid/1"))).equal


def test_rows_that_can_may_not() -> None:
    rows = _rows(12)
    first = _table([rows[-1], *rows[:-1]]).replace("grid/2", "grid/3")
    assert _own(first) == {"grid/1", "grid/13"}
    assert {region.direction for region in loads(OLD).diff(loads(first)).regions} == {"less generous"}


def test_what_no_rule_says_makes_all_cases_one_part() -> None:
    old, new = loads(OLD), loads(OLD.replace("currency: EUR", "currency: EUR\nrounding: half_even"))
    (part,) = parts_of((old.model, new.model))
    assert part.is_all
    assert part.models == (old.model, new.model)


def test_of_a_threshold_that_moves_only_what_lies_between_counts() -> None:
    (part,) = parts_of(
        (loads(OLD).model, loads(OLD.replace("0 EUR to 9 EUR, 1 EUR", "5 EUR to 9 EUR, 1 EUR", 1)).model)
    )
    (apart,) = part.rules
    assert (apart.old and apart.old.id, apart.new and apart.new.id) == ("grid/1", "grid/1")
    rows = {rule.id for rule in part.models[0].rules if rule.table}
    assert rows == {"grid/1", "grid/13"}  # no other one has so low a price


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The answers of solvers, as they come."""
    answers: list[Any] = []
    checked = asking.checked

    def noted(*asked: Any) -> Any:
        answers.append(checked(*asked))
        return answers[-1]

    monkeypatch.setattr(asking, "checked", noted)
    return answers


def _pair(count: int, *changed: int) -> tuple[Ruleset, Ruleset]:
    rows = _rows(count)
    for place in changed:
        rows[place] = f"{rows[place].rpartition(',')[0]}, 777 EUR"
    return loads(_table(_rows(count))), loads(_table(rows) + "\ntitle: {en: Shop}")


def test_a_solver_is_not_asked_about_rows_that_are_the_same(asked: list[Any]) -> None:
    old, new = _pair(200)
    assert old.diff(new).equal
    assert len(asked) == 1  # whether both take any case at all


@pytest.mark.parametrize("count", [40, 200])
def test_how_often_it_is_asked_does_not_grow_with_the_rows(count: int, asked: list[Any]) -> None:
    old, new = _pair(count, 3, 17, 30)
    found = old.diff(new)
    assert found.complete
    assert [region.direction for region in found.regions] == ["more generous"]
    assert len(asked) <= 25
