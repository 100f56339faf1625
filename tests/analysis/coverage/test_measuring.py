"""What cases reach: recorded by masks and cells, and recomputed plainly from the account of the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import Calendar, FactsError, Ruleset, RulesetError, load, loads
from recovery_rules.analysis.coverage.branches import in_words
from recovery_rules.analysis.coverage.measuring import Given, Measuring
from recovery_rules.analysis.coverage.points import PARTS, Point
from recovery_rules.analysis.coverage.result import Coverage
from recovery_rules.analysis.coverage.wording import cell_in_words, leaf_in_words
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.shape import shape_of
from recovery_rules.cells.wording import value_in_words
from recovery_rules.engine.account import Account, Bounding
from recovery_rules.engine.outcome import all_in
from recovery_rules.engine.reference.conditions import truth, truth_of_expression
from recovery_rules.engine.reference.decide import decide
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.model.actions import Proposal
from recovery_rules.model.conditions import Condition, leaves
from recovery_rules.model.facts import DerivedValue
from recovery_rules.model.ruleset import Model
from recovery_rules.source.shipped import shipped_rulesets
from tests.strategies import COSTLY, as_yaml, cases, moments, rulesets

Told = tuple[str, str, str, str]
Reached = set[Told]


def reached_plainly(model: Model, account: Account) -> Reached:
    """What a case reaches, by its account and by the truth of each test."""
    found: Reached = set()
    for rule in model.rules:
        part = "rows" if rule.table else "rules"
        found |= {(part, rule.id, "", "matched")} if rule.id in account.matched else set()
        found |= {(part, rule.id, "", "fired")} if rule.id in account.fired else set()
        found |= set(_sides(rule.id, rule.when, account))
        for excuse in rule.unless:
            found |= set(_sides(f"{rule.id} unless", excuse, account))
    if "otherwise" in account.fired:
        found.add(("rules", "otherwise", "", "fired"))
    for fact in model.facts.values():
        found |= set(_sides(f"{fact.name} needed", fact.needed, account)) if fact.needed is not None else set()
    for one in model.admissions:
        found |= set(_sides(one.id, one.when, account))
    found |= {("rows", f"{name}/{row}", "", "gave its value") for name, rows in account.rows.items() for row in rows}
    bound = _bound(account)
    idle = {one.by for one in account.bounds if not one.binds and not _gives(one, model, account)}
    for limit in model.limits:
        found |= {("limits", limit.id, "", "applied")} if limit.id in account.limits else set()
        found |= {("limits", limit.id, "", "bound")} if limit.id in bound else set()
        found |= {("limits", limit.id, "", "did not bind")} if limit.id in idle else set()
        found |= set(_sides(limit.id, limit.when, account))
    return found | set(_cells(model, account)) | set(_ends(model, account)) | set(_branches(model, account))


def _ends(model: Model, account: Account) -> Iterator[tuple[str, str, str, str]]:
    """Each floor and cap that was looked at; of a limit with one alone the limit itself says it."""
    words: dict[tuple[str, str, str, str], str] = {}
    for limit in model.limits:
        ends = [
            (f"{limit.kind}/{bound.parameter}", side, end)
            for bound in limit.bounds
            for side, end in (("floor", bound.at_least), ("cap", bound.at_most))
            if end is not None
        ]
        for parameter, side, end in ends if len(ends) > 1 else ():
            words[limit.id, parameter, "limit", side] = _end(parameter, side, end)
    for owner, proposals in _proposing(model):
        for one in _inside(proposals):
            for name, argument in one.arguments.items():
                for side, own_end in (("floor", argument.at_least), ("cap", argument.at_most)):
                    if own_end is not None:
                        words.setdefault((owner, f"{one.kind}/{name}", "own", side), _end(name, side, own_end))
    for bound in account.bounds:
        own = "own" if bound.stage.startswith("proposal") else "limit"
        side = "floor" if bound.stage.endswith("floor") else "cap"
        what = words.get((bound.by, f"{bound.kind}/{bound.parameter}", own, side))
        if what is not None:
            binds = bound.binds or _gives(bound, model, account)
            yield "limits", bound.by, what, "bound" if binds else "did not bind"
    yield from _given(model, account, words)


def _given(model: Model, account: Account, words: dict[tuple[str, str, str, str], str]) -> Iterator[Told]:
    """What limits owe and give is as they say."""
    for limit in model.limits:
        if limit.owed is not None and limit.id in account.fired:
            for name in limit.owed.arguments:
                side = "cap" if model.kinds[limit.kind].parameters[name].is_deadline else "floor"
                what = words.get((limit.id, f"{limit.kind}/{name}", "limit", side))
                if what is not None:
                    yield "limits", limit.id, what, "bound"


def _gives(bound: Bounding, model: Model, account: Account) -> bool:
    """Whether it is what a limit owes and gives."""
    is_deadline = model.kinds[bound.kind].parameters[bound.parameter].is_deadline
    owing = {limit.id for limit in model.limits} & set(account.fired)
    return bound.by in owing and bound.stage.endswith("cap" if is_deadline else "floor")


def _end(parameter: str, side: str, end: Expression) -> str:
    value = f" {value_in_words(end.value, end.type)}" if isinstance(end, Constant) else ""
    return f"{parameter.rpartition('/')[2]} {'at_least' if side == 'floor' else 'at_most'}{value}"


def _proposing(model: Model) -> Iterator[tuple[str, Sequence[Proposal]]]:
    yield from ((rule.id, rule.proposals) for rule in model.rules)
    yield from ((limit.id, [limit.owed]) for limit in model.limits if limit.owed is not None)
    yield "otherwise", model.otherwise


def _inside(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    for one in proposals:
        yield one
        for bundle in (*one.options, *(argument.nested for argument in one.arguments.values())):
            yield from _inside(bundle)


def _branches(model: Model, account: Account) -> Iterator[tuple[str, str, str, str]]:
    looked_at = {*account.matched, *account.limits, *account.fired}
    written: list[tuple[str, Expression | None, str]] = []
    for name, derived in model.derived.items():
        if isinstance(derived, DerivedValue):
            written.append((name, derived.value, derived.text))
        else:
            given = [row for row in derived.rows if row.number in account.rows[name]]
            written += [(f"{name}/{row.number}", row.gives, row.text) for row in given]
    for owner, proposals in _proposing(model):
        for proposed in _inside(proposals) if owner in looked_at else ():
            for argument in proposed.arguments.values():
                written += [(owner, argument.value, argument.text)]
                written += [(owner, end, "") for end in (argument.at_least, argument.at_most)]
    for limit in model.limits:
        if limit.id in account.limits:
            written += [
                (limit.id, end, bound.text) for bound in limit.bounds for end in (bound.at_least, bound.at_most)
            ]
    for owner, whole, text in written:
        if whole is not None:
            for test, side in _tests(whole, account):
                yield "conditions", owner, in_words(test, whole, text), side


def _tests(expression: Expression, account: Account) -> Iterator[tuple[Expression, str]]:
    inside: tuple[Expression, ...] = expression.arguments if isinstance(expression, Apply) else ()
    if isinstance(expression, Apply) and expression.operation == "if":
        holds = evaluate(inside[0], account.values)
        yield inside[0], "true" if holds is True else "not true"
        inside = (inside[0], *([] if holds is None else [inside[1] if holds else inside[2]]))
    for one in inside:
        yield from _tests(one, account)


def _sides(owner: str, condition: Condition, account: Account) -> Iterator[tuple[str, str, str, str]]:
    for leaf in leaves(condition):
        side = "true" if truth(leaf, account.values) is True else "not true"
        yield "conditions", owner, leaf_in_words(leaf), side


def _bound(account: Account) -> set[str]:
    bound = {one.by for one in account.bounds if one.before != one.after} | {one.by for one in account.refused}
    return (
        bound
        | set(account.fired)
        | {limit for action in account.actions for one in all_in(action) for limit in one.held}
    )


def _cells(model: Model, account: Account) -> Iterator[tuple[str, str, str, str]]:
    for column in shape_of(model).columns:
        if column.expression is None:
            cell = column.cell_of(account.values[column.fact])
        else:
            cell = column.cell_of(truth_of_expression(column.expression, account.values))
        yield "cells", column.name, cell_in_words(column, cell), "reached"


def _as_told(point: Point) -> tuple[str, str, str, str]:
    return point.part, point.owner, point.what, point.side


def _coverage(ruleset: Ruleset, given: dict[str, Any], as_of: datetime | None) -> Coverage:
    return Measuring(ruleset._decider, Ground(ruleset.model, shape_of(ruleset.model))).coverage(
        [Given("one", given, as_of)]
    )


@COSTLY
@given(data=st.data(), written=rulesets())
def test_a_case_reaches_what_its_account_says(data: st.DataObject, written: dict[str, Any]) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    if ruleset.model.awaits_calendar:
        return
    for _ in range(5):
        case, as_of = data.draw(cases(ruleset.model)), data.draw(moments())
        try:
            account = decide(ruleset.model, case, as_of)
        except FactsError:
            continue
        found = _coverage(ruleset, case, as_of).found
        assert {_as_told(one.point) for one in found if one.count} == reached_plainly(ruleset.model, account)


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_examples_of_what_ships_reach_what_their_accounts_say(name: str) -> None:
    ruleset = load(name)
    plainly: Reached = set()
    for example in ruleset.model.examples:
        plainly |= reached_plainly(ruleset.model, decide(ruleset.model, example.given))
    found = ruleset.coverage(ruleset.model.examples)
    assert {_as_told(one.point) for one in found.found if one.count} == plainly


@COSTLY
@given(data=st.data(), written=rulesets())
def test_no_case_reaches_what_is_said_to_be_impossible(data: st.DataObject, written: dict[str, Any]) -> None:
    try:
        ruleset = loads(as_yaml(written))
    except RulesetError:
        return
    if ruleset.model.awaits_calendar:
        return
    impossible = {_as_told(one.point) for one in ruleset.coverage([]).found if one.impossible}
    for _ in range(5):
        try:
            account = decide(ruleset.model, data.draw(cases(ruleset.model)), data.draw(moments()))
        except FactsError:
            continue
        assert reached_plainly(ruleset.model, account) & impossible == set()


SHOP = """
language: 1
ruleset: shop
currency: EUR
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: true}}}
facts:
  failure: {type: choice, values: [late, damaged]}
  delay: {type: duration, min: 0 h, needed: {failure: late}}
  price: {type: money, min: 0 EUR, max: 1000 EUR}
