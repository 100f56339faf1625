"""The strategies themselves: what they draw is useful and reaches everything that they promise."""

import contextlib
import functools
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from recovery_rules.document.properties import STATEMENTS
from recovery_rules.engine.reference.decide import decide
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError, RulesetError
from tests.strategies import (
    COSTLY,
    as_yaml,
    cases,
    derived,
    invalid_cases,
    moments,
    properties,
    rulesets,
    tables,
    valid_looking_cases,
)
from tests.strategies.facts import facts
from tests.strategies.loading import model_of
from tests.strategies.scope import CURRENCIES, Scope, Written
from tests.strategies.vocabulary import vocabularies

pytestmark = [pytest.mark.heavy, pytest.mark.no_cover]  # this looks at what is drawn

LOADED = 50  # of the drawn rulesets: loading is what takes its time
# The same draws each time, nothing shrunk: this looks at what is drawn, not at one failure.
ONE_LOOK = settings(
    max_examples=160,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CONSTRUCTS = {
    *(f"currency: {code}" for code in CURRENCIES),
    *("needed", "optional", "default", "personal", "admit", "parameters", "derived", "clock", "expr", "unless"),
    *("overrides", "any_of", "all_of", "none_of", "choice", "if_overdue", "at_most", "at_least", "with", "order"),
    *("rounding", "forbid", "except", "owed", "hold", "level", "if_unknown", "distinct_by", "otherwise"),
    *("authority", "total", "unlimited", "none"),
    *("obligation", "offer", "may", "no_follow_up"),
    *("calendar", "country", "days_off", "days_worked", "zone", "month_end", "last_day", "next_day"),
}


def draw_until(is_enough: Callable[[Any], bool], strategy: st.SearchStrategy[Any], *, most: int) -> None:
    """Shows each draw to `is_enough`, which keeps what it sees, until that says so or the most were drawn."""
    with contextlib.suppress(NoSuchExample):
        find(strategy, is_enough, settings=settings(ONE_LOOK, max_examples=most))


def missing_in(text: str) -> set[str]:
    return {construct for construct in CONSTRUCTS if not re.search(rf"\b{construct}\b", text)}


@functools.cache
def drawn() -> list[Written]:
    found: list[Written] = []
    missing = CONSTRUCTS

    def look(ruleset: Written) -> bool:
        nonlocal missing
        found.append(ruleset)
        missing &= missing_in(as_yaml(ruleset))
        return not missing and len(found) >= LOADED

    draw_until(look, rulesets(), most=160)
    return found


@functools.cache
def loaded() -> list[Model]:
    found = []
    for ruleset in drawn()[:LOADED]:
        try:
            found.append(model_of(as_yaml(ruleset)))
        except RulesetError:
            continue
    return found


@st.composite
def drawn_with_facts(draw: st.DrawFn, part: Callable[[Scope, Written], st.SearchStrategy[Any]]) -> Any:
    """A part of a ruleset, with the words and facts that it can read."""
    scope = draw(vocabularies(Scope("CNY", ("front_line", "manager"))))
    written, scope = draw(facts(scope))
    return draw(part(scope, written))


def test_more_than_four_in_five_rulesets_load() -> None:
    assert len(loaded()) > 0.8 * LOADED


def test_every_construct_is_drawn() -> None:
    assert missing_in("\n".join(map(as_yaml, drawn()))) == set()


def test_clocks_with_and_without_a_default_are_drawn() -> None:
    found: set[bool] = set()

    def look(told: tuple[Written, Scope]) -> bool:
        found.update("default" in fact for name, fact in told[0].items() if name == "reported_at")
        return len(found) == 2

    draw_until(look, facts(Scope("CNY", ("front_line", "manager"))), most=300)
    assert found == {False, True}


def test_every_step_of_the_calendar_is_drawn() -> None:
    missing = {"working days", "working days from", "months", "years", "date of"}

    def look(told: tuple[Written, Scope]) -> bool:
        missing.difference_update([step for step in missing if step in str(told[0])])
        return not missing

    scopes = facts(Scope("CNY", ("front_line", "manager"), is_timed=True))
    draw_until(look, scopes.flatmap(lambda found: derived.derived(found[1])), most=300)
    assert missing == set()


def test_every_statement_of_a_property_is_drawn() -> None:
    missing = {*STATEMENTS, "of", "with", "when"}

    def look(told: list[Written]) -> bool:
        missing.difference_update(*told)
        return not missing

    draw_until(look, drawn_with_facts(properties.properties), most=400)
    assert missing == set()


def test_every_hit_policy_is_drawn() -> None:
    missing = set(tables.HITS)

    def look(told: list[Written]) -> bool:
        missing.difference_update(table.get("hit", "unique") for table in told)
        return not missing

    draw_until(look, drawn_with_facts(lambda scope, _: tables.tables(scope)), most=600)
    assert missing == set()


def test_a_file_holds_only_texts() -> None:
    waiting: list[object] = list(drawn())
    leaves: set[type] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        else:
            leaves.add(type(part))
    assert leaves == {str}


@COSTLY
@given(st.data())
def test_every_loaded_ruleset_decides_every_admitted_case(data: st.DataObject) -> None:
    try:
        model = model_of(as_yaml(data.draw(rulesets())))
    except RulesetError:
        return
    case, as_of = data.draw(cases(model)), data.draw(moments())
    try:
        account = decide(model, case, as_of)
    except FactsError:
        return
    assert set(account.fired) <= {"otherwise"} | {rule.id for rule in model.rules} | set(account.limits)


def test_most_cases_are_decided_and_spoiled_ones_mostly_not() -> None:
    models = [model for model in loaded() if not model.admissions]
    outcomes: dict[str, list[bool]] = {"valid": [], "spoiled": []}

    def look(data: st.DataObject) -> None:
        model = data.draw(st.sampled_from(models))
        for name, strategy in (("valid", valid_looking_cases(model)), ("spoiled", invalid_cases(model))):
            try:
                decide(model, data.draw(strategy))
            except FactsError:
                outcomes[name].append(False)
            else:
                outcomes[name].append(True)

    ONE_LOOK(given(st.data())(look))()
    assert all(outcomes["valid"])
    assert outcomes["spoiled"].count(False) > len(outcomes["spoiled"]) / 2