rules:
  - {id: sorry, then: [apology]}
  - {id: back, when: {delay: over 2 h}, then: [refund: {amount: price}]}
limits:
  - {id: enough, action: refund, amount: {at_most: 50 EUR}}
"""


def test_a_limit_that_applies_and_never_bites_is_not_covered() -> None:
    shop = loads(SHOP)
    cheap = {"failure": "late", "delay": "3 h", "price": "20 EUR"}
    dear = cheap | {"price": "80 EUR"}
    assert [point.never for point in shop.coverage([cheap]).missing_of("limits")] == ["enough: never bound"]
    assert [point.never for point in shop.coverage([dear]).missing_of("limits")] == [
        "enough: no case in which it changes nothing"
    ]
    assert shop.coverage([cheap, dear]).missing_of("limits") == ()


OWING = (
    SHOP.rstrip()
    + """
  - {id: law, level: law, when: {failure: damaged}, action: refund, amount: {at_least: price}, owed: true}
  - {id: sum, level: law, when: {failure: late}, action: refund, amount: {at_least: 5 EUR, at_most: 90 EUR}, owed: true}
otherwise: [apology]
"""
)


def test_what_a_limit_owes_and_gives_is_as_its_floor_says() -> None:
    cases = [
        {"failure": "damaged", "price": "7 EUR"},
        {"failure": "late", "delay": "1 h", "price": "7 EUR"},
        {"failure": "late", "delay": "3 h", "price": "95 EUR"},
        {"failure": "late", "delay": "3 h", "price": "7 EUR"},
    ]
    found = {str(one.point): one for one in loads(OWING).coverage(cases).found if one.point.part != "cells"}
    assert found["law bound"].count == 1
    assert found["law did not bind"].impossible  # nothing else gives a refund there
    assert found["sum: amount at_least 5 EUR bound"].count == 1
    assert found["sum: amount at_least 5 EUR did not bind"].count == 2
    assert not found["sum: amount at_most 90 EUR bound"].impossible


@pytest.mark.parametrize(
    ("more", "never"),
    [
        ("", True),  # an apology for all
        ("limits: [{id: no, level: law, when: {failure: late}, forbid: [apology]}]", False),
        ("limits: [{id: no, level: law, when: {failure: late}, forbid: [refund]}]", True),
    ],
)
def test_otherwise_is_impossible_where_something_is_proposed_in_every_case(more: str, never: bool) -> None:
    text = SHOP.partition("limits:")[0] + more + "\notherwise: [note]\n"
    found = loads(text.replace("kinds:", "kinds:\n  note: {stream: remedy, phase: acknowledge}")).coverage([]).found
    [otherwise] = [one for one in found if one.point.owner == "otherwise"]
    assert otherwise.impossible is never


def test_what_must_be_true_of_all_cases_is_true_and_never_false() -> None:
    admitting = SHOP.replace("rules:", "admit: [{id: paid, must: price >= 1 EUR}]\nrules:", 1)
    found = {str(one.point): one for one in loads(admitting).coverage([{"failure": "damaged", "price": "3 EUR"}]).found}
    assert found["price >= 1 EUR: true"].count == 1
    assert found["price >= 1 EUR: false"].impossible


def test_a_rule_that_never_matched_is_not_told_to_have_never_fired_too() -> None:
    shop = loads(SHOP)
    found = shop.coverage([{"failure": "damaged", "price": "20 EUR"}])
    assert [point.never for point in found.missing_of("rules")] == ["back: never matched"]
    assert found.tally("rules").total == 4


def test_of_no_case_nothing_is_covered_and_of_all_cells_everything() -> None:
    shop = loads(SHOP)
    assert shop.coverage([]).percent == 0
    late = [{"failure": "late", "delay": delay, "price": "80 EUR"} for delay in ("1 h", "2 h", "3 h")]
    cheap = late[-1] | {"price": "8 EUR"}
    assert shop.coverage([*late, cheap, {"failure": "damaged", "price": "80 EUR"}]).missing == ()


def test_a_share_is_never_rounded_up_to_all() -> None:
    shop = loads(SHOP)
    late = [{"failure": "late", "delay": delay, "price": "80 EUR"} for delay in ("1 h", "2 h", "3 h")]
    found = shop.coverage(late)
    assert found.missing
    assert found.percent < 100


def test_decisions_mappings_and_examples_count_alike() -> None:
    shop = loads(SHOP)
    case = {"failure": "late", "delay": "3 h", "price": "20 EUR"}
    by_mapping, by_decision = shop.coverage([case]), shop.coverage([shop.decide(case)])
    assert by_mapping == by_decision
    assert by_mapping.cases == ("case 1",)


def test_what_is_not_a_case_raises() -> None:
    with pytest.raises(FactsError, match="failure"):
        loads(SHOP).coverage([{"failure": "lost"}])


def test_as_data_counts_the_cases_of_each_point() -> None:
    data = loads(SHOP).coverage([{"failure": "damaged", "price": "1 EUR"}] * 3).as_data()
    assert list(data["parts"]) == list(PARTS)
    sorry = next(one for one in data["points"] if (one["owner"], one["side"]) == ("sorry", "fired"))
    assert (sorry["cases"], sorry["first"], sorry["at"]["line"]) == (3, "case 1", 13)


def test_a_ruleset_that_awaits_its_calendar_is_measured_by_one_that_is_handed_over() -> None:
    text = SHOP.replace("currency: EUR", "currency: EUR\ncalendar: works\nzone: Europe/Berlin")
    within = "{within: {type: time_limit, combine: soonest}}"
    text = text.replace("kinds:", f"kinds:\n  letter: {{stream: remedy, phase: resolve, parameters: {within}}}")
    shop = loads(text.replace("then: [apology]", "then: [apology, letter: {within: 2 working days}]"))
    case = {"failure": "late", "delay": "3 h", "price": "20 EUR"}
    for ask in (lambda: shop.coverage([case]), shop.suggest_cases):
        with pytest.raises(FactsError, match="calendar"):
            ask()
    ready = shop.with_calendar(Calendar(name="works"))
    assert ready.coverage([one.given for one in ready.suggest_cases().cases]).percent == 100


BRANCHES = """
language: 1
ruleset: shop
currency: EUR
no_follow_up: none
kinds:
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest, required: true}}}
facts:
  price: {type: money, min: 0 EUR, max: 1000 EUR}
  delay: {type: duration, min: 0 h, max: 9 d}
derived:
  base: {type: money, value: if delay > 3 h then price else 0.5 * price}
rules:
  - {id: a, then: [refund: {amount: if price > 100 EUR then base else 50 % of base, at_most: 300 EUR}]}
limits:
  - {id: l, action: refund, amount: {at_least: 1 EUR, at_most: 200 EUR}}
"""


def _reached_of_branches(*cases: dict[str, str]) -> set[str]:
    found = loads(BRANCHES).coverage(cases).found
    return {str(one.point) for one in found if one.count and (" at_" in str(one.point) or "`" in str(one.point))}


def test_tests_of_if_and_each_bound_are_points_both_ways() -> None:
    assert _reached_of_branches({"price": "0.50 EUR", "delay": "1 h"}) == {
        "base: `delay > 3 h` not true",
        "a: `price > 100 EUR` not true",
        "a: amount at_most 300 EUR did not bind",
        "l: amount at_least 1 EUR bound",
        "l: amount at_most 200 EUR did not bind",
    }
    assert _reached_of_branches({"price": "400 EUR", "delay": "4 h"}) == {
        "base: `delay > 3 h` true",
        "a: `price > 100 EUR` true",
        "a: amount at_most 300 EUR bound",
        "l: amount at_least 1 EUR did not bind",
        "l: amount at_most 200 EUR bound",
    }


def test_an_if_counts_only_where_it_is_met() -> None:
    text = BRANCHES.replace("{id: a, then", "{id: s, then: [note]}\n  - {id: a, when: {delay: over 1 d}, then").replace(
        "kinds:", "kinds:\n  note: {stream: remedy, phase: acknowledge}"
    )
    for delay, met in (("1 h", False), ("2 d", True)):
        found = loads(text).coverage([{"price": "5 EUR", "delay": delay}]).found
        assert {
            str(one.point) for one in found if one.count and one.point.owner == "a" and "price" in one.point.what
        } == ({"a: `price > 100 EUR` not true"} if met else set())
    nested = BRANCHES.replace(
        "if price > 100 EUR then base else 50 % of base",
        "if price > 100 EUR then (if price > 200 EUR then base else 1 EUR) else 50 % of base",
    )
    found = loads(nested).coverage([{"price": "5 EUR", "delay": "1 h"}]).found
    assert {str(one.point) for one in found if one.count and one.point.what.startswith("`price")} == {
        "a: `price > 100 EUR` not true"
    }


def test_an_if_over_several_lines_is_told_by_its_place() -> None:
    text = BRANCHES.replace(
        "{type: money, value: if delay > 3 h then price else 0.5 * price}",
        "\n    type: money\n    value: >-\n      if delay > 3 h\n      then price else 0.5 * price",
    )
    points = [one.point for one in loads(text).coverage([]).found if one.point.owner == "base"]
    assert [str(point) for point in points if point.part == "conditions"] == ["base: `if` true", "base: `if` not true"]
    assert points[0].span is not None
